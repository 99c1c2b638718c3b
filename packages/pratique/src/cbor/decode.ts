/**
 * CBOR decoding (RFC 8949): strict about what a value is, bounded in depth, items and bytes.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { decodeHalf } from './half-float.ts'
import { ARRAY, BYTE_STRING, MAP, NEGATIVE, TAG, TEXT_STRING, UNSIGNED } from './head.ts'
import { readBytes, readText } from './read-strings.ts'
import {
  INDEFINITE,
  type Reader,
  readArgument,
  readCount,
  readInitial,
  readUint,
  refuse,
  takeBreak,
} from './reader.ts'
import { type CborMap, CborTag, type CborValue } from './value.ts'

/** How large a value may be. What goes past a limit is refused as if it were malformed. */
export interface CborLimits {
  /** Arrays, maps and tags inside one another. Default 16. */
  readonly maxDepth?: number
  /** Data items, counting keys, tags and chunks of strings. Default 10,000. */
  readonly maxItems?: number
  /** Length of the whole encoding. Default 64 KiB. */
  readonly maxBytes?: number
}

type Key = number | bigint | string

/**
 * Decodes one CBOR data item that fills `bytes`. Byte strings of definite length are views of
 * `bytes`, not copies. Tags are kept as {@link CborTag}, bignums (tags 2 and 3) too.
 *
 * Stricter than RFC 8949 asks for: map keys are integers or text and occur once (§5.6; a float is
 * no key, not even a whole one), simple values are `false`, `true`, `null` and `undefined`, nothing
 * follows the item. Otherwise lenient, because issuers are: lengths may be indefinite and arguments
 * and floats longer than need be, so different bytes may have the same value (§4.2.1 is not asked).
 *
 * @throws {FormatError} `format.cbor`, with the position of the byte that is at fault
 */
export function decodeCbor(bytes: Bytes, limits: CborLimits = {}): CborValue {
  const { maxDepth = 16, maxItems = 10_000, maxBytes = 64 * 1024 } = limits
  if (bytes.length > maxBytes) refuse('too long', maxBytes)
  const reader: Reader = { bytes, at: 0, itemsLeft: maxItems }
  const value = readItem(reader, maxDepth)
  if (reader.at < bytes.length) refuse('bytes after the end', reader.at)
  return value
}

function readItem(reader: Reader, depth: number): CborValue {
  const initial = readInitial(reader)
  const info = initial & 0x1f
  switch (initial >> 5) {
    case UNSIGNED:
      return readArgument(reader, info)
    case NEGATIVE:
      return readNegative(reader, info)
    case BYTE_STRING:
      return readBytes(reader, info)
    case TEXT_STRING:
      return readText(reader, info)
    case ARRAY:
      return readArray(reader, info, depth)
    case MAP:
      return readMap(reader, info, depth)
    case TAG:
      return readTag(reader, info, depth)
  }
  return readSimpleOrFloat(reader, info)
}

/** −1 − n (RFC 8949 §3.1); −2^53 is the first that is not safe as a `number`. */
function readNegative(reader: Reader, info: number): number | bigint {
  const argument = readArgument(reader, info)
  return argument < Number.MAX_SAFE_INTEGER ? -1 - Number(argument) : -1n - BigInt(argument)
}

function readArray(reader: Reader, info: number, depth: number): CborValue[] {
  if (depth <= 0) refuse('nested too deeply', reader.at - 1)
  const array: CborValue[] = []
  if (info === INDEFINITE) {
    while (!takeBreak(reader)) array.push(readItem(reader, depth - 1))
    return array
  }
  const count = readCount(reader, info, 1)
  for (let i = 0; i < count; i++) array.push(readItem(reader, depth - 1))
  return array
}

function readMap(reader: Reader, info: number, depth: number): CborMap {
  if (depth <= 0) refuse('nested too deeply', reader.at - 1)
  const map = new Map<Key, CborValue>()
  if (info === INDEFINITE) {
    while (!takeBreak(reader)) readEntry(reader, map, depth - 1)
    return map
  }
  const count = readCount(reader, info, 2)
  for (let i = 0; i < count; i++) readEntry(reader, map, depth - 1)
  return map
}

function readEntry(reader: Reader, map: Map<Key, CborValue>, depth: number): void {
  const start = reader.at
  const size = map.size
  const key = readKey(reader)
  map.set(key, readItem(reader, depth))
  // A map with a key twice is not valid (RFC 8949 §5.6), whichever way the key is written.
  if (map.size === size) refuse('duplicate map key', start)
}

function readKey(reader: Reader): Key {
  const initial = readInitial(reader)
  const info = initial & 0x1f
  switch (initial >> 5) {
    case TEXT_STRING:
      return readText(reader, info)
    case UNSIGNED:
      return readArgument(reader, info)
    case NEGATIVE:
      return readNegative(reader, info)
  }
  return refuse('map key is neither an integer nor text', reader.at - 1)
}

function readTag(reader: Reader, info: number, depth: number): CborTag {
  if (depth <= 0) refuse('nested too deeply', reader.at - 1)
  const tag = readArgument(reader, info)
  return new CborTag(tag, readItem(reader, depth - 1))
}

/** Major type 7 (RFC 8949 §3.3). No other simple value is assigned, so none has a meaning. */
function readSimpleOrFloat(reader: Reader, info: number): CborValue {
  switch (info) {
    case 20:
      return false
    case 21:
      return true
    case 22:
      return null
    case 23:
      return undefined
    case 25:
      return decodeHalf(readUint(reader, 2))
    case 26:
      return readFloat(reader, 4).getFloat32(0)
    case 27:
      return readFloat(reader, 8).getFloat64(0)
    case INDEFINITE:
      return refuse('break outside an indefinite-length item', reader.at - 1)
  }
  return refuse('simple value that is not assigned', reader.at - 1)
}

function readFloat(reader: Reader, width: 4 | 8): DataView {
  const { bytes, at } = reader
  if (at + width > bytes.length) refuse('unexpected end', bytes.length)
  reader.at = at + width
  return new DataView(bytes.buffer, bytes.byteOffset + at, width)
}
