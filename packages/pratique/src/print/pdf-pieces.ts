/**
 * Constant text between values, compressed before the values are known: its bits are the same on every page,
 * but for the distances of matches that values lie between.
 *
 * @module
 */

import { adler32 } from '../bytes/adler32.ts'
import { type BitWriter, finishByte, writeBits } from '../bytes/bit-writer.ts'
import { findTokens } from '../bytes/deflate-matches.ts'
import {
  countLengthBits,
  MIN_MATCH,
  toDistanceSymbol,
  toLengthSymbol,
} from '../bytes/deflate-symbols.ts'
import { END_OF_BLOCK } from '../bytes/inflate-codes.ts'
import { toAscii } from './pdf-file.ts'
import {
  type KnownCode,
  makeKnownCode,
  writeDistance,
  writeKnownHeader,
  writeSymbol,
} from './pdf-known-code.ts'

/** What values are mostly made of, and how often it is in those of a page. */
const EXPECTED = /* @__PURE__ */ toAscii(' -/0123456789ABCDEINORSTUaceilnorstu')
const EXPECTED_TIMES = 5
/** A distance that has to be worked out for each page takes time: shorter matches are not worth it. */
const LEAST_MOVING = 5

/** Bits that are written as they are, then perhaps the distance of a match. */
export interface Stretch {
  /** Where they are among the units. */
  readonly first: number
  readonly bitCount: number
  /** As it were without values; 0 if nothing follows. */
  readonly distance: number
  /** The piece that the match refers to. */
  readonly source: number
}

/** A piece of constant text. */
export interface PackedPiece {
  readonly length: number
  /** The two sums of its Adler-32, begun with 0. */
  readonly sum: number
  readonly sumOfSums: number
  readonly stretches: readonly Stretch[]
}

/** A block that is not the last, but for the values between each two pieces. */
export interface PackedPieces {
  readonly pieces: readonly PackedPiece[]
  /** Sixteen bits each, the first lowest. A stretch begins a unit. */
  readonly units: Uint16Array
  readonly code: KnownCode
}

/** A token of DEFLATE as in `Block`, and the piece that a match refers to. */
interface Token {
  readonly token: number
  readonly source: number
}

/** Packs pieces that values will stand between. */
export function packPieces(texts: readonly string[]): PackedPieces {
  const tokens = findPieceTokens(texts)
  const code = makePiecesCode(tokens.flat())
  const { writer, cut } = createCutter(
    code.header.length + 8 * (texts.join('').length + texts.length),
  )
  writeKnownHeader(writer, code)
  const pieces = texts.map((text, piece): PackedPiece => {
    const stretches: Stretch[] = []
    for (const { token, source } of tokens[piece] ?? []) {
      const distance = token & 0xffff
      writeSymbol(writer, code.literals, toSymbol(token))
      if (!isMatch(token)) continue
      writeLengthBits(writer, token >>> 16)
      if (source === piece) writeDistance(writer, code.distances, distance)
      else stretches.push(cut(distance, source))
    }
    if (piece === texts.length - 1) writeSymbol(writer, code.literals, END_OF_BLOCK)
    stretches.push(cut(0, 0))
    const checksum = adler32(toAscii(text), 0)
    return { length: text.length, sum: checksum % 65536, sumOfSums: checksum >>> 16, stretches }
  })
  return { pieces, units: toUnits(writer.out.subarray(0, writer.at)), code }
}

/** Takes bits, and cuts them into stretches. */
function createCutter(room: number): {
  readonly writer: BitWriter
  readonly cut: (distance: number, source: number) => Stretch
} {
  const writer: BitWriter = { out: new Uint8Array(room), at: 0, bits: 0, bitCount: 0 }
  let start = 0
  const cut = (distance: number, source: number): Stretch => {
    const bitCount = 8 * (writer.at - start) + writer.bitCount
    const stretch = { first: start / 2, bitCount, distance, source }
    finishByte(writer)
    writer.at += writer.at & 1
    start = writer.at
    return stretch
  }
  return { writer, cut }
}

function toUnits(bytes: Uint8Array): Uint16Array {
  return Uint16Array.from({ length: bytes.length / 2 }, (_, i) => {
    return (bytes[2 * i] ?? 0) | ((bytes[2 * i + 1] ?? 0) << 8)
  })
}

/** Looks for repetitions in pieces that values will stand between. No match runs across a value. */
function findPieceTokens(texts: readonly string[]): readonly (readonly Token[])[] {
  const source = toAscii(texts.join(''))
  const owners = Uint16Array.from(texts.flatMap(({ length }, i) => Array(length).fill(i)))
  const found = texts.map((): Token[] => [])
  let at = 0
  findTokens(source, ({ tokens, count }) => {
    for (const token of tokens.subarray(0, count)) {
      const distance = token & 0xffff
      const end = at + (token >>> 16 || 1)
      while (at < end) {
        const owner = owners[at] ?? 0
        const from = owners[at - distance] ?? 0
        const length = token >>> 16 ? countTogether(owners, at, end, distance) : 1
        const isWorth = length >= (from === owner ? MIN_MATCH : LEAST_MOVING)
        found[owner]?.push(
          isWorth
            ? { token: length * 65536 + distance, source: from }
            : { token: source[at] ?? 0, source: owner },
        )
        at += isWorth ? length : 1
      }
    }
  })
  return found
}

/** How much of a match lies in one piece, and repeats one piece. */
function countTogether(owners: Uint16Array, start: number, end: number, distance: number): number {
  let at = start + 1
  while (
    at < end &&
    owners[at] === owners[start] &&
    owners[at - distance] === owners[start - distance]
  ) {
    at++
  }
  return at - start
}

function isMatch(token: number): boolean {
  return token > 0xff
}

function toSymbol(token: number): number {
  return isMatch(token) ? toLengthSymbol(token >>> 16) : token
}

function writeLengthBits(writer: BitWriter, length: number): void {
  const count = countLengthBits(toLengthSymbol(length))
  writeBits(writer, (length - MIN_MATCH) & ((1 << count) - 1), count)
}

/** Makes a code for pieces and what may stand between them: any byte that shows, and any distance. */
function makePiecesCode(tokens: readonly Token[]): KnownCode {
  return makeKnownCode((literals, distances) => {
    literals.fill(1, 0x20, 0x100)
    for (const byte of EXPECTED) literals[byte] = EXPECTED_TIMES
    distances.fill(1)
    for (const { token } of tokens) {
      const symbol = toSymbol(token)
      literals[symbol] = (literals[symbol] ?? 0) + 1
      if (!isMatch(token)) continue
      const distance = toDistanceSymbol(token & 0xffff)
      distances[distance] = (distances[distance] ?? 0) + 1
    }
  })
}
