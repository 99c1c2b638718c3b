/**
 * The nearest of some names to a mistyped one.
 *
 * @module
 */

/** A name longer than this is no slip of the hand. */
const MAX_LENGTH = 40

/** Finds the name that `typed` was meant to be; `undefined` if none is near. */
export function suggest(typed: string, names: readonly string[]): string | undefined {
  if (typed === '' || typed.length > MAX_LENGTH) return undefined
  const [best] = names
    .map((name) => ({ name, distance: distanceBetween(typed.toLowerCase(), name) }))
    .sort((a, b) => a.distance - b.distance)
  return best && best.distance <= Math.max(1, typed.length / 3) ? best.name : undefined
}

/** How many letters must be changed, added, left out or swapped with their neighbour. */
function distanceBetween(one: string, other: string): number {
  const width = other.length + 1
  let beforeLast: number[] = []
  let last = Array.from({ length: width }, (_, column) => column)
  for (let row = 1; row <= one.length; row++) {
    const current = [row]
    for (let column = 1; column < width; column++) {
      const isSame = one[row - 1] === other[column - 1]
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      current[column] = Math.min(
        at(current, column - 1) + 1,
        at(last, column) + 1,
        at(last, column - 1) + (isSame ? 0 : 1),
        isSwapped ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    beforeLast = last
    last = current
  }
  return at(last, width - 1)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY
}
