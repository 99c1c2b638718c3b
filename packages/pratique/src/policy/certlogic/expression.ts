/**
 * CertLogic expressions: JSON of a closed form (CertLogic specification 1.3.3).
 *
 * @module
 */

import type { JsonObject, JsonValue } from '../../json/value.ts'

/** The version of the language that is implemented; rules that ask for a later one stay open. */
export const ENGINE_VERSION = '1.3.3'

/** Comparisons of whole numbers. */
export const NUMBER_COMPARISONS = ['<', '>', '<=', '>='] as const

/** Comparisons of date-times. */
export const TIME_COMPARISONS = ['before', 'after', 'not-before', 'not-after'] as const

export type NumberComparison = (typeof NUMBER_COMPARISONS)[number]
export type TimeComparison = (typeof TIME_COMPARISONS)[number]

/** How many operands each operation takes, the least and the most. */
export const OPERANDS: ReadonlyMap<string, readonly [least: number, most: number]> = new Map([
  ['if', [3, 3]],
  ['and', [2, Number.POSITIVE_INFINITY]],
  ['!', [1, 1]],
  ['===', [2, 2]],
  ['in', [2, 2]],
  ['+', [2, 2]],
  ...NUMBER_COMPARISONS.map((name): [string, [number, number]] => [name, [2, 3]]),
  ...TIME_COMPARISONS.map((name): [string, [number, number]] => [name, [2, 3]]),
  ['plusTime', [3, 3]],
  ['dccDateOfBirth', [1, 1]],
  ['reduce', [3, 3]],
  ['extractFromUVCI', [2, 2]],
])

/** An operation taken apart. `var` has its path as the only operand. */
export interface Operation {
  readonly operator: string
  readonly operands: readonly JsonValue[]
}

/** Takes an expression for an operation; `undefined` if it has not the form of one. */
export function toOperation(expression: JsonValue): Operation | undefined {
  if (!isObject(expression)) return undefined
  const [member, ...others] = Object.entries(expression)
  if (!member || others.length > 0) return undefined
  const [operator, operands] = member
  if (operator === 'var') {
    return typeof operands === 'string' ? { operator, operands: [operands] } : undefined
  }
  if (!Array.isArray(operands) || operands.length === 0) return undefined
  return { operator, operands }
}

/** The path of a `var`, if the expression is one. */
export function toPath(expression: JsonValue): string | undefined {
  const operation = toOperation(expression)
  const [path] = operation?.operator === 'var' ? operation.operands : []
  return typeof path === 'string' ? path : undefined
}

/** Tells whether a value is a literal of the language: text, a whole number, or a truth value. */
export function isLiteral(value: JsonValue): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isInteger(value)
}

export function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
