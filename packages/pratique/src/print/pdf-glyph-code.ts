/**
 * The letters of symbols as blocks of DEFLATE with one code for all (RFC 1951 §3.2.7).
 *
 * A symbol is masked so that its modules look random: there is nothing to look for in it.
 *
 * @module
 */

import { ADLER_BASE, adler32 } from '../bytes/adler32.ts'
import { type BitWriter, writeBits } from '../bytes/bit-writer.ts'
import { END_OF_BLOCK } from '../bytes/inflate-codes.ts'
import type { PrintedSymbol } from './page.ts'
import { type KnownCode, makeKnownCode, writeKnownHeader } from './pdf-known-code.ts'
import { FIRST_GLYPH, LINE_ROWS } from './pdf-symbol.ts'

interface GlyphCode extends KnownCode {
  /** By four letters, two bits each: the same of all four. */
  readonly fours: Uint32Array
  /** By four letters: what they add to the two sums of Adler-32, the second × 65536. */
  readonly sums: Uint32Array
}

/** Of the code. */
const HEADER_BYTES = 64
/** Ends a string, shows it on the next line, and starts another (ISO 32000-1 §9.4.3). */
const NEXT_LINE = /* @__PURE__ */ Uint8Array.of(0x29, 0x27, 0x28)

/** How often each byte is expected: two bits for three letters, three for one, five for what ends lines. */
const SHARES = [
  ['0', 8],
  ['1', 8],
  ['2', 8],
  ['3', 4],
  ['(', 1],
  [')', 1],
  ["'", 1],
] as const

let glyphCode: GlyphCode | undefined

/** The most bytes that a symbol takes. */
export function maxGlyphBytes({ size }: PrintedSymbol): number {
  return HEADER_BYTES + Math.ceil(size / LINE_ROWS) * (size + NEXT_LINE.length)
}

/**
 * Writes the letters of a symbol, line by line, as a block that is not the last. Changes the codes of
 * `deflate-header`.
 *
 * @returns the Adler-32 of what stands before, which is given, and of the letters
 */
export function writeGlyphs(writer: BitWriter, symbol: PrintedSymbol, before: number): number {
  glyphCode ??= makeGlyphCode()
  const codes = glyphCode.literals
  writeKnownHeader(writer, glyphCode)
  const { size, modules } = symbol
  // Below the last row of an odd number there is none.
  const nothing = new Uint8Array(size)
  let checksum = before
  for (let at = 0; at < modules.length; at += LINE_ROWS * size) {
    if (at > 0) {
      for (let i = 0; i < NEXT_LINE.length; i++) writeByte(writer, codes, NEXT_LINE[i] ?? 0)
      checksum = adler32(NEXT_LINE, checksum)
    }
    const below = at + size
    const line = { upper: modules, at, lower: modules, below, size }
    const isLast = below >= modules.length
    checksum = writeLine(
      writer,
      glyphCode,
      isLast ? { ...line, lower: nothing, below: 0 } : line,
      checksum,
    )
  }
  writeByte(writer, codes, END_OF_BLOCK)
  return checksum
}

/** Two rows, by where they begin. */
interface Line {
  readonly upper: Uint8Array
  readonly at: number
  readonly lower: Uint8Array
  readonly below: number
  readonly size: number
}

/** Four letters at a time, with the state in local variables: much of the time is spent here. */
function writeLine(
  writer: BitWriter,
  { literals: codes, fours, sums }: GlyphCode,
  line: Line,
  before: number,
): number {
  const { upper, at: above, lower, below, size } = line
  const { out } = writer
  const whole = size & ~3
  let { at, bits, bitCount } = writer
  let sum = before & 0xffff
  let sumOfSums = before >>> 16
  for (let i = 0; i < whole; i += 4) {
    const four =
      (toGlyph(upper[above + i], lower[below + i]) << 6) |
      (toGlyph(upper[above + i + 1], lower[below + i + 1]) << 4) |
      (toGlyph(upper[above + i + 2], lower[below + i + 2]) << 2) |
      toGlyph(upper[above + i + 3], lower[below + i + 3])
    const code = fours[four] ?? 0
    const added = sums[four] ?? 0
    sumOfSums += 4 * sum + (added >>> 16)
    sum += added & 0xffff
    bits |= (code >>> 4) << bitCount
    bitCount += code & 15
    if (bitCount < 16) continue
    out[at++] = bits
    out[at++] = bits >>> 8
    bits >>>= 16
    bitCount -= 16
  }
  writer.at = at
  writer.bits = bits
  writer.bitCount = bitCount
  for (let i = whole; i < size; i++) {
    const byte = FIRST_GLYPH + toGlyph(upper[above + i], lower[below + i])
    writeByte(writer, codes, byte)
    sum += byte
    sumOfSums += sum
  }
  return (sumOfSums % ADLER_BASE) * 65536 + (sum % ADLER_BASE)
}

function toGlyph(upper = 0, lower = 0): number {
  return 2 * upper + lower
}

function writeByte(writer: BitWriter, codes: Uint32Array, symbol: number): void {
  const code = codes[symbol] ?? 0
  writeBits(writer, code >>> 4, code & 15)
}

function makeGlyphCode(): GlyphCode {
  const code = makeKnownCode((frequencies) => {
    for (const [letter, share] of SHARES) frequencies[letter.charCodeAt(0)] = share
  })
  return { ...code, ...combineCodes(code.literals) }
}

/** Makes the codes and checksums of all four letters in a row. */
function combineCodes(codes: Uint32Array): Pick<GlyphCode, 'fours' | 'sums'> {
  const fours = new Uint32Array(256)
  const sums = new Uint32Array(256)
  for (let four = 0; four < 256; four++) {
    let bits = 0
    let bitCount = 0
    let sum = 0
    let sumOfSums = 0
    for (let shift = 6; shift >= 0; shift -= 2) {
      const byte = FIRST_GLYPH + ((four >> shift) & 3)
      const code = codes[byte] ?? 0
      bits |= (code >>> 4) << bitCount
      bitCount += code & 15
      sum += byte
      sumOfSums += sum
    }
    fours[four] = bits * 16 + bitCount
    sums[four] = sumOfSums * 65536 + sum
  }
  return { fours, sums }
}
