/**
 * A set of indices that answers in the same short time whatever is asked, and whose size does not depend on
 * how far apart they lie.
 *
 * @module
 */

/** Numbers below 2^32. */
export interface IndexSet {
  readonly size: number
  has(index: number): boolean
}

/** @param sorted in rising order, each once */
export function createIndexSet(sorted: Uint32Array): IndexSet {
  const greatest = sorted.at(-1) ?? 0
  const shift = shiftFor(greatest, sorted.length)
  // Where the numbers of each bucket begin: about one bucket a number.
  const starts = new Uint32Array(bucketOf(greatest, shift) + 2)
  for (const number of sorted) {
    const bucket = bucketOf(number, shift) + 1
    starts[bucket] = (starts[bucket] ?? 0) + 1
  }
  for (let at = 1; at < starts.length; at++) {
    starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0)
  }
  return {
    size: sorted.length,
    has(index) {
      if (sorted.length === 0 || !(index >= 0 && index <= greatest)) return false
      const bucket = bucketOf(index, shift)
      const end = starts[bucket + 1] ?? 0
      let low = starts[bucket] ?? 0
      let high = end
      while (low < high) {
        const middle = (low + high) >>> 1
        if ((sorted[middle] ?? 0) < index) low = middle + 1
        else high = middle
      }
      return low < end && sorted[low] === index
    },
  }
}

function bucketOf(index: number, shift: number): number {
  return shift > 31 ? 0 : index >>> shift
}

/** So that there are no more buckets than twice the numbers. */
function shiftFor(greatest: number, count: number): number {
  let shift = 0
  while (bucketOf(greatest, shift) > 2 * count) shift++
  return shift
}

/** The numbers of both, in rising order, each once. */
export function uniteIndices(a: Uint32Array, b: Uint32Array): Uint32Array {
  const all = new Uint32Array(a.length + b.length)
  let length = 0
  for (let i = 0, j = 0; i < a.length || j < b.length; length++) {
    const [x, y] = [a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY]
    all[length] = Math.min(x, y)
    if (x <= y) i++
    if (y <= x) j++
  }
  return all.slice(0, length)
}

/** The numbers of the first that are not in the second; both in rising order. */
export function subtractIndices(a: Uint32Array, b: Uint32Array): Uint32Array {
  let j = 0
  return a.filter((number) => {
    while (j < b.length && (b[j] ?? 0) < number) j++
    return b[j] !== number
  })
}
