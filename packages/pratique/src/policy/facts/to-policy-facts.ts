/**
 * From certificates to facts: codes become words, dates become ranges, events are counted once.
 *
 * @module
 */

import { toCountry } from '../../model/country-codes.ts'
import type {
  Attestation,
  Fact,
  MedicalFact,
  Recovery,
  Test,
  Vaccination,
} from '../../model/health-certificate.ts'
import { toIso } from '../../model/territories.ts'
import type { Terminology } from '../../terminology/terminology.ts'
import type { PolicyCertificate } from '../answer.ts'
import { DOSES, deriveDoseNumbers } from './dose-numbers.ts'
import { mergeFacts } from './merge.ts'
import type {
  AttestationFact,
  KnownVaccines,
  PolicyFact,
  PolicyFacts,
  RecoveryFact,
  StatedBirth,
  TestFact,
  VaccinationFact,
} from './policy-facts.ts'
import { fromMatch, known, oneOf, type Possible } from './possible.ts'
import { type DateRange, meetDates, toDateRange, toInstantRange } from './ranges.ts'

/**
 * Makes the facts of one holder's certificates. What was not done or is not final is left out, as no
 * rule may count it; so is what Pratique does not read.
 */
export function toPolicyFacts(
  certificates: readonly PolicyCertificate[],
  terminology: Terminology,
): PolicyFacts {
  const facts = certificates.flatMap((certificate, index) =>
    certificate.certificate.facts.flatMap(
      (fact) => toFact(fact, { certificate, index, terminology }) ?? [],
    ),
  )
  const births = certificates.flatMap(({ certificate }, index) => {
    const { birthDate } = certificate.holder
    const range = toDateRange(birthDate)
    return birthDate && range ? [{ certificate: index, text: birthDate.value, range }] : []
  })
  return assembleFacts({ facts, births }, terminology)
}

/** The facts that some of the certificates state by themselves. */
export function selectFacts(
  { apart, products, kinds }: PolicyFacts,
  certificates: readonly number[],
): PolicyFacts {
  const isOf = (index: number) => certificates.includes(index)
  return assembleFacts(
    {
      facts: apart.facts.filter((fact) => fact.certificates.every(isOf)),
      births: apart.births.filter(({ certificate }) => isOf(certificate)),
    },
    { products, kinds },
  )
}

/** Puts together what certificates state by themselves: events are counted once, doses are numbered. */
export function assembleFacts(
  apart: PolicyFacts['apart'],
  { products, kinds }: KnownVaccines,
): PolicyFacts {
  const merged = mergeFacts(apart.facts)
  const doses = merged.filter((fact) => fact.kind === 'vaccination')
  const others = merged.filter((fact) => fact.kind !== 'vaccination')
  const birth = joinBirths(apart.births)
  return {
    ...(birth && { birthDate: birth.range, birthStated: birth.text }),
    facts: [...deriveDoseNumbers(doses.toSorted(byDate)), ...others],
    apart,
    products,
    kinds,
  }
}

/** Doses without a date come last. */
function byDate(a: VaccinationFact, b: VaccinationFact): number {
  const [one, other] = [a.date?.earliest ?? '~', b.date?.earliest ?? '~']
  return one === other ? 0 : one < other ? -1 : 1
}

function joinBirths(births: readonly StatedBirth[]): Omit<StatedBirth, 'certificate'> | undefined {
  const [first] = births
  if (!first) return undefined
  return {
    range: births.map(({ range }) => range).reduce(meetDates),
    text: births.map(({ text }) => text).reduce((a, b) => (b.length > a.length ? b : a)),
  }
}

interface Origin {
  readonly certificate: PolicyCertificate
  readonly index: number
  readonly terminology: Terminology
}

function toFact(fact: Fact, origin: Origin): PolicyFact | undefined {
  switch (fact.kind) {
    case 'vaccination':
      return fact.status.value === 'completed' ? toVaccination(fact, origin) : undefined
    case 'test':
      return fact.status.value === 'final' ? toTest(fact, origin) : undefined
    case 'recovery':
      return toRecovery(fact, origin)
    case 'attestation':
      return toAttestation(fact, origin)
    case 'other':
      return undefined
  }
}

function toVaccination(fact: Vaccination, origin: Origin): VaccinationFact {
  const date = toDateRange(fact.date)
  return {
    kind: 'vaccination',
    ...toOrigin(fact, origin),
    ...toPeriod(fact),
    product: fromMatch(origin.terminology.matchProduct(fact)),
    vaccineKind: fromMatch(origin.terminology.matchKind(fact)),
    doseNumber: toCount(fact.doseNumber) ?? { values: [], isClosed: false, source: 'derived' },
    seriesDoses: toCount(fact.seriesDoses) ?? oneOf(DOSES),
    ...(date && { date }),
    facts: [fact],
  }
}

function toTest(fact: Test, origin: Origin): TestFact {
  const sampledAt = toInstantRange(fact.sampledAt)
  const device = fact.device?.codes[0]?.code
  return {
    kind: 'test',
    ...toOrigin(fact, origin),
    class: fromMatch(origin.terminology.matchTestClass(fact)),
    result: fromMatch(origin.terminology.matchResult(fact)),
    ...(sampledAt && { sampledAt }),
    ...(device !== undefined && { device }),
    facts: [fact],
  }
}

function toRecovery(fact: Recovery, origin: Origin): RecoveryFact {
  const firstPositive = toDateRange(fact.firstPositive)
  return {
    kind: 'recovery',
    ...toOrigin(fact, origin),
    ...toPeriod(fact),
    ...(firstPositive && { firstPositive }),
    facts: [fact],
  }
}

function toAttestation(fact: Attestation, { certificate, index }: Origin): AttestationFact {
  const { notBefore, expiresAt } = certificate.certificate.validity
  const { country, url } = certificate.issuer
  return {
    kind: 'attestation',
    type: fact.type,
    certificates: [index],
    issuer: { ...(country !== undefined && { country }), ...(url !== undefined && { url }) },
    ...(notBefore !== undefined && { notBefore }),
    ...(expiresAt !== undefined && { expiresAt }),
    facts: [fact],
  }
}

function toOrigin(
  fact: MedicalFact,
  { index, terminology }: Origin,
): Pick<VaccinationFact, 'certificates' | 'disease' | 'country'> {
  const country = fact.country && toCountry(fact.country.value)
  return {
    certificates: [index],
    disease: fromMatch(terminology.matchDisease(fact)),
    ...(country !== undefined && { country: toIso(country) }),
  }
}

function toPeriod({ validFrom, validUntil }: Vaccination | Recovery): {
  readonly statedFrom?: DateRange
  readonly statedUntil?: DateRange
} {
  const [statedFrom, statedUntil] = [toDateRange(validFrom), toDateRange(validUntil)]
  return { ...(statedFrom && { statedFrom }), ...(statedUntil && { statedUntil }) }
}

/** A count that is no count, such as 0 or 1.5, says nothing. */
function toCount(field: Vaccination['doseNumber']): Possible<number> | undefined {
  if (!field || !Number.isInteger(field.value) || field.value < 1) return undefined
  return known(field.value, field.source)
}
