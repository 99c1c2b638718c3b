/**
 * Rows of conformance files: cases with what others expect of them, one JSON object a line.
 *
 * What a row expects is read by the summary alone. Judges get a row without it, with no more than the
 * names of the questions asked.
 *
 * @module
 */

import { type JsonObject, type JsonValue, parseJson } from 'pratique/codecs'
import { UsageError } from 'pratique/errors'

/** What a judge may know of a row. */
export interface Row {
  readonly id: string
  /** All members but the expectation. */
  readonly given: JsonObject
  /** The names of the questions that the row asks, never the answers. */
  readonly questions: readonly string[]
  /** What kind of rows these are: `hcert`, or the `format` that the row names. */
  readonly kind: string
}

/** What a row expects, for the summary. */
export interface Expectation {
  readonly expected: JsonObject
  /** Questions whose expectation is disputed, with the reason. */
  readonly disputed: ReadonlySet<string>
}

/** The last second that a date of JavaScript can say (ECMA-262 §21.4.1.1). */
const MAX_SECONDS = 8.64e12

/** Members that tell the answer, or somebody's: no judge sees them. */
const ANSWERS: ReadonlySet<string> = new Set([
  'id',
  'expected',
  'disputed',
  'description',
  'category',
  'note',
  'tool',
  'ref',
])

/**
 * Reads one line of a file of cases.
 *
 * @throws {UsageError} `usage.cases-file`
 */
export function readRow(line: string, lineNumber: number): { row: Row; expectation: Expectation } {
  return toRow(parseLine(line, lineNumber), lineNumber)
}

/**
 * Takes a line that is parsed for a case.
 *
 * @throws {UsageError} `usage.cases-file`
 */
export function toRow(
  value: JsonObject,
  lineNumber: number,
): { row: Row; expectation: Expectation } {
  const { id, expected, disputed } = value
  if (typeof id !== 'string' || !isObject(expected)) {
    throw new UsageError('usage.cases-file', `line ${lineNumber}: expected "id" and "expected"`)
  }
  const evalTime = value['evalTime'] ?? null
  if (evalTime !== null && !isTime(evalTime)) {
    const wanted = 'expected "evalTime" in seconds since the epoch'
    throw new UsageError('usage.cases-file', `line ${lineNumber}: ${wanted}`)
  }
  const members = Object.entries(value).filter(([name]) => !ANSWERS.has(name))
  const given: JsonObject = Object.fromEntries(members)
  const format = value['format']
  return {
    row: {
      id,
      given,
      questions: Object.keys(expected),
      kind: typeof format === 'string' ? format : 'hcert',
    },
    expectation: { expected, disputed: new Set(disputedQuestions(disputed)) },
  }
}

/** @throws {UsageError} `usage.cases-file` if it is no JSON object */
export function parseLine(line: string, lineNumber: number): JsonObject {
  try {
    const value = parseJson(line, { maxCharacters: 64 * 1024 * 1024 })
    if (isObject(value)) return value
  } catch {
    // Said below, in words of our own.
  }
  throw new UsageError('usage.cases-file', `line ${lineNumber}: expected a JSON object`)
}

function disputedQuestions(disputed: JsonValue | undefined): string[] {
  if (!Array.isArray(disputed)) return []
  return disputed.flatMap((each) =>
    isObject(each) && typeof each['key'] === 'string' ? [each['key']] : [],
  )
}

/** Tells whether a value is a time that a verification can be made for. */
export function isTime(value: JsonValue | undefined): value is number {
  return typeof value === 'number' && Math.abs(value) <= MAX_SECONDS
}

/** Tells whether a JSON value is an object. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A member's text, if it is text. */
export function textOf(object: JsonObject, name: string): string | undefined {
  const value = object[name]
  return typeof value === 'string' ? value : undefined
}
