/**
 * Heads of CBOR data items: a major type and an argument (RFC 8949 §3).
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'

/** Major types (RFC 8949 §3.1). */
export const UNSIGNED = 0
export const NEGATIVE = 1
export const BYTE_STRING = 2
export const TEXT_STRING = 3
export const ARRAY = 4
export const MAP = 5
export const TAG = 6
export const SIMPLE_OR_FLOAT = 7

export type MajorType = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7

/** The length of the longest head, in bytes. */
export const MAX_HEAD_BYTES = 9

/** Tells how many bytes the shortest head for an argument takes. */
export function headLength(argument: number | bigint): number {
  if (argument < 24) return 1
  if (argument <= 0xff) return 2
  if (argument <= 0xffff) return 3
  return argument <= 0xffff_ffff ? 5 : MAX_HEAD_BYTES
}

/**
 * Writes the shortest head for an argument (RFC 8949 §4.2.1) at byte `at` and answers the position
 * after it.
 *
 * @param target needs room for {@link headLength} bytes from `at`; what does not fit is lost unseen
 * @param argument a whole number from 0 to 2^64 − 1; not checked
 */
export function writeHead(
  target: Bytes,
  at: number,
  majorType: MajorType,
  argument: number | bigint,
): number {
  const type = majorType << 5
  if (argument < 24) {
    target[at] = type | Number(argument)
    return at + 1
  }
  if (argument <= 0xff) {
    target[at] = type | 24
    return writeBytes(target, at + 1, Number(argument), 1)
  }
  if (argument <= 0xffff) {
    target[at] = type | 25
    return writeBytes(target, at + 1, Number(argument), 2)
  }
  if (argument <= 0xffff_ffff) {
    target[at] = type | 26
    return writeBytes(target, at + 1, Number(argument), 4)
  }
  target[at] = type | 27
  const wide = BigInt(argument)
  const next = writeBytes(target, at + 1, Number(wide >> 32n), 4)
  return writeBytes(target, next, Number(wide & 0xffff_ffffn), 4)
}

/** Writes the low `count` (at most four) bytes of a number, highest first. */
function writeBytes(target: Bytes, at: number, value: number, count: number): number {
  let next = at
  for (let shift = 8 * (count - 1); shift >= 0; shift -= 8) target[next++] = value >>> shift
  return next
}
