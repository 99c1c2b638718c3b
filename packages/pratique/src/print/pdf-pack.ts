/**
 * Compresses the contents of pages (RFC 1950, RFC 1951) with what is known of them before: constant text
 * is packed already, and the letters of symbols have a code that is made once.
 *
 * @module
 */

import { ADLER_BASE, adler32 } from '../bytes/adler32.ts'
import { type BitWriter, finishByte, writeBits } from '../bytes/bit-writer.ts'
import { maxBlockBytes, writeStored } from '../bytes/deflate-block.ts'
import type { PrintedSymbol } from './page.ts'
import { maxGlyphBytes, writeGlyphs } from './pdf-glyph-code.ts'
import { writeDistance, writeSymbol } from './pdf-known-code.ts'
import { type Output, putBigEndian, reserve } from './pdf-output.ts'
import type { PackedPieces, Stretch } from './pdf-pieces.ts'
import { toWinAnsiCode } from './win-ansi.ts'

/** What a content consists of: pieces with a value between each two, then symbols with text after each. */
export interface ContentParts {
  readonly packed: PackedPieces
  readonly values: readonly string[]
  readonly symbols: readonly PrintedSymbol[]
  readonly afterSymbols: readonly Uint8Array[]
}

/** Bits, and the two sums of Adler-32 over what they stand for. */
export interface SummingWriter extends BitWriter {
  sum: number
  sumOfSums: number
}

/** RFC 1950 §2.2, as `encodeZlib` has it. */
const ZLIB_HEADER = 0x78da
const CHECKSUM_BYTES = 4
/** No code of a letter is longer than 15 bits, and one more may stand before it. */
const MAX_LETTER_BYTES = 4
/** Of the distance between two stretches, and of what fills no byte. */
const MAX_STRETCH_BYTES = 5

const OPEN = 0x28
const CLOSE = 0x29
const BACKSLASH = 0x5c

/** Packs a content into a zlib stream. It stands in the buffer until the next. */
export function packContent(buffer: Output, parts: ContentParts): Uint8Array {
  const { symbols, afterSymbols } = parts
  buffer.at = 0
  putBigEndian(buffer, ZLIB_HEADER, 2)
  reserve(buffer, countRoom(parts))
  const { bytes: out, at } = buffer
  const writer: SummingWriter = { out, at, bits: 0, bitCount: 0, sum: 1, sumOfSums: 0 }
  writePieces(writer, parts)
  for (let i = 0; i < symbols.length; i++) {
    const symbol = symbols[i]
    const after = afterSymbols[i]
    if (!symbol || !after) break
    writeGlyphs(writer, symbol)
    const isLast = i === symbols.length - 1
    writeStored(writer, { source: after, start: 0, end: after.length, isLast })
    addBytes(writer, after)
  }
  finishByte(writer)
  buffer.at = writer.at
  putBigEndian(buffer, writer.sumOfSums, CHECKSUM_BYTES / 2)
  putBigEndian(buffer, writer.sum, CHECKSUM_BYTES / 2)
  return buffer.bytes.subarray(0, buffer.at)
}

/** Writes constant text and values. A page has room for far less than the window of DEFLATE. */
function writePieces(writer: SummingWriter, { packed, values }: ContentParts): void {
  const { pieces, units, code } = packed
  /** By piece: the bytes of all values before it. */
  const shifts = new Uint32Array(pieces.length)
  let shift = 0
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i]
    if (piece === undefined) break
    shifts[i] = shift
    for (const stretch of piece.stretches) {
      writeStretch(writer, units, stretch)
      const { distance, source } = stretch
      if (distance === 0) continue
      writeDistance(writer, code.distances, distance + shift - (shifts[source] ?? 0))
    }
    writer.sumOfSums += piece.length * writer.sum + piece.sumOfSums
    writer.sum += piece.sum
    const value = values[i]
    if (value !== undefined) shift += writeValue(writer, code.literals, value)
    writer.sumOfSums %= ADLER_BASE
    writer.sum %= ADLER_BASE
  }
}

/** Sixteen bits at a time, with the state in local variables. */
function writeStretch(
  writer: BitWriter,
  units: Uint16Array,
  { first, bitCount: count }: Stretch,
): void {
  const { out, bitCount } = writer
  let { at, bits } = writer
  let unit = first
  for (let left = count; left >= 16; left -= 16) {
    bits |= (units[unit++] ?? 0) << bitCount
    out[at++] = bits
    out[at++] = bits >>> 8
    bits >>>= 16
  }
  writer.at = at
  writer.bits = bits
  if ((count & 15) > 0) writeBits(writer, units[unit] ?? 0, count & 15)
}

/**
 * Writes what stands between the parentheses of a string (ISO 32000-1 §7.3.4.2), in WinAnsiEncoding.
 *
 * @returns how many bytes it stands for
 */
function writeValue(writer: SummingWriter, codes: Uint32Array, value: string): number {
  let count = value.length
  for (let i = 0; i < value.length; i++) {
    const byte = toWinAnsiCode(value.charCodeAt(i)) ?? 0
    if (byte === BACKSLASH || byte === OPEN || byte === CLOSE) {
      writeByte(writer, codes, BACKSLASH)
      count++
    }
    writeByte(writer, codes, byte)
  }
  return count
}

function writeByte(writer: SummingWriter, codes: Uint32Array, byte: number): void {
  writeSymbol(writer, codes, byte)
  writer.sum += byte
  writer.sumOfSums += writer.sum
}

function addBytes(writer: SummingWriter, bytes: Uint8Array): void {
  const checksum = adler32(bytes, writer.sumOfSums * 65536 + writer.sum)
  writer.sum = checksum % 65536
  writer.sumOfSums = Math.floor(checksum / 65536)
}

function countRoom({ packed, values, symbols, afterSymbols }: ContentParts): number {
  const { pieces, units } = packed
  let room = 2 * units.length + CHECKSUM_BYTES
  for (const { stretches } of pieces) room += MAX_STRETCH_BYTES * stretches.length
  for (const value of values) room += MAX_LETTER_BYTES * value.length
  for (const symbol of symbols) room += maxGlyphBytes(symbol)
  for (const after of afterSymbols) room += maxBlockBytes(after.length, 1)
  return room
}
