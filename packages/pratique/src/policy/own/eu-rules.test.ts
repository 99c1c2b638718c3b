/**
 * The bridge to EU rules: a policy, its rules as certlogic-js runs them, and what is read back from these
 * rules give one answer, on certificates that were made for testing rules.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { type CertLogicExpression, evaluate } from 'certlogic-js'
import { validateFormat } from 'certlogic-js/dist/validation/index.js'
import { isJsonObject } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import type { Fact } from '../../model/health-certificate.ts'
import { createTerminology } from '../../terminology/terminology.ts'
import type { PolicyFacts } from '../facts/policy-facts.ts'
import { toPolicyFacts } from '../facts/to-policy-facts.ts'
import { type EntryRule, readRule } from '../rules/rule.ts'
import { evaluateOwnPolicy } from './evaluate.ts'
import { fromEuRules } from './from-eu-rules.ts'
import { parsePolicy } from './parse-policy.ts'
import type { OwnPolicy, Requirement } from './policy.ts'
import { toEuRules } from './to-eu-rules.ts'

const terminology = createTerminology()

/** Public test data, which is not part of the repository. */
const CORPUS = new URL('../../../../../../shared/corpus/rules/', import.meta.url)
const BATTERY = new URL('payload-battery.json', CORPUS)
const PRODUCTION = new URL('production-rules.jsonl', CORPUS)

/** Certificates of our own, for where the corpus is not at hand. */
const OWN_PAYLOADS: Readonly<Record<string, JsonObject>> = {
  dose: payload({ v: [dose(2, 2, '2021-09-01')] }),
  first: payload({ v: [dose(1, 2, '2021-09-01')] }),
  booster: payload({ v: [dose(3, 3, '2021-09-30')] }),
  'after recovery': payload({ v: [dose(2, 1, '2021-12-31')] }),
  unknown: payload({ v: [{ ...dose(2, 2, '2021-09-01'), mp: 'Unknown-X' }] }),
  sample: payload({ t: [sample('LP6464-4', '260415000')] }),
  positive: payload({ t: [sample('LP6464-4', '260373001')] }),
  recovery: payload({ r: [recovered()] }),
  child: payload({ r: [recovered()] }, '2010-03-31'),
  empty: payload({}),
}

const POLICIES: Readonly<Record<string, OwnPolicy>> = {
  'three-way': example('three-way'),
  'pcr-72h': { ...example('pcr-72h'), timezone: 'Etc/UTC', months: 'overflow' },
  months: made({
    anyOf: [
      {
        vaccinated: {
          disease: 'covid-19',
          primaryComplete: 'stated',
          from: { days: 14 },
          until: { months: 9 },
        },
      },
      { recovered: { disease: 'covid-19', from: { days: 28 }, until: { months: 3 } } },
    ],
  }),
  ages: made({
    anyOf: [
      { age: { below: { years: 12 } } },
      {
        allOf: [
          { age: { from: { months: 144 } } },
          { vaccinated: { disease: 'covid-19', doses: { least: 2 }, until: { days: 180 } } },
        ],
      },
    ],
  }),
  platforms: made({
    vaccinated: { disease: 'covid-19', platforms: ['mrna'], booster: true, until: { years: 1 } },
  }),
  devices: made({
    tested: {
      disease: 'covid-19',
      classes: ['antigen-rapid', 'antigen-laboratory'],
      result: 'not-detected',
      withinHours: 24,
      devices: ['1232', '1304'],
    },
  }),
}

const payloads = readPayloads()
const factsBy = new Map<JsonObject, PolicyFacts>()
const valueSets = readValueSets()
const CLOCKS = listClocks()
/** Of so many clocks, one is looked at. */
const TURNS = process.env['PRATIQUE_LONG'] ? 1 : 6

for (const [name, policy] of Object.entries(POLICIES)) {
  describe(name, () => {
    const exported = toEuRules(policy, terminology)
    const rules = exported.rules.map(toRule)

    test('is written as rules that are well formed', () => {
      for (const rule of rules) {
        assert.deepEqual(validateFormat(rule.logic), [])
        assert.match(rule.id, /^(GR|VR|TR|RR)-[A-Z]{2}-\d{4}$/)
        assert.ok(rule.affectedFields.length > 0)
      }
      assert.equal(new Set(rules.map(({ id }) => id)).size, rules.length)
    })

    test('as rules gives the same answers', () => {
      compare(policy, (each, clock) => runRules(rules, each, clock))
    })

    test('read back is equivalent', () => {
      const { policy: back, notUnderstood } = fromEuRules(rules, terminology)
      assert.deepEqual(notUnderstood, [])
      assert.ok(back)
      assert.deepEqual(parsePolicy(JSON.stringify(back)), back)
      const both = { ...back, effective: policy.effective }
      compare(policy, (each, clock) => decide(both, factsOf(each), clock))
    })
  })
}

describe('what rules cannot say', () => {
  test('is listed with its place', () => {
    const policy = made({
      allOf: [
        { vaccinated: { disease: 'yellow-fever', until: 'lifetime' } },
        { vaccinated: { disease: 'covid-19', products: ['no-such'], until: { months: 1 } } },
        { exempt: { disease: 'covid-19' } },
        {
          tested: {
            disease: 'covid-19',
            classes: ['naat'],
            result: 'not-detected',
            withinHours: 72,
          },
        },
      ],
    })
    const { notExpressible, rules } = toEuRules(
      {
        ...policy,
        timezone: 'Europe/Zurich',
        months: 'end-of-month',
        requires: { evidence: 'anchored' },
      },
      terminology,
    )
    assert.deepEqual(
      new Set(notExpressible.map(({ path }) => path)),
      new Set([
        '/timezone',
        '/requires/evidence',
        '/requirement/allOf/0/vaccinated/disease',
        '/requirement/allOf/1/vaccinated/products',
        '/requirement/allOf/1/vaccinated/until',
        '/requirement/allOf/2/exempt',
      ]),
    )
    // What needs two documents is met by none.
    for (const each of Object.values(payloads)) {
      assert.notEqual(runRules(rules.map(toRule), each, CLOCKS[0] ?? 0), 'passed')
    }
  })
})

describe('published rules', {
  skip: !existsSync(PRODUCTION) && 'the corpus is not at hand',
}, () => {
  test('as a policy never take what the rules do not, but where it says so', () => {
    const { countries, told, taken } = importAll()
    assert.ok(countries > 20)
    // Measured when this was written; less would be a step back.
    assert.ok(told / countries > 0.6, `${told} of ${countries} countries give a policy`)
    assert.ok(taken > 100, `${taken} certificates are taken by both`)
  })
})

/** Reads the last rules of every country, and compares them with the policy that is made of them. */
function importAll(): { countries: number; told: number; taken: number } {
  const lines = readFileSync(PRODUCTION, 'utf8').trim().split('\n')
  const latest = new Map<string, EntryRule>()
  for (const line of lines) {
    const row: JsonValue = JSON.parse(line)
    const rule =
      isJsonObject(row) && isJsonObject(row['rule'] ?? null)
        ? toRule(Object(row['rule']))
        : undefined
    if (rule && rule.validFrom < Date.parse('2022-03-01T00:00:00Z')) latest.set(rule.id, rule)
  }
  const byCountry = groupByCountry([...latest.values()])
  let [told, taken] = [0, 0]
  for (const rules of byCountry.values()) {
    const { policy, adjusted } = fromEuRules(rules, terminology, valueSets)
    if (!policy) continue
    told += 1
    const whole = { ...policy, effective: { from: '2020-01-01' } }
    const isExact = adjusted.length === 0
    for (const each of Object.values(payloads)) {
      for (const clock of CLOCKS.filter((_, index) => index % 8 === 1)) {
        if (decide(whole, factsOf(each), clock) !== 'passed') continue
        const ruled = runRules(rules, each, clock)
        if (ruled === 'passed') taken += 1
        else assert.ok(!isExact, `${policy.id} takes what its rules do not`)
      }
    }
  }
  return { countries: byCountry.size, told, taken }
}

function compare(policy: OwnPolicy, other: (payload: JsonObject, clock: number) => string): void {
  let [passed, failed] = [0, 0]
  for (const [index, [name, each]] of Object.entries(payloads).entries()) {
    // Payloads of one kind take turns, so that together they see every clock.
    for (const clock of CLOCKS.filter((_, at) => (at + index) % TURNS === 0)) {
      const own = decide(policy, factsOf(each), clock)
      const theirs = other(each, clock)
      // A value that is not there is open here; a rule may take its absence for a refusal.
      if (own === 'open') assert.notEqual(theirs, 'passed', `${name} at ${clock}`)
      else assert.equal(own, theirs, `${name} at ${new Date(clock * 1000).toISOString()}`)
      if (own === 'passed') passed += 1
      if (own === 'failed') failed += 1
    }
  }
  assert.ok(passed > 0 && failed > 0)
}

function decide(policy: OwnPolicy, facts: PolicyFacts, at: number): string {
  const request = { destination: 'UT', at, now: at, certificates: [] }
  const made = { ...policy, destinations: '*' as const }
  const { result } = evaluateOwnPolicy(made, facts, request)
  return result === 'more-needed' ? 'failed' : result
}

function runRules(rules: readonly EntryRule[], each: JsonObject, clock: number): string {
  const types = ['General', ...(each['v'] ? ['Vaccination'] : []), ...(each['t'] ? ['Test'] : [])]
  if (each['r']) types.push('Recovery')
  const external = {
    validationClock: new Date(clock * 1000).toISOString(),
    valueSets,
  }
  const answers = rules
    .filter(({ certificateType }) => types.includes(certificateType))
    .map((rule) => {
      try {
        // Its type is the language's own, of which the Logic is a JSON value.
        return evaluate(rule.logic as CertLogicExpression, { payload: each, external })
      } catch {
        return undefined
      }
    })
  if (answers.includes(false)) return 'failed'
  return answers.every((answer) => answer === true) ? 'passed' : 'open'
}

function factsOf(each: JsonObject): PolicyFacts {
  const known = factsBy.get(each) ?? toFacts(each)
  factsBy.set(each, known)
  return known
}

function toFacts(each: JsonObject): PolicyFacts {
  const birth = each['dob']
  return toPolicyFacts(
    [
      {
        certificate: {
          holder: {
            name: {},
            ...(typeof birth === 'string' && { birthDate: { value: birth, source: 'stated' } }),
          },
          facts: [
            ...entries(each, 'v').map(toDoseFact),
            ...entries(each, 't').map(toTestFact),
            ...entries(each, 'r').map(toRecoveryFact),
          ],
          identifiers: [],
          issuer: {},
          validity: {},
        },
        format: 'eu-dcc',
        issuer: { evidence: 'anchored' },
      },
    ],
    terminology,
  )
}

function entries(each: JsonObject, group: string): readonly JsonObject[] {
  const list = each[group]
  return Array.isArray(list) ? list.filter(isJsonObject) : []
}

const stated = <T>(value: T) => ({ value, source: 'stated' as const })
const covid = { value: 'covid-19', source: 'stated', codes: [{ code: '840539006' }] } as const

/** The battery's makers and kinds do not fit its products: what rules look at is the product alone. */
function toDoseFact({ mp, dn, sd, dt }: JsonObject): Fact {
  return {
    kind: 'vaccination',
    disease: covid,
    ...(typeof mp === 'string' && {
      product: { value: 'unknown' as never, source: 'stated' as const, codes: [{ code: mp }] },
    }),
    date: stated(String(dt)),
    doseNumber: stated(Number(dn)),
    seriesDoses: stated(Number(sd)),
    status: stated('completed'),
  }
}

function toTestFact({ tt, tr, sc, ma }: JsonObject): Fact {
  return {
    kind: 'test',
    disease: covid,
    class: { value: 'unknown', source: 'stated', codes: [{ code: String(tt) }] },
    result: { value: 'unknown', source: 'stated', codes: [{ code: String(tr) }] },
    sampledAt: stated(String(sc)),
    ...(typeof ma === 'string' && {
      device: { value: 'unknown' as never, source: 'stated' as const, codes: [{ code: ma }] },
    }),
    status: stated('final'),
  }
}

function toRecoveryFact({ fr, df, du }: JsonObject): Fact {
  return {
    kind: 'recovery',
    disease: covid,
    firstPositive: stated(String(fr)),
    validFrom: stated(String(df)),
    validUntil: stated(String(du)),
  }
}

function toRule(json: JsonObject): EntryRule {
  const { rule, faults } = readRule(json)
  assert.deepEqual(faults ?? [], [])
  assert.ok(rule)
  return rule
}

/** Days on which something begins or ends: at midnight, and a second before and after it. */
function listClocks(): readonly number[] {
  const days = ['2021-09-01', '2021-09-15', '2021-12-31', '2022-01-17', '2022-02-28', '2022-03-01']
  const more = ['2022-03-31', '2022-05-30', '2022-06-02', '2022-06-19', '2022-09-02']
  const midnights = [...days, ...more].flatMap((day) => {
    const midnight = Date.parse(`${day}T00:00:00Z`) / 1000
    return [midnight - 1, midnight, midnight + 1]
  })
  const sampled = Date.parse('2022-02-01T08:00:00Z') / 1000
  const hours = [0, 24, 72].flatMap((hour) => [0, 1].map((by) => sampled + hour * 3600 + by))
  return [...midnights, ...hours, sampled - 1]
}

function readPayloads(): Readonly<Record<string, JsonObject>> {
  if (!existsSync(BATTERY)) return OWN_PAYLOADS
  const battery: JsonValue = JSON.parse(readFileSync(BATTERY, 'utf8'))
  const read = isJsonObject(battery) ? battery['payloads'] : undefined
  const all = isJsonObject(read ?? null) ? Object.entries(Object(read)) : []
  const kept: Record<string, JsonObject> = { ...OWN_PAYLOADS }
  for (const [name, each] of all) {
    const value: JsonValue = Object(each)
    // Rules look at the first entry; here all count.
    const count = isJsonObject(value)
      ? ['v', 't', 'r'].flatMap((group) => entries(value, group))
      : []
    if (isJsonObject(value) && count.length === 1) kept[name] = value
  }
  return kept
}

function readValueSets(): Readonly<Record<string, readonly string[]>> {
  if (!existsSync(BATTERY)) return {}
  return Object(JSON.parse(readFileSync(BATTERY, 'utf8'))).valueSets
}

function example(name: string): OwnPolicy {
  const file = new URL(`../../../../cli/data/policies/${name}.json`, import.meta.url)
  return parsePolicy(readFileSync(file, 'utf8'))
}

function made(requirement: Requirement): OwnPolicy {
  const { exemptions: _, ...rest } = example('three-way')
  return { ...rest, id: 'made', requirement }
}

function payload(groups: JsonObject, dob = '1980-01-01'): JsonObject {
  return { ver: '1.3.0', nam: { fnt: 'DOE', gnt: 'JANE' }, dob, ...groups }
}

function dose(dn: number, sd: number, dt: string): JsonObject {
  return { tg: '840539006', vp: '1119349007', mp: 'EU/1/20/1528', dn, sd, dt, co: 'UT' }
}

function sample(tt: string, tr: string): JsonObject {
  return { tg: '840539006', tt, tr, sc: '2022-02-01T08:00:00Z', co: 'UT' }
}

function recovered(): JsonObject {
  return { tg: '840539006', fr: '2021-12-20', df: '2021-12-31', du: '2022-06-18', co: 'UT' }
}

function groupByCountry(rules: readonly EntryRule[]): ReadonlyMap<string, readonly EntryRule[]> {
  const countries = new Set(rules.map(({ country }) => country))
  return new Map(
    [...countries].map((country) => [country, rules.filter((rule) => rule.country === country)]),
  )
}
