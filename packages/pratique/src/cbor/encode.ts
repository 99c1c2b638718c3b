/**
 * CBOR encoding: deterministic (RFC 8949 §4.2), so that equal values are equal bytes.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { UsageError } from '../errors.ts'
import { encodeHalf } from './half-float.ts'
import {
  ARRAY,
  BYTE_STRING,
  MAP,
  MAX_HEAD_BYTES,
  type MajorType,
  NEGATIVE,
  SIMPLE_OR_FLOAT,
  TAG,
  TEXT_STRING,
  UNSIGNED,
  writeHead,
} from './head.ts'
import { type CborMap, CborTag, type CborValue } from './value.ts'

/** Ends the encoding of a value that holds itself. Decoders take much less by default. */
const MAX_DEPTH = 64

/** Most values are certificates: a few hundred bytes. They are built here, and wiped after every call. */
let pool: Bytes | undefined
const POOL_BYTES = 1024

const MAX_UINT64 = 2n ** 64n - 1n

const UTF8 = new TextEncoder()

interface Writer {
  bytes: Bytes
  at: number
}

type Key = number | bigint | string

/**
 * Encodes a value deterministically (RFC 8949 §4.2.1): shortest heads, definite lengths, map keys in
 * the bytewise order of their encodings, floats in the shortest form of the same value. Inverse of
 * `decodeCbor`.
 *
 * A `number` is written as an integer if it is a safe one, else as a float: −0, NaN, ±∞, fractions,
 * and whole numbers beyond ±(2^53 − 1), which only a `bigint` states exactly. A `bigint` is always
 * written as an integer.
 *
 * @throws {UsageError} `usage.argument` on a `bigint` past 64 bits, a text with a lone surrogate, a
 *   key that is no integer or text, two keys of one encoding (1 and 1n), a tag that is no unsigned
 *   integer, arrays, maps and tags nested more than 64 deep, or what is no CBOR value at all
 */
export function encodeCbor(value: CborValue): Bytes {
  return withCbor(value, (bytes) => bytes.slice())
}

/**
 * Encodes a value for a moment, without an array of its own, which takes longer to make than to fill.
 *
 * @param use gets the bytes, which are wiped when it returns
 * @throws {UsageError} as {@link encodeCbor}
 */
export function withCbor<Result>(value: CborValue, use: (bytes: Bytes) => Result): Result {
  const room = pool ?? new Uint8Array(POOL_BYTES)
  // Taken: whatever a value does while it is read, it is not built here too.
  pool = undefined
  const writer: Writer = { bytes: room, at: 0 }
  try {
    writeItem(writer, value, MAX_DEPTH)
    return use(writer.bytes.subarray(0, writer.at))
  } finally {
    room.fill(0, 0, writer.at)
    pool = room
  }
}

function writeItem(writer: Writer, value: CborValue, depth: number): void {
  if (typeof value === 'string') writeText(writer, value)
  else if (typeof value === 'number') writeNumber(writer, value)
  else if (typeof value === 'bigint') writeInteger(writer, value)
  else if (value === false) writeArgument(writer, SIMPLE_OR_FLOAT, 20)
  else if (value === true) writeArgument(writer, SIMPLE_OR_FLOAT, 21)
  else if (value === null) writeArgument(writer, SIMPLE_OR_FLOAT, 22)
  else if (value === undefined) writeArgument(writer, SIMPLE_OR_FLOAT, 23)
  else if (value instanceof Uint8Array) writeByteString(writer, value)
  else if (depth === 0) refuse('value is nested too deeply')
  else if (isArray(value)) writeArray(writer, value, depth)
  else if (isMap(value)) writeMap(writer, value, depth)
  else if (value instanceof CborTag) writeTag(writer, value, depth)
  else refuse('expected a CBOR value')
}

function writeNumber(writer: Writer, value: number): void {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) writeInteger(writer, value)
  else writeFloat(writer, value)
}

function writeInteger(writer: Writer, value: number | bigint): void {
  if (value >= 0) writeArgument(writer, UNSIGNED, value)
  else writeArgument(writer, NEGATIVE, typeof value === 'bigint' ? -1n - value : -1 - value)
}

/** The shortest float that keeps the value (RFC 8949 §4.2.1); every NaN is the half one. */
function writeFloat(writer: Writer, value: number): void {
  reserve(writer, MAX_HEAD_BYTES)
  const view = new DataView(writer.bytes.buffer, writer.at)
  const half = encodeHalf(value)
  if (half !== undefined) {
    view.setUint8(0, (SIMPLE_OR_FLOAT << 5) | 25)
    view.setUint16(1, half)
    writer.at += 3
  } else if (Math.fround(value) === value) {
    view.setUint8(0, (SIMPLE_OR_FLOAT << 5) | 26)
    view.setFloat32(1, value)
    writer.at += 5
  } else {
    view.setUint8(0, (SIMPLE_OR_FLOAT << 5) | 27)
    view.setFloat64(1, value)
    writer.at += 9
  }
}

function writeByteString(writer: Writer, value: Uint8Array): void {
  writeArgument(writer, BYTE_STRING, value.length)
  reserve(writer, value.length)
  writer.bytes.set(value, writer.at)
  writer.at += value.length
}

function writeText(writer: Writer, text: string): void {
  if (writeAscii(writer, text)) return
  const length = utf8Length(text)
  writeArgument(writer, TEXT_STRING, length)
  reserve(writer, length)
  UTF8.encodeInto(text, writer.bytes.subarray(writer.at))
  writer.at += length
}

/** Writes a text of ASCII alone, as most are. Nothing is written, and `false` returned, if it is not. */
function writeAscii(writer: Writer, text: string): boolean {
  const { length } = text
  reserve(writer, MAX_HEAD_BYTES + length)
  const { bytes } = writer
  const at = writeHead(bytes, writer.at, TEXT_STRING, length)
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i)
    if (unit >= 0x80) return false
    bytes[at + i] = unit
  }
  writer.at = at + length
  return true
}

/** The length of a text in UTF-8, which has no form for half a surrogate pair (RFC 3629 §3). */
function utf8Length(text: string): number {
  let length = text.length
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) continue
    length += unit < 0x800 ? 1 : 2
    if (unit < 0xd800 || unit > 0xdfff) continue
    const next = text.charCodeAt(++i)
    // NaN past the end fails both comparisons.
    const isPair = unit < 0xdc00 && next >= 0xdc00 && next <= 0xdfff
    if (!isPair) refuse('text holds a lone surrogate')
  }
  return length
}

function writeArray(writer: Writer, array: readonly CborValue[], depth: number): void {
  writeArgument(writer, ARRAY, array.length)
  for (const value of array) writeItem(writer, value, depth - 1)
}

function writeMap(writer: Writer, map: CborMap, depth: number): void {
  writeArgument(writer, MAP, map.size)
  // What was read, or made in order, is not sorted.
  const ordered = isInOrder(map) ? map : new Map(sortEntries(map))
  for (const [key, value] of ordered) {
    if (typeof key === 'string') writeText(writer, key)
    else writeInteger(writer, key)
    writeItem(writer, value, depth - 1)
  }
}

/** Whether the keys stand in the order of their encodings, each once. */
function isInOrder(map: CborMap): boolean {
  let previous: Key | undefined
  let isSorted = true
  for (const key of map.keys()) {
    if (!isKey(key)) refuse('map key is neither an integer nor text')
    isSorted &&= previous === undefined || compare(previous, key) < 0
    previous = key
  }
  return isSorted
}

function sortEntries(map: CborMap): readonly (readonly [Key, CborValue])[] {
  const entries = [...map].sort(([a], [b]) => compare(a, b))
  for (const [i, [key]] of entries.entries()) {
    const isTwice = i > 0 && compare(entries[i - 1]?.[0] ?? 0, key) === 0
    if (isTwice) refuse('two map keys have the same encoding')
  }
  return entries
}

function isKey(key: CborValue): key is Key {
  return typeof key === 'string' || typeof key === 'bigint' || Number.isSafeInteger(key)
}

/**
 * Bytewise lexicographic order of encodings (RFC 8949 §4.2.1), without making them: unsigned integers,
 * negative ones from −1 down, and text, the shorter first.
 */
function compare(a: Key, b: Key): number {
  if (typeof a === 'string') return typeof b === 'string' ? compareTexts(a, b) : 1
  if (typeof b === 'string') return -1
  if (a >= 0 !== b >= 0) return a >= 0 ? -1 : 1
  const order = a < b ? -1 : a > b ? 1 : 0
  return a >= 0 ? order : -order
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0
  const length = utf8Length(a)
  const otherLength = utf8Length(b)
  if (length !== otherLength) return length - otherLength
  // In ASCII as strings are; pairs of surrogates stand elsewhere among these than in UTF-8.
  if (length === a.length && length === b.length) return a < b ? -1 : 1
  return compareBytes(UTF8.encode(a), UTF8.encode(b))
}

function compareBytes(a: Bytes, b: Bytes): number {
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function writeTag(writer: Writer, { tag, value }: CborTag, depth: number): void {
  const isUnsigned = tag >= 0 && (typeof tag === 'bigint' || Number.isSafeInteger(tag))
  if (!isUnsigned) refuse('tag is no unsigned integer')
  writeArgument(writer, TAG, tag)
  writeItem(writer, value, depth - 1)
}

function writeArgument(writer: Writer, majorType: MajorType, argument: number | bigint): void {
  if (argument > MAX_UINT64) refuse('integer is longer than 64 bits')
  reserve(writer, MAX_HEAD_BYTES)
  writer.at = writeHead(writer.bytes, writer.at, majorType, argument)
}

function reserve(writer: Writer, count: number): void {
  const needed = writer.at + count
  if (needed <= writer.bytes.length) return
  const grown = new Uint8Array(Math.max(needed, 2 * writer.bytes.length))
  grown.set(writer.bytes)
  writer.bytes = grown
}

function isArray(value: CborValue): value is readonly CborValue[] {
  return Array.isArray(value)
}

function isMap(value: CborValue): value is CborMap {
  return value instanceof Map
}

function refuse(reason: string): never {
  throw new UsageError('usage.argument', reason)
}
