/**
 * Sets of numbers drawn evenly, and the least room that any exact code of one can take.
 *
 * @module
 */

import { createChance } from './made-expressions.ts'

export interface DrawOptions {
  readonly seed?: number
  /** What is not drawn. */
  readonly without?: Iterable<number>
}

/** Draws some of the numbers from 0, below a bound: in rising order, and the same for a seed. */
export function drawSet(
  below: number,
  count: number,
  { seed = 12_345, without = [] }: DrawOptions = {},
): Uint32Array {
  const [chance, passed, drawn] = [createChance(seed), new Set(without), new Set<number>()]
  while (drawn.size < count) {
    const number = chance(below)
    if (!passed.has(number)) drawn.add(number)
  }
  return Uint32Array.from(drawn).sort()
}

/** log2 of C(n, r), by Stirling's series: no exact code of r numbers of n has fewer bits for all of them. */
export function leastBits(n: number, r: number): number {
  const ln = (x: number) =>
    x * Math.log(x) - x + Math.log(2 * Math.PI * x) / 2 + 1 / (12 * x) - 1 / (360 * x ** 3)
  return (ln(n) - ln(r) - ln(n - r)) / Math.LN2
}
