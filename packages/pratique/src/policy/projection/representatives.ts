/**
 * Representative values: enough of them that rules cannot tell any other value from all of these.
 *
 * @module
 */

import type { JsonValue } from '../../json/value.ts'
import { MS_PER_DAY, parseDateTime, plusTime, toDateTimeText } from '../certlogic/date-time.ts'
import type { Reading } from '../rules/readings.ts'
import type { ValueSets } from '../rules/value-sets.ts'
import type { Shift } from '../windows/time-terms.ts'
import type { Domain, Slot, TimeDomain } from './slot.ts'

/** What rules ask, and when. */
export interface Asked {
  /** Of the members of the slot, in their order; absent: nothing is asked of it. */
  readonly readings: readonly (Reading | undefined)[]
  readonly valueSets: ValueSets
  /** What is added to the clock in these rules. */
  readonly clockShifts: readonly Shift[]
  /** The other dates of these rules, with what they add to them: milliseconds since the epoch. */
  readonly dates?: readonly number[]
  /** Milliseconds since the epoch. */
  readonly at: number
}

/** Values of the members of a slot, in their order. */
export type Values = readonly JsonValue[]

/** No code of any value set. */
const OTHER_CODE = 'none of any list'

const FIRST_BIRTH = Date.UTC(1900, 0, 1)
/** No issuer sets a later limit. */
const LAST_LIMIT = Date.UTC(2200, 0, 1)

/**
 * Finds values of a slot to try: of a slot that no rule reads, any one.
 *
 * @returns `undefined` if there are rules that ask for more than can be tried
 */
export function findRepresentatives({ domain }: Slot, asked: Asked): readonly Values[] | undefined {
  const { readings } = asked
  const isRead = readings.some((reading) => reading !== undefined)
  // Compared with another field, or asked for in a way that is not understood.
  const isOther = readings.some((reading) => reading?.isOther || reading?.others.size)
  switch (domain.kind) {
    case 'choice':
      if (!isRead) return domain.values.slice(0, 1)
      return readings.some((reading) => reading?.isOther)
        ? domain.values
        : reduce(domain.values, asked)
    case 'open':
      if (!isRead) return [readings.map(() => null)]
      return isOther ? undefined : reduce(openValues(domain, asked), asked)
    case 'days':
    case 'instants':
    case 'any-day':
      if (!isRead) return [[null]]
      return isOther ? undefined : timeValues(domain, asked)
  }
}

/** The values that are known to be possible, the codes that rules ask about, and another. */
function openValues(domain: Domain & { readonly kind: 'open' }, asked: Asked): readonly Values[] {
  const [first, ...others] = asked.readings
  const known = new Set(domain.values.map(([value]) => value))
  const lists = first ? [...first.lists].flatMap((list) => codesOf(list, asked.valueSets)) : []
  const codes = new Set<JsonValue>([...(first?.literals ?? []), ...lists, OTHER_CODE])
  return [
    ...domain.values,
    ...[...codes]
      .filter((code) => !known.has(code))
      .map((code) => [code, ...others.map(() => OTHER_CODE)]),
  ]
}

function codesOf(list: string | readonly JsonValue[], { codes }: ValueSets): readonly JsonValue[] {
  if (typeof list !== 'string') return list
  return (Object.hasOwn(codes, list) ? codes[list] : undefined) ?? []
}

/** Of values that no rule can tell apart, one: those that are on the same lists, and compare alike. */
function reduce(values: readonly Values[], { readings, valueSets }: Asked): readonly Values[] {
  const tests = readings.map((reading) => toTests(reading, valueSets))
  const bySignature = new Map<string, Values>()
  for (const value of values) {
    const own = value.map((member, index) => (tests[index]?.(member) ?? '').concat('/'))
    const signature = own.join('') + compareMembers(value, readings)
    if (!bySignature.has(signature)) bySignature.set(signature, value)
  }
  return [...bySignature.values()]
}

/** What rules learn of a value of one member. */
function toTests(
  reading: Reading | undefined,
  valueSets: ValueSets,
): ((value: JsonValue) => string) | undefined {
  if (!reading) return undefined
  const sets = [...reading.lists].map((list) => new Set<JsonValue>(codesOf(list, valueSets)))
  const literals = [...reading.literals]
  return (value) => {
    const held = sets.map((set) => (set.has(value) ? '1' : '0')).join('')
    const compared = literals.map((literal) => compare(value, literal)).join('')
    // Whether it is there at all, and whether it is a number that is none: guards ask for that.
    return `${held}${compared}${value === null || value === 0 || value === '' ? 'f' : 't'}`
  }
}

/** Members that rules may compare with each other: doses with the length of their series. */
function compareMembers(values: Values, readings: Asked['readings']): string {
  const isCompared = readings.some((reading) => reading && reading.others.size > 0)
  if (!isCompared) return ''
  return values.map((a, index) => values.slice(index + 1).map((b) => compare(a, b))).join('')
}

function compare(a: JsonValue, b: JsonValue): string {
  if (a === b) return '='
  if (typeof a !== 'number' || typeof b !== 'number') return '#'
  return a < b ? '<' : '>'
}

/** The ends, and the days around those on which the clock meets a span of a rule. */
function timeValues(domain: TimeDomain, asked: Asked): readonly Values[] {
  const { earliest, latest } = limitsOf(domain, asked.at)
  const step = domain.kind === 'instants' ? 1000 : MS_PER_DAY
  const times = new Set([earliest, latest])
  for (const meeting of meetings(asked)) {
    const start = Math.floor(meeting / step) * step
    for (const each of [start - step, start, start + step, start + 2 * step]) {
      if (each > earliest && each < latest) times.add(each)
    }
  }
  const texts = [...times]
    .toSorted((a, b) => a - b)
    .map((time) => {
      const text = toDateTimeText(time)
      return [domain.kind === 'instants' ? text : text.slice(0, 10)]
    })
  const stated = domain.kind === 'days' ? domain.stated : undefined
  return stated === undefined ? texts : [...texts, [stated]]
}

function limitsOf(
  domain: TimeDomain,
  at: number,
): { readonly earliest: number; readonly latest: number } {
  switch (domain.kind) {
    case 'days': {
      const { earliest, latest } = domain.range
      return { earliest: parseDateTime(earliest), latest: parseDateTime(latest) }
    }
    case 'instants': {
      const { earliest, latest } = domain.range
      return { earliest: earliest * 1000, latest: latest * 1000 }
    }
    case 'any-day': {
      const latest = domain.mayBeLater ? LAST_LIMIT : Math.floor(at / MS_PER_DAY) * MS_PER_DAY
      return { earliest: FIRST_BIRTH, latest }
    }
  }
}

/** Where a date of which rules add an amount meets the clock, which they may shift too, or another date. */
function* meetings({ readings, clockShifts, at, dates = [] }: Asked): Generator<number> {
  const none: Shift = { amount: 0, unit: 'day' }
  for (const reading of readings) {
    for (const { amount, unit } of [none, ...(reading?.shifts ?? [])]) {
      for (const clock of [none, ...clockShifts]) {
        const meeting = plusTime(plusTime(at, clock.amount, clock.unit), -amount, unit)
        if (!Number.isNaN(meeting)) yield meeting
      }
      for (const date of dates) {
        const meeting = plusTime(date, -amount, unit)
        if (!Number.isNaN(meeting)) yield meeting
      }
    }
  }
}
