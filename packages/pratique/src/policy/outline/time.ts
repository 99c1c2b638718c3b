/**
 * Comparisons of times in words: windows after an event, ages, and dates of the rule.
 *
 * @module
 */

import type { JsonValue } from '../../json/value.ts'
import { MIRRORED, NEGATED } from '../certlogic/comparisons.ts'
import { TIME_UNITS } from '../certlogic/date-time.ts'
import { type TimeComparison, toOperation, toPath } from '../certlogic/expression.ts'
import type { TimeUnit } from '../condition.ts'
import { toFieldWords } from './names.ts'

/** A point of time: something, and so much after it. */
interface Point {
  readonly base: string
  /** `clock`: the arrival; `birth`: the date of birth. */
  readonly role: 'clock' | 'birth' | 'event'
  readonly amount: number
  readonly unit: TimeUnit
}

/** Says a comparison; `undefined` if its operands are made up of more than a date and a shift. */
export function toTimeWords(
  operator: TimeComparison,
  left: JsonValue,
  right: JsonValue,
  isNegated: boolean,
): string | undefined {
  const [a, b] = [toPoint(left), toPoint(right)]
  if (!a || !b) return undefined
  const asked = isNegated ? NEGATED[operator] : operator
  const isMirrored = rankOf(b) < rankOf(a)
  const [subject, object] = isMirrored ? [b, a] : [a, b]
  const relation = isMirrored ? MIRRORED[asked] : asked
  const shift = toShift(subject, object)
  if (!shift) return `${toPointWords(subject)} is ${PLAIN[relation]} ${toPointWords(object)}`
  if (subject.role === 'clock' && object.role === 'birth') return toAgeWords(relation, shift)
  return `${subject.base} is ${toRelationWords(relation, shift)} ${object.base}`
}

/** The arrival is what sentences are about. */
function rankOf({ role }: Point): number {
  return role === 'clock' ? 0 : 1
}

function toPoint(expression: JsonValue): Point | undefined {
  const operation = toOperation(expression)
  const [first, amount, unit] = operation?.operands ?? []
  if (operation?.operator === 'dccDateOfBirth' && first !== undefined) {
    return toPath(first) === 'payload.dob'
      ? { base: LAST_BIRTH, role: 'birth', ...NONE }
      : undefined
  }
  if (operation?.operator === 'if') return toChosenPoint(operation.operands)
  const known = TIME_UNITS.find((each) => each === unit)
  if (operation?.operator !== 'plusTime' || first === undefined || !known) return undefined
  if (typeof amount !== 'number') return undefined
  if (typeof first === 'string') return { base: first, role: 'event', amount, unit: known }
  const path = toPath(first)
  const base = path === undefined ? undefined : toFieldWords(path)
  if (path === undefined || base === undefined) return undefined
  if (path === 'payload.dob') return { base, role: 'birth', amount, unit: known }
  const role = path === 'external.validationClock' ? 'clock' : 'event'
  return { base, role, amount, unit: known }
}

const NONE = { amount: 0, unit: 'day' } as const

const LAST_BIRTH = 'the last day that the date of birth can mean'

/** `if(after(x, y), x, y)`: the later of both; `if(before(x, y), x, y)`: the earlier. */
function toChosenPoint(operands: readonly JsonValue[]): Point | undefined {
  const [guard = null, chosen = null, other = null] = operands
  const comparison = toOperation(guard)
  const text = (each: JsonValue | undefined): string => JSON.stringify(each ?? null)
  const [a, b] = comparison?.operands ?? []
  const [first, second] = [toPoint(chosen), toPoint(other)]
  if (comparison?.operands.length !== 2 || !first || !second) return undefined
  const isSame = text(a) === text(chosen) && text(b) === text(other)
  const isLater = /^(?:after|not-before)$/.test(comparison.operator)
  const isEarlier = /^(?:before|not-after)$/.test(comparison.operator)
  if (!isSame || (!isLater && !isEarlier)) return undefined
  const which = isLater ? 'later' : 'earlier'
  const base = `the ${which} of ${toPointWords(first)} and ${toPointWords(second)}`
  return { base, role: 'event', ...NONE }
}

function toPointWords({ base, amount, unit }: Point): string {
  return amount === 0
    ? base
    : `${toAmount(Math.abs(amount), unit)} ${amount > 0 ? 'after' : 'before'} ${base}`
}

type Shift = Pick<Point, 'amount' | 'unit'>

/** How far the object is shifted against the subject; `undefined` if both are shifted. */
function toShift(subject: Point, object: Point): Shift | undefined {
  if (subject.amount === 0) return object
  if (object.amount !== 0) return undefined
  return { amount: -subject.amount, unit: subject.unit }
}

const PLAIN: Readonly<Record<TimeComparison, string>> = {
  before: 'before',
  after: 'after',
  'not-before': 'not before',
  'not-after': 'not after',
}

const AFTER: Readonly<Record<TimeComparison, string>> = {
  before: 'less than',
  after: 'more than',
  'not-before': 'at least',
  'not-after': 'at most',
}

const BEFORE: Readonly<Record<TimeComparison, string>> = {
  before: 'more than',
  after: 'less than',
  'not-before': 'at most',
  'not-after': 'at least',
}

/** `at most 270 days after`, `not before`. */
function toRelationWords(relation: TimeComparison, { amount, unit }: Shift): string {
  if (amount === 0) return PLAIN[relation]
  const words = amount > 0 ? AFTER[relation] : BEFORE[relation]
  return `${words} ${toAmount(Math.abs(amount), unit)} ${amount > 0 ? 'after' : 'before'}`
}

const AGE: Readonly<Record<TimeComparison, string>> = {
  before: 'the holder is younger than',
  after: 'the holder is older than',
  'not-before': 'the holder is at least',
  'not-after': 'the holder is no older than',
}

function toAgeWords(relation: TimeComparison, { amount, unit }: Shift): string {
  if (amount <= 0)
    return `the arrival is ${toRelationWords(relation, { amount, unit })} the date of birth`
  const years = unit === 'year' ? '' : toYears(amount, unit)
  return `${AGE[relation]} ${toAmount(amount, unit)}${years}${relation === 'not-before' ? ' old' : ''} on arrival`
}

const PER_YEAR = { hour: 8766, day: 365.25, month: 12, year: 1 } as const

function toYears(amount: number, unit: TimeUnit): string {
  const years = amount / PER_YEAR[unit]
  const whole = Math.round(years)
  if (whole < 1 || Math.abs(years - whole) > 0.03) return ''
  const about = years === whole ? '' : 'about '
  return ` (${about}${toAmount(whole, 'year')})`
}

function toAmount(amount: number, unit: TimeUnit): string {
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`
}
