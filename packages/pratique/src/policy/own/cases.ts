/**
 * Cases of a policy: what somebody brings, and what the policy must say of it. Written by hand, in the
 * words of the common model, beside the policy.
 *
 * @module
 */

import { FormatError, UsageError } from '../../errors.ts'
import { parseJson } from '../../json/parse.ts'
import type { JsonValue } from '../../json/value.ts'
import { readInstant, readPartialDate } from '../../model/dates.ts'
import type { FormatId, TestClass, TestResult } from '../../model/health-certificate.ts'
import type { DiseaseWord, ProductId, VaccineKindId } from '../../terminology/product.ts'
import { EVIDENCE_LEVELS, type Evidence } from '../../trust/record.ts'
import {
  FACT_KINDS,
  type FactKind,
  OPEN_CAUSES,
  type OpenCause,
  POLICY_RESULTS,
  type PolicyResult,
} from '../answer.ts'
import { CONDITION_KINDS, type ConditionKind } from '../condition.ts'
import {
  fault,
  inside,
  integer,
  list,
  object,
  type Place,
  type Reader,
  text,
  word,
} from './reading.ts'
import { DISEASES, TEST_CLASSES } from './words.ts'

export const CASES_TYPE = 'pratique-policy-cases'

interface CasePeriod {
  readonly validFrom?: string
  readonly validUntil?: string
}

export interface CaseVaccination extends CasePeriod {
  readonly disease: DiseaseWord
  /** One product, or those that it may be; absent: not known. */
  readonly product?: readonly ProductId[]
  /** The kind of vaccine, where it is known without the product. */
  readonly kind?: VaccineKindId
  readonly date?: string
  readonly dose?: number
  readonly series?: number
}

export interface CaseTest {
  readonly disease: DiseaseWord
  readonly class?: TestClass
  /** Absent: not known. */
  readonly result?: TestResult
  /** An instant, or a date. */
  readonly sampledAt?: string
  readonly device?: string
}

export interface CaseRecovery extends CasePeriod {
  readonly disease: DiseaseWord
  readonly firstPositive?: string
}

export interface CaseDated extends CasePeriod {
  readonly disease: DiseaseWord
  readonly date?: string
}

export interface CaseAttestation {
  /** A country, or an address. */
  readonly issuer: string
  readonly until: string
}

/** One fact, and the number of the certificate that states it. Absent: one of its own. */
export interface CaseFact {
  readonly certificate?: number
  readonly vaccination?: CaseVaccination
  readonly test?: CaseTest
  readonly recovery?: CaseRecovery
  readonly prophylaxis?: CaseDated
  readonly exemption?: CaseDated
  readonly attestation?: CaseAttestation
}

/** How the certificates are signed. Absent: as well as can be. */
export interface CaseSignature {
  readonly format?: FormatId
  readonly evidence?: Evidence
  readonly keyListAgeDays?: number
  readonly revocationAgeDays?: number
}

export interface PolicyCase {
  readonly name: string
  /** Of the arrival: an instant, or a date of the destination, all of whose hours must have one answer. */
  readonly at: string
  /** Absent: the policy's first; of a policy for all, Utopia. */
  readonly destination?: string
  readonly from?: string
  readonly purpose?: string
  readonly birthDate?: string
  readonly signed?: CaseSignature
  readonly facts: readonly CaseFact[]
  readonly expect: PolicyResult
  /** These are compared only where they are given. */
  readonly cause?: OpenCause
  readonly needs?: readonly FactKind[]
  readonly because?: readonly ConditionKind[]
  readonly missing?: readonly string[]
  readonly show?: readonly number[]
  /** `never`: no time would pass. */
  readonly nextPass?: string
}

/** The cases of one policy. */
export interface PolicyCases {
  readonly type: typeof CASES_TYPE
  readonly policy: string
  readonly cases: readonly PolicyCase[]
}

const LIMITS = { maxDepth: 12, maxCharacters: 1024 * 1024 } as const
const MAX_CASES = 2000
const MAX_FACTS = 100
const MAX_TOLD = 20

/**
 * Parses cases.
 *
 * @throws {UsageError} `usage.policy-file`, with every fault and its place
 */
export function parseCases(json: string): PolicyCases {
  const place: Place = { path: '', faults: [] }
  const cases = readCases(parseOrRefuse(json), place)
  if (cases) return cases
  const told = place.faults.slice(0, MAX_TOLD).map(({ path, words }) => `${path || '/'} ${words}`)
  throw new UsageError('usage.policy-file', `no cases: ${told.join('; ')}`)
}

function parseOrRefuse(json: string): JsonValue {
  try {
    return parseJson(json, LIMITS)
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    throw new UsageError('usage.policy-file', `no cases: ${cause.message}`, { cause })
  }
}

const line = text(/^[^\p{Cc}\p{Cs}]{1,300}$/u, 'a line of text')
const name = text(/^[a-z0-9][a-z0-9-]{0,99}$/, 'a name in kebab-case')
const disease = word(DISEASES)
const letters = text(/^[A-Z]{2}$/, 'a country')
const days = integer(0, 36_600)

const partialDate: Reader<string> = (value, place) =>
  typeof value === 'string' && readPartialDate(value)?.date === value
    ? value
    : fault(place, 'expected YYYY, YYYY-MM or YYYY-MM-DD')

const instant: Reader<string> = (value, place) =>
  typeof value === 'string' && readInstant(value)
    ? value
    : fault(place, 'expected an instant with its offset')

const instantOrDate: Reader<string> = (value, place) =>
  typeof value === 'string' && readPartialDate(value)?.date === value && value.length === 10
    ? value
    : instant(value, place)

function readProducts(value: JsonValue, place: Place): readonly ProductId[] | undefined {
  if (typeof value !== 'string') return list(name, MAX_FACTS)(value, place)
  const one = name(value, place)
  return one === undefined ? undefined : [one]
}

const period = { validFrom: partialDate, validUntil: partialDate }
const vaccination = object<
  Pick<CaseVaccination, 'disease'>,
  Required<Omit<CaseVaccination, 'disease'>>
>(
  { disease },
  {
    product: readProducts,
    kind: name,
    date: partialDate,
    dose: integer(1, 99),
    series: integer(1, 99),
    ...period,
  },
)
const test = object<Pick<CaseTest, 'disease'>, Required<Omit<CaseTest, 'disease'>>>(
  { disease },
  {
    class: word(TEST_CLASSES),
    result: word(['not-detected', 'detected', 'inconclusive']),
    sampledAt: instantOrDate,
    device: line,
  },
)
const recovery = object<Pick<CaseRecovery, 'disease'>, Required<Omit<CaseRecovery, 'disease'>>>(
  { disease },
  { firstPositive: partialDate, ...period },
)
const dated = object<Pick<CaseDated, 'disease'>, Required<Omit<CaseDated, 'disease'>>>(
  { disease },
  { date: partialDate, ...period },
)
const attestation = object<CaseAttestation, object>({ issuer: line, until: instant }, {})

const factMembers = object<object, Required<CaseFact>>(
  {},
  {
    certificate: integer(0, MAX_FACTS),
    vaccination,
    test,
    recovery,
    prophylaxis: dated,
    exemption: dated,
    attestation,
  },
)

function readFact(value: JsonValue, place: Place): CaseFact | undefined {
  const fact = factMembers(value, place)
  if (!fact) return undefined
  const { certificate: _, ...kinds } = fact
  return Object.keys(kinds).length === 1 ? fact : fault(place, 'expected one kind of fact')
}

function readFacts(value: JsonValue, place: Place): readonly CaseFact[] | undefined {
  if (!Array.isArray(value) || value.length > MAX_FACTS) return fault(place, 'expected a list')
  const before = place.faults.length
  const facts = value.flatMap(
    (each: JsonValue, index) => readFact(each, inside(place, index)) ?? [],
  )
  return place.faults.length === before ? facts : undefined
}

const FORMATS = [
  ...(['eu-dcc', 'who-ddcc', 'who-icvp', 'smart-health-card'] as const),
  ...(['vds-nc', 'divoc', 'nz-pass'] as const),
]
const signed = object<object, Required<CaseSignature>>(
  {},
  {
    format: word(FORMATS),
    evidence: word(EVIDENCE_LEVELS),
    keyListAgeDays: days,
    revocationAgeDays: days,
  },
)

function readNextPass(value: JsonValue, place: Place): string | undefined {
  return value === 'never' ? value : instant(value, place)
}

const readCase = object<
  Pick<PolicyCase, 'name' | 'at' | 'facts' | 'expect'>,
  Required<Omit<PolicyCase, 'name' | 'at' | 'facts' | 'expect'>>
>(
  { name: line, at: instantOrDate, facts: readFacts, expect: word(POLICY_RESULTS) },
  {
    destination: letters,
    from: letters,
    purpose: name,
    birthDate: partialDate,
    signed,
    cause: word(OPEN_CAUSES),
    needs: list(word(FACT_KINDS), FACT_KINDS.length),
    because: list(word(CONDITION_KINDS), CONDITION_KINDS.length),
    missing: list(line, 20),
    show: list(integer(0, MAX_FACTS), MAX_FACTS),
    nextPass: readNextPass,
  },
)

const readCases = object<PolicyCases, object>(
  { type: word([CASES_TYPE]), policy: name, cases: list(readCase, MAX_CASES) },
  {},
)
