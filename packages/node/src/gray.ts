/**
 * Pictures as luminance, and the two filters that make a hard one readable.
 *
 * @module
 */

import type { Bytes } from 'pratique/verify'

/** One byte a pixel, row by row from the top left: 0 black, 255 white. */
export interface GrayPicture {
  readonly width: number
  readonly height: number
  readonly pixels: Bytes
}

/** Writes a binary PGM (Netpbm, P5): the plainest file that the decoder of symbols takes. */
export function encodePgm(picture: GrayPicture): Bytes {
  const header = new TextEncoder().encode(`P5\n${picture.width} ${picture.height}\n255\n`)
  const file = new Uint8Array(header.length + picture.pixels.length)
  file.set(header)
  file.set(picture.pixels, header.length)
  return file
}

/** Averages each pixel with its eight neighbours, against noise and moiré. */
export function toBlurred(picture: GrayPicture): GrayPicture {
  const { width, height, pixels } = picture
  const blurred = new Uint8Array(pixels.length)
  for (let y = 0; y < height; y++) {
    const row = y * width
    const above = y > 0 ? row - width : row
    const below = y < height - 1 ? row + width : row
    const column = (x: number) =>
      (pixels[above + x] ?? 0) + (pixels[row + x] ?? 0) + (pixels[below + x] ?? 0)
    let left = column(0)
    let middle = left
    for (let x = 0; x < width; x++) {
      const right = x < width - 1 ? column(x + 1) : middle
      blurred[row + x] = (left + middle + right) / 9
      left = middle
      middle = right
    }
  }
  return { width, height, pixels: blurred }
}

/** Doubles both sides with bilinear interpolation, for modules of less than two pixels. */
export function toDoubled(picture: GrayPicture): GrayPicture {
  const width = picture.width * 2
  const height = picture.height * 2
  const pixels = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    // The new pixel's centre lies a quarter of an old one from the nearer row: weights 3 and 1.
    const near = y >> 1
    const far = clamp(near + (y & 1 ? 1 : -1), picture.height)
    for (let x = 0; x < width; x++) {
      const nearX = x >> 1
      const farX = clamp(nearX + (x & 1 ? 1 : -1), picture.width)
      const sum =
        9 * (picture.pixels[near * picture.width + nearX] ?? 0) +
        3 * (picture.pixels[near * picture.width + farX] ?? 0) +
        3 * (picture.pixels[far * picture.width + nearX] ?? 0) +
        (picture.pixels[far * picture.width + farX] ?? 0)
      pixels[y * width + x] = (sum + 8) >> 4
    }
  }
  return { width, height, pixels }
}

function clamp(index: number, length: number): number {
  return Math.min(Math.max(index, 0), length - 1)
}
