/**
 * JSON as CBOR and back, for lists that a bundle carries as they came.
 *
 * @module
 */

import type { MapReader } from '../cbor/map-reader.ts'
import type { CborValue } from '../cbor/value.ts'
import { isJsonObject } from '../json/read.ts'
import type { JsonObject, JsonValue } from '../json/value.ts'

/** Writes a JSON value as CBOR (RFC 8949 §6.2). */
export function toCborValue(json: JsonValue): CborValue {
  if (isArray(json)) return json.map(toCborValue)
  if (!isJsonObject(json)) return json
  return new Map(Object.entries(json).map(([name, value]) => [name, toCborValue(value)]))
}

/** Reads it back. Inverse of {@link toCborValue} */
export function toJsonValue(value: CborValue, reader: Pick<MapReader, 'refuse'>): JsonValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return value
  if (Array.isArray(value)) return value.map((each: CborValue) => toJsonValue(each, reader))
  if (!(value instanceof Map)) return reader.refuse()
  const members: [string, JsonValue][] = []
  for (const [name, each] of value) {
    members.push([typeof name === 'string' ? name : reader.refuse(), toJsonValue(each, reader)])
  }
  const object: JsonObject = Object.fromEntries(members)
  return object
}

function isArray(json: JsonValue): json is readonly JsonValue[] {
  return Array.isArray(json)
}
