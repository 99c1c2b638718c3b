/**
 * A Logic as a formula: what `if` and `and` and `!` are used for in CertLogic, which has no "or", no
 * "implies" and no "not equal".
 *
 * @module
 */

import type { JsonValue } from '../../json/value.ts'
import { TIME_COMPARISONS, toOperation } from '../certlogic/expression.ts'

/** One condition, or its opposite. */
export interface Leaf {
  readonly kind: 'leaf'
  readonly expression: JsonValue
  readonly isNegated: boolean
}

export type Formula =
  | Leaf
  | { readonly kind: 'constant'; readonly value: boolean }
  /** A constant beside which something else is named. */
  | { readonly kind: 'unused'; readonly value: boolean; readonly parts: readonly Formula[] }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Formula[] }
  | { readonly kind: 'implies'; readonly guard: Formula; readonly met: Formula }
  | {
      readonly kind: 'choose'
      readonly guard: Formula
      readonly met: Formula
      readonly otherwise: Formula
    }

const MAX_DEPTH = 60

/** Opens an expression. Total: what is no operation is a leaf. */
export function toFormula(expression: JsonValue): Formula {
  return open(expression, false, 0)
}

function open(expression: JsonValue, isNegated: boolean, depth: number): Formula {
  const leaf: Leaf = { kind: 'leaf', expression, isNegated }
  if (typeof expression === 'boolean') return { kind: 'constant', value: expression !== isNegated }
  const operation = depth > MAX_DEPTH ? undefined : toOperation(expression)
  if (!operation) return leaf
  const { operator, operands } = operation
  const [first, second, third] = operands
  if (operator === 'if' && operands.length === 3) return openIf(operands, isNegated, depth)
  if (operator === 'and' && operands.length > 1) {
    const parts = operands.map((each) => open(each, isNegated, depth + 1))
    return join(isNegated ? 'any' : 'all', parts)
  }
  if (operator === '!' && operands.length === 1 && first !== undefined) {
    return open(first, !isNegated, depth + 1)
  }
  if (operator === 'in' && typeof first === 'boolean' && Array.isArray(second)) {
    return openMembers(first, second, isNegated, depth)
  }
  if (isChain(operator) && first !== undefined && second !== undefined && third !== undefined) {
    const pairs = [
      [first, second],
      [second, third],
    ].map((pair) => open({ [operator]: pair }, isNegated, depth + 1))
    return operands.length === 3 ? join(isNegated ? 'any' : 'all', pairs) : leaf
  }
  return leaf
}

function isChain(operator: string): boolean {
  return TIME_COMPARISONS.some((each) => each === operator) || /^[<>]=?$/.test(operator)
}

/** `in [true, […]]`: at least one of them; `in [false, […]]`: not all of them. */
function openMembers(
  wanted: boolean,
  members: readonly JsonValue[],
  isNegated: boolean,
  depth: number,
): Formula {
  const parts = members.map((each) => open(each, wanted === isNegated, depth + 1))
  return join(isNegated ? 'all' : 'any', parts)
}

function openIf(operands: readonly JsonValue[], isNegated: boolean, depth: number): Formula {
  const [condition = null, chosen = null, other = null] = operands
  const guard = open(condition, false, depth + 1)
  const met = open(chosen, isNegated, depth + 1)
  const otherwise = open(other, isNegated, depth + 1)
  if (guard.kind === 'constant') return takeBranch(guard.value, met, otherwise)
  if (isConstant(met, true)) {
    return isConstant(otherwise, false) ? guard : implyOr(guard, otherwise)
  }
  if (isConstant(met, false)) {
    return isConstant(otherwise, true) ? negate(guard) : join('all', [negate(guard), otherwise])
  }
  if (isConstant(otherwise, true)) return { kind: 'implies', guard, met }
  if (isConstant(otherwise, false)) return join('all', [guard, met])
  return { kind: 'choose', guard, met, otherwise }
}

/** `if(a, true, true)` names a condition that changes nothing; `if(a, true, b)` is "a or b". */
function implyOr(guard: Formula, otherwise: Formula): Formula {
  if (isConstant(otherwise, true)) return { kind: 'unused', value: true, parts: [guard] }
  return join('any', [guard, otherwise])
}

function negate(formula: Formula): Formula {
  switch (formula.kind) {
    case 'leaf':
      return { ...formula, isNegated: !formula.isNegated }
    case 'constant':
    case 'unused':
      return { ...formula, value: !formula.value }
    case 'all':
      return join('any', formula.parts.map(negate))
    case 'any':
      return join('all', formula.parts.map(negate))
    case 'implies':
      return join('all', [formula.guard, negate(formula.met)])
    case 'choose':
      return { ...formula, met: negate(formula.met), otherwise: negate(formula.otherwise) }
  }
}

function takeBranch(value: boolean, met: Formula, otherwise: Formula): Formula {
  const [taken, left] = value ? [met, otherwise] : [otherwise, met]
  if (left.kind === 'constant') return taken
  if (taken.kind === 'constant') return { kind: 'unused', value: taken.value, parts: [left] }
  return { kind: 'all', parts: [taken, { kind: 'unused', value: true, parts: [left] }] }
}

function isConstant(formula: Formula, value: boolean): boolean {
  return formula.kind === 'constant' && formula.value === value
}

/** Puts parts together; those of the same kind are opened into it. */
function join(kind: 'all' | 'any', parts: readonly Formula[]): Formula {
  const opened = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]))
  const neutral = kind === 'all'
  const rest = opened.filter((part) => !isConstant(part, neutral))
  const [first] = rest
  if (rest.length === 1 && first) return first
  return rest.length === 0 ? { kind: 'constant', value: neutral } : { kind, parts: rest }
}
