/**
 * Comparisons of date-times, in one form: the clock against a date and an amount.
 *
 * @module
 */

import type { JsonValue } from '../../json/value.ts'
import { parseDate, parseDateTime, plusTime, TIME_UNITS } from '../certlogic/date-time.ts'
import { compileExpression } from '../certlogic/evaluate.ts'
import {
  TIME_COMPARISONS,
  type TimeComparison,
  toOperation,
  toPath,
} from '../certlogic/expression.ts'
import { Instant } from '../certlogic/value.ts'
import type { TimeUnit } from '../condition.ts'
import { CLOCK } from '../windows/time-terms.ts'

/** One side of a comparison. */
export interface TimeTerm {
  /** The path that the date is at; absent: the date is written in the rule. */
  readonly path?: string
  readonly isClock: boolean
  readonly amount: number
  readonly unit: TimeUnit
  /** Milliseconds since the epoch, the amount added. */
  readonly ms: number
  /** The date alone, as the rule or the data have it. */
  readonly text: string
}

/** `left` must be before, not after, … `right`. */
export interface Comparison {
  readonly left: TimeTerm
  readonly operator: TimeComparison
  readonly right: TimeTerm
}

/**
 * Takes a condition for a comparison of date-times; of a chain, the part that is not met.
 *
 * @returns `undefined` if it is none, or a side of it is no date
 */
export function readComparison(expression: JsonValue, data: JsonValue): Comparison | undefined {
  const operation = toOperation(expression)
  const operator = TIME_COMPARISONS.find((each) => each === operation?.operator)
  if (!operation || !operator) return undefined
  const [left, right, last] = operation.operands.map((operand) => readTerm(operand, data))
  if (!left || !right) return undefined
  if (!last || !holds({ left, operator, right })) return { left, operator, right }
  return { left: right, operator, right: last }
}

/** Whether a comparison is met. */
export function holds({ left, operator, right }: Comparison): boolean {
  return compareTimes(left.ms, operator, right.ms)
}

/** Compares two instants. */
export function compareTimes(left: number, operator: TimeComparison, right: number): boolean {
  switch (operator) {
    case 'before':
      return left < right
    case 'after':
      return left > right
    case 'not-before':
      return left >= right
    case 'not-after':
      return left <= right
  }
}

function readTerm(expression: JsonValue, data: JsonValue): TimeTerm | undefined {
  const operation = toOperation(expression)
  if (operation?.operator === 'if') return readChosen(operation.operands, data)
  if (operation?.operator !== 'plusTime' && operation?.operator !== 'dccDateOfBirth') {
    return undefined
  }
  const [date = null, amount = 0, unit = 'day'] = operation.operands
  const path = toPath(date)
  // A date that is worked out is neither a rule's own nor that of one event.
  if (path === undefined && typeof date !== 'string') return undefined
  const text = evaluateText(date, data)
  const knownUnit = TIME_UNITS.find((each) => each === unit) ?? 'day'
  if (text === undefined || typeof amount !== 'number') return undefined
  const start = operation.operator === 'plusTime' ? parseDateTime(text) : parseDate(text)
  const ms = plusTime(start, amount, knownUnit)
  if (Number.isNaN(ms)) return undefined
  const isClock = path === CLOCK
  return { ...(path !== undefined && { path }), isClock, amount, unit: knownUnit, ms, text }
}

/** The later or earlier of two dates is written as a choice. */
function readChosen(
  [guard = null, chosen = null, other = null]: readonly JsonValue[],
  data: JsonValue,
): TimeTerm | undefined {
  const evaluated = compileExpression(guard).evaluate(data)
  if (evaluated.fault !== undefined) return undefined
  return readTerm(evaluated.value === true ? chosen : other, data)
}

function evaluateText(expression: JsonValue, data: JsonValue): string | undefined {
  const evaluated = compileExpression(expression).evaluate(data)
  if (evaluated.fault !== undefined || evaluated.value instanceof Instant) return undefined
  return typeof evaluated.value === 'string' ? evaluated.value : undefined
}
