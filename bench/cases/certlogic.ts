/**
 * One rule of CertLogic on one certificate, beside the reference implementation.
 *
 * @module
 */

import { compileExpression } from 'pratique/policy'
import { type Candidate, measure, type Plan } from '../harness.ts'
import { evaluateByReference, missingRules, type RuleCase, readRuleCases } from '../made/rules.ts'
import type { CaseReport } from '../report.ts'
import { toRows } from './floor.ts'

/** DESIGN §17: five times as fast. */
const GOAL = { kind: 'at most', limit: 0.2 } as const

/** One case is too short to be timed: each input is so many of them. */
const BATCH = 40
const INPUTS = 4000

/** Measures the case; without the rules, which lie beside the repository, it has no rows. */
export async function measureCertLogic(plan: Plan): Promise<CaseReport> {
  if (missingRules !== undefined) return toReport([], [`skipped: ${missingRules}`])
  const cases = readRuleCases()
  const compiled = cases.map((each) => ({ ...each, program: compileExpression(each.logic) }))
  const reference = toCandidate(
    'certlogic-js',
    'evaluates the expression as it stands',
    cases,
    ({ logic, data }) => evaluateByReference(logic, data),
  )
  const ours = toCandidate(
    'pratique',
    'evaluates the expression, which is compiled once for all certificates',
    compiled,
    ({ program, data }) => {
      const evaluated = program.evaluate(data)
      return evaluated.fault === undefined ? evaluated.value : 'error'
    },
  )
  const rows = toRows(await measure(reference, [ours], plan), { pratique: GOAL })
  return toReport(rows, [
    `${cases.length} cases that countries wrote for ${new Set(cases.map(({ logic }) => JSON.stringify(logic))).size} rules; ${BATCH} of them are one input`,
  ])
}

function toCandidate<T extends RuleCase>(
  name: string,
  does: string,
  cases: readonly T[],
  answer: (each: T) => unknown,
): Candidate {
  return {
    ...{ name, does, count: INPUTS, kind: 'sync' },
    isRight(index) {
      let isRight = true
      for (let offset = 0; offset < BATCH; offset++) {
        const each = cases[(index * BATCH + offset) % cases.length]
        if (!each || answer(each) !== each.expected) isRight = false
      }
      return isRight
    },
  }
}

function toReport(rows: CaseReport['rows'], notes: readonly string[]): CaseReport {
  return {
    name: 'certlogic',
    title: `CertLogic: ${BATCH} rules`,
    unit: 'CPU µs',
    base: 'certlogic-js',
    rows,
    notes,
  }
}
