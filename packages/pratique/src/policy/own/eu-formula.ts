/**
 * Formulas of CertLogic expressions, and how they are written without an "or".
 *
 * @module
 */

import type { JsonValue } from '../../json/value.ts'

export type EuFormula =
  | { readonly kind: 'never' | 'always' }
  | { readonly kind: 'test'; readonly logic: JsonValue }
  | { readonly kind: 'anyOf' | 'allOf'; readonly parts: readonly EuFormula[] }

export const NEVER: EuFormula = { kind: 'never' }
export const ALWAYS: EuFormula = { kind: 'always' }

/** One expression. */
export function expression(operator: string, ...operands: readonly JsonValue[]): EuFormula {
  return { kind: 'test', logic: { [operator]: operands } }
}

/** All of these, flat; without those that always hold. */
export function allOf(parts: readonly EuFormula[]): EuFormula {
  if (parts.some(({ kind }) => kind === 'never')) return NEVER
  const flat = parts.flatMap((part) => (part.kind === 'allOf' ? part.parts : [part]))
  const left = flat.filter(({ kind }) => kind !== 'always')
  const [only = ALWAYS, ...others] = left
  return others.length === 0 ? only : { kind: 'allOf', parts: left }
}

/** Any of these, flat; without those that never hold. */
export function anyOf(parts: readonly EuFormula[]): EuFormula {
  if (parts.some(({ kind }) => kind === 'always')) return ALWAYS
  const flat = parts.flatMap((part) => (part.kind === 'anyOf' ? part.parts : [part]))
  const left = flat.filter(({ kind }) => kind !== 'never')
  const [only = NEVER, ...others] = left
  return others.length === 0 ? only : { kind: 'anyOf', parts: left }
}

/**
 * Writes a formula as a Logic.
 *
 * @param field a constant is written around it: the gateway takes no Logic without a `var`
 */
export function writeLogic(formula: EuFormula, field: JsonValue): JsonValue {
  if (formula.kind === 'never') return { if: [field, false, false] }
  if (formula.kind === 'always') return { if: [field, true, true] }
  return write(formula)
}

function write(formula: EuFormula): JsonValue {
  switch (formula.kind) {
    case 'never':
      return false
    case 'always':
      return true
    case 'test':
      return formula.logic
    case 'allOf':
      return { and: formula.parts.map(write) }
    case 'anyOf':
      return formula.parts.map(write).reduceRight((rest, part) => ({ if: [part, true, rest] }))
  }
}
