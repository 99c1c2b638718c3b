/**
 * CBOR that no encoder of ours would write: values in other encodings, and encodings of no value.
 *
 * @module
 */

import { CborTag, type CborValue, encodeCbor } from '../../packages/pratique/src/codecs.ts'
import type { Bytes } from './hcert.ts'

/** Major types (RFC 8949 §3.1). */
const UNSIGNED = 0
const NEGATIVE = 1
const BYTE_STRING = 2
const TEXT_STRING = 3
const ARRAY = 4
const MAP = 5
const TAG = 6

const BREAK = Uint8Array.of(0xff)

/** How to write what has several encodings. */
export interface Style {
  /** Every argument in eight bytes. */
  readonly hasLongHeads?: boolean
  /** Arrays and maps of indefinite length. */
  readonly isIndefinite?: boolean
  /** Keys of maps from the last to the first. */
  readonly isReversed?: boolean
  /** Whole numbers as floats of eight bytes, keys excepted. */
  readonly hasFloats?: boolean
}

/** Encodes a value so that it decodes to the same value. */
export function encodeOtherwise(value: CborValue, style: Style): Bytes {
  if (typeof value === 'number' && Number.isInteger(value)) {
    return style.hasFloats ? float64(value) : encodeInteger(value, style)
  }
  if (typeof value === 'string') {
    const bytes = new TextEncoder().encode(value)
    return concat(head(TEXT_STRING, bytes.length, style), bytes)
  }
  if (value instanceof Uint8Array) return concat(head(BYTE_STRING, value.length, style), value)
  if (value instanceof CborTag) {
    return concat(head(TAG, Number(value.tag), style), encodeOtherwise(value.value, style))
  }
  if (value instanceof Map) {
    const entries = [...value].map(([key, item]) =>
      concat(encodeOtherwise(key, { ...style, hasFloats: false }), encodeOtherwise(item, style)),
    )
    return container(MAP, style.isReversed ? entries.reverse() : entries, style)
  }
  if (isArray(value)) {
    const items = value.map((item) => encodeOtherwise(item, style))
    return container(ARRAY, items, style)
  }
  return encodeCbor(value)
}

/** A map of these encoded keys and values, as they are: twice the same key, if wanted. */
export function rawMap(...entries: readonly (readonly [CborValue | Bytes, Bytes])[]): Bytes {
  const parts = entries.flatMap(([key, value]) => [
    key instanceof Uint8Array ? key : encodeCbor(key),
    value,
  ])
  return concat(head(MAP, entries.length), ...parts)
}

/** An array of encoded items. */
export function rawArray(...items: readonly Bytes[]): Bytes {
  return concat(head(ARRAY, items.length), ...items)
}

/** An encoded item under a tag. */
export function rawTag(tag: number, item: Bytes): Bytes {
  return concat(head(TAG, tag), item)
}

/** A byte string. */
export function rawBytes(bytes: Bytes): Bytes {
  return concat(head(BYTE_STRING, bytes.length), bytes)
}

/** A text string of bytes that need not be UTF-8. */
export function rawText(bytes: Bytes): Bytes {
  return concat(head(TEXT_STRING, bytes.length), bytes)
}

/** A float of eight bytes. */
export function float64(value: number): Bytes {
  const bytes = new Uint8Array(9)
  bytes[0] = 0xfb
  new DataView(bytes.buffer).setFloat64(1, value)
  return bytes
}

export function concat(...parts: readonly Bytes[]): Bytes {
  return new Uint8Array(Buffer.concat(parts))
}

function isArray(value: CborValue): value is readonly CborValue[] {
  return Array.isArray(value)
}

function encodeInteger(value: number, style: Style): Bytes {
  return value < 0 ? head(NEGATIVE, -1 - value, style) : head(UNSIGNED, value, style)
}

function container(type: number, items: readonly Bytes[], style: Style): Bytes {
  if (!style.isIndefinite) return concat(head(type, items.length, style), ...items)
  return concat(Uint8Array.of((type << 5) | 31), ...items, BREAK)
}

function head(type: number, argument: number, style: Style = {}): Bytes {
  const isLong = style.hasLongHeads || argument > 0xffff_ffff
  if (!isLong && argument < 24) return Uint8Array.of((type << 5) | argument)
  if (!isLong && argument < 256) return Uint8Array.of((type << 5) | 24, argument)
  if (!isLong && argument < 65_536) {
    return Uint8Array.of((type << 5) | 25, argument >> 8, argument & 0xff)
  }
  const bytes = new Uint8Array(isLong ? 9 : 5)
  const view = new DataView(bytes.buffer)
  bytes[0] = (type << 5) | (isLong ? 27 : 26)
  if (isLong) view.setBigUint64(1, BigInt(argument))
  else view.setUint32(1, argument)
  return bytes
}
