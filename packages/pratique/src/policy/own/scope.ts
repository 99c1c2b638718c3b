/**
 * When a policy is in force, and whom it is about.
 *
 * @module
 */

import { isCountry } from '../../model/countries.ts'
import { toCountry } from '../../model/country-codes.ts'
import { toIso } from '../../model/territories.ts'
import type { PolicyRequest } from '../answer.ts'
import type { PolicyFacts } from '../facts/policy-facts.ts'
import { toDay } from './calendar.ts'
import { type Changes, NO_CHANGES, type Span } from './changes.ts'
import type { Calendar } from './day-group.ts'
import type { OwnPolicy, Scope } from './policy.ts'
import type { Leaf } from './requirement.ts'
import { birthGroup, type Making } from './time-groups.ts'
import type { Group } from './worlds.ts'

/** Whether a policy is about this holder on this journey. */
export interface ScopeAnswer {
  readonly answer: 'inside' | 'outside' | 'maybe'
  /** What would have to be known. */
  readonly missing: readonly string[]
}

/** A question to {@link Scope}: about one time. */
export interface ScopeTest {
  at(seconds: number): ScopeAnswer
  changes(): Changes
}

const AGE_FIELD = 'holder.birthDate'

/** When a policy is in force, in a zone. */
export function effectiveSpan({ effective }: OwnPolicy, { clock }: Calendar): Span {
  const { from, until } = effective
  return {
    from: clock.startOfDay(toDay(from)),
    until: until === undefined ? Number.POSITIVE_INFINITY : clock.startOfDay(toDay(until) + 1),
  }
}

/** Makes the question whether a policy is about somebody. */
export function createScopeTest(
  scope: Scope | undefined,
  { birthDate }: PolicyFacts,
  { from, purpose }: PolicyRequest,
  making: Making,
): ScopeTest {
  const { age } = scope ?? {}
  const journey = [askCountry(scope, from), askPurpose(scope, purpose)]
  const group = age && birthGroup(AGE_FIELD, birthDate, [{ leaf: leafOf(age), limit: age }], making)
  return {
    at: (seconds) => joinAnswers([...journey, askAge(group, seconds)]),
    changes: () => group?.changes() ?? NO_CHANGES,
  }
}

function leafOf(age: NonNullable<Scope['age']>): Leaf {
  return { index: 0, bit: 1n, path: '/appliesTo/age', condition: { age } }
}

function askAge(group: Group | undefined, seconds: number): ScopeAnswer {
  if (!group) return INSIDE
  const met = group.worldsAt(seconds).map((world) => world.met !== 0n)
  if (met.every((each) => each)) return INSIDE
  return met.every((each) => !each) ? OUTSIDE : missing(AGE_FIELD)
}

const INSIDE: ScopeAnswer = { answer: 'inside', missing: [] }
const OUTSIDE: ScopeAnswer = { answer: 'outside', missing: [] }

function missing(field: string): ScopeAnswer {
  return { answer: 'maybe', missing: [field] }
}

/** A word that stands for no country is none that a policy is not about. */
function askCountry({ fromCountries }: Scope = {}, from: string | undefined): ScopeAnswer {
  if (!fromCountries) return INSIDE
  const country = toCountry(from ?? '')
  if (country === undefined || !isCountry(country)) return missing('journey.from')
  return fromCountries.some((each) => toIso(each) === toIso(country)) ? INSIDE : OUTSIDE
}

/** Purposes are words of the policy's own: another one may be one of them, misspelt, and exempts nobody. */
function askPurpose({ purposes, others }: Scope = {}, purpose: string | undefined): ScopeAnswer {
  if (!purposes) return INSIDE
  const word = fold(purpose ?? '')
  if (purposes.some((each) => fold(each) === word)) return INSIDE
  return word === '' || others === 'exempt' ? missing('journey.purpose') : OUTSIDE
}

function fold(word: string): string {
  return word.trim().toLowerCase()
}

function joinAnswers(answers: readonly ScopeAnswer[]): ScopeAnswer {
  if (answers.some(({ answer }) => answer === 'outside')) return OUTSIDE
  const fields = answers.flatMap((each) => each.missing)
  return { answer: fields.length > 0 ? 'maybe' : 'inside', missing: fields }
}
