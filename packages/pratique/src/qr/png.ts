/**
 * Symbols as PNG (ISO/IEC 15948:2004), one bit a pixel.
 *
 * @module
 */

import { type Bytes, joinBytes } from '../bytes/bytes.ts'
import { crc32 } from '../bytes/crc32.ts'
import { encodeZlibBy } from '../bytes/deflate-encode.ts'
import { UsageError } from '../errors.ts'
import { drawRuns } from './bitmap.ts'
import type { QrSymbol } from './encode.ts'
import { findLineTokens } from './scanline-tokens.ts'
import { QUIET_ZONE } from './tables.ts'

export interface PngOptions {
  /** Pixels a module on a side; default 4: enough for a camera and for a screen. */
  readonly scale?: number
}

const SIGNATURE = /* @__PURE__ */ Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

/** One bit a sample, grey, and the only methods there are (§11.2.2). */
const FORM = [1, 0, 0, 0, 0] as const

const MAX_SCALE = 64

/**
 * Writes a symbol as PNG, with its quiet zone. There are no chunks but the three that must be.
 *
 * @throws {UsageError} `usage.argument` if the scale is no whole number from 1 to 64.
 */
export function toPng(symbol: QrSymbol, options: PngOptions = {}): Bytes {
  const { scale = 4 } = options
  if (!Number.isInteger(scale) || scale < 1 || scale > MAX_SCALE) {
    throw new UsageError('usage.argument', `expected a scale from 1 to ${MAX_SCALE}`)
  }
  const side = (symbol.size + 2 * QUIET_ZONE) * scale
  const lineBytes = toLineBytes(side)
  const lines = toScanlines(symbol, scale)
  const header = joinBytes([toUint32(side), toUint32(side), Uint8Array.of(...FORM)])
  const compressed = encodeZlibBy(lines, findLineTokens(lineBytes, scale))
  lines.fill(0)
  return joinBytes([
    SIGNATURE,
    toChunk('IHDR', header),
    toChunk('IDAT', compressed),
    toChunk('IEND', new Uint8Array(0)),
  ])
}

/** A line has its filter type and a bit for each pixel. */
function toLineBytes(side: number): number {
  return 1 + ((side + 7) >> 3)
}

/** Of each row of pixels the filter type, none, and a bit for each: 0 is black (§9.2, §7.2). */
function toScanlines(symbol: QrSymbol, scale: number): Bytes {
  const side = (symbol.size + 2 * QUIET_ZONE) * scale
  const lineBytes = toLineBytes(side)
  const lines = new Uint8Array(lineBytes * side).fill(0xff)
  for (let y = 0; y < side; y++) lines[y * lineBytes] = 0
  const toLine = (y: number): number => (QUIET_ZONE + y) * scale * lineBytes
  drawRuns(symbol, (x, y, length) => {
    clearBits(lines, 8 * (toLine(y) + 1) + (QUIET_ZONE + x) * scale, length * scale)
  })
  for (let y = 0; y < symbol.size; y++) {
    const line = toLine(y)
    for (let i = 1; i < scale; i++) {
      lines.copyWithin(line + i * lineBytes, line, line + lineBytes)
    }
  }
  return lines
}

/** Clears so many bits from one on; the highest of a byte comes first. */
function clearBits(bytes: Uint8Array, first: number, count: number): void {
  const end = first + count
  const last = end >> 3
  let at = first >> 3
  /** Those of the first byte that stand before the first bit. */
  let kept = 0xff00 >> (first & 7)
  for (; at < last; at++) {
    bytes[at] = (bytes[at] ?? 0) & kept
    kept = 0
  }
  if ((end & 7) > 0) bytes[at] = (bytes[at] ?? 0) & (kept | (0xff >> (end & 7)))
}

/** Length, type, data, check (§5.3). */
function toChunk(type: string, data: Uint8Array): Bytes {
  const typed = joinBytes([new TextEncoder().encode(type), data])
  return joinBytes([toUint32(data.length), typed, toUint32(crc32(typed))])
}

function toUint32(value: number): Bytes {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value)
}
