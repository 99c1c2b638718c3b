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
