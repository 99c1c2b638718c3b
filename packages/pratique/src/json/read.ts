/**
 * Looking into JSON values.
 *
 * @module
 */

import type { JsonObject, JsonValue } from './value.ts'

/** Tells whether a value is an object: neither an array nor `null`. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Picks the member of a name. What objects inherit, such as `toString`, is no member. */
export function member(object: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined
}

/** Picks the member of a name if it is a string; `undefined` where it is absent or anything else. */
export function stringMember(object: JsonObject, name: string): string | undefined {
  const value = member(object, name)
  return typeof value === 'string' ? value : undefined
}

/**
 * Picks the member of a name if it is a finite number; `undefined` where it is absent or anything
 * else. A literal past the range of a double, such as `1e999`, is no number that one can act on.
 */
export function numberMember(object: JsonObject, name: string): number | undefined {
  const value = member(object, name)
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}
