/**
 * Where time comes into an expression: dates, and shifts of the clock.
 *
 * What a rule says can change only at anchors: instants at which a shifted clock meets a date.
 *
 * @module
 */

import type { JsonValue } from '../../json/value.ts'
import { MS_PER_DAY, plusTime, TIME_UNITS } from '../certlogic/date-time.ts'
import type { Evaluated } from '../certlogic/evaluate.ts'
import { toOperation, toPath } from '../certlogic/expression.ts'
import { Instant } from '../certlogic/value.ts'
import type { TimeUnit } from '../condition.ts'

/** What the clock is called in the data of a rule. */
export const CLOCK = 'external.validationClock'

/** An amount that is added to the clock. */
export interface Shift {
  readonly amount: number
  readonly unit: TimeUnit
}

/** What an expression says of time. */
export interface TimeTerms {
  /** Expressions that come to a date-time without the clock. */
  readonly dates: readonly JsonValue[]
  /** Each once. */
  readonly shifts: readonly Shift[]
}

/** Finds the time terms of some expressions, each once. */
export function findTimeTerms(expressions: readonly JsonValue[]): TimeTerms {
  const dates = new Map<string, JsonValue>()
  const shifts = new Map<string, Shift>()
  for (const term of expressions.flatMap(findTerms)) {
    const [date, amount, unit] = toOperation(term)?.operands ?? []
    const isOfClock = date !== undefined && toPath(date) === CLOCK
    const knownUnit = TIME_UNITS.find((each) => each === unit)
    if (!isOfClock) dates.set(JSON.stringify(term), term)
    else if (knownUnit && typeof amount === 'number' && Number.isInteger(amount)) {
      shifts.set(`${amount} ${knownUnit}`, { amount, unit: knownUnit })
    }
  }
  return { dates: [...dates.values()], shifts: [...shifts.values()] }
}

/** Puts the time terms of several expressions together, each once. */
export function joinTimeTerms(all: readonly TimeTerms[]): TimeTerms {
  const dates = new Map(
    all.flatMap((terms) => terms.dates.map((date) => [JSON.stringify(date), date])),
  )
  const shifts = new Map(
    all.flatMap((terms) => terms.shifts.map((shift) => [`${shift.amount} ${shift.unit}`, shift])),
  )
  return { dates: [...dates.values()], shifts: [...shifts.values()] }
}

/** Every operation that comes to a date-time. */
function findTerms(expression: JsonValue): readonly JsonValue[] {
  if (Array.isArray(expression)) return expression.flatMap(findTerms)
  const { operator, operands = [] } = toOperation(expression) ?? {}
  if (operator === 'plusTime' || operator === 'dccDateOfBirth') return [expression]
  return operands.flatMap(findTerms)
}

/** The instants that dates come to, in milliseconds since the epoch; what comes to none is left out. */
export function toInstants(
  dates: readonly number[],
  run: (index: number) => Evaluated,
): readonly number[] {
  return dates.flatMap((index) => {
    const evaluated = run(index)
    if (evaluated.fault !== undefined || !(evaluated.value instanceof Instant)) return []
    return [evaluated.value.ms]
  })
}

/** Months and years do not shift by the same time everywhere: days around are looked at too. */
const DAYS_AROUND = 4

/**
 * The instants at which a clock that is shifted meets one of some dates.
 *
 * With months and years the shifted clock is not monotone: of 29 February 12:00 and 18 years less it is
 * 1 March 12:00, later of 1 March 00:00 it is 1 March 00:00. So midnights and like times of day around are
 * anchors too.
 *
 * @param dates in milliseconds since the epoch
 * @param limit of how many to look for: a little more come back where there are more
 */
export function toAnchors(
  dates: Iterable<number>,
  shifts: readonly Shift[],
  limit: number = Number.POSITIVE_INFINITY,
): ReadonlySet<number> {
  const anchors = new Set<number>()
  for (const date of dates) {
    for (const { amount, unit } of shifts) {
      if (anchors.size > limit) return anchors
      const base = plusTime(date, -amount, unit)
      if (Number.isNaN(base)) continue
      if (amount === 0 || unit === 'hour' || unit === 'day') {
        anchors.add(base)
        continue
      }
      const timeOfDay = modulo(date, MS_PER_DAY)
      const midnight = base - modulo(base, MS_PER_DAY)
      for (let day = -DAYS_AROUND; day <= DAYS_AROUND; day++) {
        anchors.add(midnight + day * MS_PER_DAY)
        anchors.add(midnight + day * MS_PER_DAY + timeOfDay)
      }
    }
  }
  return anchors
}

/** Instants before 1970 are negative. */
function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor
}
