/**
 * Bits into bytes, the lowest first (RFC 1951 §3.1.1).
 *
 * @module
 */

import type { Bytes } from './bytes.ts'

/** What is written to: `out` has room for all that comes. */
export interface BitWriter {
  readonly out: Bytes
  /** The next byte to write. */
  at: number
  /** Bits that fill no byte yet: the first lowest, nothing above `bitCount`. */
  bits: number
  bitCount: number
}

/** Writes up to 16 bits. */
export function writeBits(writer: BitWriter, value: number, count: number): void {
  let bits = writer.bits | (value << writer.bitCount)
  let bitCount = writer.bitCount + count
  for (; bitCount >= 8; bitCount -= 8) {
    writer.out[writer.at++] = bits
    bits >>>= 8
  }
  writer.bits = bits
  writer.bitCount = bitCount
}

/** Fills the current byte up with zeros. */
export function finishByte(writer: BitWriter): void {
  if (writer.bitCount > 0) writeBits(writer, 0, 8 - writer.bitCount)
}
