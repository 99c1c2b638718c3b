/**
 * Codes of DEFLATE that are made once, for text that is known in part (RFC 1951 §3.2.7).
 *
 * @module
 */

import { type BitWriter, writeBits } from '../bytes/bit-writer.ts'
import type { Bytes } from '../bytes/bytes.ts'
import type { Codes } from '../bytes/deflate-block.ts'
import { distances, literals, planDynamicCodes, writeHeader } from '../bytes/deflate-header.ts'
import { countDistanceBits, toDistanceSymbol } from '../bytes/deflate-symbols.ts'
import { END_OF_BLOCK } from '../bytes/inflate-codes.ts'

/** A code, and how a block tells it. */
export interface KnownCode extends Codes {
  /** The type of a block that is not the last, and its code, but for the bits that fill no byte. */
  readonly header: Bytes
  readonly rest: number
  readonly restBits: number
}

const DYNAMIC = 2
/** No header is longer: 286 + 30 lengths of at most 7 bits each and 7 more. */
const MAX_HEADER_BYTES = 576

/** Makes the code for the frequencies that `count` puts into those given. */
export function makeKnownCode(
  count: (literals: Uint16Array, distances: Uint16Array) => void,
): KnownCode {
  literals.frequencies.fill(0)
  distances.frequencies.fill(0)
  literals.frequencies[END_OF_BLOCK] = 1
  count(literals.frequencies, distances.frequencies)
  const dynamic = planDynamicCodes()
  const writer = { out: new Uint8Array(MAX_HEADER_BYTES), at: 0, bits: 0, bitCount: 0 }
  writeBits(writer, DYNAMIC << 1, 3)
  writeHeader(writer, dynamic)
  return {
    literals: literals.codes.slice(),
    distances: distances.codes.slice(),
    header: writer.out.slice(0, writer.at),
    rest: writer.bits,
    restBits: writer.bitCount,
  }
}

/** Begins a block. */
export function writeKnownHeader(writer: BitWriter, { header, rest, restBits }: KnownCode): void {
  for (const byte of header) writeBits(writer, byte, 8)
  writeBits(writer, rest, restBits)
}

export function writeSymbol(writer: BitWriter, codes: Uint32Array, symbol: number): void {
  const code = codes[symbol] ?? 0
  writeBits(writer, code >>> 4, code & 15)
}

/** Writes how far back a match lies (RFC 1951 §3.2.5). */
export function writeDistance(writer: BitWriter, codes: Uint32Array, distance: number): void {
  const symbol = toDistanceSymbol(distance)
  const count = countDistanceBits(symbol)
  writeSymbol(writer, codes, symbol)
  writeBits(writer, (distance - 1) & ((1 << count) - 1), count)
}
