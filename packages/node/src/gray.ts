/**
 * Pictures as luminance.
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
