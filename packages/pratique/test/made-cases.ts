/**
 * Policies of Pratique and cases, made up, for the tests of their edges.
 *
 * @module
 */

import assert from 'node:assert/strict'
import type { PolicyRequest } from '../src/policy/answer.ts'
import { CASES_TYPE, type PolicyCase, parseCases } from '../src/policy/own/cases.ts'
import type { OwnDecision } from '../src/policy/own/decision.ts'
import { evaluateOwnPolicy } from '../src/policy/own/evaluate.ts'
import { parsePolicy } from '../src/policy/own/parse-policy.ts'
import type { OwnPolicy } from '../src/policy/own/policy.ts'
import { toCaseFacts, toCaseRequest } from '../src/policy/own/run-cases.ts'
import { createTerminology } from '../src/terminology/terminology.ts'

const terminology = createTerminology()

/** What may be asked for, and what meets it at the time of `readCase`. */
export const VACCINATED = {
  vaccinated: { disease: 'covid-19', primaryComplete: 'stated', until: { days: 270 } },
}
export const TESTED = {
  tested: { disease: 'covid-19', classes: ['naat'], result: 'not-detected', withinHours: 72 },
}
export const RECOVERED = { recovered: { disease: 'covid-19', until: { days: 180 } } }

export const DOSE = {
  disease: 'covid-19',
  product: 'comirnaty',
  date: '2026-02-01',
  dose: 2,
  series: 2,
}

export const SAMPLE = {
  disease: 'covid-19',
  class: 'naat',
  result: 'not-detected',
  sampledAt: '2026-02-28T12:00:00Z',
}

/** Decides a case by a policy with this requirement, of which more may be changed. */
export function decide(
  requirement: object,
  each: object,
  policy: object = {},
  change: (request: PolicyRequest) => PolicyRequest = (request) => request,
): OwnDecision {
  const made = parsePolicyRequirement(requirement, policy)
  const own = readCase(each)
  return evaluateOwnPolicy(made, toCaseFacts(own, terminology), change(toCaseRequest(made, own)))
}

/** A policy with this requirement, of which more may be changed. */
export function parsePolicyRequirement(requirement: object, policy: object = {}): OwnPolicy {
  return parsePolicy(
    JSON.stringify({
      type: 'pratique-policy',
      id: 'made',
      version: '1.2.0',
      title: { en: 'made' },
      description: { en: 'what is made' },
      destinations: ['UT'],
      source: { name: 'made', checkedOn: '2026-01-01' },
      effective: { from: '2026-01-01', until: '2026-12-31' },
      timezone: 'Etc/UTC',
      months: 'end-of-month',
      requirement,
      ...policy,
    }),
  )
}

/** A case of 1 March 2026, of which more may be changed. */
export function readCase(each: object): PolicyCase {
  const cases = { name: 'made', at: '2026-03-01T12:00:00Z', facts: [], expect: 'passed', ...each }
  const file = JSON.stringify({ type: CASES_TYPE, policy: 'made', cases: [cases] })
  const [own] = parseCases(file).cases
  assert.ok(own)
  return own
}
