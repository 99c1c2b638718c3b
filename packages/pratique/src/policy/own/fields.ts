/**
 * Which fields of certificates a decision looked at, in the words of the common model.
 *
 * @module
 */

import type { PolicyResult } from '../answer.ts'
import type { PolicyFact, PolicyFacts } from '../facts/policy-facts.ts'
import type { Bench } from './bench.ts'
import type { Judge } from './judge.ts'
import type { Period, Vaccinated } from './policy.ts'
import { type Leaf, proofOf } from './requirement.ts'

/** The fields that decided: of what passed, the least that proves it. */
export function usedFieldsOf(
  { compiled, zones, policy }: Bench,
  seconds: number,
  result: PolicyResult,
): readonly string[] {
  const [zone] = zones
  if (!zone) return []
  const { trusted } = zone
  const leaves = result === 'passed' ? provenBy(compiled, trusted, seconds) : compiled.leaves
  const scope = policy.appliesTo?.age ? ['holder.birthDate'] : []
  const fields = leaves.flatMap((leaf) => fieldsOf(leaf, trusted))
  return [...new Set([...scope, ...fields])].sort()
}

function provenBy({ formula }: Bench['compiled'], judge: Judge, seconds: number): readonly Leaf[] {
  const [least] = judge.boundsAt(seconds).least
  return least === undefined ? [] : proofOf(formula, least)
}

/** Those among fields that no certificate states, and that were worked out. */
export function derivedFieldsOf(
  { facts }: PolicyFacts,
  used: readonly string[],
): readonly string[] {
  const derived = facts.flatMap((fact) => derivedOf(fact))
  return used.filter((field) => derived.includes(field))
}

function derivedOf(fact: PolicyFact): readonly string[] {
  if (fact.kind === 'attestation') return []
  const names = ['disease']
  if (fact.kind === 'vaccination') names.push('product', 'doseNumber', 'seriesDoses')
  if (fact.kind === 'test') names.push('class', 'result')
  const values: object = fact
  return names
    .filter((name) => isDerived(Reflect.get(values, name)))
    .map((name) => `${fact.kind}.${name}`)
}

function isDerived(possible: unknown): boolean {
  return (
    typeof possible === 'object' &&
    possible !== null &&
    Reflect.get(possible, 'source') === 'derived'
  )
}

/** What a condition looks at, as far as there is a fact that it can look at. */
function fieldsOf(leaf: Leaf, { facts: known, isAbout }: Judge): readonly string[] {
  const { facts, birthDate } = known
  const { condition } = leaf
  if ('age' in condition) return birthDate ? ['holder.birthDate'] : []
  const about = facts.filter((fact) => isAbout(fact, leaf))
  if ('attested' in condition) {
    return facts.some(({ kind }) => kind === 'attestation') ? ['attestation.type'] : []
  }
  if (about.length === 0) return []
  if ('vaccinated' in condition) return doseFields(condition.vaccinated, about)
  if ('tested' in condition) {
    const device = condition.tested.devices ? ['test.device'] : []
    return ['test.disease', 'test.result', 'test.class', 'test.sampledAt', ...device]
  }
  if ('recovered' in condition) {
    const { recovered } = condition
    return ['recovery.disease', 'recovery.firstPositive', ...statedFields(recovered, about)]
  }
  if ('prophylaxis' in condition) {
    return [
      'prophylaxis.disease',
      'prophylaxis.date',
      ...statedFields(condition.prophylaxis, about),
    ]
  }
  return ['exemption.disease', 'exemption.date', 'exemption.validFrom', 'exemption.validUntil']
}

function doseFields(wanted: Vaccinated, about: readonly PolicyFact[]): readonly string[] {
  const { products, platforms, prequalified, serogroups } = wanted
  const { primaryComplete, booster, doses } = wanted
  const fields = ['vaccination.disease', 'vaccination.date', ...statedFields(wanted, about)]
  const isRegular = primaryComplete === 'stated-or-regular'
  if (products || platforms || prequalified || serogroups || isRegular) {
    fields.push('vaccination.product')
  }
  if (doses || booster || primaryComplete) fields.push('vaccination.doseNumber')
  if (booster || primaryComplete) fields.push('vaccination.seriesDoses')
  return fields
}

function statedFields(period: Period, about: readonly PolicyFact[]): readonly string[] {
  return about.flatMap((fact) => {
    if (fact.kind === 'attestation' || fact.kind === 'test') return []
    const from = fact.statedFrom && !period.ignoreStatedStart ? [`${fact.kind}.validFrom`] : []
    const until = fact.statedUntil && !period.ignoreStatedEnd ? [`${fact.kind}.validUntil`] : []
    return [...from, ...until]
  })
}
