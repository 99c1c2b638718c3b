/**
 * Orders in JSON: one, several in an array or in `orders`, or one a line; resources of FHIR as well.
 *
 * @module
 */

import type { Bytes } from '../../bytes/bytes.ts'
import { FormatError } from '../../errors.ts'
import { type JsonLimits, NOT_JSON, parseJson } from '../../json/parse.ts'
import { isJsonObject, member } from '../../json/read.ts'
import { describeSyntaxFault } from '../../json/syntax-fault.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import type { Terminology } from '../../terminology/terminology.ts'
import { isResource, readFhir } from './fhir/read-fhir.ts'
import { MAX_INTAKE_BYTES, MAX_ROWS, type RefusedRow, refuse, refuseMany } from './row.ts'
import type { IdentifiedRow } from './siblings.ts'
import { isBlankLine, linesOf, toText } from './text.ts'

export interface JsonRowsOptions {
  readonly terminology: Terminology
  /** Whether resources alone are taken. */
  readonly isFhirOnly: boolean
}

/** Of a whole file. */
const FILE_LIMITS: JsonLimits = { maxCharacters: MAX_INTAKE_BYTES }
/** Of a line, which is one order or one Bundle. */
const LINE_CHARACTERS = 1024 * 1024
const LINE_LIMITS: JsonLimits = { maxCharacters: LINE_CHARACTERS }
/** UTF-8 takes three bytes at most for each character of a line. */
export const MAX_LINE_BYTES: number = 3 * LINE_CHARACTERS

const NOT_UTF8 = 'text in UTF-8, without NUL'

/** Reads a file that is one JSON text. */
export function readJsonRows(bytes: Bytes, options: JsonRowsOptions): readonly IdentifiedRow[] {
  const value = parse(bytes, 'file', FILE_LIMITS)
  if ('faults' in value) return [{ row: value }]
  return readJsonValue(value.json, '', options)
}

/** Reads a file of JSON texts, one a line. A bad line is a fault of its own. */
export function readJsonLines(bytes: Bytes, options: JsonRowsOptions): readonly IdentifiedRow[] {
  const rows: IdentifiedRow[] = []
  for (const { number, bytes: line } of linesOf(bytes)) {
    if (isBlankLine(line)) continue
    if (rows.length > MAX_ROWS) return [{ row: refuseMany() }]
    for (const row of readJsonLine(line, `line ${number}`, options)) rows.push(row)
  }
  return rows.length > MAX_ROWS ? [{ row: refuseMany() }] : rows
}

/** Reads one line, which is not blank. */
export function readJsonLine(
  line: Bytes,
  place: string,
  options: JsonRowsOptions,
): readonly IdentifiedRow[] {
  const value = parse(line, place, LINE_LIMITS)
  return 'faults' in value ? [{ row: value }] : readLine(value.json, place, options)
}

function readLine(
  value: JsonValue,
  place: string,
  options: JsonRowsOptions,
): readonly IdentifiedRow[] {
  if (isJsonObject(value)) return readObject(value, place, options)
  return [{ row: refuse(place, { path: '', kind: 'type', words: 'one order, an object' }) }]
}

function readJsonValue(
  value: JsonValue,
  path: string,
  options: JsonRowsOptions,
): readonly IdentifiedRow[] {
  if (Array.isArray(value)) return readList(value, path, options)
  const orders = isJsonObject(value) ? member(value, 'orders') : undefined
  if (!isJsonObject(value) || orders === undefined || isResource(value)) {
    return readElement(value, path === '' ? 'order' : path, options)
  }
  if (Array.isArray(orders) && Object.keys(value).length === 1) {
    return readList(orders, 'orders', options)
  }
  const words = 'an array of orders as `orders`, and nothing beside it'
  return [{ row: refuse('file', { path: 'orders', kind: 'type', words }) }]
}

function readList(
  list: readonly JsonValue[],
  path: string,
  options: JsonRowsOptions,
): readonly IdentifiedRow[] {
  if (list.length > MAX_ROWS) return [{ row: refuseMany() }]
  return list.flatMap((each, i) => readElement(each, `${path}[${i}]`, options))
}

function readElement(
  value: JsonValue,
  place: string,
  options: JsonRowsOptions,
): readonly IdentifiedRow[] {
  if (isJsonObject(value)) return readObject(value, place, options)
  return [{ row: refuse(place, { path: '', kind: 'type', words: 'an order, which is an object' }) }]
}

function readObject(
  object: JsonObject,
  place: string,
  { terminology, isFhirOnly }: JsonRowsOptions,
): readonly IdentifiedRow[] {
  if (isResource(object)) return readFhir(object, { terminology, place })
  if (!isFhirOnly) return [{ row: { place, order: object } }]
  const words = 'a resource of FHIR R4, which has a `resourceType`'
  return [{ row: refuse(place, { path: 'resourceType', kind: 'form', words }) }]
}

/** Refuses a line of which not even the end was looked for. */
export function refuseLong(place: string, maxCharacters: number = LINE_CHARACTERS): RefusedRow {
  const words = `at most ${maxCharacters} characters`
  return refuse(place, { path: '', kind: 'too-long', words })
}

/** What is wrong with a text that is no JSON, and where, without any of it. */
export function toJsonWords({ message }: FormatError, text: string): string {
  return `JSON: ${message === NOT_JSON ? `this ${describeSyntaxFault(text)}` : message}`
}

function parse(
  bytes: Bytes,
  place: string,
  limits: JsonLimits,
): { readonly json: JsonValue } | ReturnType<typeof refuse> {
  const text = toText(bytes)
  if (text === undefined) return refuse(place, { path: '', kind: 'encoding', words: NOT_UTF8 })
  const { maxCharacters = 0 } = limits
  if (text.length > maxCharacters) return refuseLong(place, maxCharacters)
  try {
    return { json: parseJson(text, limits) }
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    return refuse(place, { path: '', kind: 'syntax', words: toJsonWords(error, text) })
  }
}
