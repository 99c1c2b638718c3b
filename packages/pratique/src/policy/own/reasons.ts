/**
 * Why a requirement is not met: of what was tried, what came nearest.
 *
 * @module
 */

import type { Reason } from '../answer.ts'
import type { Bench } from './bench.ts'
import type { Budget } from './budget.ts'
import { type Explanation, explainAge, explainFact, RANK, UNEXPLAINED } from './explain-fact.ts'
import { diseaseOf, type Judge, kindOf } from './judge.ts'
import { type Formula, holds, type Leaf, type LeafSet, NONE } from './requirement.ts'

/** What it takes to explain one fact: every product that it may have been is looked at. */
const FACT_WORK = 500

interface RankedReason {
  readonly explanation: Explanation
  readonly leaf: Leaf
}

/** Says why a requirement is not met at an instant. */
export function explainFailure(bench: Bench, judge: Judge, seconds: number): readonly Reason[] {
  const { most } = judge.boundsAt(seconds)
  const met = most.reduce((a, b) => a | b, NONE)
  const explain = (leaf: Leaf) => explainLeaf(leaf, judge, seconds, bench.means.budget)
  const { policy } = bench
  return nearest(bench.compiled.formula, met, explain).map(({ explanation }) => ({
    rule: policy.id,
    version: policy.version,
    outcome: 'failed',
    condition: explanation.condition,
    ...(explanation.appliesFrom !== undefined && { appliesFrom: explanation.appliesFrom }),
    ...(explanation.appliesUntil !== undefined && { appliesUntil: explanation.appliesUntil }),
    officialText: policy.description,
    ...(explanation.certificate !== undefined && { certificate: explanation.certificate }),
  }))
}

/** What was asked for counts before exemptions, unless one of these came nearer. */
function nearest(
  formula: Formula,
  met: LeafSet,
  explain: (leaf: Leaf) => Explanation,
): readonly RankedReason[] {
  const reasons = failuresOf(formula, met, explain)
  const [requirement] = formula.kind === 'leaf' ? [formula] : formula.parts
  return rankOf(reasons) <= RANK.nothing && requirement
    ? failuresOf(requirement, met, explain)
    : reasons
}

/** Of alternatives those that came nearest. */
function failuresOf(
  formula: Formula,
  met: LeafSet,
  explain: (leaf: Leaf) => Explanation,
): readonly RankedReason[] {
  if (formula.kind === 'leaf') {
    const { leaf } = formula
    return holds(formula, met) ? [] : [{ leaf, explanation: explain(leaf) }]
  }
  const failing = formula.parts
    .filter((part) => !holds(part, met))
    .map((part) => failuresOf(part, met, explain))
  if (formula.kind === 'allOf') return distinct(failing.flat())
  const most = Math.max(...failing.map(rankOf))
  return distinct(failing.filter((reasons) => rankOf(reasons) === most).flat())
}

function rankOf(reasons: readonly RankedReason[]): number {
  return Math.max(RANK.age, ...reasons.map(({ explanation }) => explanation.rank))
}

function distinct(reasons: readonly RankedReason[]): readonly RankedReason[] {
  const told = new Map(reasons.map((each) => [JSON.stringify(each.explanation), each]))
  return [...told.values()]
}

function explainLeaf(leaf: Leaf, judge: Judge, seconds: number, budget: Budget): Explanation {
  const known = judge.facts
  const { facts, birthDate } = known
  const { condition } = leaf
  if ('age' in condition) return explainAge(condition.age, birthDate, judge.calendar)
  if ('attested' in condition) {
    return { rank: RANK.age, condition: { kind: 'attestation', values: {}, stated: {} } }
  }
  const about = facts.filter((fact) => judge.isAbout(fact, leaf))
  const [first, ...others] = about
    .filter(() => budget.spend(FACT_WORK))
    .map((fact) => explainFact(fact, leaf, { known, calendar: judge.calendar, seconds }))
  if (first) return others.reduce((best, each) => (each.rank > best.rank ? each : best), first)
  if (about.length > 0) return UNEXPLAINED
  const values = { kind: kindOf(leaf) ?? '', disease: diseaseOf(leaf) }
  return { rank: RANK.nothing, condition: { kind: 'no-fact', values, stated: {} } }
}
