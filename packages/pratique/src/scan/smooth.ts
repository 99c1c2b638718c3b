/**
 * The mean of a square of pixels: against noise, moiré and the dark.
 *
 * @module
 */

import type { GrayFrame } from './frame.ts'
import type { Levels } from './levels.ts'
import type { Place, Room } from './room.ts'

/**
 * Averages each pixel with its neighbours up to `radius` away, and spreads what lies between two levels
 * over all of them. From the sums, so that the dark keeps more levels than it had.
 */
export function smooth(
  frame: GrayFrame,
  radius: number,
  { darkest, lightest }: Levels,
  room: Room,
  place: Place = 'filtered',
): GrayFrame {
  const { width, height } = frame
  const pixels = room.bytes(place, width * height)
  const area = (2 * radius + 1) ** 2
  const gain = 255 / ((lightest - darkest) * area)
  const offset = darkest * area
  forEachMean(frame, radius, room, (sums, row) => {
    for (let x = 0; x < width; x++) {
      const level = ((sums[x] ?? 0) - offset) * gain
      pixels[row + x] = level < 0 ? 0 : level > 255 ? 255 : level
    }
  })
  return { width, height, pixels }
}

/**
 * Gives, row by row, the sum of each pixel's square of neighbours; beyond an edge the edge repeats.
 *
 * @param radius at most 128, so that a row's sums fit in 16 bits
 */
export function forEachMean(
  { width, height, pixels }: GrayFrame,
  radius: number,
  room: Room,
  take: (sums: Uint32Array, row: number) => void,
): void {
  const rows = room.rows(width * height)
  for (let y = 0; y < height; y++) {
    sumRow(pixels.subarray(y * width, (y + 1) * width), radius, rows.subarray(y * width))
  }
  const rowAt = (y: number) => {
    const row = Math.min(height - 1, Math.max(0, y)) * width
    return rows.subarray(row, row + width)
  }
  const sums = room.columns(width).fill(0)
  for (let y = -radius; y <= radius; y++) replace(sums, rowAt(y))
  take(sums, 0)
  for (let y = 1; y < height; y++) {
    replace(sums, rowAt(y + radius), rowAt(y - radius - 1))
    take(sums, y * width)
  }
}

function replace(sums: Uint32Array, added: Uint16Array, removed?: Uint16Array): void {
  if (removed === undefined) {
    for (let x = 0; x < sums.length; x++) sums[x] = (sums[x] ?? 0) + (added[x] ?? 0)
    return
  }
  for (let x = 0; x < sums.length; x++) {
    sums[x] = (sums[x] ?? 0) + (added[x] ?? 0) - (removed[x] ?? 0)
  }
}

function sumRow(pixels: Uint8Array, radius: number, sums: Uint16Array): void {
  const { length } = pixels
  const first = pixels[0] ?? 0
  const last = pixels[length - 1] ?? 0
  let sum = first * (radius + 1)
  for (let x = 1; x <= radius; x++) sum += x < length ? (pixels[x] ?? 0) : last
  const inner = Math.min(radius, length - 1)
  const outer = Math.max(inner, length - 1 - radius)
  let x = 0
  for (; x < inner; x++) {
    sums[x] = sum
    sum += (x + radius + 1 < length ? (pixels[x + radius + 1] ?? 0) : last) - first
  }
  for (; x < outer; x++) {
    sums[x] = sum
    sum += (pixels[x + radius + 1] ?? 0) - (pixels[x - radius] ?? 0)
  }
  for (; x < length; x++) {
    sums[x] = sum
    sum += last - (x >= radius ? (pixels[x - radius] ?? 0) : first)
  }
}
