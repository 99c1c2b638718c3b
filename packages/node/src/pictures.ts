/**
 * Reads the QR codes and Aztec symbols in a picture file, offline.
 *
 * @module
 */

import { readFile } from 'node:fs/promises'
import { UsageError } from 'pratique/errors'
import type { Bytes } from 'pratique/verify'
import {
  prepareZXingModule,
  type ReaderOptions,
  type ReadResult,
  readBarcodes,
} from 'zxing-wasm/reader'
import { encodePgm, type GrayPicture, toBlurred, toDoubled } from './gray.ts'
import { readJpegHeader } from './jpeg.ts'
import { isPicture } from './picture-type.ts'
import { decodePng, readPngHeader } from './png.ts'
import { decodeSvg } from './svg.ts'

/** What one symbol says. */
export interface SymbolText {
  /** UTF-8 if the content is that, else Latin-1, unless the symbol itself names a character set. */
  readonly text: string
  readonly symbology: 'qr' | 'aztec'
  /** The content as it is in the symbol. */
  readonly bytes: Bytes
}

/** Bounds beyond which a picture is refused unread. */
export interface ReadSymbolsOptions {
  /** Default 20,000,000. */
  readonly maxBytes?: number
  /** Width × height; default 16,000,000. A progressive JPEG may have half of it. */
  readonly maxPixels?: number
}

const MAX_BYTES = 20_000_000
const MAX_PIXELS = 16_000_000

/** No picture of a certificate is longer. */
const MAX_SIDE = 16_384

/** The pixels of a PNG as they are written: RGB and alpha of the largest picture. */
const MAX_INFLATED_BYTES = 64_000_000

/** Pixels × scans of a JPEG: twenty passes over the largest picture. */
const MAX_SCANNED_PIXELS = 320_000_000

/** What all attempts together may look at; the first is always made. */
const MAX_TRIED_PIXELS = 40_000_000

/** Small modules are found in small pictures: only these are worth enlarging, twice at most. */
const MAX_ENLARGED_PIXELS = 8_000_000
const ENLARGEMENTS = 2

/** More symbols than any certificate is split into. */
const MAX_SYMBOLS = 64

/** Micro QR, rMQR and Aztec runes hold too little for a certificate, and are found in noise. */
const OPTIONS: ReaderOptions = {
  formats: ['QRCodeModel2', 'AztecCode'],
  tryHarder: true,
  tryRotate: true,
  tryInvert: true,
  tryDownscale: true,
  maxNumberOfSymbols: MAX_SYMBOLS,
  textMode: 'Plain',
}

/** In the order of what each adds to those before it, measured on degraded symbols. */
const VARIANTS: readonly ReaderOptions[] = [
  { binarizer: 'LocalAverage' },
  { binarizer: 'LocalAverage', downscaleFactor: 2, downscaleThreshold: 300 },
  { binarizer: 'FixedThreshold' },
  { binarizer: 'GlobalHistogram' },
]

interface Attempt {
  readonly file: Uint8Array
  readonly pixels: number
  readonly options: ReaderOptions
}

/**
 * Reads all distinct symbols of a PNG or JPEG, or of an SVG of ours, from the top left in reading order; none is `[]`.
 *
 * @throws {UsageError} `usage.file-too-large`; `usage.picture` if the bytes are no such picture, are
 *   damaged, or would take too much room or time.
 */
export async function readSymbols(
  bytes: Uint8Array,
  options: ReadSymbolsOptions = {},
): Promise<readonly SymbolText[]> {
  const { maxBytes = MAX_BYTES, maxPixels = MAX_PIXELS } = options
  if (bytes.length > maxBytes) {
    throw new UsageError('usage.file-too-large', `expected a picture of at most ${maxBytes} bytes`)
  }
  let tried = 0
  for (const attempt of attempts(bytes, maxPixels)) {
    if (tried > 0 && tried + attempt.pixels > MAX_TRIED_PIXELS) break
    tried += attempt.pixels
    const results = await scan(attempt)
    if (results.length > 0) return toDistinct(toReadingOrder(results).map(toSymbolText))
  }
  return []
}

/** What to try until something is found. Each attempt is only made ready when its turn comes. */
function* attempts(bytes: Uint8Array, maxPixels: number): Generator<Attempt> {
  switch (isPicture(bytes)) {
    case undefined:
      throw new UsageError('usage.picture', 'expected a PNG, a JPEG, or an SVG of Pratique')
    case 'png':
      return yield* pngAttempts(bytes, maxPixels)
    case 'jpeg':
      return yield* jpegAttempts(bytes, maxPixels)
    case 'svg':
      return yield svgAttempt(bytes, maxPixels)
  }
}

function* pngAttempts(bytes: Uint8Array, maxPixels: number): Generator<Attempt> {
  const header = readPngHeader(bytes)
  const pixelsToInflate = checkSize(header, maxPixels)
  if ((pixelsToInflate * header.channels * header.depth) / 8 > MAX_INFLATED_BYTES) {
    const limit = `at most ${MAX_INFLATED_BYTES} bytes of pixels`
    throw new UsageError('usage.picture', `expected a PNG of ${limit}`)
  }
  const picture = decodePng(bytes, header)
  const { file, pixels } = toAttempt(picture)
  for (const options of VARIANTS) yield { file, pixels, options }
  yield toAttempt(toBlurred(picture))
  let enlarged = picture
  for (let time = 0; time < ENLARGEMENTS; time++) {
    if (enlarged.pixels.length * 4 > MAX_ENLARGED_PIXELS) return
    enlarged = toDoubled(enlarged)
    yield toAttempt(enlarged)
  }
}

function toAttempt(picture: GrayPicture): Attempt {
  return { file: encodePgm(picture), pixels: picture.pixels.length, options: {} }
}

function* jpegAttempts(bytes: Uint8Array, maxPixels: number): Generator<Attempt> {
  const header = readJpegHeader(bytes)
  // Its coefficients are all held until the last scan (ISO/IEC 10918-1 §G.1).
  const pixels = checkSize(header, header.isProgressive ? maxPixels / 2 : maxPixels)
  if (header.scans * pixels > MAX_SCANNED_PIXELS) {
    throw new UsageError('usage.picture', 'expected a JPEG with fewer scans')
  }
  for (const options of VARIANTS) yield { file: bytes, pixels, options }
}

/** Drawn exactly: there is nothing to filter. */
function svgAttempt(bytes: Uint8Array, maxPixels: number): Attempt {
  const picture = decodeSvg(bytes)
  checkSize(picture, maxPixels)
  return toAttempt(picture)
}

function checkSize(size: { width: number; height: number }, maxPixels: number): number {
  if (size.width > MAX_SIDE || size.height > MAX_SIDE) {
    throw new UsageError('usage.picture', `expected sides of at most ${MAX_SIDE} pixels`)
  }
  const pixels = size.width * size.height
  if (pixels > maxPixels) {
    throw new UsageError('usage.picture', `expected a picture of at most ${maxPixels} pixels`)
  }
  return pixels
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

async function scan({ file, options }: Attempt): Promise<readonly ReadResult[]> {
  await loadReader()
  let results: readonly ReadResult[]
  try {
    results = await readBarcodes(file, { ...OPTIONS, ...options })
  } catch (cause) {
    // A trap leaves the module's memory in no known state: the next picture gets a new one.
    reader = undefined
    throw new UsageError('usage.picture', 'the picture cannot be decoded', { cause })
  }
  // Codes with errors are not asked for, so an error is the picture's own.
  if (results.some((result) => result.error !== '')) {
    throw new UsageError('usage.picture', 'the picture cannot be decoded')
  }
  return results
}

function toSymbolText(result: ReadResult): SymbolText {
  const bytes = new Uint8Array(result.bytes)
  // ECI 899 says "bytes" and names no character set: the content is then `Binary`.
  const isTranscoded = result.hasECI && result.contentType === 'Text'
  const text = isTranscoded ? result.text : toText(bytes)
  return { text, symbology: result.symbology === 'Aztec' ? 'aztec' : 'qr', bytes }
}

/** A byte-order mark stays: that it is there is the reader's to remark on. */
function toText(bytes: Bytes): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return Buffer.from(bytes).toString('latin1')
  }
}

function toDistinct(symbols: readonly SymbolText[]): readonly SymbolText[] {
  const byContent = new Map<string, SymbolText>()
  for (const symbol of symbols) {
    const content = `${symbol.symbology}:${Buffer.from(symbol.bytes).toString('latin1')}`
    if (!byContent.has(content)) byContent.set(content, symbol)
  }
  return [...byContent.values()]
}

interface Placed {
  readonly result: ReadResult
  readonly left: number
  readonly top: number
  readonly bottom: number
}

/** A symbol belongs to a line if its middle lies above the bottom of the line's highest one. */
function toReadingOrder(results: readonly ReadResult[]): readonly ReadResult[] {
  const lines: Placed[][] = []
  for (const placed of results.map(toPlaced).sort((one, other) => one.top - other.top)) {
    const line = lines.at(-1)
    const [highest] = line ?? []
    const isSameLine = highest && (placed.top + placed.bottom) / 2 < highest.bottom
    if (line && isSameLine) line.push(placed)
    else lines.push([placed])
  }
  return lines.flatMap((line) =>
    line.sort((one, other) => one.left - other.left).map((placed) => placed.result),
  )
}

function toPlaced(result: ReadResult): Placed {
  const { topLeft, topRight, bottomLeft, bottomRight } = result.position
  const corners = [topLeft, topRight, bottomLeft, bottomRight]
  const rows = corners.map((corner) => corner.y)
  const left = Math.min(...corners.map((corner) => corner.x))
  return { result, left, top: Math.min(...rows), bottom: Math.max(...rows) }
}
