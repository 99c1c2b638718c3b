/**
 * All destinations for all certificates of a family: whether each is accepted, why not, and when.
 *
 * @module
 */

import { createPolicies, type EntryPolicies } from 'pratique/policy'
import { WrongAnswerError } from '../harness.ts'
import { makeFamily, missingRules, readAllRules, readBattery } from '../made/rules.ts'
import type { CaseReport, Row } from '../report.ts'
import { toBudgetRow } from './budget.ts'

const CERTIFICATES = 10
const AT = Date.parse('2022-11-15T12:00:00Z') / 1000
const MAX_MS = 500

/** Measures the case; without the rules, which lie beside the repository, it has no rows. */
export function measureWindows(rounds: number): CaseReport {
  if (missingRules !== undefined) return toReport([], [`skipped: ${missingRules}`])
  const rules = readAllRules()
  const { valueSets } = readBattery()
  const destinations = [...new Set(rules.map(({ country }) => country))]
  const fresh: number[] = []
  const again: number[] = []
  for (let round = 0; round < rounds; round++) {
    const policies = createPolicies({ rules, valueSets })
    fresh.push(overview(policies, destinations))
    again.push(overview(policies, destinations))
  }
  const does = `${destinations.length} destinations × ${CERTIFICATES} certificates: decisions, windows over all versions of the rules, reasons`
  return toReport(
    [
      toBudgetRow('rules just loaded, ms', `${does}; every rule is compiled`, fresh, MAX_MS, 1),
      toBudgetRow('again, ms', `${does}; rules are compiled`, again, MAX_MS, 1),
    ],
    [`${rules.length} rules; ${rounds} rounds, by the clock; the first of them cold`],
  )
}

/** By the clock, in milliseconds. */
function overview(policies: EntryPolicies, destinations: readonly string[]): number {
  const family = makeFamily(CERTIFICATES)
  const startedAt = performance.now()
  let windows = 0
  for (const destination of destinations) {
    for (const certificate of family) {
      const request = { destination, at: AT, now: AT, certificates: [certificate] }
      windows += policies.decide(request).windows.length
    }
  }
  const tookMs = performance.now() - startedAt
  if (windows < destinations.length * family.length) {
    throw new WrongAnswerError('windows: some certificates have none')
  }
  return tookMs
}

function toReport(rows: readonly Row[], notes: readonly string[]): CaseReport {
  return {
    name: 'windows',
    title: 'An overview of destinations',
    unit: 'wall ms',
    base: `${MAX_MS} ms`,
    rows,
    notes,
  }
}
