/**
 * The letters of symbols as blocks of DEFLATE with one code for all (RFC 1951 §3.2.7).
 *
 * A symbol is masked so that its modules look random: there is nothing to look for in it.
 *
 * @module
 */

import { ADLER_BASE } from '../bytes/adler32.ts'
import { END_OF_BLOCK } from '../bytes/inflate-codes.ts'
import { type BitMatrix, toMatrix } from '../qr/bit-matrix.ts'
import type { PrintedSymbol } from './page.ts'
import { type KnownCode, makeKnownCode, writeKnownHeader, writeSymbol } from './pdf-known-code.ts'
import type { SummingWriter } from './pdf-pack.ts'
import { FIRST_GLYPH, LINE_ROWS } from './pdf-symbol.ts'

/** By four columns of two modules: the upper four × 16 + the lower four, the leftmost lowest. */
interface GlyphCode extends KnownCode {
  /** The codes of four letters as one. */
  readonly fours: Uint32Array
  /** What four letters add to the two sums of Adler-32, the second × 65536. */
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

/** Writes the letters of a symbol, line by line, as a block that is not the last. */
export function writeGlyphs(writer: SummingWriter, symbol: PrintedSymbol): void {
  glyphCode ??= makeGlyphCode()
  const { size } = symbol
  const rows = symbol.rows ?? toMatrix(symbol.modules, size)
  writeKnownHeader(writer, glyphCode)
  for (let y = 0; y < size; y += LINE_ROWS) {
    if (y > 0) for (const byte of NEXT_LINE) writeByte(writer, glyphCode.literals, byte)
    writeLine(writer, glyphCode, { rows, size, y })
  }
  writeSymbol(writer, glyphCode.literals, END_OF_BLOCK)
}

/** Two rows of a symbol, the upper of which is `y`. */
interface Line {
  readonly rows: BitMatrix
  readonly size: number
  readonly y: number
}

/** Four letters at a time, with the state in local variables: much of the time is spent here. */
function writeLine(
  writer: SummingWriter,
  { literals, fours, sums }: GlyphCode,
  { rows, size, y }: Line,
): void {
  const { out } = writer
  let { at, bits, bitCount, sum, sumOfSums } = writer
  // Below the last row of an odd number there is none.
  const isWhole = y + 1 < size
  for (let place = y, left = size; left >= 4; place += size, left -= 32) {
    const upper = rows[place] ?? 0
    const lower = isWhole ? (rows[place + 1] ?? 0) : 0
    const end = left < 32 ? left & ~3 : 32
    for (let shift = 0; shift < end; shift += 4) {
      const four = (((upper >>> shift) & 15) << 4) | ((lower >>> shift) & 15)
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
  }
  writer.at = at
  writer.bits = bits
  writer.bitCount = bitCount
  writer.sum = sum
  writer.sumOfSums = sumOfSums
  for (let x = size & ~3; x < size; x++) {
    const place = (x >> 5) * size + y
    const upper = ((rows[place] ?? 0) >>> (x & 31)) & 1
    const lower = isWhole ? ((rows[place + 1] ?? 0) >>> (x & 31)) & 1 : 0
    writeByte(writer, literals, FIRST_GLYPH + 2 * upper + lower)
  }
  writer.sum %= ADLER_BASE
  writer.sumOfSums %= ADLER_BASE
}

function writeByte(writer: SummingWriter, codes: Uint32Array, byte: number): void {
  writeSymbol(writer, codes, byte)
  writer.sum += byte
  writer.sumOfSums += writer.sum
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
    for (let x = 0; x < 4; x++) {
      const byte = FIRST_GLYPH + 2 * ((four >> (4 + x)) & 1) + ((four >> x) & 1)
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
