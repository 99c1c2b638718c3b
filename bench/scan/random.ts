/**
 * Chance that can be repeated.
 *
 * @module
 */

/** A number in [0, 1), another at each call. */
export type Random = () => number

/** xoshiro128** of Blackman and Vigna, begun with SplitMix32 of a seed and of what it is drawn for. */
export function createRandom(...seeds: readonly number[]): Random {
  let mixed = 0x9e3779b9
  const next = (): number => {
    mixed = (mixed + 0x9e3779b9) | 0
    let value = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad)
    value = Math.imul(value ^ (value >>> 15), 0x735a2d97)
    return (value ^ (value >>> 15)) >>> 0
  }
  for (const seed of seeds) mixed = next() ^ seed
  let [a, b, c, d] = [next(), next(), next(), next()]
  return () => {
    const product = Math.imul(b, 5)
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
    return result / 2 ** 32
  }
}

/** Of a normal distribution with σ 1 (Box and Muller). */
export function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
