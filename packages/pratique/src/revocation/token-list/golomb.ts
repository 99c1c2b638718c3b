/**
 * Golomb coding of a set of numbers (Golomb 1966): the gaps between them, each as a quotient in unary and a
 * remainder in as few bits as it needs. A set has one encoding.
 *
 * Of r numbers below n, drawn evenly, the code takes 1.003 times the least that any code can,
 * log2 of C(n, r) bits.
 *
 * @module
 */

import type { Bytes } from '../../bytes/bytes.ts'
import { FormatError } from '../../errors.ts'

/** What is coded: how many numbers there are, and below what. */
export interface GapsOf {
  readonly count: number
  /** 1 to 2^32. */
  readonly below: number
}

/** ln 2, in millionths: with whole numbers and one division every platform comes to the same. */
const LN2 = 693_147
const MILLION = 1_000_000

/** What gaps are divided by: the nearest to ln 2 · (n/r − ½), which is best for numbers drawn evenly. */
export function divisorOf({ count, below }: GapsOf): number {
  if (count === 0) return 1
  return Math.max(1, Math.round((LN2 * (2 * below - count)) / (2 * MILLION * count)))
}

/** The longest that an encoding can be, in bytes. */
export function maxLengthOf(of: GapsOf): number {
  const divisor = divisorOf(of)
  const bits = Math.floor((of.below - of.count) / divisor) + of.count * (1 + widthOf(divisor))
  return Math.ceil(bits / 8)
}

/**
 * Encodes a set. Inverse of {@link decodeGaps}.
 *
 * @param numbers in rising order, each once
 * @param below more than the greatest of them
 */
export function encodeGaps(numbers: Uint32Array, below: number): Bytes {
  const of = { count: numbers.length, below }
  const divisor = divisorOf(of)
  const width = widthOf(divisor)
  const short = 2 ** width - divisor
  const writer = createBitWriter(maxLengthOf(of))
  let next = 0
  for (const number of numbers) {
    const gap = number - next
    const remainder = gap % divisor
    writer.ones((gap - remainder) / divisor)
    writer.bits(0, 1)
    if (remainder < short) writer.bits(remainder, Math.max(0, width - 1))
    else writer.bits(remainder + short, width)
    next = number + 1
  }
  return writer.finish()
}

/**
 * Decodes a set.
 *
 * @param below 2^32 at most; the numbers may be greater where the code says so, up to 2^32 − 1
 * @throws {FormatError} `format.cbor` if there are too few bytes or too many, a bit is set that belongs to
 *   none, or a number is past 32 bits
 */
export function decodeGaps(bytes: Uint8Array, of: GapsOf): Uint32Array {
  if (bytes.length > maxLengthOf(of)) refuse('more bytes than such a set can take')
  const divisor = divisorOf(of)
  const width = widthOf(divisor)
  const short = 2 ** width - divisor
  // A number takes a bit at least: no more room is made than there are bits.
  if (of.count > bytes.length * 8) refuse('fewer bytes than there are numbers')
  const numbers = new Uint32Array(of.count)
  const end = bytes.length * 8
  let at = 0
  let next = 0
  for (let i = 0; i < of.count; i++) {
    let quotient = 0
    while (at < end && ((bytes[at >> 3] ?? 0) & (0x80 >> (at & 7))) !== 0) {
      quotient++
      at++
    }
    at++
    let remainder = 0
    for (let bit = 1; bit < width; bit++, at++) {
      remainder = 2 * remainder + (((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1)
    }
    if (width > 0 && remainder >= short) {
      remainder = 2 * remainder + (((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1) - short
      at++
    }
    const number = next + quotient * divisor + remainder
    if (at > end) refuse('bytes are missing')
    if (number > 0xffff_ffff) refuse('a number past 32 bits')
    numbers[i] = number
    next = number + 1
  }
  if (Math.ceil(at / 8) !== bytes.length) refuse('bytes after the end')
  if ((at & 7) !== 0 && ((bytes[at >> 3] ?? 0) & (0xff >> (at & 7))) !== 0) refuse('a bit is left')
  return numbers
}

/** Bits of the longer remainders. */
function widthOf(divisor: number): number {
  return divisor === 1 ? 0 : 32 - Math.clz32(divisor - 1)
}

interface BitWriter {
  ones(count: number): void
  /** The low `count` bits, up to 32, the highest first. */
  bits(value: number, count: number): void
  finish(): Bytes
}

function createBitWriter(maxBytes: number): BitWriter {
  const bytes = new Uint8Array(maxBytes + 1)
  let at = 0
  const put = (bit: number) => {
    if (bit !== 0) bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (0x80 >> (at & 7))
    at++
  }
  return {
    ones(count) {
      for (let i = 0; i < count; i++) put(1)
    },
    bits(value, count) {
      for (let i = count - 1; i >= 0; i--) put((value >>> i) & 1)
    },
    finish: () => bytes.slice(0, Math.ceil(at / 8)),
  }
}

function refuse(reason: string): never {
  throw new FormatError('format.cbor', `the set cannot be decoded: ${reason}`)
}
