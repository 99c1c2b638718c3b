/**
 * JSON (RFC 8259) whose member names are unique, within limits.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { FormatError } from '../errors.ts'
import { namesToValues, surveyJson } from './scan.ts'
import type { JsonValue } from './value.ts'

/** How large a text may be. */
export interface JsonLimits {
  /** Arrays and objects inside one another. Default 32. */
  readonly maxDepth?: number
  /** Length of the text in UTF-16 code units. Default 1 Mi. */
  readonly maxCharacters?: number
}

/** What JSON bytes hold, and what is odd about them. */
export interface DecodedJson {
  readonly value: JsonValue
  readonly hasByteOrderMark: boolean
  /** Whether white space stands before or after the value. */
  readonly hasSurroundingSpace: boolean
}

/** Of what `JSON.parse` does not take. */
export const NOT_JSON = 'not JSON'

const DEFAULT_DEPTH = 32
const DEFAULT_CHARACTERS = 1024 * 1024

/** A code unit of UTF-16 takes three bytes of UTF-8 at most. */
const MAX_BYTES_A_CHARACTER = 3

const BYTE_ORDER_MARK = '\ufeff'
const WHITE_SPACE = ' \t\n\r'

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Parses JSON text as `JSON.parse` does, and refuses an object that has a name twice: parsers differ
 * about which one counts (RFC 8259 §4), and two readers of one signature must not. `"__proto__"` is
 * a name like any other. A number too large for a double is `Infinity`.
 *
 * @throws {FormatError} `format.json`
 */
export function parseJson(text: string, limits: JsonLimits = {}): JsonValue {
  const { maxDepth = DEFAULT_DEPTH, maxCharacters = DEFAULT_CHARACTERS } = limits
  if (text.length > maxCharacters) refuse(`longer than ${maxCharacters} characters`)
  const { members, hasEscapedName } = surveyJson(text, maxDepth)
  const parsed = parse(text)
  const value = hasEscapedName ? restoreNames(parse(namesToValues(text))) : parsed
  // Of equal names the last is kept, so fewer members than were written means a duplicate.
  if (countMembers(value) !== members) refuse('duplicate member name')
  return value
}

/**
 * Decodes one JSON value from UTF-8 (RFC 8259 §8.1), with or without a byte order mark.
 *
 * @throws {FormatError} `format.json`
 */
export function decodeJson(bytes: Bytes, limits: JsonLimits = {}): DecodedJson {
  const { maxCharacters = DEFAULT_CHARACTERS } = limits
  if (bytes.length > MAX_BYTES_A_CHARACTER * (maxCharacters + 1)) {
    refuse(`longer than ${maxCharacters} characters`)
  }
  const { text, hasByteOrderMark } = decodeText(bytes)
  const value = parseJson(text, limits)
  return {
    value,
    hasByteOrderMark,
    hasSurroundingSpace: isSpace(text.at(0)) || isSpace(text.at(-1)),
  }
}

/**
 * Decodes the text of JSON and parses nothing (RFC 8259 §8.1). A byte order mark is passed over.
 *
 * @throws {FormatError} `format.json`
 */
export function decodeJsonText(bytes: Bytes): string {
  return decodeText(bytes).text
}

function decodeText(bytes: Bytes): { readonly text: string; readonly hasByteOrderMark: boolean } {
  const decoded = decodeUtf8(bytes)
  const hasByteOrderMark = decoded.startsWith(BYTE_ORDER_MARK)
  return { text: hasByteOrderMark ? decoded.slice(1) : decoded, hasByteOrderMark }
}

function parse(text: string): JsonValue {
  try {
    return JSON.parse(text)
  } catch {
    // Deviates from CONVENTIONS §4.2: no `cause`, because the engine's message quotes the input.
    throw new FormatError('format.json', NOT_JSON)
  }
}

/**
 * Undoes {@link namesToValues} after the parsing.
 *
 * Why it is done at all: V8 takes an escaped name for another one that it has met before in its
 * place. Once `{"x":0,"\\\\":1}` was parsed, `{"x":0,"\\u0061":1}` has no member "a" (V8 13.6 of Node
 * 24, https://github.com/nodejs/node/issues/63785). Strings that are values it reads well. Where
 * every V8 in use reads names well too, this and `namesToValues` can go.
 */
function restoreNames(value: JsonValue | undefined): JsonValue {
  if (typeof value !== 'object' || value === null) return value ?? null
  if (isArray(value)) return value.map(restoreNames)
  const [namesAndValues] = Object.values(value)
  const entries: [string, JsonValue][] = []
  if (!isArray(namesAndValues)) throw new Error('unreachable: the object was rewritten')
  for (let i = 0; i < namesAndValues.length; i += 2) {
    entries.push([String(namesAndValues[i]), restoreNames(namesAndValues[i + 1])])
  }
  return Object.fromEntries(entries)
}

/** Counts the members of all objects in a value. Own ones only, `"__proto__"` among them. */
function countMembers(value: JsonValue | undefined): number {
  if (typeof value !== 'object' || value === null) return 0
  if (isArray(value)) {
    let members = 0
    for (const element of value) members += countMembers(element)
    return members
  }
  // Object.keys with look-ups takes a third of the time of Object.values.
  const names = Object.keys(value)
  let members = names.length
  for (const name of names) members += countMembers(value[name])
  return members
}

function isArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value)
}

function decodeUtf8(bytes: Bytes): string {
  try {
    return UTF8.decode(bytes)
  } catch (cause) {
    throw new FormatError('format.json', 'invalid UTF-8', { cause })
  }
}

function isSpace(character: string | undefined): boolean {
  return character !== undefined && WHITE_SPACE.includes(character)
}

function refuse(reason: string): never {
  throw new FormatError('format.json', reason)
}
