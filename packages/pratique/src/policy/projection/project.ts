/**
 * Facts as the EU's rules want to see them: one DCC for each event, with every value that was worked out
 * marked, and every unknown one left open (DESIGN §10).
 *
 * What comes from an EU DCC goes in as it stands.
 *
 * @module
 */

import { decodeHex } from '../../bytes/hex.ts'
import type { JsonObject } from '../../json/value.ts'
import type { PolicyCertificate } from '../answer.ts'
import { DISEASE } from '../dcc-codes.ts'
import type { PolicyFacts, RecoveryFact, TestFact, VaccinationFact } from '../facts/policy-facts.ts'
import { isKnown } from '../facts/possible.ts'
import { type DateRange, isOneDay } from '../facts/ranges.ts'
import { selectFacts } from '../facts/to-policy-facts.ts'
import type { Selection } from '../rules/select.ts'
import { recoverySlots, testSlots, vaccinationSlots } from './entry-slots.ts'
import { fixed, type Slot, unknownCode } from './slot.ts'

/** One event as a DCC. */
export interface DccCandidate {
  readonly type: Selection['type']
  /** The certificates that state it, by index. */
  readonly certificates: readonly number[]
  readonly group: 'v' | 't' | 'r'
  readonly slots: readonly Slot[]
  /** `external` of the rules, without what depends on the destination and the clock. */
  readonly external: JsonObject
  /** The UVCI, if a DCC states it: rules of its issuer may invalidate it. */
  readonly identifier?: string
  /** Two capital letters; absent: unknown. */
  readonly issuedIn?: string
}

/** What the EU's rules are not about, or not surely. */
export interface OtherEvent {
  readonly certificates: readonly number[]
  readonly kind: 'vaccination' | 'test' | 'recovery' | 'attestation' | 'prophylaxis' | 'exemption'
  /** Another disease; one that is not known; a kind that a DCC cannot be; or nothing medical. */
  readonly reason: 'disease' | 'unknown-disease' | 'kind' | 'attestation'
}

export interface Projection {
  readonly candidates: readonly DccCandidate[]
  readonly others: readonly OtherEvent[]
}

/** The schema that projected certificates have. */
export const PROJECTED_VERSION = '1.3.0'

/** The last second that a date of JavaScript can say (ECMA-262 §21.4.1.1). */
const MAX_SECONDS = 8.64e12

type Certificates = readonly PolicyCertificate[]

/**
 * Projects all facts. Every certificate speaks for itself: what two issuers state is never put into one
 * DCC, which neither of them has signed. Only which dose of several one was, others may tell.
 */
export function projectFacts(facts: PolicyFacts, certificates: Certificates): Projection {
  const alone = [...certificates.keys()].map((index) =>
    projectAlone(selectFacts(facts, [index]), certificates),
  )
  return {
    candidates: [
      ...alone.flatMap(({ candidates }) => candidates),
      ...(certificates.length > 1 ? projectNumbered(facts, certificates) : []),
    ],
    others: alone.flatMap(({ others }) => others),
  }
}

/** Doses of which another certificate tells that they came later. */
function projectNumbered(facts: PolicyFacts, certificates: Certificates): readonly DccCandidate[] {
  const birth = toBirth(facts.birthDate, facts.birthStated)
  const numbered = facts.facts.filter(
    (fact) => fact.kind === 'vaccination' && fact.certificates.length === 1 && isNumbered(fact),
  )
  return projectAll(numbered, birth, { certificates, products: facts.products }).candidates
}

/** Whether the number of a dose was worked out, and is known to be more than one. */
function isNumbered({ doseNumber }: VaccinationFact): boolean {
  return doseNumber.source === 'derived' && doseNumber.isClosed && !doseNumber.values.includes(1)
}

function projectAlone(facts: PolicyFacts, certificates: Certificates): Projection {
  const birth = toBirth(facts.birthDate, facts.birthStated)
  return projectAll(facts.facts, birth, { certificates, products: facts.products })
}

type Known = Pick<PolicyFacts, 'products'> & { readonly certificates: Certificates }

function projectAll(facts: PolicyFacts['facts'], birth: Slot, known: Known): Projection {
  const candidates: DccCandidate[] = []
  const others: OtherEvent[] = []
  for (const fact of facts) {
    const { kind } = fact
    const origin = { certificates: fact.certificates, kind }
    if (kind === 'attestation') others.push({ ...origin, reason: 'attestation' })
    else if (!isKnown(fact.disease)) others.push({ ...origin, reason: 'unknown-disease' })
    else if (!fact.disease.values.includes(DISEASE)) others.push({ ...origin, reason: 'disease' })
    else if (kind === 'prophylaxis' || kind === 'exemption') {
      others.push({ ...origin, reason: 'kind' })
    } else candidates.push(toCandidate(fact, birth, known))
  }
  return { candidates, others }
}

function toCandidate(
  fact: VaccinationFact | TestFact | RecoveryFact,
  birth: Slot,
  { certificates, products }: Known,
): DccCandidate {
  const [index = 0] = fact.certificates
  const signed = certificates[index]
  const isDcc = signed?.format === 'eu-dcc'
  const issuedIn = signed?.issuer.country ?? fact.country
  const identified = toIdentifier(signed)
  // Every DCC has an identifier: one that does not state it may have been invalidated by it.
  const isHidden = isDcc && identified.identifier === undefined
  const common = [birth, ...(isHidden ? [unknownCode('identifier', 'ci', true)] : [])]
  return {
    ...KINDS[fact.kind],
    slots: [...common, ...slotsOf(fact, products, isDcc)],
    certificates: fact.certificates,
    external: toExternal(signed),
    ...identified,
    ...(issuedIn !== undefined && { issuedIn }),
  }
}

const KINDS = {
  vaccination: { type: 'Vaccination', group: 'v' },
  test: { type: 'Test', group: 't' },
  recovery: { type: 'Recovery', group: 'r' },
} as const

function slotsOf(
  fact: VaccinationFact | TestFact | RecoveryFact,
  products: PolicyFacts['products'],
  isDcc: boolean,
): readonly Slot[] {
  switch (fact.kind) {
    case 'vaccination':
      return vaccinationSlots(fact, products, isDcc)
    case 'test':
      return testSlots(fact, isDcc)
    case 'recovery':
      return recoverySlots(fact, isDcc)
  }
}

/** Dates as the EU's own applications pass them: days, in UTC. */
function toExternal(signed: PolicyCertificate | undefined): JsonObject {
  const { issuedAt, expiresAt } = signed?.certificate.validity ?? {}
  return {
    exp: toDay(expiresAt),
    iat: toDay(issuedAt),
    issuerCountryCode: signed?.issuer.country ?? null,
    kid: toKid(signed?.keyId),
  }
}

/** In base64, as DCCs have it. */
function toKid(keyId = ''): string | null {
  const bytes = decodeHex(keyId)
  return bytes && bytes.length > 0 ? btoa(String.fromCharCode(...bytes)) : null
}

function toIdentifier(signed: PolicyCertificate | undefined): { readonly identifier?: string } {
  const uvci = signed?.certificate.identifiers.find(({ scheme }) => scheme === 'uvci')
  return uvci ? { identifier: uvci.value } : {}
}

function toDay(seconds: number | undefined): string | null {
  // NaN too is none.
  if (seconds === undefined || !(Math.abs(seconds) <= MAX_SECONDS)) return null
  return new Date(seconds * 1000).toISOString().slice(0, 10)
}

/** Of a partial date every day counts that it can mean. */
function toBirth(range: DateRange | undefined, stated: string | undefined): Slot {
  const field = 'holder.birthDate'
  if (!range) return { field, members: ['dob'], domain: { kind: 'any-day' }, source: 'derived' }
  if (isOneDay(range)) return fixed(field, 'dob', range.earliest)
  return {
    field,
    members: ['dob'],
    domain: { kind: 'days', range, ...(stated !== undefined && { stated }) },
    source: 'stated',
  }
}
