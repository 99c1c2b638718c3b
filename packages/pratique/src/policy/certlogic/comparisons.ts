/**
 * Comparisons turned around: what else says the same, and what says the opposite.
 *
 * @module
 */

import type { NumberComparison, TimeComparison } from './expression.ts'

/** Times with times, numbers with numbers. */
type Comparisons = Readonly<Record<TimeComparison, TimeComparison>> &
  Readonly<Record<NumberComparison, NumberComparison>>

/** With the two sides exchanged. */
export const MIRRORED: Comparisons = {
  before: 'after',
  after: 'before',
  'not-before': 'not-after',
  'not-after': 'not-before',
  '<': '>',
  '>': '<',
  '<=': '>=',
  '>=': '<=',
}

/** Met where the other is not. */
export const NEGATED: Comparisons = {
  before: 'not-before',
  'not-before': 'before',
  after: 'not-after',
  'not-after': 'after',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
}
