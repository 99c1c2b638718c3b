/**
 * Reads the symbols in one picture.
 *
 * @module
 */

import { toText } from 'pratique/verify'
import { prepareZXingModule, type ReadResult, readBarcodes } from 'zxing-wasm/reader'
import type { Effort } from './messages.ts'

/** A symbol's text, and its middle in pixels of the picture. */
export interface FoundSymbol {
  readonly text: string
  readonly x: number
  readonly y: number
}

/** More than any certificate is split into. */
const MAX_SYMBOLS = 64

/** Makes the reader ready: left to itself it would ask a network for its code. */
export function startReader(wasm: ArrayBuffer): void {
  prepareZXingModule({ overrides: { wasmBinary: wasm }, fireImmediately: true })
}

export async function readFrame(image: ImageData, effort: Effort): Promise<readonly FoundSymbol[]> {
  const results = await readBarcodes(image, {
    formats: ['QRCodeModel2', 'AztecCode', 'DataMatrix'],
    textMode: 'Plain',
    maxNumberOfSymbols: MAX_SYMBOLS,
    tryHarder: effort === 'picture',
  })
  return results.map(toFound)
}

function toFound(result: ReadResult): FoundSymbol {
  const { topLeft, topRight, bottomLeft, bottomRight } = result.position
  const corners = [topLeft, topRight, bottomLeft, bottomRight]
  const middle = (of: 'x' | 'y') => corners.reduce((sum, corner) => sum + corner[of], 0) / 4
  // ECI 899 says "bytes" and names no character set: the content is then `Binary`.
  const isTranscoded = result.hasECI && result.contentType === 'Text'
  const text = isTranscoded ? result.text : toText(new Uint8Array(result.bytes))
  return { text, x: middle('x'), y: middle('y') }
}
