/**
 * What every part of a document must be, before anything is read of it.
 *
 * @module
 */

import type { JsonObject, JsonValue } from '../json/value.ts'
import { refuseDocument } from './refuse.ts'

const MAX_DEPTH = 32

/** Half of a pair without the other: all of them are one and the same in UTF-8. */
const LONE_SURROGATE = /\p{Surrogate}/u

/**
 * Refuses text that has no UTF-8, numbers past the range of a double, and values nested too deep.
 *
 * @throws {FormatError} `format.document`
 */
export function requireSound(value: JsonValue, depth = 0): void {
  if (typeof value === 'string') requireText(value)
  else if (typeof value === 'number') requireFinite(value)
  else if (typeof value === 'object' && value !== null) requireSoundMembers(value, depth)
}

/**
 * Refuses keywords in a part of a document that nothing is read of.
 *
 * @throws {FormatError} `format.document`
 */
export function requireNoKeywords(value: JsonValue): void {
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) {
    if (name.startsWith('@')) refuseDocument('a keyword in a document')
    requireNoKeywords(inner)
  }
}

function requireSoundMembers(value: JsonObject | readonly JsonValue[], depth: number): void {
  if (depth >= MAX_DEPTH) refuseDocument(`nested deeper than ${MAX_DEPTH}`)
  for (const [name, inner] of Object.entries(value)) {
    requireText(name)
    requireSound(inner, depth + 1)
  }
}

function requireText(text: string): void {
  if (LONE_SURROGATE.test(text)) refuseDocument('half of a surrogate pair')
}

function requireFinite(number: number): void {
  if (!Number.isFinite(number)) refuseDocument('a number out of range')
}
