/**
 * Where a decoding of CBOR stands, and the heads of items at that place (RFC 8949 §3).
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { FormatError } from '../errors.ts'

/** One object a decoding, so that a throw leaves nothing behind. */
export interface Reader {
  readonly bytes: Bytes
  at: number
  itemsLeft: number
}

/** Additional information that announces an indefinite length (RFC 8949 §3.2). */
export const INDEFINITE = 31

const BREAK = 0xff

/** Reads the initial byte of the next item. */
export function readInitial(reader: Reader): number {
  const { bytes, at } = reader
  if (at >= bytes.length) refuse('unexpected end', at)
  if (reader.itemsLeft-- <= 0) refuse('too many items', at)
  reader.at = at + 1
  return bytes[at] ?? 0
}

/** Reads the argument of a head whose initial byte was just read (RFC 8949 §3). */
export function readArgument(reader: Reader, info: number): number | bigint {
  if (info < 24) return info
  if (info === 24) return readUint(reader, 1)
  if (info === 25) return readUint(reader, 2)
  if (info === 26) return readUint(reader, 4)
  // 28 to 30 are reserved; 31 means nothing for an integer or a tag (RFC 8949 §3.2.1).
  if (info > 27) refuse('reserved additional information', reader.at - 1)
  const high = readUint(reader, 4)
  const low = readUint(reader, 4)
  return high < 2 ** 21 ? high * 2 ** 32 + low : (BigInt(high) << 32n) | BigInt(low)
}

/** Reads an unsigned integer of `width` bytes. */
export function readUint(reader: Reader, width: 1 | 2 | 4): number {
  const { bytes, at } = reader
  if (at + width > bytes.length) refuse('unexpected end', bytes.length)
  reader.at = at + width
  let value = bytes[at] ?? 0
  for (let i = at + 1; i < at + width; i++) value = value * 256 + (bytes[i] ?? 0)
  return value
}

/** Reads a length in bytes that the data really has, so that nothing is allocated on hearsay. */
export function readLength(reader: Reader, info: number): number {
  const start = reader.at - 1
  const length = readArgument(reader, info)
  if (length > reader.bytes.length - reader.at) refuse('length past the end', start)
  return Number(length)
}

/** Reads a number of members that the data can have: each takes `bytesEach` bytes or more. */
export function readCount(reader: Reader, info: number, bytesEach: 1 | 2): number {
  const start = reader.at - 1
  const count = readArgument(reader, info)
  if (Number(count) * bytesEach > reader.bytes.length - reader.at) {
    refuse('more items announced than bytes remain', start)
  }
  return Number(count)
}

/** Steps over the break that ends an item of indefinite length, if it stands here. */
export function takeBreak(reader: Reader): boolean {
  if (reader.bytes[reader.at] !== BREAK) return false
  reader.at++
  return true
}

/** @throws {FormatError} `format.cbor`, with the position of the byte that is at fault */
export function refuse(reason: string, at: number): never {
  throw new FormatError('format.cbor', `${reason} at byte ${at}`)
}
