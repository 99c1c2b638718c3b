/**
 * Constant text between values, compressed before the values are known: repetitions are looked for once.
 *
 * @module
 */

import { findTokens } from '../bytes/deflate-matches.ts'
import { MIN_MATCH, toDistanceSymbol, toLengthSymbol } from '../bytes/deflate-symbols.ts'
import { toAscii } from './pdf-file.ts'
import { type KnownCode, makeKnownCode } from './pdf-known-code.ts'

/** What values are mostly made of, and how often it is in those of a page. */
const EXPECTED = /* @__PURE__ */ toAscii(' -/0123456789ABCDEINORSTUaceilnorstu')
const EXPECTED_TIMES = 5

/** A piece of constant text as tokens of DEFLATE. */
export interface PackedPiece {
  readonly text: Uint8Array
  /** As in `Block`; distances are those without values. */
  readonly tokens: Uint32Array
  /** By token: the piece that a match refers to. */
  readonly sources: Uint16Array
}

/** Looks for repetitions in pieces that values will stand between. No match runs across a value. */
export function packPieces(pieces: readonly string[]): readonly PackedPiece[] {
  const source = toAscii(pieces.join(''))
  const owners = Uint16Array.from(pieces.flatMap(({ length }, i) => Array(length).fill(i)))
  const packed = pieces.map(() => ({ tokens: [] as number[], sources: [] as number[] }))
  let at = 0
  const put = (token: number, length: number, from: number) => {
    const { tokens, sources } = packed[owners[at] ?? 0] ?? {}
    tokens?.push(token)
    sources?.push(from)
    at += length
  }
  findTokens(source, ({ tokens, count }) => {
    for (const token of tokens.subarray(0, count)) {
      const distance = token & 0xffff
      const end = at + (token >>> 16 || 1)
      while (at < end) {
        const length = token >>> 16 ? countTogether(owners, at, end, distance) : 1
        if (length < MIN_MATCH) put(source[at] ?? 0, 1, 0)
        else put(length * 65536 + distance, length, owners[at - distance] ?? 0)
      }
    }
  })
  return packed.map(({ tokens, sources }, i) => ({
    text: toAscii(pieces[i] ?? ''),
    tokens: Uint32Array.from(tokens),
    sources: Uint16Array.from(sources),
  }))
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

/** Makes a code for pieces and what may stand between them: any byte that shows, and any distance. */
export function makePiecesCode(pieces: readonly PackedPiece[]): KnownCode {
  return makeKnownCode((literals, distances) => {
    literals.fill(1, 0x20, 0x100)
    for (const byte of EXPECTED) literals[byte] = EXPECTED_TIMES
    distances.fill(1)
    for (const token of pieces.flatMap(({ tokens }) => [...tokens])) {
      const isMatch = token > 0xff
      const symbol = isMatch ? toLengthSymbol(token >>> 16) : token
      literals[symbol] = (literals[symbol] ?? 0) + 1
      const distance = toDistanceSymbol(token & 0xffff)
      if (isMatch) distances[distance] = (distances[distance] ?? 0) + 1
    }
  })
}
