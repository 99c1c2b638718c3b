/**
 * What the tests of CertLogic share: its vectors, and values that can be compared.
 *
 * @module
 */

import { readFileSync } from 'node:fs'
import type { JsonObject, JsonValue } from '../src/json/value.ts'
import { toDateTimeText } from '../src/policy/certlogic/date-time.ts'
import type { Evaluated } from '../src/policy/certlogic/evaluate.ts'
import { type FaultKind, Instant } from '../src/policy/certlogic/value.ts'

/** A row of `vectors/certlogic/`, but of `validation.json`. */
export type EvaluationRow = {
  readonly id: string
  readonly section: string
  readonly expression: JsonValue
  readonly data: JsonValue
  /** Why certlogic-js comes to something else. */
  readonly deviation?: string
} & (
  | { readonly expected: JsonValue; readonly fault?: undefined }
  | { readonly fault: FaultKind; readonly expected?: undefined }
)

/** A row of `vectors/certlogic/validation.json`. */
export interface ValidationRow {
  readonly id: string
  readonly expression: JsonValue
  /** Where the faults are, as JSON Pointers. */
  readonly faults: readonly string[]
  readonly deviation?: string
}

const VECTORS = new URL('../../../vectors/certlogic/', import.meta.url)

/** Reads the rows of the files with these names. */
export function readEvaluationRows(...names: readonly string[]): readonly EvaluationRow[] {
  return names.flatMap((name): readonly EvaluationRow[] => readRows(name))
}

export function readValidationRows(): readonly ValidationRow[] {
  return readRows('validation')
}

function readRows<Row>(name: string): readonly Row[] {
  return JSON.parse(readFileSync(new URL(`${name}.json`, VECTORS), 'utf8'))
}

/** What an evaluation came to, in a form that can be compared. */
export type Comparable = { readonly value: unknown } | { readonly fault: true }

/** What our engine came to: date-times as text, every fault alike. */
export function toComparable(evaluated: Evaluated): Comparable {
  return evaluated.fault === undefined ? { value: toPlain(evaluated.value) } : { fault: true }
}

/** Date-times of either engine as text, which is `Invalid Date` for those that are none. */
export function toPlain(value: unknown): unknown {
  if (value instanceof Instant) return toDateTimeText(value.ms)
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? 'Invalid Date' : toDateTimeText(value.getTime())
  }
  if (Array.isArray(value)) return value.map(toPlain)
  if (typeof value === 'object' && value !== null) {
    // Members of all names, `__proto__` among them.
    const members = Object.entries(value).map(([name, each]) => ({ name, value: toPlain(each) }))
    return members.length > 0 ? { members } : {}
  }
  return value === 0 ? 0 : value
}

/** Freezes a value through and through. */
export function freeze<Value extends JsonValue>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const each of Object.values<JsonValue>(value as JsonObject)) freeze(each)
    Object.freeze(value)
  }
  return value
}
