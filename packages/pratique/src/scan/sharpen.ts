/**
 * Unsharp masking: against blur, of the lens or of movement.
 *
 * @module
 */

import type { GrayFrame } from './frame.ts'
import type { Levels } from './levels.ts'
import type { Room } from './room.ts'
import { forEachMean } from './smooth.ts'

/**
 * Adds to each pixel `amount` times what it differs by from the mean up to `radius` away, and spreads
 * what lies between two levels over all of them.
 */
export function sharpen(
  frame: GrayFrame,
  radius: number,
  amount: number,
  { darkest, lightest }: Levels,
  room: Room,
): GrayFrame {
  const { width, height, pixels } = frame
  const sharp = room.bytes('filtered', width * height)
  const spread = 255 / (lightest - darkest)
  const own = (1 + amount) * spread
  const others = (amount * spread) / (2 * radius + 1) ** 2
  const offset = darkest * spread
  forEachMean(frame, radius, room, (sums, row) => {
    for (let x = 0; x < width; x++) {
      const level = (pixels[row + x] ?? 0) * own - (sums[x] ?? 0) * others - offset
      sharp[row + x] = level < 0 ? 0 : level > 255 ? 255 : level
    }
  })
  return { width, height, pixels: sharp }
}
