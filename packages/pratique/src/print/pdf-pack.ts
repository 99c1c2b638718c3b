/**
 * Compresses the contents of pages (RFC 1950, RFC 1951) with what is known of them before: constant text
 * is packed already, and the letters of symbols have a code that is made once.
 *
 * @module
 */

import { adler32 } from '../bytes/adler32.ts'
import { type BitWriter, finishByte } from '../bytes/bit-writer.ts'
import { maxBlockBytes, writeStored, writeTokens } from '../bytes/deflate-block.ts'
import { wipeCodes } from '../bytes/deflate-header.ts'
import type { PrintedSymbol } from './page.ts'
import { maxGlyphBytes, writeGlyphs } from './pdf-glyph-code.ts'
import { type KnownCode, writeKnownHeader } from './pdf-known-code.ts'
import {
  createOutput,
  type Output,
  putBigEndian,
  putBytes,
  putText,
  putWinAnsi,
  reserve,
  wipe,
} from './pdf-output.ts'
import type { PackedPiece } from './pdf-pieces.ts'

/** What a content consists of: pieces with a value between each two, then symbols with text after each. */
export interface ContentParts {
  readonly pieces: readonly PackedPiece[]
  readonly code: KnownCode
  readonly values: readonly string[]
  readonly symbols: readonly PrintedSymbol[]
  readonly afterSymbols: readonly string[]
}

/** Buffers that are used again, and wiped after each use. */
export interface Packer {
  readonly text: Output
  readonly packed: Output
  tokens: Uint32Array
  count: number
}

/** RFC 1950 §2.2, as `encodeZlib` has it. */
const ZLIB_HEADER = 0x78da
const CHECKSUM_BYTES = 4
const FIRST_TOKENS = 2048

export function createPacker(): Packer {
  return {
    text: createOutput(),
    packed: createOutput(),
    tokens: new Uint32Array(FIRST_TOKENS),
    count: 0,
  }
}

/** Overwrites all that was packed, which names people. */
export function wipePacker({ text, packed, tokens }: Packer): void {
  wipe(text)
  wipe(packed)
  tokens.fill(0)
  wipeCodes()
}

/** Packs a content into a zlib stream. It stands in a buffer of the packer until the next. */
export function packContent(packer: Packer, parts: ContentParts): Uint8Array {
  const { text, packed } = packer
  const { symbols, afterSymbols } = parts
  text.at = 0
  packed.at = 0
  packer.count = 0
  putPieces(packer, parts)
  putBigEndian(packed, ZLIB_HEADER, 2)
  reserve(packed, countRoom(text.at, parts))
  const writer: BitWriter = { out: packed.bytes, at: packed.at, bits: 0, bitCount: 0 }
  writeKnownHeader(writer, parts.code)
  writeTokens(writer, packer, parts.code)
  let checksum = adler32(text.bytes.subarray(0, text.at))
  for (let i = 0; i < symbols.length; i++) {
    const symbol = symbols[i]
    if (symbol) checksum = writeGlyphs(writer, symbol, checksum)
    const start = text.at
    putText(text, afterSymbols[i] ?? '')
    const isLast = i === symbols.length - 1
    writeStored(writer, { source: text.bytes, start, end: text.at, isLast })
    checksum = adler32(text.bytes.subarray(start, text.at), checksum)
  }
  finishByte(writer)
  packed.at = writer.at
  putBigEndian(packed, checksum, CHECKSUM_BYTES)
  return packed.bytes.subarray(0, packed.at)
}

/** Puts constant text and values as tokens. A page has room for far less than the window of DEFLATE. */
function putPieces(packer: Packer, { pieces, values }: ContentParts): void {
  const { text } = packer
  const shifts = new Uint16Array(pieces.length)
  let shift = 0
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i]
    if (piece === undefined) break
    shifts[i] = shift
    putBytes(text, piece.text)
    putPiece(packer, piece, shifts, shift)
    const start = text.at
    putWinAnsi(text, values[i] ?? '')
    putLiterals(packer, start)
    shift += text.at - start
  }
}

/** Puts a piece whose matches are further away by the values between. */
function putPiece(
  packer: Packer,
  { tokens, sources }: PackedPiece,
  shifts: Uint16Array,
  shift: number,
): void {
  reserveTokens(packer, tokens.length)
  const { tokens: list, count } = packer
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] ?? 0
    const further = token > 0xff ? shift - (shifts[sources[i] ?? 0] ?? 0) : 0
    list[count + i] = token + further
  }
  packer.count += tokens.length
}

/** Takes what stands in the text from a place on as it is. */
function putLiterals(packer: Packer, start: number): void {
  const { bytes, at } = packer.text
  reserveTokens(packer, at - start)
  const { tokens, count } = packer
  for (let i = start; i < at; i++) tokens[count + i - start] = bytes[i] ?? 0
  packer.count += at - start
}

function reserveTokens(packer: Packer, more: number): void {
  const { tokens, count } = packer
  if (count + more <= tokens.length) return
  packer.tokens = new Uint32Array(Math.max(2 * tokens.length, count + more))
  packer.tokens.set(tokens.subarray(0, count))
  tokens.fill(0)
}

/** No code is longer than 15 bits. */
function countRoom(textBytes: number, { code, symbols, afterSymbols }: ContentParts): number {
  let room = code.header.length + 2 * textBytes + CHECKSUM_BYTES + 8
  for (const symbol of symbols) room += maxGlyphBytes(symbol)
  for (const after of afterSymbols) room += maxBlockBytes(after.length, 1)
  return room
}
