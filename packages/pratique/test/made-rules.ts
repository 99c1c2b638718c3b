/**
 * Entry rules made up for tests, and the policies of one country that are made of them.
 *
 * @module
 */

import type { JsonObject, JsonValue } from '../src/json/value.ts'
import type {
  Fact,
  Field,
  HealthCertificate,
  Recovery,
  Test,
  Vaccination,
} from '../src/model/health-certificate.ts'
import type {
  EntryPolicies,
  PolicyCertificate,
  PolicyDecision,
  PolicyRequest,
} from '../src/policy/answer.ts'
import { createPolicies, type PoliciesOptions } from '../src/policy/policies.ts'
import { type EntryRule, readRule } from '../src/policy/rules/rule.ts'

/** When rules are asked. */
export const AT = '2022-02-01T12:00:00Z'
export const SECONDS: number = Date.parse(AT) / 1000

/** A rule as the network has it, of Utopia, for ever; members can be replaced. */
export function makeRuleJson(logic: JsonValue, changes: JsonObject = {}): JsonObject {
  return {
    Identifier: 'GR-UT-0001',
    Type: 'Acceptance',
    Country: 'UT',
    Version: '1.0.0',
    SchemaVersion: '1.0.0',
    Engine: 'CERTLOGIC',
    EngineVersion: '1.0.0',
    CertificateType: 'General',
    Description: [{ lang: 'en', desc: 'What Utopia says of this rule itself.' }],
    ValidFrom: '2020-01-01T00:00:00Z',
    ValidTo: '2100-01-01T00:00:00Z',
    AffectedFields: ['dob'],
    Logic: logic,
    ...changes,
  }
}

export function makeRule(logic: JsonValue, changes: JsonObject = {}): EntryRule {
  const { rule, faults } = readRule(makeRuleJson(logic, changes))
  if (!rule) throw new Error(JSON.stringify(faults))
  return rule
}

/** A rule for one kind of certificate, by the kind's group. */
export function makeRuleFor(
  group: 'v' | 't' | 'r',
  logic: JsonValue,
  changes: JsonObject = {},
): EntryRule {
  const type = { v: 'Vaccination', t: 'Test', r: 'Recovery' }[group]
  const Identifier = `${group.toUpperCase()}R-UT-0001`
  return makeRule(logic, { Identifier, CertificateType: type, ...changes })
}

export const CLOCK: JsonObject = { var: 'external.validationClock' }

/** At most so long after an event. */
export function within(path: string, amount: number, unit = 'day'): JsonObject {
  return {
    'not-after': [{ plusTime: [CLOCK, 0, 'day'] }, { plusTime: [{ var: path }, amount, unit] }],
  }
}

export function makePolicies(
  rules: readonly EntryRule[],
  options: PoliciesOptions = {},
): EntryPolicies {
  return createPolicies({ rules, ...options })
}

/** Asks for Utopia. Times are date-times. */
export function ask(
  policies: EntryPolicies,
  certificates: readonly PolicyCertificate[],
  at = AT,
  rest: Partial<PolicyRequest> = {},
): PolicyDecision {
  const seconds = Date.parse(at) / 1000
  return policies.decide({ destination: 'UT', at: seconds, now: seconds, certificates, ...rest })
}

/** Decides by these rules, at {@link AT}. */
export function decide(
  rules: readonly EntryRule[],
  certificates: readonly PolicyCertificate[],
  rest: Partial<PolicyRequest> = {},
): PolicyDecision {
  return ask(makePolicies(rules), certificates, AT, rest)
}

/** What a rule asks of a value. */
export function is(path: string, value: JsonValue): JsonObject {
  return { '===': [{ var: path }, value] }
}

/** Changes of a dose, after which nothing tells the product. */
export const UNKNOWN = {
  product: undefined,
  manufacturer: undefined,
  vaccineType: undefined,
} as const
export const COMIRNATY = 'EU/1/20/1528'

export function stated<T>(value: T): Field<T> {
  return { value, source: 'stated' }
}

const COVID_19 = {
  value: 'covid-19',
  source: 'stated',
  codes: [{ code: '840539006' }],
} as const

function raw(code: string, system?: string): NonNullable<Vaccination['product']> {
  const codes = [{ code, ...(system !== undefined && { system }) }]
  // Products have no word in the common model: `unknown` is all that their type allows.
  return { value: 'unknown', source: 'stated', codes }
}

/** Comirnaty, the second of two doses. Members that are `undefined` are left out. */
export function makeDose(changes: Partial<Record<keyof Vaccination, unknown>> = {}): Vaccination {
  return without<Vaccination>({
    kind: 'vaccination',
    disease: COVID_19,
    product: raw('EU/1/20/1528'),
    manufacturer: raw('ORG-100030215'),
    vaccineType: raw('1119349007'),
    doseNumber: stated(2),
    seriesDoses: stated(2),
    date: stated('2022-01-01'),
    country: stated('DE'),
    status: stated('completed'),
    ...changes,
  })
}

/** A test by PCR, not detected. */
export function makeTest(changes: Partial<Record<keyof Test, unknown>> = {}): Test {
  return without<Test>({
    kind: 'test',
    disease: COVID_19,
    class: { value: 'naat', source: 'stated', codes: [{ code: 'LP6464-4' }] },
    result: { value: 'not-detected', source: 'stated', codes: [{ code: '260415000' }] },
    sampledAt: stated('2022-01-31T12:00:00Z'),
    country: stated('DE'),
    status: stated('final'),
    ...changes,
  })
}

export function makeRecovery(changes: Partial<Record<keyof Recovery, unknown>> = {}): Recovery {
  return without<Recovery>({
    kind: 'recovery',
    disease: COVID_19,
    firstPositive: stated('2021-12-01'),
    validFrom: stated('2021-12-12'),
    validUntil: stated('2022-05-30'),
    country: stated('DE'),
    ...changes,
  })
}

export { COVID_19, raw }

function without<T>(members: Readonly<Record<string, unknown>>): T {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined),
  ) as unknown as T
}

/** A certificate of Utopia's neighbour, of any format. */
export function makePolicyCertificate(
  facts: Fact | readonly Fact[],
  changes: Partial<Omit<PolicyCertificate, 'certificate'>> & {
    readonly birthDate?: string | undefined
    readonly identifiers?: HealthCertificate['identifiers']
  } = {},
): PolicyCertificate {
  const { birthDate = '1980-05-06', identifiers = [], ...rest } = changes
  const isKnown = !('birthDate' in changes) || changes.birthDate !== undefined
  return {
    certificate: {
      holder: { name: {}, ...(isKnown && { birthDate: stated(birthDate) }) },
      facts: Array.isArray(facts) ? facts : [facts as Fact],
      identifiers,
      issuer: {},
      validity: { issuedAt: 1_640_000_000 },
    },
    format: 'eu-dcc',
    issuer: { country: 'DE', evidence: 'anchored' },
    ...rest,
  }
}
