/**
 * Which conditions made a rule come out as it did: the taken branch of `if`, the first falsy operand of
 * `and`, through `!`, and all alternatives of the idioms that stand for "or".
 *
 * @module
 */

import type { JsonValue } from '../../json/value.ts'
import { compileExpression } from '../certlogic/evaluate.ts'
import { toOperation, toPath } from '../certlogic/expression.ts'
import { isTruthy, type Value } from '../certlogic/value.ts'

/** One condition, and how it came out. */
export interface Leaf {
  readonly expression: JsonValue
  /** What the condition came to; to change the outcome it would have to come to the other. */
  readonly isMet: boolean
  /** Whether the evaluation ended here: a value is missing or of a wrong kind. */
  readonly isFault: boolean
}

/** Deeper ones are not opened. */
const MAX_DEPTH = 60

/**
 * Finds the conditions that made an expression come to what it did, on some data. Where several are found,
 * any one of them alone would have changed it; or, of alternatives, each would have had to be met.
 */
export function sliceExpression(expression: JsonValue, data: JsonValue): readonly Leaf[] {
  return slice(expression, { data, depth: 0 })
}

interface Within {
  readonly data: JsonValue
  readonly depth: number
}

/** Whether an expression comes to something truthy; `undefined`: the evaluation ends in it. */
function truthOf(expression: JsonValue | undefined, { data }: Within): boolean | undefined {
  if (expression === undefined) return undefined
  const evaluated = compileExpression(expression).evaluate(data)
  return evaluated.fault === undefined ? toTruth(evaluated.value) : undefined
}

function toTruth(value: Value): boolean | undefined {
  try {
    return isTruthy(value)
  } catch {
    return undefined
  }
}

function slice(expression: JsonValue, within: Within): readonly Leaf[] {
  const truth = truthOf(expression, within)
  const { operator, operands = [] } = toOperation(expression) ?? {}
  if (operator === undefined) return []
  const inside = { ...within, depth: within.depth + 1 }
  if (within.depth < MAX_DEPTH) {
    if (operator === 'if') return sliceIf(operands, inside)
    if (operator === 'and') return sliceAnd(operands, inside)
    if (operator === '!') return slice(operands[0] ?? null, inside)
    const alternatives = toAlternatives(operator, operands)
    if (alternatives) return sliceAlternatives(alternatives, truth, inside)
  }
  return [{ expression, isMet: truth ?? false, isFault: truth === undefined }]
}

/** A branch that is a literal, or a plain value, decides nothing by itself: its guard does. */
function sliceIf(operands: readonly JsonValue[], within: Within): readonly Leaf[] {
  const [guard = null, chosen = null, other = null] = operands
  const isChosen = truthOf(guard, within)
  if (isChosen === undefined) return slice(guard, within)
  const branch = slice(isChosen ? chosen : other, within)
  const untaken = isChosen ? other : chosen
  // "if a then true else b" is "a or b"; "if a then b else false" is "a and b".
  const isOr = !isChosen && untaken === true
  if (branch.length > 0 && !isOr) return branch
  return [...slice(guard, within), ...branch]
}

function sliceAnd(operands: readonly JsonValue[], within: Within): readonly Leaf[] {
  for (const operand of operands) {
    if (truthOf(operand, within) !== true) return slice(operand, within)
  }
  return operands.flatMap((operand) => slice(operand, within))
}

/** `{"in": [true, [a, b]]}` is "a or b", as some countries write it. */
function toAlternatives(
  operator: string,
  [member, list]: readonly JsonValue[],
): readonly JsonValue[] | undefined {
  if (operator !== 'in' || typeof member !== 'boolean' || !Array.isArray(list)) return undefined
  return list.some((each) => toOperation(each) && toPath(each) === undefined) ? list : undefined
}

function sliceAlternatives(
  alternatives: readonly JsonValue[],
  truth: boolean | undefined,
  within: Within,
): readonly Leaf[] {
  const deciding = alternatives.filter((each) => truthOf(each, within) === truth)
  return deciding.flatMap((each) => slice(each, within))
}
