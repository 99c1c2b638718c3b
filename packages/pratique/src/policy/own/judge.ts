/**
 * The requirement of a policy, held against one set of facts in one time zone.
 *
 * @module
 */

import type { FactKind, PolicyResult } from '../answer.ts'
import type {
  KnownVaccines,
  MedicalPolicyFact,
  PolicyFact,
  PolicyFacts,
} from '../facts/policy-facts.ts'
import { canBe } from '../facts/possible.ts'
import type { Budget } from './budget.ts'
import { type Changes, joinChanges } from './changes.ts'
import type { Calendar } from './day-group.ts'
import { alsoAgainst } from './dose-group.ts'
import { type CompiledRequirement, holds, type Leaf, type LeafSet, NONE } from './requirement.ts'
import {
  type LeavesByKind,
  type SharedGroups,
  shareGroups,
  sortLeaves,
  toSources,
} from './sources.ts'
import { addBounds, type Bounds, boundsAt, type Pin, type Source, setsOf } from './worlds.ts'

export interface Judge {
  readonly calendar: Calendar
  readonly facts: PolicyFacts
  readonly sources: readonly Source[]
  readonly isAbout: AboutTest
  /** When the answer can change. */
  changes(): Changes
  boundsAt(seconds: number): Bounds
  resultAt(seconds: number, pin?: Pin): PolicyResult
  /** The kinds of document of which one more would do. */
  needsAt(seconds: number): readonly FactKind[]
}

/** Facts beside the requirement that they are held against: what is the same in every time zone. */
export interface Evidence {
  readonly facts: PolicyFacts
  readonly leaves: LeavesByKind
  readonly shared: SharedGroups
  readonly isAbout: AboutTest
  readonly wants: Wants
  readonly budget: Budget
}

/** Lays facts beside a requirement. */
export function layOut(
  compiled: CompiledRequirement,
  facts: PolicyFacts,
  budget: Budget,
): Evidence {
  const leaves = sortLeaves(compiled.leaves)
  const isAbout = createAboutTest(facts)
  const lacking = compiled.leaves.filter(
    (leaf) => kindOf(leaf) !== undefined && !facts.facts.some((fact) => isAbout(fact, leaf)),
  )
  const ages = leaves.age.reduce((set, { leaf }) => set | leaf.bit, NONE)
  const shared = shareGroups(facts, leaves, budget)
  return { facts, leaves, shared, isAbout, wants: { ...compiled, lacking, ages }, budget }
}

/** Makes the judge of a requirement over facts. */
export function createJudge(evidence: Evidence, calendar: Calendar): Judge {
  const { facts, leaves, shared, isAbout, wants, budget } = evidence
  const sources = toSources(facts, leaves, calendar, budget, shared)
  const known = new Map<number, Bounds>()
  const boundsOf = (seconds: number): Bounds => {
    const bounds = known.get(seconds) ?? boundsAt(sources, seconds, undefined, budget)
    if (!budget.isSpent) known.set(seconds, bounds)
    return bounds
  }
  const boundsBeside = createBoundsBeside(sources, budget)
  return {
    calendar,
    facts,
    sources,
    isAbout,
    changes: () =>
      joinChanges(sources.flatMap(({ groups }) => groups.map((group) => group.changes()))),
    boundsAt: boundsOf,
    resultAt: (seconds, pin) => {
      if (!pin) return joinResults(wants, boundsOf(seconds), budget)
      const others = boundsBeside(pin.source, seconds)
      const bounds = addBounds(others, setsOf(pin.source, seconds, pin, budget), budget)
      return joinResults(wants, bounds, budget)
    },
    needsAt: (seconds) => {
      const { least } = boundsOf(seconds)
      const leaves_ = wants.lacking.filter((leaf) => least.every((met) => isLast(wants, leaf, met)))
      return [...new Set(leaves_.flatMap((leaf) => kindOf(leaf) ?? []))]
    },
  }
}

/** The bounds of all other sources; of one source many questions are asked at a time. */
function createBoundsBeside(
  sources: readonly Source[],
  budget: Budget,
): (source: Source, seconds: number) => Bounds {
  let last: { source: Source; seconds: number; bounds: Bounds } | undefined
  return (source, seconds) => {
    if (last?.source !== source || last.seconds !== seconds) {
      const others = sources.filter((each) => each !== source)
      last = { source, seconds, bounds: boundsAt(others, seconds, undefined, budget) }
    }
    return last.bounds
  }
}

/** The kind of document that a condition asks for; of none, none. */
export function kindOf({ condition }: Leaf): FactKind | undefined {
  if ('vaccinated' in condition) return 'vaccination'
  if ('tested' in condition) return 'test'
  if ('recovered' in condition) return 'recovery'
  if ('prophylaxis' in condition) return 'prophylaxis'
  return 'exempt' in condition ? 'exemption' : undefined
}

/** The disease that a condition asks about. */
export function diseaseOf({ condition }: Leaf): string {
  if ('vaccinated' in condition) return condition.vaccinated.disease
  if ('tested' in condition) return condition.tested.disease
  if ('recovered' in condition) return condition.recovered.disease
  if ('prophylaxis' in condition) return condition.prophylaxis.disease
  return 'exempt' in condition ? condition.exempt.disease : ''
}

/** Tells whether a fact may be of the kind and disease that a condition asks for. */
export type AboutTest = (fact: PolicyFact, leaf: Leaf) => fact is MedicalPolicyFact

/** Makes the test; it remembers what it has found out of a fact. */
export function createAboutTest(known: KnownVaccines): AboutTest {
  const others = new Map<PolicyFact, ReadonlySet<string>>()
  return (fact, leaf): fact is MedicalPolicyFact => {
    if (fact.kind === 'attestation' || fact.kind !== kindOf(leaf)) return false
    const disease = diseaseOf(leaf)
    if (canBe<string>(fact.disease, disease)) return true
    if (fact.kind !== 'vaccination') return false
    const also = others.get(fact) ?? alsoAgainst(fact, known)
    others.set(fact, also)
    return also.has(disease)
  }
}

interface Wants extends CompiledRequirement {
  /** The conditions whose document is not there at all. */
  readonly lacking: readonly Leaf[]
  readonly ages: LeafSet
}

/** One answer if every world gives it. */
function joinResults(wants: Wants, { least, most }: Bounds, budget: Budget): PolicyResult {
  const results = new Set<PolicyResult>()
  for (const met of new Set([...least, ...most])) {
    const work = wants.leaves.length * (wants.lacking.length + 1)
    if (!budget.spend(work)) return 'open'
    results.add(resultIn(wants, met))
    if (results.size > 1) return 'open'
  }
  const [result = 'open'] = results
  return result
}

function resultIn(wants: Wants, met: LeafSet): PolicyResult {
  if (holds(wants.formula, met)) return 'passed'
  return wants.lacking.some((leaf) => isLast(wants, leaf, met)) ? 'more-needed' : 'failed'
}

/**
 * Tells whether one document is all that lacks: with it the requirement holds, and without those that
 * are there it would not. (A document that does by itself is no addition: what is there meets nothing.)
 */
function isLast({ formula, ages }: Wants, { bit }: Leaf, met: LeafSet): boolean {
  return !holds(formula, met) && holds(formula, met | bit) && !holds(formula, (met & ages) | bit)
}
