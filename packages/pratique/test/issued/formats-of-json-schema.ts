/**
 * Validators that take nothing on trust: ajv in its strict mode, with the formats that schemas here use.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/
const DATE_TIME =
  /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]\d\d:\d\d)$/

/** A day of the calendar (RFC 3339 §5.6, `full-date`). */
export function isDate(text: string): boolean {
  const [, year, month, day] = DATE.exec(text) ?? []
  if (year === undefined) return false
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return date.toISOString().startsWith(`${year}-${month}-${day}`)
}

/** RFC 3339 §5.6, `date-time`. */
export function isDateTime(text: string): boolean {
  const [, date] = DATE_TIME.exec(text) ?? []
  return date !== undefined && isDate(date)
}

/** Makes ajv. `keywords` are those of a schema that are no rules, such as where a value set lies. */
export function createAjv(keywords: readonly string[] = []): Ajv2020 {
  return new Ajv2020({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allErrors: true,
    formats: { date: isDate, 'date-time': isDateTime },
    keywords: [...keywords],
  })
}

/** Asserts that a validator has no complaint. */
export function requireValid(validate: ValidateFunction, value: unknown): void {
  if (!validate(value)) assert.fail(`${JSON.stringify(validate.errors)}: ${JSON.stringify(value)}`)
}
