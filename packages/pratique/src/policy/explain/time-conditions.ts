/**
 * Conditions on time, in words: what counts from which event, until when, and when it would be met.
 *
 * @module
 */

import type { JsonValue } from '../../json/value.ts'
import { MIRRORED, NEGATED } from '../certlogic/comparisons.ts'
import { plusTime, toDateTimeText } from '../certlogic/date-time.ts'
import type { TimeComparison } from '../certlogic/expression.ts'
import type { ConditionKind, ConditionValue, RuleEvent, TimeUnit } from '../condition.ts'
import { toAnchors } from '../windows/time-terms.ts'
import { toEvent } from './fields.ts'
import type { Leaf } from './slice.ts'
import { type Comparison, compareTimes, readComparison, type TimeTerm } from './time-comparison.ts'

/** A condition, and when it would be met. */
export interface Explained {
  readonly kind: ConditionKind
  readonly values: Readonly<Record<string, ConditionValue>>
  readonly stated: Readonly<Record<string, ConditionValue>>
  readonly appliesFrom?: string
  readonly appliesUntil?: string
}

/** Explains a comparison of date-times; `undefined` if the leaf is none. */
export function explainTime({ expression, isMet }: Leaf, data: JsonValue): Explained | undefined {
  const comparison = readComparison(expression, data)
  if (!comparison) return undefined
  // What would have to hold: the opposite, where it is the condition's being met that decided.
  const { left, right } = comparison
  const operator = isMet ? NEGATED[comparison.operator] : comparison.operator
  if (left.isClock) return explainClock(left, operator, right)
  if (right.isClock) return explainClock(right, MIRRORED[operator], left)
  return explainEvents({ left, operator, right })
}

/** The clock must be before, after, … a date. */
function explainClock(
  clock: TimeTerm,
  operator: TimeComparison,
  date: TimeTerm,
): Explained | undefined {
  const isUpper = operator === 'before' || operator === 'not-after'
  const meeting = findMeeting(clock, operator, date.ms)
  if (meeting === undefined) return undefined
  const limit = toDateTimeText(meeting)
  const when = isUpper ? { appliesUntil: limit } : { appliesFrom: limit }
  if (date.path === undefined) {
    const kind = isUpper ? 'no-longer' : 'not-yet'
    return { kind, values: { ruleDate: limit }, stated: {}, ...when }
  }
  const event = toEvent(date.path)
  if (event === undefined) return undefined
  const span = toSpan(date, clock)
  if (event === 'birth') {
    const kind = isUpper ? 'too-old-holder' : 'too-young'
    const stated = isUpper ? { until: limit } : { from: limit }
    return { kind, values: inYears(span), stated, ...when }
  }
  if (!isUpper && span.amount === 0 && !event.startsWith('issuer')) {
    return { kind: 'in-future', values: { event }, stated: { date: date.text }, ...when }
  }
  const stated = { date: date.text, ...(isUpper ? { until: limit } : { from: limit }) }
  return { kind: isUpper ? 'too-old' : 'too-recent', values: { event, ...span }, stated, ...when }
}

/**
 * The instant up to which, or from which on, the clock with what is added to it lies on the right side of a
 * date. Months and years leap over days, and back: the date less the amount is not always it.
 */
function findMeeting(clock: TimeTerm, operator: TimeComparison, date: number): number | undefined {
  const anchors = [...toAnchors([date], [clock])].toSorted((a, b) => a - b)
  const isMetAt = (ms: number) => {
    return compareTimes(plusTime(ms, clock.amount, clock.unit), operator, date)
  }
  return operator === 'before' || operator === 'not-after'
    ? anchors.findLast((anchor) => isMetAt(anchor) || isMetAt(anchor - 1))
    : anchors.find((anchor) => isMetAt(anchor) || isMetAt(anchor + 1))
}

interface Span {
  readonly amount: number
  readonly unit: TimeUnit
}

/** What lies between event and clock: some write it on the one side, some on the other. */
function toSpan(date: TimeTerm, clock: TimeTerm): Span {
  if (date.amount === 0) return { amount: -clock.amount || 0, unit: clock.unit }
  if (date.unit === clock.unit) return { amount: date.amount - clock.amount, unit: date.unit }
  return { amount: date.amount, unit: date.unit }
}

const DAYS_IN_YEAR = 365.25

/** Ages are written in years, in months, and in days with or without leap days. */
function inYears({ amount, unit }: Span): { readonly amount: number; readonly unit: TimeUnit } {
  if (unit === 'month' && amount % 12 === 0) return { amount: amount / 12, unit: 'year' }
  const years = Math.round(amount / DAYS_IN_YEAR)
  const isYears = unit === 'day' && years > 0 && Math.abs(amount - years * DAYS_IN_YEAR) <= 6
  return isYears ? { amount: years, unit: 'year' } : { amount, unit }
}

/** An event against a date of the rule. */
function explainEvents({ left, operator, right }: Comparison): Explained | undefined {
  const isEventLeft = left.path !== undefined
  const event = eventOf(isEventLeft ? left : right)
  const other = isEventLeft ? right : left
  if (event === undefined || other.path !== undefined) return undefined
  const needed = isEventLeft ? operator : MIRRORED[operator]
  const term = isEventLeft ? left : right
  const isUpper = needed === 'before' || needed === 'not-after'
  const limit = plusTime(other.ms, -term.amount, term.unit)
  if (Number.isNaN(limit)) return undefined
  return {
    kind: isUpper ? 'event-after' : 'event-before',
    values: { event, ruleDate: toDateTimeText(limit) },
    stated: { date: term.text },
  }
}

function eventOf({ path }: TimeTerm): RuleEvent | undefined {
  return path === undefined ? undefined : toEvent(path)
}
