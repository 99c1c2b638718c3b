/**
 * Static validation of CertLogic: every fault of an expression, each with its path, before it is used.
 *
 * @module
 */

import { toPointerToken } from '../../json/pointer.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { MAX_DEPTH, MAX_PARTS } from './compile.ts'
import { TIME_UNITS } from './date-time.ts'
import { isLiteral, isObject, OPERANDS } from './expression.ts'
import { MAX_FRAGMENTS } from './frame.ts'

/** One fault. */
export interface ExpressionFault {
  /** Where, as a JSON Pointer into the expression (RFC 6901); empty: the whole. */
  readonly path: string
  /** What is wrong, in English. */
  readonly message: string
}

type Faults = Generator<ExpressionFault, void, undefined>

/** How many parts were looked at. */
interface Count {
  parts: number
}

/**
 * Finds everything that makes an expression none of CertLogic's.
 *
 * @returns none if it is one
 */
export function validateExpression(expression: JsonValue): readonly ExpressionFault[] {
  return [...findFaults(expression, '', 0, { parts: 0 })]
}

function* findFaults(expression: JsonValue, path: string, depth: number, count: Count): Faults {
  count.parts++
  if (count.parts === MAX_PARTS + 1) yield { path, message: `more than ${MAX_PARTS} parts` }
  if (count.parts > MAX_PARTS) return
  if (depth > MAX_DEPTH) {
    yield { path, message: `deeper than ${MAX_DEPTH} levels` }
  } else if (isLiteral(expression)) {
    return
  } else if (Array.isArray(expression)) {
    for (const [index, each] of expression.entries()) {
      yield* findFaults(each, `${path}/${index}`, depth + 1, count)
    }
  } else if (isObject(expression)) {
    yield* findInOperation(expression, path, depth, count)
  } else {
    const what = expression === null ? 'null' : 'a number with a fraction'
    yield { path, message: `${what} is no expression` }
  }
}

function* findInOperation(
  expression: JsonObject,
  path: string,
  depth: number,
  count: Count,
): Faults {
  const [member, ...others] = Object.entries(expression)
  if (!member || others.length > 0) {
    yield { path, message: 'an operation has exactly one member' }
    return
  }
  const [operator, operands] = member
  const inside = `${path}/${toPointerToken(operator)}`
  const counts = OPERANDS.get(operator)
  if (operator === 'var') {
    if (typeof operands !== 'string') yield { path: inside, message: 'var takes a path, as text' }
    else yield* findInPath(operands, inside)
  } else if (!counts) {
    yield { path, message: 'there is no such operation' }
  } else if (!Array.isArray(operands)) {
    yield { path: inside, message: 'operands must be an array' }
  } else {
    const [least, most] = counts
    const { length } = operands
    if (length < least || length > most) {
      yield { path: inside, message: `takes ${countsOf(least, most)}, not ${length}` }
    }
    yield* findInLiterals(operator, operands, inside)
    for (const [index, each] of operands.entries()) {
      if (isLiteralOperand(operator, index)) continue
      yield* findFaults(each, `${inside}/${index}`, depth + 1, count)
    }
  }
}

function* findInPath(path: string, at: string): Faults {
  const fragments = path.split('.', MAX_FRAGMENTS + 1)
  if (fragments.length > MAX_FRAGMENTS) {
    yield { path: at, message: `more than ${MAX_FRAGMENTS} fragments` }
  } else if (path !== '' && fragments.includes('')) {
    yield { path: at, message: 'a part of the path is empty' }
  }
}

function countsOf(least: number, most: number): string {
  if (least === most) return `${least} operand${least === 1 ? '' : 's'}`
  return Number.isFinite(most) ? `${least} to ${most} operands` : `${least} operands or more`
}

/** Amounts, units and indices are no expressions. */
function isLiteralOperand(operator: string, index: number): boolean {
  if (operator === 'plusTime') return index === 1 || index === 2
  return operator === 'extractFromUVCI' && index === 1
}

function* findInLiterals(operator: string, operands: readonly JsonValue[], path: string): Faults {
  const [, amount, unit] = operands
  if (isLiteralOperand(operator, 1) && amount !== undefined && !Number.isInteger(amount)) {
    yield { path: `${path}/1`, message: 'must be a whole number, as a literal' }
  }
  const isUnknownUnit = unit !== undefined && !TIME_UNITS.some((each) => each === unit)
  if (isLiteralOperand(operator, 2) && isUnknownUnit) {
    yield { path: `${path}/2`, message: `must be one of ${TIME_UNITS.join(', ')}` }
  }
}
