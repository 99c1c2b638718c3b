/**
 * Comparisons of times in EU rules, read: windows after an event, the issuer's own window, ages.
 *
 * @module
 */

import type { JsonValue } from '../../json/value.ts'
import { MIRRORED, NEGATED } from '../certlogic/comparisons.ts'
import type { TimeComparison } from '../certlogic/expression.ts'
import { toOperation, toPath } from '../certlogic/expression.ts'
import type { EuType } from './eu-codes.ts'
import type { ReadLiteral } from './eu-literals.ts'
import type { Age, Duration } from './policy.ts'

/** A point of time: a field or the clock, and so much later. */
interface Point {
  readonly path: string
  readonly amount: number
  readonly unit: string
}

const CLOCK_PATH = 'external.validationClock'
const BIRTH_PATH = 'payload.dob'
const AT_MIDNIGHT = 'one second apart, where the day begins'

/** Reads a comparison of the arrival with a time of the certificate. */
export function readTime(
  operator: string,
  left: JsonValue,
  right: JsonValue,
  isNegated: boolean,
  { group }: EuType,
): ReadLiteral {
  const [a, b] = [toPoint(left), toPoint(right)]
  const asked = (['before', 'after', 'not-before', 'not-after'] as const).find(
    (each) => each === operator,
  )
  if (!a || !b || !asked) return undefined
  const stated = isNegated ? NEGATED[asked] : asked
  const isMirrored = b.path === CLOCK_PATH
  const [clock, field] = isMirrored ? [b, a] : [a, b]
  if (clock.path !== CLOCK_PATH) return undefined
  const relation = isMirrored ? MIRRORED[stated] : stated
  if (field.path === BIRTH_PATH) return readAge(relation, clock, field)
  if (field.path === `payload.${group}.0.sc`) return readSample(relation, clock, field)
  const days = toDays(clock, field)
  if (field.path === 'payload.v.0.dt' && group === 'v')
    return readEvent(relation, clock, field, days)
  if (field.path === 'payload.r.0.fr' && group === 'r')
    return readEvent(relation, clock, field, days)
  if (group === 'r' && days !== undefined) return readStated(relation, field.path, days)
  return undefined
}

function toPoint(expression: JsonValue): Point | undefined {
  const operation = toOperation(expression)
  const [first = null, amount, unit] = operation?.operands ?? []
  if (operation?.operator === 'dccDateOfBirth') {
    return toPath(first) === BIRTH_PATH ? { path: BIRTH_PATH, amount: 0, unit: 'day' } : undefined
  }
  const path = toPath(first)
  const isShift = operation?.operator === 'plusTime' && typeof amount === 'number'
  return isShift && path !== undefined && typeof unit === 'string'
    ? { path, amount, unit }
    : undefined
}

/** Days between the field and the arrival; of other units none. */
function toDays(clock: Point, field: Point): number | undefined {
  const [a, b] = [toHours(clock), toHours(field)]
  const hours = a === undefined || b === undefined ? undefined : b - a
  return hours !== undefined && hours % 24 === 0 ? hours / 24 : undefined
}

function toHours({ amount, unit }: Point): number | undefined {
  if (amount === 0 || unit === 'hour') return amount
  return unit === 'day' ? amount * 24 : undefined
}

function toDuration({ amount, unit }: Point): Duration | undefined {
  if (amount < 1) return undefined
  if (unit === 'month') return { months: amount }
  return unit === 'year' ? { years: amount } : undefined
}

/** A window after the day of an event: the arrival against its first second. */
function readEvent(
  relation: TimeComparison,
  clock: Point,
  field: Point,
  days: number | undefined,
): ReadLiteral {
  if (days === undefined) return readMonths(relation, clock, field)
  if (relation === 'not-before' || relation === 'after') {
    if (days < 0) return 'true'
    const reason = relation === 'after' ? { reason: AT_MIDNIGHT } : {}
    return { draft: { fromDays: days }, ...reason }
  }
  if (days < 1) return undefined
  const reason = relation === 'not-after' ? { reason: AT_MIDNIGHT } : {}
  return { draft: { untils: [{ days: days - 1 }] }, ...reason }
}

function readMonths(relation: TimeComparison, clock: Point, field: Point): ReadLiteral {
  const until = toDuration(field)
  if (!until || (relation !== 'before' && relation !== 'not-after')) return undefined
  // The day that the last one lasts, as this program writes it.
  const isWholeDay = clock.unit === 'day' && clock.amount === -1
  if (isWholeDay && relation === 'before') return { draft: { untils: [until] } }
  if (clock.amount !== 0) return undefined
  return { draft: { untils: [until] }, reason: 'the last day counts to its end here' }
}

function readSample(relation: TimeComparison, clock: Point, field: Point): ReadLiteral {
  const [shift, after] = [toHours(clock), toHours(field)]
  if (shift === undefined || after === undefined) return undefined
  const hours = after - shift
  if (relation === 'not-before' || relation === 'after') {
    // A sample from the future never counts here anyway.
    return hours <= 0 ? { draft: {} } : undefined
  }
  if (hours < 1) return undefined
  const reason = relation === 'before' ? { reason: 'one second apart, where the time is over' } : {}
  return { draft: { hours }, ...reason }
}

function readStated(relation: TimeComparison, path: string, days: number): ReadLiteral {
  if (path === 'payload.r.0.df' && days === 0) {
    if (relation === 'not-before') return { draft: { heedsStart: true } }
    return relation === 'after' ? { draft: { heedsStart: true }, reason: AT_MIDNIGHT } : undefined
  }
  if (path !== 'payload.r.0.du') return undefined
  if (relation === 'before' && days === 1) return { draft: { heedsEnd: true } }
  if (relation !== 'not-after' || days !== 0) return undefined
  return { draft: { heedsEnd: true }, reason: 'the last day counts to its end here' }
}

function readAge(relation: TimeComparison, clock: Point, field: Point): ReadLiteral {
  const age = toAge(clock, field)
  if (!age) return undefined
  const isExact = clock.amount === 0 && (relation === 'not-before' || relation === 'before')
  const reason = isExact ? {} : { reason: 'ages are counted from the start of the birthday here' }
  const isFrom = relation === 'not-before' || relation === 'after'
  return { draft: { ages: [isFrom ? { from: age } : { below: age }] }, ...reason }
}

/** Years after the birth, or before the arrival, which is the same but for 29 February. */
function toAge(clock: Point, field: Point): Age | undefined {
  const isOnField = clock.amount === 0
  if (!isOnField && field.amount !== 0) return undefined
  const { amount, unit } = isOnField ? field : { amount: -clock.amount, unit: clock.unit }
  if (amount < 1) return undefined
  if (unit === 'year') return { years: amount }
  return unit === 'month' ? { months: amount } : undefined
}
