/**
 * Decodes PNG (ISO/IEC 15948:2004) to luminance on a white page, within bounds set beforehand.
 *
 * The decoder of symbols has one of its own, but that inflates without limit and paints what is
 * transparent black, so that a symbol on a transparent page is lost.
 *
 * @module
 */

import { inflateSync } from 'node:zlib'
import { UsageError } from 'pratique/errors'
import type { GrayFrame } from 'pratique/qr/scan'
import { type Palette, type PngColour, toPalette, toSampler } from './png-colour.ts'
import { unfilterLine } from './png-filter.ts'

/** What the image header says (§11.2.2). */
export interface PngHeader extends PngColour {
  readonly width: number
  readonly height: number
  readonly isInterlaced: boolean
}

/** Signature, and the IHDR chunk that must come first (§5.6). */
const IHDR_DATA = 16
const IHDR_BYTES = 13
const FIRST_CHUNK = 33

/** Samples per pixel and permitted depths by colour type (Table 11.1). */
const COLOUR_TYPES: ReadonlyMap<number, { channels: number; depths: readonly number[] }> = new Map([
  [0, { channels: 1, depths: [1, 2, 4, 8, 16] }],
  [2, { channels: 3, depths: [8, 16] }],
  [3, { channels: 1, depths: [1, 2, 4, 8] }],
  [4, { channels: 2, depths: [8, 16] }],
  [6, { channels: 4, depths: [8, 16] }],
])

interface Pass {
  readonly x: number
  readonly y: number
  readonly stepX: number
  readonly stepY: number
}

const WHOLE: readonly Pass[] = [{ x: 0, y: 0, stepX: 1, stepY: 1 }]

/** The seven reduced images (§8.2). */
const ADAM7: readonly Pass[] = [
  { x: 0, y: 0, stepX: 8, stepY: 8 },
  { x: 4, y: 0, stepX: 8, stepY: 8 },
  { x: 0, y: 4, stepX: 4, stepY: 8 },
  { x: 2, y: 0, stepX: 4, stepY: 4 },
  { x: 0, y: 2, stepX: 2, stepY: 4 },
  { x: 1, y: 0, stepX: 2, stepY: 2 },
  { x: 0, y: 1, stepX: 1, stepY: 2 },
]

/** Some encoders write more lines than the picture has; what lies beyond this is a bomb. */
const MAX_SURPLUS_BYTES = 65_536

/**
 * Reads the image header.
 *
 * @throws {UsageError} `usage.picture`
 */
export function readPngHeader(bytes: Uint8Array): PngHeader {
  const view = toView(bytes)
  if (bytes.length < FIRST_CHUNK || chunkType(bytes, IHDR_DATA - 4) !== 'IHDR') throw damaged()
  if (view.getUint32(IHDR_DATA - 8) !== IHDR_BYTES) throw damaged()
  const width = view.getUint32(IHDR_DATA)
  const height = view.getUint32(IHDR_DATA + 4)
  const depth = view.getUint8(IHDR_DATA + 8)
  const colourType = view.getUint8(IHDR_DATA + 9)
  const methods = view.getUint16(IHDR_DATA + 10)
  const interlace = view.getUint8(IHDR_DATA + 12)
  const kind = COLOUR_TYPES.get(colourType)
  if (!kind?.depths.includes(depth) || width === 0 || height === 0) throw damaged()
  if (methods !== 0 || interlace > 1) throw damaged()
  const isInterlaced = interlace === 1
  return { width, height, depth, colourType, channels: kind.channels, isInterlaced }
}

/**
 * Decodes the pixels. The caller has found the header's size acceptable.
 *
 * @throws {UsageError} `usage.picture` if the data are damaged, or more than the header announces.
 */
export function decodePng(bytes: Uint8Array, header: PngHeader): GrayFrame {
  const { data, palette } = readChunks(bytes)
  const passes = (header.isInterlaced ? ADAM7 : WHOLE).map((pass) => toExtent(pass, header))
  const total = passes.reduce((sum, { lines, lineBytes }) => sum + lines * (1 + lineBytes), 0)
  const raw = inflate(data, total)
  if (raw.length < total) throw damaged()
  const sample = toSampler(header, palette)
  const pixelBytes = Math.max(1, (header.channels * header.depth) >> 3)
  const pixels = new Uint8Array(header.width * header.height)
  let offset = 0
  for (const { pass, columns, lines, lineBytes } of passes) {
    let previous = new Uint8Array(lineBytes)
    for (let line = 0; line < lines; line++) {
      const filter = raw[offset] ?? 0
      const current = raw.subarray(offset + 1, offset + 1 + lineBytes)
      offset += 1 + lineBytes
      unfilterLine(filter, current, previous, pixelBytes)
      let at = (pass.y + line * pass.stepY) * header.width + pass.x
      for (let x = 0; x < columns; x++, at += pass.stepX) pixels[at] = sample(current, x)
      previous = current
    }
  }
  return { width: header.width, height: header.height, pixels }
}

/** The part of the picture that one pass carries; an empty pass has no lines (§8.2). */
function toExtent(pass: Pass, header: PngHeader) {
  const columns = Math.ceil((header.width - pass.x) / pass.stepX)
  const lineBytes = Math.ceil((columns * header.channels * header.depth) / 8)
  const lines = columns > 0 ? Math.ceil((header.height - pass.y) / pass.stepY) : 0
  return { pass, columns, lines: Math.max(0, lines), lineBytes: Math.max(0, lineBytes) }
}

/** Joins the IDAT chunks and finds the palette (§5.3). Checksums are left to zlib's. */
function readChunks(bytes: Uint8Array): { data: Uint8Array<ArrayBuffer>; palette: Palette } {
  const view = toView(bytes)
  const joined = new Uint8Array(bytes.length)
  let length = 0
  let colours: Uint8Array = new Uint8Array()
  let alphas: Uint8Array = new Uint8Array()
  for (let at = FIRST_CHUNK; at + 8 <= bytes.length; ) {
    const end = at + 8 + view.getUint32(at)
    const data = bytes.subarray(at + 8, end)
    const type = chunkType(bytes, at + 4)
    if (type === 'IEND') break
    if (type === 'PLTE') colours = data
    if (type === 'tRNS') alphas = data
    if (type === 'IDAT') {
      joined.set(data, length)
      length += data.length
    }
    at = end + 4
  }
  return { data: joined.subarray(0, length), palette: toPalette(colours, alphas) }
}

function inflate(data: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  const maxOutputLength = length + MAX_SURPLUS_BYTES
  try {
    // In one piece: pieces would be joined, and take the room twice. What is not filled takes none.
    return inflateSync(data, { maxOutputLength, chunkSize: maxOutputLength })
  } catch (cause) {
    throw new UsageError('usage.picture', 'PNG data that do not inflate to the size stated', {
      cause,
    })
  }
}

function chunkType(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4))
}

function toView(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function damaged(): UsageError {
  return new UsageError('usage.picture', 'expected a complete PNG')
}
