/**
 * Medians and spreads of what was measured.
 *
 * @module
 */

/** The middle of some numbers, and where their middle half lies. */
export interface Spread {
  readonly median: number
  /** The lower and the upper quartile. */
  readonly low: number
  readonly high: number
  /** Of a ratio: how the fastest tenth of the one compares with the fastest tenth of the other. */
  readonly fastest?: number
}

/** Returns the value below which a share of the values lies, between two values if need be. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const position = (sorted.length - 1) * share
  const below = sorted[Math.floor(position)] ?? Number.NaN
  const above = sorted[Math.ceil(position)] ?? Number.NaN
  return below + (above - below) * (position - Math.floor(position))
}

/** Returns the middle value; of an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** Returns the median of values and their quartiles. */
export function spread(values: readonly number[]): Spread {
  return { median: median(values), low: quantile(values, 0.25), high: quantile(values, 0.75) }
}

const TENTH = 0.1

/**
 * Returns the spread of the ratios pair by pair. What slows a moment slows both alike, so that the
 * median of ratios is steadier than the ratio of medians.
 */
export function ratioTo(values: readonly number[], base: readonly number[]): Spread {
  if (values.length !== base.length) throw new Error('every value needs its base')
  return {
    ...spread(values.map((value, index) => value / (base[index] ?? Number.NaN))),
    fastest: quantile(values, TENTH) / quantile(base, TENTH),
  }
}

/** Returns the items in random order (Fisher and Yates). */
export function shuffle<Item>(
  items: readonly Item[],
  random: () => number = Math.random,
): readonly Item[] {
  const rest = [...items]
  const shuffled: Item[] = []
  while (rest.length > 0) shuffled.push(...rest.splice(Math.floor(random() * rest.length), 1))
  return shuffled
}
