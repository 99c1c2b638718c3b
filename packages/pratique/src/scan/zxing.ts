/**
 * The reader of symbols by zxing-wasm: how it is asked, and what it answers. Nothing is imported of it: its function
 * is given, in Node and in the page alike.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { UsageError } from '../errors.ts'
import type { GrayFrame } from './frame.ts'
import type { Corners, FoundSymbol, ReadRequest, Symbology, SymbolReader } from './reader-port.ts'

/** Micro QR, rMQR and Aztec runes hold too little for a certificate, and are found in noise. */
const FORMATS = { qr: 'QRCodeModel2', aztec: 'AztecCode', 'data-matrix': 'DataMatrix' } as const

const BINARIZERS = {
  local: 'LocalAverage',
  global: 'GlobalHistogram',
  fixed: 'FixedThreshold',
} as const

const SYMBOLOGIES: ReadonlyMap<string, Symbology> = /* @__PURE__ */ new Map([
  ['QRCode', 'qr'],
  ['Aztec', 'aztec'],
  ['DataMatrix', 'data-matrix'],
])

/** More symbols than any certificate is split into. */
const MAX_SYMBOLS = 64

/** Pictures whose shorter side is less are not made smaller. */
const MIN_REDUCED_SIDE = 300

/** The options of zxing-wasm that are set. */
export interface ZxingOptions {
  formats: (typeof FORMATS)[Symbology][]
  binarizer: (typeof BINARIZERS)[ReadRequest['threshold']]
  tryHarder: boolean
  tryRotate: boolean
  tryInvert: boolean
  tryDownscale: boolean
  downscaleFactor: number
  downscaleThreshold: number
  maxNumberOfSymbols: number
  textMode: 'Plain'
}

/** What is used of its results. */
export interface ZxingResult {
  readonly symbology: string
  readonly text: string
  readonly bytes: Uint8Array
  readonly hasECI: boolean
  readonly contentType: string
  readonly error: string
  readonly position: Corners
}

/** What it is given, and what makes text of the content of a symbol that names no character set. */
export interface ZxingPort {
  readonly readBarcodes: (
    file: Uint8Array,
    options: ZxingOptions,
  ) => Promise<readonly ZxingResult[]>
  readonly toText: (bytes: Bytes) => string
}

/** Reads the symbols of a file that zxing-wasm itself knows to decode: a PGM or a JPEG. */
export type ReadFile = (file: Uint8Array, request: ReadRequest) => Promise<readonly FoundSymbol[]>

/**
 * Makes a reader of files.
 *
 * @throws {UsageError} `usage.picture`, by what it makes, if a file cannot be decoded
 */
export function createZxingReader({ readBarcodes, toText }: ZxingPort): ReadFile {
  return async (file, request) => {
    const results = await readBarcodes(file, toOptions(request))
    // Codes with errors are not asked for, so an error is the picture's own.
    if (results.some(({ error }) => error !== '')) {
      throw new UsageError('usage.picture', 'the picture cannot be decoded')
    }
    return results.flatMap((result) => {
      const symbology = SYMBOLOGIES.get(result.symbology)
      return symbology ? [toSymbol(result, symbology, toText)] : []
    })
  }
}

/** Makes a reader of frames of one of files. As pixels, zxing-wasm takes colours alone. */
export function toFrameReader(readFile: ReadFile): SymbolReader {
  return (frame, request) => readFile(encodePgm(frame), request)
}

/** Writes a binary PGM (Netpbm, P5). */
function encodePgm({ width, height, pixels }: GrayFrame): Uint8Array {
  const header = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`)
  const file = new Uint8Array(header.length + pixels.length)
  file.set(header)
  file.set(pixels, header.length)
  return file
}

function toOptions(request: ReadRequest): ZxingOptions {
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

function toSymbol(
  { text, bytes: content, hasECI, contentType, position }: ZxingResult,
  symbology: Symbology,
  toText: ZxingPort['toText'],
): FoundSymbol {
  const bytes = new Uint8Array(content)
  const { topLeft, topRight, bottomRight, bottomLeft } = position
  return {
    // ECI 899 says "bytes" and names no character set: the content is then `Binary`.
    text: hasECI && contentType === 'Text' ? text : toText(bytes),
    bytes,
    symbology,
    corners: { topLeft, topRight, bottomRight, bottomLeft },
  }
}
