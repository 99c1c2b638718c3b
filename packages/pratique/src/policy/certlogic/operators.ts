/**
 * Operators over values other than date-times: equality, membership, sums and comparisons of whole
 * numbers. All operands are evaluated before the operator is applied.
 *
 * @module
 */

import type { JsonValue } from '../../json/value.ts'
import type { Compiled, CompileOperand } from './compile.ts'
import { isLiteral, type NumberComparison, toPath } from './expression.ts'
import { spend } from './frame.ts'
import { EvaluationError, type Value } from './value.ts'

/** Strict equality. Arrays, objects and date-times are equal to themselves alone. */
export function compileSame(left: Compiled, right: Compiled): Compiled {
  return (frame) => left(frame) === right(frame)
}

/** Adds whole numbers. */
export function compileSum(left: Compiled, right: Compiled): Compiled {
  return (frame) => {
    const a = left(frame)
    const b = right(frame)
    return requireInteger(a) + requireInteger(b)
  }
}

function requireInteger(value: Value): number {
  if (typeof value === 'number' && Number.isInteger(value)) return value
  throw new EvaluationError('operand', 'expected a whole number')
}

const COMPARISONS: Readonly<Record<NumberComparison, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
}

/** Compares two whole numbers, or three in a chain. */
export function compileNumbers(
  operator: NumberComparison,
  operands: readonly Compiled[],
): Compiled {
  const holds = COMPARISONS[operator]
  const [first, second, third] = operands
  if (!first || !second) throw new Error('unreachable: a comparison has two operands')
  if (!third) {
    return (frame) => {
      const a = first(frame)
      const b = second(frame)
      return holds(requireInteger(a), requireInteger(b))
    }
  }
  return (frame) => {
    const a = first(frame)
    const b = second(frame)
    const c = requireInteger(third(frame))
    const middle = requireInteger(b)
    return holds(requireInteger(a), middle) && holds(middle, c)
  }
}

/** Below this, looking through an array is as fast as asking a set. */
const MIN_SET_SIZE = 8

/** Sets of value sets, which outlive an evaluation; nothing of a certificate is kept here. */
const SETS = new WeakMap<readonly JsonValue[], ReadonlySet<Value>>()

/** Membership by strict equality. The right side must come to an array: no text is searched. */
export function compileMembership(
  left: JsonValue | undefined,
  right: JsonValue | undefined,
  operand: CompileOperand,
): Compiled {
  const [member, list] = [operand(left), operand(right)]
  if (Array.isArray(right) && right.length >= MIN_SET_SIZE && right.every(isLiteral)) {
    const set: ReadonlySet<Value> = new Set(right)
    return (frame) => set.has(member(frame))
  }
  const isValueSet = right !== undefined && toPath(right)?.startsWith('external.')
  return (frame) => {
    const value = member(frame)
    const values = list(frame)
    if (!Array.isArray(values)) throw new EvaluationError('operand', 'in takes an array')
    if (!isValueSet || values.length < MIN_SET_SIZE) {
      spend(frame.budget, values.length)
      return values.some((each) => each === value)
    }
    return toSet(values).has(value)
  }
}

function toSet(values: readonly JsonValue[]): ReadonlySet<Value> {
  const known = SETS.get(values)
  if (known) return known
  const set: ReadonlySet<Value> = new Set<Value>(values)
  SETS.set(values, set)
  return set
}
