/**
 * Date-times in expressions: shifts of dates, and comparisons. Operands that are plain shifts, as nearly
 * all are, are compared as numbers, without a value between.
 *
 * @module
 */

import type { JsonValue } from '../../json/value.ts'
import type { TimeUnit } from '../condition.ts'
import type { Compiled, CompileOperand } from './compile.ts'
import { parseDate, plusTime, TIME_UNITS } from './date-time.ts'
import { type TimeComparison, toOperation, toPath } from './expression.ts'
import { type Frame, readTime, type Scope } from './frame.ts'
import { EvaluationError, Instant } from './value.ts'

/** Milliseconds since the epoch. */
type CompiledTime = (frame: Frame) => number

const COMPARISONS: Readonly<Record<TimeComparison, (a: number, b: number) => boolean>> = {
  before: (a, b) => a < b,
  after: (a, b) => a > b,
  'not-before': (a, b) => a >= b,
  'not-after': (a, b) => a <= b,
}

/** Compares two date-times, or three in a chain. */
export function compileTimes(
  operator: TimeComparison,
  operands: readonly JsonValue[],
  operand: CompileOperand,
  scope: Scope,
): Compiled {
  const holds = COMPARISONS[operator]
  const [first, second, third] = operands.map((each) => compileTime(each, operand, scope))
  if (!first || !second) throw new Error('unreachable: a comparison has two operands')
  if (!third) {
    return (frame) => {
      const a = first(frame)
      return holds(a, second(frame))
    }
  }
  return (frame) => {
    const a = first(frame)
    const b = second(frame)
    const c = third(frame)
    return holds(a, b) && holds(b, c)
  }
}

function compileTime(expression: JsonValue, operand: CompileOperand, scope: Scope): CompiledTime {
  const operation = toOperation(expression)
  if (operation?.operator === 'plusTime') return compileSum(operation.operands, operand, scope)
  const other = operand(expression)
  return (frame) => {
    const value = other(frame)
    if (value instanceof Instant) return value.ms
    throw new EvaluationError('operand', 'expected a date-time')
  }
}

/** `plusTime`: a date and an amount. Amount and unit are literals. */
export function compileShift(
  operands: readonly JsonValue[],
  operand: CompileOperand,
  scope: Scope,
): Compiled {
  const sum = compileSum(operands, operand, scope)
  return (frame) => new Instant(sum(frame))
}

function compileSum(
  [date, amount, unit]: readonly JsonValue[],
  operand: CompileOperand,
  scope: Scope,
): CompiledTime {
  const knownUnit = TIME_UNITS.find((each) => each === unit)
  if (typeof amount !== 'number' || !Number.isInteger(amount) || !knownUnit) {
    return () => {
      throw new EvaluationError('malformed', 'plusTime takes a whole number and a unit of time')
    }
  }
  const time = compileDate(date, operand, scope)
  if (amount === 0) return time
  return (frame) => shift(time(frame), amount, knownUnit)
}

/** Dates at a path are read once for all rules. */
function compileDate(
  date: JsonValue | undefined,
  operand: CompileOperand,
  scope: Scope,
): CompiledTime {
  const path = date === undefined ? undefined : toPath(date)
  if (path !== undefined) {
    const slot = scope.slotOf(path)
    return (frame) => frame.timeAt(slot)
  }
  const text = operand(date)
  return (frame) => readTime(text(frame))
}

function shift(ms: number, amount: number, unit: TimeUnit): number {
  const sum = plusTime(ms, amount, unit)
  if (Number.isNaN(sum)) throw new EvaluationError('date', 'no calendar goes so far')
  return sum
}

/** `dccDateOfBirth`: the last day that a birth date, which may be partial, can mean. */
export function compileBirth(text: Compiled): Compiled {
  return (frame) => {
    const value = text(frame)
    if (typeof value !== 'string') throw new EvaluationError('operand', 'expected a text')
    const ms = parseDate(value)
    if (Number.isNaN(ms)) throw new EvaluationError('date', 'expected a date of birth')
    return new Instant(ms)
  }
}
