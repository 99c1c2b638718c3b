/**
 * Writing the values of DER that signatures and certificates are made of (X.690).
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { UsageError } from '../errors.ts'
import { GENERALIZED_TIME, INTEGER, OBJECT_IDENTIFIER, UTC_TIME } from './tags.ts'
import { encodeDer } from './write.ts'

/** The first year of which a certificate has a GeneralizedTime, and the first that has none (RFC 5280 §4.1.2.5). */
const FIRST_LONG_YEAR = 2050
const LAST_YEAR = 9999

/**
 * Encodes an OBJECT IDENTIFIER (X.690 §8.19).
 *
 * @param oid numbers with dots between, each below 2^53
 * @throws {UsageError} `usage.argument`
 */
export function encodeOid(oid: string): Bytes {
  const [root = Number.NaN, second = Number.NaN, ...rest] = oid.split('.').map(Number)
  const arcs = [root * 40 + second, ...rest]
  const isOid = root <= 2 && second < (root < 2 ? 40 : Number.POSITIVE_INFINITY)
  if (!isOid || !arcs.every((arc) => Number.isSafeInteger(arc) && arc >= 0)) {
    throw new UsageError('usage.argument', 'expected an object identifier, such as 1.2.840')
  }
  return encodeDer(OBJECT_IDENTIFIER, Uint8Array.from(arcs.flatMap(digitsOf)))
}

/** Seven bits a byte, the first byte first (X.690 §8.19.2). */
function digitsOf(arc: number): readonly number[] {
  const digits = [arc % 128]
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) {
    digits.unshift(0x80 | (rest % 128))
  }
  return digits
}

/** Encodes a number that is not negative, most significant byte first, as an INTEGER (X.690 §8.3). */
export function encodeUnsigned(number: Bytes): Bytes {
  const first = number.findIndex((byte) => byte !== 0)
  const digits = first < 0 ? Uint8Array.of(0) : number.subarray(first)
  const sign = (digits[0] ?? 0) & 0x80 ? Uint8Array.of(0) : new Uint8Array()
  return encodeDer(INTEGER, sign, digits)
}

/**
 * Encodes a time to the second, in the type that certificates have it in (RFC 5280 §4.1.2.5).
 *
 * @param seconds since the epoch, a whole number; from 1970 to 9999
 * @throws {UsageError} `usage.argument`
 */
export function encodeTime(seconds: number): Bytes {
  const date = new Date(seconds * 1000)
  const year = date.getUTCFullYear()
  if (!Number.isInteger(seconds) || seconds < 0 || !(year <= LAST_YEAR)) {
    throw new UsageError('usage.argument', 'expected whole seconds since the epoch')
  }
  const digits = `${date.toISOString().replace(/\.000Z$|[-T:]/g, '')}Z`
  const isLong = year >= FIRST_LONG_YEAR
  const text = new TextEncoder().encode(isLong ? digits : digits.slice(2))
  return encodeDer(isLong ? GENERALIZED_TIME : UTC_TIME, text)
}

/** Encodes a SET OF: its elements in the order of their encodings (X.690 §11.6). */
export function encodeSetOf(tag: number, ...elements: readonly Bytes[]): Bytes {
  return encodeDer(tag, ...elements.toSorted(compare))
}

/** No encoding begins another one. */
function compare(a: Bytes, b: Bytes): number {
  const at = a.findIndex((byte, i) => byte !== b[i])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}
