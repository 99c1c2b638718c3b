/**
 * Writing the values of DER that certificates and keys are made of (X.690).
 *
 * @module
 */

import { type Bytes, joinBytes } from '../bytes/bytes.ts'
import { UsageError } from '../errors.ts'
import {
  BIT_STRING,
  BOOLEAN,
  GENERALIZED_TIME,
  INTEGER,
  NULL,
  OBJECT_IDENTIFIER,
  OCTET_STRING,
  PRINTABLE_STRING,
  SEQUENCE,
  SET,
  UTC_TIME,
  UTF8_STRING,
} from './tags.ts'
import { encodeDer } from './write.ts'

const UTF8 = new TextEncoder()

/** What a PrintableString may hold (X.680 §41.4). */
const PRINTABLE = /^[A-Za-z0-9 '()+,\-./:=?]*$/

const OID = /^[0-2](?:\.(?:0|[1-9]\d*))+$/

export const TRUE: Bytes = Uint8Array.of(BOOLEAN, 1, 0xff)

export function encodeNull(): Bytes {
  return encodeDer(NULL)
}

export function encodeSequence(...elements: readonly Bytes[]): Bytes {
  return encodeDer(SEQUENCE, ...elements)
}

/** Writes a SET OF, in the order that DER asks for (X.690 §11.6). */
export function encodeSet(...elements: readonly Bytes[]): Bytes {
  return encodeSetOf(SET, ...elements)
}

/** The same under a tag of its own, for where that of the SET is implicit. */
export function encodeSetOf(tag: number, ...elements: readonly Bytes[]): Bytes {
  return encodeDer(tag, ...elements.toSorted(compareBytes))
}

function compareBytes(a: Bytes, b: Bytes): number {
  const at = a.findIndex((byte, index) => byte !== b[index])
  return at < 0 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? -1)
}

export function encodeOctets(bytes: Bytes): Bytes {
  return encodeDer(OCTET_STRING, bytes)
}

/** Writes a number that is not negative, big-endian, in its shortest form (X.690 §8.3). */
export function encodeUnsigned(number: Bytes): Bytes {
  const first = number.findIndex((byte) => byte !== 0)
  const digits = first < 0 ? Uint8Array.of(0) : number.subarray(first)
  const sign = (digits[0] ?? 0) & 0x80 ? Uint8Array.of(0) : new Uint8Array()
  return encodeDer(INTEGER, sign, digits)
}

/**
 * Writes an INTEGER from 0 to 2^53 − 1.
 *
 * @throws {UsageError} `usage.argument`
 */
export function encodeCount(count: number): Bytes {
  if (!Number.isSafeInteger(count) || count < 0) refuse('expected a whole number, 0 or more')
  const digits: number[] = []
  for (let rest = count; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256)
  return encodeUnsigned(Uint8Array.from(digits))
}

/** Writes a BIT STRING of whole bytes. */
export function encodeBitString(bytes: Bytes): Bytes {
  return encodeDer(BIT_STRING, Uint8Array.of(0), bytes)
}

/**
 * Writes named bits, the zeros at the end left out (X.690 §11.2.2).
 *
 * @param bits the numbers of those that are set
 */
export function encodeNamedBits(bits: readonly number[]): Bytes {
  const last = Math.max(-1, ...bits)
  const bytes = new Uint8Array((last + 8) >> 3)
  for (const bit of bits) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (0x80 >> (bit & 7))
  const unused = last < 0 ? 0 : 7 - (last & 7)
  return encodeDer(BIT_STRING, Uint8Array.of(unused), bytes)
}

/**
 * Writes an OBJECT IDENTIFIER from numbers with dots between (X.690 §8.19).
 *
 * @throws {UsageError} `usage.argument`, also on an arc past 2^53 − 1
 */
export function encodeOid(text: string): Bytes {
  const [first = 0, second = 0, ...others] = text.split('.').map(Number)
  const arcs = [first * 40 + second, ...others]
  const isWhole = OID.test(text) && (first === 2 || second < 40) && arcs.every(Number.isSafeInteger)
  if (!isWhole) refuse('expected an object identifier: numbers with dots between')
  return encodeDer(OBJECT_IDENTIFIER, Uint8Array.from(arcs.flatMap(base128)))
}

/** Base 128, all digits but the last marked (X.690 §8.19.2). */
function base128(arc: number): number[] {
  const digits = [arc % 128]
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) {
    digits.unshift((rest % 128) | 0x80)
  }
  return digits
}

/**
 * Writes a time as certificates have it: a UTCTime from 1950 to 2049, else a GeneralizedTime
 * (RFC 5280 §4.1.2.5).
 *
 * @param seconds since the epoch
 * @throws {UsageError} `usage.argument` on what no four digits of a year can say
 */
export function encodeTime(seconds: number): Bytes {
  const digits = toDigits(seconds)
  return digits >= '1950' && digits < '2050'
    ? encodeDer(UTC_TIME, UTF8.encode(digits.slice(2)))
    : encodeDer(GENERALIZED_TIME, UTF8.encode(digits))
}

/** The contents of a GeneralizedTime to the second, for where its tag is implicit. */
export function toGeneralizedTime(seconds: number): Bytes {
  return UTF8.encode(toDigits(seconds))
}

/** `20261122093000Z`. */
function toDigits(seconds: number): string {
  const date = new Date(seconds * 1000)
  if (!Number.isSafeInteger(seconds) || Number.isNaN(date.getTime())) refuse('expected a time')
  const iso = date.toISOString()
  if (!/^\d{4}-/.test(iso)) refuse('expected a year of four digits')
  return `${iso.slice(0, 19).replaceAll(/[-:T]/g, '')}Z`
}

export function encodeUtf8(text: string): Bytes {
  return encodeDer(UTF8_STRING, UTF8.encode(text))
}

/** @throws {UsageError} `usage.argument` on a character that the type has not */
export function encodePrintable(text: string): Bytes {
  if (!PRINTABLE.test(text)) refuse('expected letters, digits and few other characters')
  return encodeDer(PRINTABLE_STRING, UTF8.encode(text))
}

/** ecdsa-with-SHA256 (RFC 5758 §3.2). */
const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2'

/** Writes the AlgorithmIdentifier of what we sign certificates and messages with: it has no parameters. */
export function encodeEcdsaAlgorithm(): Bytes {
  return encodeSequence(encodeOid(ECDSA_WITH_SHA256))
}

/** Writes r‖s as Ecdsa-Sig-Value (RFC 3279 §2.2.3). */
export function encodeEcdsaSignature(signature: Bytes): Bytes {
  const half = signature.length / 2
  return encodeSequence(
    encodeUnsigned(signature.subarray(0, half)),
    encodeUnsigned(signature.subarray(half)),
  )
}

/** Writes an element whose tag is its own: `[n]` of a context, made of elements. */
export function encodeExplicit(number: number, ...elements: readonly Bytes[]): Bytes {
  return encodeDer(0xa0 | number, joinBytes(elements))
}

function refuse(reason: string): never {
  throw new UsageError('usage.argument', reason)
}
