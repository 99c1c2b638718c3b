/**
 * The code of a text, as it is drawn.
 *
 * @module
 */

import { encodeQr, type QrSymbol, recommendSymbol } from 'pratique/qr'

/** Draws the code of a text. */
export function draw(text: string): QrSymbol {
  const { level, version } = recommendSymbol(text)
  return encodeQr(text, { level, version })
}
