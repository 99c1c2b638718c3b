/**
 * The reader of symbols that the scanner is given in Node: zxing-wasm, from node_modules, offline.
 *
 * @module
 */

import { readFile } from 'node:fs/promises'
import { UsageError } from 'pratique/errors'
import type { Corners, FoundSymbol, ReadRequest, Symbology, SymbolReader } from 'pratique/qr/scan'
import type { Bytes } from 'pratique/verify'
import {
  prepareZXingModule,
  type ReaderOptions,
  type ReadResult,
  readBarcodes,
} from 'zxing-wasm/reader'
import { encodePgm } from './gray.ts'

/** More symbols than any certificate is split into. */
const MAX_SYMBOLS = 64

/** Micro QR, rMQR and Aztec runes hold too little for a certificate, and are found in noise. */
const FORMATS = { qr: 'QRCodeModel2', aztec: 'AztecCode', 'data-matrix': 'DataMatrix' } as const

const BINARIZERS = {
  local: 'LocalAverage',
  global: 'GlobalHistogram',
  fixed: 'FixedThreshold',
} as const

const SYMBOLOGIES: ReadonlyMap<string, Symbology> = new Map([
  ['QRCode', 'qr'],
  ['Aztec', 'aztec'],
  ['DataMatrix', 'data-matrix'],
])

/** Pictures whose shorter side is less are not made smaller. */
const MIN_REDUCED_SIDE = 300

/** Reads symbols of gray pixels. The decoder is loaded with the first of them. */
export const readSymbolsOf: SymbolReader = (frame, request) => readFileOf(encodePgm(frame), request)

/**
 * The same for a file that the decoder itself knows to decode: a PGM or a JPEG.
 *
 * @throws {UsageError} `usage.picture` if it cannot.
 */
export async function readFileOf(
  file: Uint8Array,
  request: ReadRequest,
): Promise<readonly FoundSymbol[]> {
  await loadReader()
  let results: readonly ReadResult[]
  try {
    results = await readBarcodes(file, toOptions(request))
  } catch (cause) {
    // A trap leaves the module's memory in no known state: the next picture gets a new one.
    reader = undefined
    throw new UsageError('usage.picture', 'the picture cannot be decoded', { cause })
  }
  return toSymbols(results)
}

let reader: Promise<unknown> | undefined

/**
 * Loads the decoder once, from node_modules. It must be given its wasm before each use: left to
 * itself it would ask a CDN.
 */
function loadReader(): Promise<unknown> {
  reader ??= readFile(new URL(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'))).then(
    (file) =>
      prepareZXingModule({
        overrides: { wasmBinary: new Uint8Array(file).buffer },
        fireImmediately: true,
      }),
  )
  return reader
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
  // Codes with errors are not asked for, so an error is the picture's own.
  if (results.some((result) => result.error !== '')) {
    throw new UsageError('usage.picture', 'the picture cannot be decoded')
  }
  return results.flatMap((result) => {
    const symbology = SYMBOLOGIES.get(result.symbology)
    return symbology ? [toSymbol(result, symbology)] : []
  })
}

function toSymbol(result: ReadResult, symbology: Symbology): FoundSymbol {
  const bytes = new Uint8Array(result.bytes)
  // ECI 899 says "bytes" and names no character set: the content is then `Binary`.
  const isTranscoded = result.hasECI && result.contentType === 'Text'
  const text = isTranscoded ? result.text : toText(bytes)
  return { text, bytes, symbology, corners: toCorners(result) }
}

function toCorners({ position }: ReadResult): Corners {
  const { topLeft, topRight, bottomRight, bottomLeft } = position
  return { topLeft, topRight, bottomRight, bottomLeft }
}

/** A byte-order mark stays: that it is there is the reader's to remark on. */
function toText(bytes: Bytes): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return Buffer.from(bytes).toString('latin1')
  }
}
