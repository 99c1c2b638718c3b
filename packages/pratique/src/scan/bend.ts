/**
 * Straightens paper that is bent about one axis, as it is around a bottle, a passport's spine or a thumb.
 *
 * @module
 */

import type { GrayFrame } from './frame.ts'
import type { Room } from './room.ts'

/** Which way the pixels are moved: columns up and down, or rows left and right. */
export type Direction = 'columns' | 'rows'

/**
 * Moves each column, or row, along itself by a parabola: not at all in the middle, by `sag` of its length at
 * both ends. What is moved in from beyond an edge is what lies on the edge.
 */
export function bend(
  { width, height, pixels }: GrayFrame,
  direction: Direction,
  sag: number,
  room: Room,
): GrayFrame {
  const bent = room.bytes('filtered', width * height)
  const isUpright = direction === 'columns'
  const [lines, length] = isUpright ? [width, height] : [height, width]
  const [lineStep, step] = isUpright ? [1, width] : [width, 1]
  for (let line = 0; line < lines; line++) {
    const shift = Math.round(sag * length * ((2 * line + 1) / lines - 1) ** 2)
    const start = line * lineStep
    for (let place = 0; place < length; place++) {
      const from = Math.min(length - 1, Math.max(0, place + shift))
      bent[start + place * step] = pixels[start + from * step] ?? 0
    }
  }
  return { width, height, pixels: bent }
}
