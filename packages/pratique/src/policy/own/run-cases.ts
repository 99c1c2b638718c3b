/**
 * Running the cases of a policy.
 *
 * @module
 */

import { readInstant } from '../../model/dates.ts'
import type { PolicyCertificate, PolicyRequest } from '../answer.ts'
import { DOSES } from '../facts/dose-numbers.ts'
import type { KnownVaccines, PolicyFact, PolicyFacts } from '../facts/policy-facts.ts'
import { known, oneOf, type Possible } from '../facts/possible.ts'
import { type DateRange, toDateRange, toInstantRange } from '../facts/ranges.ts'
import { assembleFacts } from '../facts/to-policy-facts.ts'
import { type ArrivalDay, arrivalOnDay } from './arrival-day.ts'
import { DAY_SECONDS, toDay } from './calendar.ts'
import type {
  CaseDated,
  CaseFact,
  CaseTest,
  CaseVaccination,
  PolicyCase,
  PolicyCases,
} from './cases.ts'
import type { OwnDecision } from './decision.ts'
import { evaluateOwnPolicy } from './evaluate.ts'
import type { OwnPolicy } from './policy.ts'

/** What one case came to. */
export interface CaseResult {
  readonly name: string
  readonly isAsExpected: boolean
  /** What differs from what was expected, in words. */
  readonly differences: readonly string[]
  readonly decision: OwnDecision
}

/** Runs every case. */
export function runCases(
  policy: OwnPolicy,
  { cases }: PolicyCases,
  vaccines: KnownVaccines,
): readonly CaseResult[] {
  return cases.map((each) => runCase(policy, each, vaccines))
}

function runCase(policy: OwnPolicy, each: PolicyCase, vaccines: KnownVaccines): CaseResult {
  const facts = toCaseFacts(each, vaccines)
  const decision = evaluateOwnPolicy(policy, facts, toCaseRequest(policy, each))
  const differences = compare(each, decision)
  return { name: each.name, isAsExpected: differences.length === 0, differences, decision }
}

function compare(expected: PolicyCase, decision: OwnDecision): readonly string[] {
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ['result', expected.expect, decision.result],
    ['cause', expected.cause, decision.cause],
    ['needs', expected.needs, decision.needs],
    ['because', expected.because, kindsOf(decision)],
    ['missing', expected.missing, decision.missingFields],
    ['show', expected.show, decision.show],
    ['nextPass', expected.nextPass, decision.nextPass ?? 'never'],
  ]
  return pairs.flatMap(([name, wanted, got]) =>
    wanted === undefined || write(wanted) === write(got)
      ? []
      : [`${name}: expected ${write(wanted)}, got ${write(got)}`],
  )
}

function kindsOf({ reasons }: OwnDecision): readonly string[] {
  return [...new Set(reasons.map(({ condition }) => condition.kind))]
}

function write(value: unknown): string {
  const texts: unknown[] = Array.isArray(value) ? value : [value]
  return texts.map(String).sort().join(', ') || 'none'
}

/** The facts of a case. */
export function toCaseFacts(
  { facts, birthDate }: PolicyCase,
  vaccines: KnownVaccines,
): PolicyFacts {
  const range = birthDate === undefined ? undefined : toDateRange(stated(birthDate))
  const births = range && birthDate !== undefined ? bornIn(facts, birthDate, range) : []
  return assembleFacts(
    { facts: facts.flatMap((fact, index) => toFact(fact, fact.certificate ?? index)), births },
    vaccines,
  )
}

/** Every certificate states the birth; where there is none, one does that states nothing else. */
function bornIn(
  facts: readonly CaseFact[],
  text: string,
  range: DateRange,
): PolicyFacts['apart']['births'] {
  const numbers = facts.length > 0 ? certificatesOf(facts) : [0]
  return numbers.map((certificate) => ({ certificate, text, range }))
}

function certificatesOf(facts: readonly CaseFact[]): readonly number[] {
  return [...new Set(facts.map(({ certificate }, index) => certificate ?? index))]
}

function toFact(fact: CaseFact, certificate: number): readonly PolicyFact[] {
  const certificates = [certificate]
  const { vaccination, test, recovery, prophylaxis, exemption, attestation } = fact
  const until = readInstant(attestation?.until ?? '')?.seconds
  return [
    ...(vaccination ? [{ certificates, ...toVaccination(vaccination) }] : []),
    ...(test ? [{ certificates, ...toTest(test) }] : []),
    ...(recovery
      ? [
          {
            kind: 'recovery' as const,
            certificates,
            ...toMedical(recovery),
            ...toDated('firstPositive', recovery.firstPositive),
            facts: [],
          },
        ]
      : []),
    ...(prophylaxis
      ? [{ kind: 'prophylaxis' as const, certificates, ...toOther(prophylaxis) }]
      : []),
    ...(exemption ? [{ kind: 'exemption' as const, certificates, ...toOther(exemption) }] : []),
    ...(attestation && until !== undefined
      ? [
          {
            kind: 'attestation' as const,
            certificates,
            type: 'pass',
            issuer: attestation.issuer.includes(':')
              ? { url: attestation.issuer }
              : { country: attestation.issuer },
            expiresAt: until,
            facts: [],
          },
        ]
      : []),
  ]
}

function toVaccination(
  fact: CaseVaccination,
): Omit<Extract<PolicyFact, { kind: 'vaccination' }>, 'certificates'> {
  const { product, kind, dose, series } = fact
  const nothing: Possible<number> = { values: [], isClosed: false, source: 'derived' }
  return {
    kind: 'vaccination',
    ...toMedical(fact),
    ...toDated('date', fact.date),
    product: product ? oneOf(product, 'stated') : { ...nothing, values: [] },
    vaccineKind: kind === undefined ? { ...nothing, values: [] } : known(kind),
    doseNumber: dose === undefined ? nothing : known(dose),
    seriesDoses: series === undefined ? oneOf(DOSES) : known(series),
    facts: [],
  }
}

function toTest(fact: CaseTest): Omit<Extract<PolicyFact, { kind: 'test' }>, 'certificates'> {
  const nothing = { values: [], isClosed: false, source: 'derived' } as const
  const sampledAt =
    fact.sampledAt === undefined ? undefined : toInstantRange(stated(fact.sampledAt))
  return {
    kind: 'test',
    disease: known(fact.disease),
    class: fact.class === undefined ? nothing : known(fact.class),
    result: fact.result === undefined ? nothing : known(fact.result),
    ...(sampledAt && { sampledAt }),
    ...(fact.device !== undefined && { device: fact.device }),
    facts: [],
  }
}

function toOther(
  fact: CaseDated,
): Omit<Extract<PolicyFact, { kind: 'prophylaxis' }>, 'certificates' | 'kind'> {
  return { ...toMedical(fact), ...toDated('date', fact.date), facts: [] }
}

function toMedical({
  disease,
  validFrom,
  validUntil,
}: CaseDated): Pick<
  Extract<PolicyFact, { kind: 'vaccination' }>,
  'disease' | 'statedFrom' | 'statedUntil'
> {
  return {
    disease: known(disease),
    ...toDated('statedFrom', validFrom),
    ...toDated('statedUntil', validUntil),
  }
}

function toDated<K extends string>(
  name: K,
  text: string | undefined,
): { readonly [N in K]?: DateRange } {
  const range = text === undefined ? undefined : toDateRange(stated(text))
  const dated: { [N in K]?: DateRange } = {}
  if (range) dated[name] = range
  return dated
}

function stated(value: string): { readonly value: string; readonly source: 'stated' } {
  return { value, source: 'stated' }
}

/** The question of a case. */
export function toCaseRequest(policy: OwnPolicy, each: PolicyCase): PolicyRequest {
  const first = policy.destinations === '*' ? undefined : policy.destinations[0]
  const destination = each.destination ?? first ?? 'UT'
  const { at, until } = arrivalOf(each.at, destination)
  const numbers = certificatesOf(each.facts)
  const count = Math.max(
    each.birthDate === undefined ? 0 : 1,
    ...numbers.map((number) => number + 1),
  )
  return {
    destination,
    at,
    until,
    now: at,
    ...(each.from !== undefined && { from: each.from }),
    ...(each.purpose !== undefined && { purpose: each.purpose }),
    certificates: Array.from({ length: count }, () => toCertificate(each, at)),
  }
}

function arrivalOf(text: string, destination: string): ArrivalDay {
  const instant = readInstant(text)
  if (instant) return { at: instant.seconds, until: instant.seconds }
  return arrivalOnDay(toDay(text), destination)
}

function toCertificate({ signed = {} }: PolicyCase, now: number): PolicyCertificate {
  const { format = 'eu-dcc', evidence = 'anchored' } = signed
  const { keyListAgeDays = 0, revocationAgeDays = 0 } = signed
  return {
    certificate: { holder: { name: {} }, facts: [], identifiers: [], issuer: {}, validity: {} },
    format,
    issuer: { evidence },
    keysAsOf: now - keyListAgeDays * DAY_SECONDS,
    revocationAsOf: now - revocationAgeDays * DAY_SECONDS,
  }
}
