/**
 * Between which levels a frame's pixels lie.
 *
 * @module
 */

import type { GrayFrame } from './frame.ts'

/** Gray levels, the lightest above the darkest. */
export interface Levels {
  readonly darkest: number
  readonly lightest: number
}

/** All there are. */
export const ALL_LEVELS: Levels = { darkest: 0, lightest: 255 }

/** One pixel in so many is counted: a prime, so that no pattern of a screen is met again and again. */
const STEP = 7

/** What may be darker or lighter: a spark, a hole. */
const OUTLIERS = 0.002

/** Finds the levels between which all but a few pixels lie. */
export function findLevels({ pixels }: GrayFrame): Levels {
  const counts = new Uint32Array(256)
  for (let at = 0; at < pixels.length; at += STEP) {
    const level = pixels[at] ?? 0
    counts[level] = (counts[level] ?? 0) + 1
  }
  const few = (pixels.length / STEP) * OUTLIERS
  const darkest = findBeyond(counts, few)
  const lightest = 255 - findBeyond(counts.toReversed(), few)
  return lightest > darkest ? { darkest, lightest } : ALL_LEVELS
}

function findBeyond(counts: Uint32Array, few: number): number {
  let sum = 0
  const found = counts.findIndex((count) => {
    sum += count
    return sum > few
  })
  return Math.max(0, found)
}
