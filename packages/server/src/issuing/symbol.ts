/**
 * The code of a text, as it is drawn.
 *
 * @module
 */

import { constants, deflateSync } from 'node:zlib'
import { encodeQr, type QrSymbol, recommendSymbol, toPng } from 'pratique/qr'

/** Draws the code of a text. */
export function draw(text: string): QrSymbol {
  const { level, version } = recommendSymbol(text)
  return encodeQr(text, { level, version })
}

/** Draws a code as PNG. */
export function drawPng(symbol: QrSymbol): Uint8Array {
  return toPng(symbol, { compress })
}

/** A stream of zlib stays in memory until V8 looks through all objects: with as little room as a picture takes. */
const CHUNK_BYTES = 2048

/** The fastest that there is: a picture takes half the time of ours, and a few hundred bytes more. */
function compress(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const options = { level: constants.Z_BEST_SPEED, chunkSize: CHUNK_BYTES }
  return new Uint8Array(deflateSync(bytes, options))
}
