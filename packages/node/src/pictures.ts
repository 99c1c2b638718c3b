/**
 * Reads the symbols in a picture file or a PDF, offline: QR codes, Aztec and Data Matrix.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import {
  arrangeSymbols,
  type FoundSymbol,
  type GrayFrame,
  type ReadRequest,
  scanPicture,
} from 'pratique/qr/scan'
import { readJpegHeader } from './jpeg.ts'
import { isPicture } from './picture-type.ts'
import { decodePng, readPngHeader } from './png.ts'
import { decodeSvg } from './svg.ts'
import { readFileOf, readSymbolsOf } from './symbol-reader.ts'

/** What one symbol says. */
export type SymbolText = Pick<FoundSymbol, 'text' | 'symbology' | 'bytes'>

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

/** A JPEG as it is, before it is decoded here: all kinds at once, as it is and made smaller. */
const JPEG_REQUESTS: readonly ReadRequest[] = ([3, 2] as const).map((reduction) => ({
  symbologies: ['qr', 'aztec', 'data-matrix'],
  threshold: 'local',
  isThorough: true,
  isInverted: true,
  reduction,
}))

/**
 * Reads all distinct symbols of a PNG or JPEG, of a PDF, or of an SVG of ours, page by page from the top left in
 * reading order; none is `[]`.
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
  const symbols = await scan(bytes, maxPixels)
  return symbols.map(({ text, symbology, bytes: content }) => ({ text, symbology, bytes: content }))
}

async function scan(bytes: Uint8Array, maxPixels: number): Promise<readonly FoundSymbol[]> {
  switch (isPicture(bytes)) {
    case undefined:
      throw new UsageError('usage.picture', 'expected a PNG, a JPEG, a PDF, or an SVG of Pratique')
    case 'png':
      return scanPicture(readPng(bytes, maxPixels), readSymbolsOf)
    case 'jpeg':
      return scanJpeg(bytes, maxPixels)
    case 'svg':
      return scanPicture(readSvg(bytes, maxPixels), readSymbolsOf)
    case 'pdf':
      return (await import('./scan-pdf.ts')).scanPdf(bytes, maxPixels)
  }
}

function readPng(bytes: Uint8Array, maxPixels: number): GrayFrame {
  const header = readPngHeader(bytes)
  const pixelsToInflate = checkSize(header, maxPixels)
  if ((pixelsToInflate * header.channels * header.depth) / 8 > MAX_INFLATED_BYTES) {
    const limit = `at most ${MAX_INFLATED_BYTES} bytes of pixels`
    throw new UsageError('usage.picture', `expected a PNG of ${limit}`)
  }
  return decodePng(bytes, header)
}

async function scanJpeg(bytes: Uint8Array, maxPixels: number): Promise<readonly FoundSymbol[]> {
  const header = readJpegHeader(bytes)
  // Its coefficients are all held until the last scan (ISO/IEC 10918-1 §G.1).
  const pixels = checkSize(header, header.isProgressive ? maxPixels / 2 : maxPixels)
  if (header.scans * pixels > MAX_SCANNED_PIXELS) {
    throw new UsageError('usage.picture', 'expected a JPEG with fewer scans')
  }
  for (const request of JPEG_REQUESTS) {
    const symbols = await readFileOf(bytes, request)
    if (symbols.length > 0) return arrangeSymbols(symbols)
  }
  return (await import('./scan-pdf.ts')).scanJpegPixels(bytes, header)
}

function readSvg(bytes: Uint8Array, maxPixels: number): GrayFrame {
  const picture = decodeSvg(bytes)
  checkSize(picture, maxPixels)
  return picture
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
