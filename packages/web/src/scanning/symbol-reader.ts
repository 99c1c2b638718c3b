/**
 * The reader of symbols that the scanner is given in the page: zxing-wasm, from bytes that the page holds.
 *
 * @module
 */

import type { FoundSymbol, ReadRequest, SymbolReader } from 'pratique/qr/scan'
import { toText } from 'pratique/verify'
import {
  prepareZXingModule,
  type ReaderOptions,
  type ReadResult,
  readBarcodes,
} from 'zxing-wasm/reader'

/** More symbols than any certificate is split into. */
const MAX_SYMBOLS = 64

/** Micro QR, rMQR and Aztec runes hold too little for a certificate, and are found in noise. */
const FORMATS = { qr: 'QRCodeModel2', aztec: 'AztecCode', 'data-matrix': 'DataMatrix' } as const

const BINARIZERS = {
  local: 'LocalAverage',
  global: 'GlobalHistogram',
  fixed: 'FixedThreshold',
} as const

const SYMBOLOGIES = { QRCode: 'qr', Aztec: 'aztec', DataMatrix: 'data-matrix' } as const

/** Pictures whose shorter side is less are not made smaller. */
const MIN_REDUCED_SIDE = 300

/** Makes the reader ready: left to itself it would ask a network for its code. */
export function startReader(wasm: ArrayBuffer): void {
  prepareZXingModule({ overrides: { wasmBinary: wasm }, fireImmediately: true })
}

/** Reads symbols of gray pixels. */
export const readSymbolsOf: SymbolReader = async ({ width, height, pixels }, request) => {
  // A gray picture as a file (Netpbm "PGM"): as pixels, the decoder takes colours alone.
  const header = new TextEncoder().encode(`P5 ${width} ${height} 255\n`)
  const file = new Uint8Array(header.length + pixels.length)
  file.set(header)
  file.set(pixels, header.length)
  return toSymbols(await readBarcodes(file, toOptions(request)))
}

function toOptions(request: ReadRequest): ReaderOptions {
  const { symbologies, threshold, isThorough, isInverted, reduction } = request
  return {
    formats: symbologies.map((symbology) => FORMATS[symbology]),
    binarizer: BINARIZERS[threshold],
    tryHarder: isThorough,
    tryRotate: isThorough,
    tryInvert: isInverted,
    tryDownscale: reduction > 1,
    downscaleFactor: Math.max(2, reduction),
    downscaleThreshold: MIN_REDUCED_SIDE,
    maxNumberOfSymbols: MAX_SYMBOLS,
    textMode: 'Plain',
  }
}

function toSymbols(results: readonly ReadResult[]): readonly FoundSymbol[] {
  return results.flatMap((result) => {
    const { symbology: name, position } = result
    if (!Object.hasOwn(SYMBOLOGIES, name)) return []
    const symbology = SYMBOLOGIES[name as keyof typeof SYMBOLOGIES]
    const bytes = new Uint8Array(result.bytes)
    // ECI 899 says "bytes" and names no character set: the content is then `Binary`.
    const isTranscoded = result.hasECI && result.contentType === 'Text'
    const text = isTranscoded ? result.text : toText(bytes)
    const { topLeft, topRight, bottomRight, bottomLeft } = position
    return [{ text, bytes, symbology, corners: { topLeft, topRight, bottomRight, bottomLeft } }]
  })
}
