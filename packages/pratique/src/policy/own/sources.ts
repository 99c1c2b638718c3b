/**
 * From facts to sources: which groups of values each kind of fact has.
 *
 * @module
 */

import type {
  AttestationFact,
  KnownVaccines,
  MedicalPolicyFact,
  PolicyFact,
  PolicyFacts,
  TestFact,
} from '../facts/policy-facts.ts'
import type { Possible } from '../facts/possible.ts'
import { type Budget, createBudget } from './budget.ts'
import type { Calendar } from './day-group.ts'
import { doseGroup } from './dose-group.ts'
import type { AgeLimit, Period, Tested } from './policy.ts'
import { type AttestedCondition, type Leaf, type LeafSet, NONE } from './requirement.ts'
import {
  birthGroup,
  type Making,
  periodGroup,
  sampleGroup,
  statedGroup,
  type Timed,
} from './time-groups.ts'
import { constantGroup, type Group, openWorlds, type Source, type World } from './worlds.ts'

/** The conditions of a policy, by the kind of fact that they ask for. */
export interface LeavesByKind {
  readonly vaccination: readonly Timed<
    Extract<Leaf['condition'], { vaccinated: unknown }>['vaccinated']
  >[]
  readonly test: readonly Timed<Tested>[]
  readonly recovery: readonly Timed<DiseasePeriod>[]
  readonly prophylaxis: readonly Timed<DiseasePeriod>[]
  readonly exemption: readonly Timed<DiseasePeriod>[]
  readonly attestation: readonly Timed<AttestedCondition['attested']>[]
  readonly age: readonly Timed<AgeLimit>[]
}

/** So many entries of a list are looked through in one step of work. */
const LISTED_PER_STEP = 10

type DiseasePeriod = Period & { readonly disease: string }

/** Sorts conditions by what they ask for. */
export function sortLeaves(leaves: readonly Leaf[]): LeavesByKind {
  const pick = <T>(of: (condition: Leaf['condition']) => T | undefined): readonly Timed<T>[] =>
    leaves.flatMap((leaf) => {
      const limit = of(leaf.condition)
      return limit === undefined ? [] : [{ leaf, limit }]
    })
  return {
    vaccination: pick((each) => ('vaccinated' in each ? each.vaccinated : undefined)),
    test: pick((each) => ('tested' in each ? each.tested : undefined)),
    recovery: pick((each) => ('recovered' in each ? each.recovered : undefined)),
    prophylaxis: pick((each) => ('prophylaxis' in each ? each.prophylaxis : undefined)),
    exemption: pick((each) =>
      'exempt' in each ? { ...each.exempt, until: 'lifetime' as const } : undefined,
    ),
    attestation: pick((each) => ('attested' in each ? each.attested : undefined)),
    age: pick((each) => ('age' in each ? each.age : undefined)),
  }
}

/** The groups of a fact that are the same in every time zone. */
export type SharedGroups = ReadonlyMap<PolicyFact, readonly Group[]>

/** Makes the groups that are the same in every time zone. */
export function shareGroups(
  known: PolicyFacts,
  leaves: LeavesByKind,
  budget: Budget,
): SharedGroups {
  return new Map(known.facts.map((fact) => [fact, sharedGroupsOf(fact, leaves, known, budget)]))
}

/** Everything that the conditions can hold of. */
export function toSources(
  known: PolicyFacts,
  leaves: LeavesByKind,
  calendar: Calendar,
  budget: Budget = createBudget(),
  shared: SharedGroups = shareGroups(known, leaves, budget),
): readonly Source[] {
  const making = { calendar, budget }
  // What asks for no age need not try any.
  const birth = birthGroup('holder.birthDate', known.birthDate, leaves.age, making)
  return [
    ...(leaves.age.length > 0 ? [{ groups: [birth] }] : []),
    ...known.facts.map((fact) => ({
      fact,
      groups: [...(shared.get(fact) ?? []), ...dayGroupsOf(fact, leaves, making)],
    })),
  ]
}

function sharedGroupsOf(
  fact: PolicyFact,
  leaves: LeavesByKind,
  known: KnownVaccines,
  budget: Budget,
): readonly Group[] {
  switch (fact.kind) {
    case 'vaccination':
      return [doseGroup(fact, leaves.vaccination, known, budget)]
    case 'test':
      return testGroups(fact, leaves.test, budget)
    case 'recovery':
    case 'prophylaxis':
    case 'exemption':
      return [diseaseGroup(fact, leaves[fact.kind])]
    case 'attestation':
      return [attestationGroup(fact, leaves.attestation)]
  }
}

function dayGroupsOf(fact: PolicyFact, leaves: LeavesByKind, making: Making): readonly Group[] {
  switch (fact.kind) {
    case 'vaccination':
    case 'prophylaxis': {
      const timed = leaves[fact.kind]
      const date = periodGroup(`${fact.kind}.date`, fact.date, timed, making)
      return [date, ...statedGroups(fact, timed, making)]
    }
    case 'recovery': {
      const timed = leaves.recovery
      const date = periodGroup('recovery.firstPositive', fact.firstPositive, timed, making)
      return [date, ...statedGroups(fact, timed, making)]
    }
    case 'exemption': {
      const timed = leaves.exemption
      // An exemption that says when it begins needs no other date.
      const isDated = !fact.date && fact.statedFrom !== undefined
      const date = periodGroup('exemption.date', fact.date, timed, making)
      return [...(isDated ? [] : [date]), ...statedGroups(fact, timed, making)]
    }
    case 'test':
    case 'attestation':
      return []
  }
}

function testGroups(
  fact: TestFact,
  timed: readonly Timed<Tested>[],
  budget: Budget,
): readonly Group[] {
  const work = timed.map(({ limit: { devices = [] } }) => 10 + devices.length / LISTED_PER_STEP)
  if (!budget.spend(work.reduce((a, b) => a + b, 0))) {
    return [
      constantGroup(
        openWorlds(
          [],
          timed.map(({ leaf }) => leaf),
        ),
      ),
    ]
  }
  return [
    diseaseGroup(fact, timed),
    possibleGroup('test.result', fact.result, timed, (result, limit) => result === limit.result),
    possibleGroup('test.class', fact.class, timed, (each, { classes }) =>
      classes.some((one) => one === each),
    ),
    deviceGroup(fact.device, timed),
    sampleGroup('test.sampledAt', fact.sampledAt, timed, budget),
  ]
}

/** A device that is not named may be any. */
function deviceGroup(device: string | undefined, timed: readonly Timed<Tested>[]): Group {
  const possible: Possible<string> =
    device === undefined
      ? { values: [], isClosed: false, source: 'derived' }
      : { values: [device], isClosed: true, source: 'stated' }
  return possibleGroup('test.device', possible, timed, (code, { devices }) =>
    devices ? devices.some((each) => each === code) : true,
  )
}

function diseaseGroup(
  fact: MedicalPolicyFact,
  timed: readonly Timed<{ readonly disease: string }>[],
): Group {
  return possibleGroup(
    `${fact.kind}.disease`,
    fact.disease,
    timed,
    (disease, limit) => limit.disease === disease,
  )
}

/** A group of one value: of one that is not closed, also what every condition wants, and what none does. */
function possibleGroup<L>(
  field: string,
  { values, isClosed }: Possible<string>,
  timed: readonly Timed<L>[],
  isWanted: (value: string, limit: L) => boolean,
): Group {
  const worldOf = (value: string): World => ({
    values: { [field]: value },
    met: unite(timed, ({ limit }) => isWanted(value, limit)),
  })
  const worlds = values.map(worldOf)
  if (isClosed && worlds.length > 0) return constantGroup(worlds)
  // No vocabulary has an empty word: only a condition that takes any value takes it.
  const wanted = { values: { [field]: 'wanted' }, met: unite(timed, () => true) }
  return constantGroup([...worlds, worldOf(''), wanted])
}

function statedGroups(
  { kind, statedFrom, statedUntil }: MedicalPolicyFact,
  timed: readonly Timed<Period>[],
  making: Making,
): readonly Group[] {
  const groups: Group[] = []
  if (statedFrom) {
    groups.push(statedGroup('statedFrom', `${kind}.validFrom`, statedFrom, timed, making))
  }
  if (statedUntil) {
    groups.push(statedGroup('statedUntil', `${kind}.validUntil`, statedUntil, timed, making))
  }
  return groups
}

/** The issuer's word holds as long as its certificate, which is all that it says of time. */
function attestationGroup(
  { issuer, notBefore, expiresAt }: AttestationFact,
  timed: LeavesByKind['attestation'],
): Group {
  const met = unite(timed, ({ limit }) =>
    limit.issuers.some((each) => each === issuer.country || each === issuer.url),
  )
  const from = Math.ceil(notBefore ?? Number.NEGATIVE_INFINITY)
  const until = Math.ceil(expiresAt ?? Number.NEGATIVE_INFINITY)
  const metAt = (seconds: number) => (seconds >= from && seconds < until ? met : NONE)
  return {
    worldsAt: (seconds) => [{ values: {}, met: metAt(seconds) }],
    setsAt: (seconds) => [metAt(seconds)],
    changes: () => ({ instants: [from, until], days: [] }),
  }
}

function unite<L>(timed: readonly Timed<L>[], isMet: (each: Timed<L>) => boolean): LeafSet {
  return timed.reduce((met, each) => (isMet(each) ? met | each.leaf.bit : met), NONE)
}
