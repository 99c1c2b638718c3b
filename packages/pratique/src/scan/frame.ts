/**
 * Pictures as pixels: what a scanner is given, and what its filters make of it.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { UsageError } from '../errors.ts'

/** Luminance, one byte a pixel, row by row from the top left: 0 black, 255 white. */
export interface GrayFrame {
  readonly width: number
  readonly height: number
  readonly pixels: Bytes
}

/** Red, green, blue and alpha, one byte each, row by row: what a canvas gives (`ImageData`). */
export interface RgbaFrame {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array | Uint8ClampedArray
}

/** A picture that holds more is refused unread: three pictures of the largest telephone camera. */
const MAX_PIXELS = 160_000_000

/** No side is longer in any format of pictures that is read here. */
const MAX_SIDE = 65_535

/**
 * Refuses a frame whose sides and pixels do not agree, before anything is done with it.
 *
 * @throws {UsageError} `usage.picture`.
 */
export function checkFrame(frame: GrayFrame | RgbaFrame): void {
  const { width, height } = frame
  const isSide = (side: number) => Number.isInteger(side) && side > 0 && side <= MAX_SIDE
  if (!isSide(width) || !isSide(height) || width * height > MAX_PIXELS) {
    throw new UsageError('usage.picture', `expected 1 to ${MAX_PIXELS} pixels`)
  }
  const [length, channels] = 'data' in frame ? [frame.data.length, 4] : [frame.pixels.length, 1]
  if (length !== width * height * channels) {
    throw new UsageError('usage.picture', 'expected as many pixels as width and height say')
  }
}

/**
 * Turns colours into luminance (ITU-R BT.601), transparent ones as if on white paper.
 *
 * @param into where to; as many bytes as there are pixels
 * @throws {UsageError} `usage.picture` if sides and pixels do not agree.
 */
export function toGray(frame: RgbaFrame, into?: Bytes): GrayFrame {
  checkFrame(frame)
  const { width, height, data } = frame
  const gray = { width, height, pixels: into ?? new Uint8Array(width * height) }
  checkFrame(gray)
  const { pixels } = gray
  for (let at = 0, from = 0; at < pixels.length; at++, from += 4) {
    const level =
      ((data[from] ?? 0) * 77 + (data[from + 1] ?? 0) * 150 + (data[from + 2] ?? 0) * 29) >> 8
    const alpha = data[from + 3] ?? 0
    pixels[at] = alpha === 255 ? level : 255 - ((255 - level) * alpha) / 255
  }
  return gray
}
