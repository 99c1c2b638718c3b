/**
 * certlogic-js 1.2.2 as the oracle of our engine: as it is, and with its faults corrected, each of which
 * is a documented deviation of ours and has vectors. Whatever our engine comes to, the corrected one must
 * come to as well; no case is left out.
 *
 * @module
 */

import { evaluate } from 'certlogic-js'
import internals from 'certlogic-js/dist/internals.js'
import type { JsonValue } from '../src/json/value.ts'
import { type Comparable, toPlain } from './certlogic.ts'

/** What our engine does otherwise. */
export const CORRECTIONS = ['paths', 'truth', 'dates'] as const

export type Correction = (typeof CORRECTIONS)[number]

const active = new Set<Correction>()

const { access, boolsiness, plusTime, dccDateOfBirth } = internals

/** The evaluator finds these functions at each call, in the object that is changed here. */
Object.assign(internals, {
  access: (data: JsonValue, path: string) =>
    active.has('paths') ? accessOwn(data, path) : access(data, path),
  boolsiness: (value: unknown) => (active.has('truth') ? boolsinessOf(value) : boolsiness(value)),
  plusTime: (text: string, ...shift: [amount: number, unit: Parameters<typeof plusTime>[2]]) =>
    requireDate(text, plusTime(text, ...shift)),
  dccDateOfBirth: (text: string) => requireDate(text, dccDateOfBirth(text)),
})

/** What certlogic-js comes to. */
export function askOracle(
  expression: JsonValue,
  data: JsonValue,
  corrections: readonly Correction[] = [],
): Comparable {
  for (const each of corrections) active.add(each)
  try {
    // Its type takes sound expressions alone.
    return { value: toPlain(Reflect.apply(evaluate, undefined, [expression, data])) }
  } catch {
    return { fault: true }
  } finally {
    active.clear()
  }
}

/** Own members of objects and elements of arrays, by digits alone, and nothing else. */
function accessOwn(data: unknown, path: string): unknown {
  if (path === '') return data
  let value = data
  for (const fragment of path.split('.')) {
    if (Array.isArray(value)) value = /^\d+$/.test(fragment) ? value[Number(fragment)] : null
    else if (!isPlain(value) || !Object.hasOwn(value, fragment)) return null
    else value = Object.getOwnPropertyDescriptor(value, fragment)?.value
  }
  return value ?? null
}

/** Fractions and date-times are neither; an object is one whatever its members are called. */
function boolsinessOf(value: unknown): boolean | undefined {
  if (isPlain(value)) return Object.keys(value).length > 0
  if (typeof value === 'number' && !Number.isInteger(value)) return undefined
  return boolsiness(value)
}

function isPlain(value: unknown): value is object {
  const isObject = typeof value === 'object' && value !== null
  return isObject && !Array.isArray(value) && !(value instanceof Date)
}

/** Days and times that do not exist, what no calendar reaches, and offsets with nothing behind a colon. */
function requireDate(text: string, date: Date): Date {
  if (!active.has('dates')) return date
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(text) ?? []
  const midnight = new Date(`${year}-${month}-01T00:00:00Z`)
  midnight.setUTCDate(Number(day))
  const isImpossible = day !== undefined && midnight.toISOString().slice(8, 10) !== day
  if (isImpossible || Number.isNaN(date.getTime()) || text.endsWith(':') || text.length > 100) {
    throw new Error('no date')
  }
  return date
}
