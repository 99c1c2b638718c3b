/**
 * Cutting out and enlarging: small modules are found in small pictures, and a part costs less than all.
 *
 * @module
 */

import type { GrayFrame } from './frame.ts'
import type { Place, Room } from './room.ts'

/** Whole pixels of a frame. */
export interface Region {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** The pixels of a region that lies within the frame. */
export function cutOut(frame: GrayFrame, region: Region, room: Room, place: Place): GrayFrame {
  const { left, top, width, height } = region
  const pixels = room.bytes(place, width * height)
  for (let y = 0; y < height; y++) {
    const from = (top + y) * frame.width + left
    pixels.set(frame.pixels.subarray(from, from + width), y * width)
  }
  return { width, height, pixels }
}

/** Doubles both sides with bilinear interpolation. */
export function double({ width, height, pixels }: GrayFrame, room: Room): GrayFrame {
  const doubled = room.bytes('enlarged', 4 * width * height)
  const mixed = room.columns(width)
  for (let y = 0; y < 2 * height; y++) {
    // A new pixel's centre lies a quarter of an old one from the nearer row: weights 3 and 1.
    const near = (y >> 1) * width
    const far = Math.min(height - 1, Math.max(0, (y >> 1) + (y & 1 ? 1 : -1))) * width
    for (let x = 0; x < width; x++) {
      mixed[x] = 3 * (pixels[near + x] ?? 0) + (pixels[far + x] ?? 0)
    }
    const row = 2 * y * width
    let before = mixed[0] ?? 0
    let here = before
    for (let x = 0; x < width; x++) {
      const after = x + 1 < width ? (mixed[x + 1] ?? 0) : here
      doubled[row + 2 * x] = (3 * here + before + 8) >> 4
      doubled[row + 2 * x + 1] = (3 * here + after + 8) >> 4
      before = here
      here = after
    }
  }
  return { width: 2 * width, height: 2 * height, pixels: doubled }
}
