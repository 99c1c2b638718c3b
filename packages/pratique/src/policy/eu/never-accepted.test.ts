/**
 * No error, no missing rule and no missing value ever lets anybody in: faults of every kind, injected into
 * rules that were in production, certificates and requests.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { createChance, pick } from '../../../test/made-expressions.ts'
import {
  ask,
  makeDose,
  makePolicies,
  makePolicyCertificate,
  makeRecovery,
  makeRule,
  makeTest,
  raw,
  stated,
} from '../../../test/made-rules.ts'
import {
  noCorpus,
  readBattery,
  readProductionRules,
  toDccCertificate,
} from '../../../test/policy-corpus.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import type { Fact } from '../../model/health-certificate.ts'
import type { PolicyCertificate, PolicyDecision, PolicyRequest } from '../answer.ts'
import { compileExpression } from '../certlogic/evaluate.ts'
import { ENGINE_VERSION } from '../certlogic/expression.ts'
import { createPolicies } from '../policies.ts'
import type { EntryRule } from '../rules/rule.ts'
import { type Selection, selectRules } from '../rules/select.ts'
import type { ValueSets } from '../rules/value-sets.ts'
import { compareVersions } from '../rules/version.ts'

const SHARE = process.env['PRATIQUE_LONG'] ? 2 : 3
const RUNS = { numRuns: Math.ceil(Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) / SHARE) }
const TYPES = { v: 'Vaccination', t: 'Test', r: 'Recovery' } as const

const battery = noCorpus === false ? readBattery() : undefined
const rules = noCorpus === false ? readProductionRules() : []
const COUNTRIES = [...new Set(rules.map(({ country }) => country))]
const byCountry = new Map(
  COUNTRIES.map((each) => [each, rules.filter(({ country }) => country === each)]),
)
const valueSets: ValueSets = battery?.valueSets ?? { codes: {}, dates: {} }

const clock = fc
  .integer({ min: Date.parse('2021-11-01') / 1000, max: Date.parse('2023-08-01') / 1000 })
  .map((seconds) => seconds * 1000)
const seed = fc.integer({ min: 0, max: 2 ** 31 })

/** What the rules come to on a certificate that says everything. */
function judgeTruth(
  own: readonly EntryRule[],
  payload: JsonObject,
  selection: Selection,
  sets: ValueSets,
): 'passed' | 'failed' | 'open' {
  const external = {
    validationClock: new Date(selection.at).toISOString(),
    valueSets: sets.codes,
    countryCode: selection.destination,
    issuerCountryCode: 'DE',
  }
  const results = selectRules(own, selection).map((rule) => {
    if (compareVersions(rule.engineVersion, ENGINE_VERSION) > 0) return 'open'
    const evaluated = compileExpression(rule.logic).evaluate({ payload, external })
    if (evaluated.fault !== undefined || typeof evaluated.value !== 'boolean') return 'open'
    return evaluated.value ? 'passed' : 'failed'
  })
  if (results.includes('failed')) return 'failed'
  return results.includes('open') || results.length === 0 ? 'open' : 'passed'
}

describe('broken rules', { skip: noCorpus }, () => {
  const names = Object.keys(battery?.payloads ?? {}).filter(
    (name) => !['empty', 'v-two-entries', 'mixed-v-t'].includes(name),
  )

  test('pass only what every one of them is true of', () => {
    const counts = { passed: 0, open: 0, failed: 0 }
    const cases = fc.record({
      destination: fc.constantFrom(...COUNTRIES),
      name: fc.constantFrom(...names),
      at: clock,
      seed,
      isSetLost: fc.boolean(),
    })
    fc.assert(
      fc.property(cases, ({ destination, name, at, seed: chosen, isSetLost }) => {
        const chance = createChance(chosen)
        const payload = battery?.payloads[name] ?? {}
        const group = (['v', 't', 'r'] as const).find((each) => Array.isArray(payload[each])) ?? 'v'
        const selection: Selection = { destination, type: TYPES[group], at, issuedIn: 'DE' }
        const selected = selectRules(byCountry.get(destination) ?? [], selection)
        if (selected.length === 0) return
        const broken = pick(selected, chance)
        const own = selected.map((rule) =>
          rule === broken ? { ...rule, logic: breakPart(rule.logic, chance) } : rule,
        )
        const sets = isSetLost ? loseSet(valueSets, chance) : valueSets
        const decision = createPolicies({ rules: own, valueSets: sets }).decide({
          destination,
          at: at / 1000,
          now: at / 1000,
          certificates: [toDccCertificate(payload)],
        })
        counts[decision.result === 'more-needed' ? 'open' : decision.result] += 1
        const truth = judgeTruth(own, payload, selection, sets)
        if (decision.result === 'passed') assert.equal(truth, 'passed')
        if (truth === 'open') assert.notEqual(decision.result, 'passed')
      }),
      RUNS,
    )
    assert.ok(Math.min(counts.passed, counts.open, counts.failed) > 10, JSON.stringify(counts))
  })

  test('that are taken away, one or all, never make it pass', () => {
    fc.assert(
      fc.property(fc.constantFrom(...COUNTRIES), clock, seed, (destination, at, chosen) => {
        const chance = createChance(chosen)
        const own = byCountry.get(destination) ?? []
        const certificates = [toDccCertificate(battery?.payloads[pick(names, chance)] ?? {})]
        const request = { destination, at: at / 1000, now: at / 1000, certificates }
        for (const none of [[], own.filter(({ certificateType }) => certificateType === 'Test')]) {
          const decision = createPolicies({ rules: none, valueSets }).decide(request)
          const isTest = certificates[0]?.certificate.facts[0]?.kind === 'test'
          if (none.length === 0 || !isTest) assert.notEqual(decision.result, 'passed')
        }
      }),
      { numRuns: 50 },
    )
  })

  test('that are added never make it pass', () => {
    fc.assert(
      fc.property(fc.constantFrom(...COUNTRIES), clock, seed, (destination, at, chosen) => {
        const chance = createChance(chosen)
        const own = byCountry.get(destination) ?? []
        const certificates = [toDccCertificate(battery?.payloads[pick(names, chance)] ?? {})]
        const request = { destination, at: at / 1000, now: at / 1000, certificates }
        const before = createPolicies({ rules: own, valueSets }).decide(request)
        if (before.result === 'passed' || before.cause === 'no-rules') return
        const donor = pick(rules, chance)
        const added = {
          ...donor,
          id: 'GR-XX-9999',
          country: destination,
          kind: 'acceptance' as const,
        }
        const after = createPolicies({ rules: [...own, added], valueSets }).decide(request)
        assert.notEqual(after.result, 'passed')
      }),
      { numRuns: Math.ceil(RUNS.numRuns / 5) },
    )
  })
})

const ODD: readonly JsonValue[] = [null, 1.5, '', 'x', true, false, 0, [], {}, -1, '2022-02-30']

/** Takes away or exchanges one part of an expression. */
function breakPart(value: JsonValue, chance: (bound: number) => number): JsonValue {
  if (Array.isArray(value) && value.length > 0 && chance(6) > 0) {
    const index = chance(value.length)
    if (chance(5) === 0) return value.toSpliced(index, 1)
    return value.with(index, breakPart(value[index] ?? null, chance))
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && chance(6) > 0) {
    const [[name, inner] = ['', null]] = Object.entries(value as JsonObject)
    if (chance(12) === 0) return { [`${name}x`]: inner }
    return { [name]: breakPart(inner, chance) }
  }
  if (typeof value === 'string' && chance(3) > 0) {
    return pick(
      [`${value}.0`, value.replace('payload', 'Payload'), value.replace(/\.\w+$/, '')],
      chance,
    )
  }
  return pick(ODD, chance)
}

function loseSet({ codes, dates }: ValueSets, chance: (bound: number) => number): ValueSets {
  const lost = pick(Object.keys(codes), chance)
  return {
    codes: Object.fromEntries(Object.entries(codes).filter(([name]) => name !== lost)),
    dates,
  }
}

/** An event, all of it: what a certificate of any format may leave out. */
const day = fc
  .date({ min: new Date('2021-01-01'), max: new Date('2023-06-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

const PRODUCTS = [
  { mp: 'EU/1/20/1528', ma: 'ORG-100030215', vp: '1119349007', cvx: '208', regular: 2 },
  { mp: 'EU/1/20/1507', ma: 'ORG-100031184', vp: '1119349007', cvx: '207', regular: 2 },
  { mp: 'EU/1/21/1529', ma: 'ORG-100001699', vp: '29061000087103', cvx: '210', regular: 2 },
  { mp: 'EU/1/20/1525', ma: 'ORG-100001417', vp: '29061000087103', cvx: '212', regular: 1 },
  { mp: 'CoronaVac', ma: 'Sinovac-Biotech', vp: '1157024006', cvx: '511', regular: 2 },
] as const

const truth = fc.record({
  group: fc.constantFrom('v', 't', 'r'),
  dob: fc
    .date({ min: new Date('1930-01-01'), max: new Date('2015-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  day,
  product: fc.constantFrom(...PRODUCTS),
  dn: fc.integer({ min: 1, max: 4 }),
  more: fc.integer({ min: -1, max: 1 }),
  tt: fc.constantFrom('LP6464-4', 'LP217198-3'),
  tr: fc.constantFrom('260415000', '260373001'),
  device: fc.constantFrom('1232', '1065', '9999'),
  hour: fc.integer({ min: 0, max: 86_399 }),
  validity: fc.integer({ min: 20, max: 400 }),
})

type Truth = typeof truth extends fc.Arbitrary<infer T> ? T : never

function seriesOf({ dn, more, product }: Truth): number {
  return Math.max(1, Math.min(dn + more, Math.max(dn, product.regular)))
}

function sampleTime({ day: date, hour }: Truth): string {
  return new Date(Date.parse(date) + hour * 1000).toISOString().replace('.000Z', 'Z')
}

function shift(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)
}

/** As an EU DCC that says it all. */
function toPayload(event: Truth): JsonObject {
  const { group, dob, day: date, product, dn, tt, tr, device, validity } = event
  const common = { tg: '840539006', co: 'DE', is: 'RKI', ci: 'URN:UVCI:01DE/A/B#C' }
  const { mp, ma, vp } = product
  const entry = {
    v: { ...common, mp, ma, vp, dn, sd: seriesOf(event), dt: date },
    t: { ...common, tt, tr, sc: sampleTime(event), ...(tt === 'LP6464-4' ? {} : { ma: device }) },
    r: { ...common, fr: date, df: shift(date, 11), du: shift(date, validity) },
  }[group]
  return { ver: '1.3.0', dob, [group]: [entry] }
}

/** As a certificate that leaves out what it is told to, and states the product in its own way. */
function toCertificate(event: Truth, hidden: readonly string[], way: number): PolicyCertificate {
  const { dob, day: date, product } = event
  const isDcc = way % 2 === 0
  const shows = (name: string) => !hidden.includes(name)
  const only = <T>(name: string, value: T) => (shows(name) ? value : undefined)
  const facts = {
    v: (): Fact =>
      makeDose({
        product: isDcc ? only('product', raw(product.mp)) : undefined,
        manufacturer: isDcc ? only('product', raw(product.ma)) : undefined,
        vaccineType: isDcc
          ? raw(product.vp)
          : only('product', raw(product.cvx, 'http://hl7.org/fhir/sid/cvx')),
        doseNumber: only('dose', stated(event.dn)),
        seriesDoses: only('series', stated(seriesOf(event))),
        date: only('date', stated(shows('day') ? date : date.slice(0, 7))),
        country: only('country', stated('DE')),
        statedBy: only('country', stated('RKI')),
      }),
    t: (): Fact =>
      makeTest({
        class:
          event.tt === 'LP6464-4'
            ? { value: 'naat', source: 'stated', codes: [{ code: event.tt }] }
            : { value: 'antigen-rapid', source: 'stated', codes: [{ code: event.tt }] },
        result: {
          value: event.tr === '260415000' ? 'not-detected' : 'detected',
          source: 'stated',
          codes: [{ code: event.tr }],
        },
        device: event.tt === 'LP6464-4' ? undefined : only('product', raw(event.device)),
        sampledAt: only('date', stated(shows('day') ? sampleTime(event) : date)),
        country: only('country', stated('DE')),
        statedBy: only('country', stated('RKI')),
      }),
    r: (): Fact =>
      makeRecovery({
        firstPositive: only('date', stated(date)),
        validFrom: only('series', stated(shift(date, 11))),
        validUntil: only('dose', stated(shift(date, event.validity))),
        country: only('country', stated('DE')),
        statedBy: only('country', stated('RKI')),
      }),
  }
  const birthDate = shows('dob') ? (shows('month') ? dob : dob.slice(0, 4)) : undefined
  return makePolicyCertificate(facts[event.group](), {
    birthDate,
    format: isDcc ? 'eu-dcc' : 'smart-health-card',
    identifiers: isDcc ? [{ scheme: 'uvci', value: 'URN:UVCI:01DE/A/B#C' }] : [],
  })
}

function resultAt({ windows }: PolicyDecision, at: number): PolicyDecision['result'] | undefined {
  return windows.find(({ from, until }) => {
    const isBegun = from === undefined || Date.parse(from) <= at
    return isBegun && (until === undefined || at < Date.parse(until))
  })?.result
}

describe('what a certificate leaves out', { skip: noCorpus }, () => {
  const FIELDS = ['product', 'dose', 'series', 'date', 'day', 'country', 'dob', 'month']

  test('never decides otherwise than all of it would', () => {
    const counts = { passed: 0, open: 0, failed: 0 }
    const hidden = fc.subarray(FIELDS)
    const away = fc.integer({ min: -20, max: 420 })
    fc.assert(
      fc.property(
        fc.constantFrom(...COUNTRIES),
        truth,
        hidden,
        fc.nat(3),
        away,
        (destination, event, left, way, days) => {
          const at =
            Date.parse(sampleTime(event)) + days * 86_400_000 * (event.group === 't' ? 0.01 : 1)
          const instant = Math.floor(at / 1000) * 1000
          const selection: Selection = {
            destination,
            type: TYPES[event.group],
            at: instant,
            issuedIn: 'DE',
          }
          // What is certified has taken place: of that nothing has to be tried.
          if (left.includes('date') && days < 1) return
          const own = byCountry.get(destination) ?? []
          const expected = judgeTruth(own, toPayload(event), selection, valueSets)
          const found = policiesOf(destination).decide({
            destination,
            at: instant / 1000,
            now: instant / 1000,
            certificates: [toCertificate(event, left, way)],
          })
          counts[found.result === 'more-needed' ? 'open' : found.result] += 1
          if (found.result === 'passed') assert.equal(expected, 'passed')
          // Windows are found in a shorter way, and say the same.
          if (found.windows.length > 0) assert.equal(resultAt(found, instant), found.result)
          const isFuture = found.reasons.some(({ condition }) => condition.kind === 'in-future')
          if (found.result === 'failed' && !isFuture) assert.equal(expected, 'failed')
          if (left.length === 0 && expected !== 'passed') assert.notEqual(found.result, 'passed')
        },
      ),
      { numRuns: Math.ceil(RUNS.numRuns / 2) },
    )
    assert.ok(Math.min(counts.passed, counts.open, counts.failed) > 10, JSON.stringify(counts))
  })

  const policiesOf = (() => {
    const made = new Map<string, ReturnType<typeof createPolicies>>()
    return (country: string) => {
      const known = made.get(country)
      if (known) return known
      const policies = createPolicies({ rules: byCountry.get(country) ?? [], valueSets })
      made.set(country, policies)
      return policies
    }
  })()

  test('an EU DCC without its identifier is not known to be none that was invalidated', () => {
    const rule: JsonObject = {
      '!': [{ in: [{ extractFromUVCI: [{ var: 'payload.v.0.ci' }, 1] }, ['REVOKED']] }],
    }
    const changes = { Type: 'Invalidation', Country: 'DE', Identifier: 'IR-DE-0001' }
    const policies = makePolicies([makeRule(true), makeRule(rule, changes)])
    const open = ask(policies, [makePolicyCertificate(makeDose())])
    assert.deepEqual([open.result, open.missingFields], ['open', ['identifier']])
    // Other formats never have one: there is nothing that could have been invalidated by it.
    const card = makePolicyCertificate(makeDose(), { format: 'smart-health-card' })
    assert.equal(ask(policies, [card]).result, 'passed')
  })
})

describe('odd requests', () => {
  const policies = makePolicies([makeRule(true)])
  const certificates = [makePolicyCertificate(makeDose())]
  const at = Date.parse('2022-02-01') / 1000
  const usual: PolicyRequest = { destination: 'UT', at, now: at, certificates }

  test('times that are none are open, and nothing is thrown', () => {
    assert.equal(policies.decide(usual).result, 'passed')
    for (const time of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e20]) {
      for (const changes of [{ at: time }, { until: time }, { now: time }]) {
        const { result } = policies.decide({ ...usual, ...changes })
        assert.equal(result, 'open', JSON.stringify(changes))
      }
    }
    for (const time of [8.64e12, -8.64e12, 253_402_300_800, -62_135_596_801, -1e11]) {
      const { result } = policies.decide({ ...usual, at: time })
      assert.notEqual(result, 'passed', String(time))
    }
  })

  test('an arrival that ends before it begins is open', () => {
    assert.equal(policies.decide({ ...usual, until: at - 1 }).result, 'open')
  })

  test('places that are none have no rules', () => {
    for (const destination of ['', '__proto__', 'toString', 'XX', 'ut']) {
      assert.equal(policies.decide({ ...usual, destination }).cause, 'no-rules', destination)
    }
  })
})
