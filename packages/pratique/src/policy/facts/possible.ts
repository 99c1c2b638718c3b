/**
 * What a value can be, where certificates do not say it in one word of ours.
 *
 * @module
 */

import type { Match } from '../../terminology/match.ts'

/** The values that are possible. Nothing known: none listed, and not closed. */
export interface Possible<T> {
  readonly values: readonly T[]
  /** Whether it can be nothing else than one of `values`. */
  readonly isClosed: boolean
  readonly source: 'stated' | 'derived'
}

/** Makes the one possible value. */
export function known<T>(value: T, source: Possible<T>['source'] = 'stated'): Possible<T> {
  return { values: [value], isClosed: true, source }
}

/** Makes a choice: one of these, and nothing else. */
export function oneOf<T>(
  values: readonly T[],
  source: Possible<T>['source'] = 'derived',
): Possible<T> {
  return { values, isClosed: true, source }
}

/** Takes over what the codes of a certificate can mean. */
export function fromMatch<T extends string>({ possible, isClosed, source }: Match<T>): Possible<T> {
  return { values: possible, isClosed: isClosed && possible.length > 0, source }
}

/** Tells whether nothing is left open. */
export function isKnown<T>({ values, isClosed }: Possible<T>): boolean {
  return isClosed && values.length === 1
}

/** Tells whether it can be this value. */
export function canBe<T>({ values, isClosed }: Possible<T>, value: T): boolean {
  return !isClosed || values.includes(value)
}

/** Tells whether both can be one and the same value. */
export function canAgree<T>(a: Possible<T>, b: Possible<T>): boolean {
  return !a.isClosed || !b.isClosed || a.values.some((value) => b.values.includes(value))
}

/**
 * Joins what two certificates say of one value: what both allow, or, where they contradict each other,
 * what either does. So a contradiction is never decided for one of them.
 */
export function join<T>(a: Possible<T>, b: Possible<T>): Possible<T> {
  const source = a.source === 'stated' || b.source === 'stated' ? 'stated' : 'derived'
  if (!a.isClosed)
    return b.isClosed ? { ...b, source } : { values: both(a, b), isClosed: false, source }
  if (!b.isClosed) return { ...a, source }
  const shared = a.values.filter((value) => b.values.includes(value))
  return { values: shared.length > 0 ? shared : both(a, b), isClosed: true, source }
}

function both<T>(a: Possible<T>, b: Possible<T>): readonly T[] {
  return [...new Set([...a.values, ...b.values])]
}
