/**
 * What the EU's rules say of certificates that do not say everything, or of which nothing can be said.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  ask,
  CLOCK,
  makeDose,
  makePolicies,
  makePolicyCertificate,
  makeRule,
  makeRuleFor,
  makeTest,
  raw,
  stated,
  within,
} from '../../../test/made-rules.ts'
import {
  noCorpus,
  readBattery,
  readProductionRules,
  toDccCertificate,
} from '../../../test/policy-corpus.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import type { PolicyDecision } from '../answer.ts'

const v = (member: string): JsonObject => ({ var: `payload.v.0.${member}` })
const t = (member: string): JsonObject => ({ var: `payload.t.0.${member}` })
const isComirnaty: JsonObject = { in: [v('mp'), ['EU/1/20/1528']] }
const isComplete: JsonObject = { '>=': [v('dn'), v('sd')] }
const ofAge: JsonObject = {
  'not-before': [
    { plusTime: [CLOCK, -18, 'year'] },
    { plusTime: [{ var: 'payload.dob' }, 0, 'day'] },
  ],
}
const valueSets = { codes: { products: ['EU/1/20/1528', 'EU/1/20/1507'] }, dates: {} }
const CARD = { format: 'smart-health-card' } as const

/** A dose as formats state it that have nothing but a code for what was given. */
const unnamed = { product: undefined, manufacturer: undefined, vaccineType: raw('XYZ') }

function decideDose(
  logic: JsonValue,
  changes: Parameters<typeof makeDose>[0] = {},
  certificate: Parameters<typeof makePolicyCertificate>[1] = CARD,
): PolicyDecision {
  const policies = makePolicies([makeRuleFor('v', logic)], { valueSets })
  return ask(policies, [makePolicyCertificate(makeDose(changes), certificate)])
}

/** It is open because of these alone. */
function checkMissing(decision: PolicyDecision, ...fields: readonly string[]): void {
  assert.deepEqual(
    [decision.result, decision.cause, decision.missingFields],
    ['open', 'value-missing', fields],
  )
  const reasons = decision.reasons.map(({ condition }) => condition)
  for (const field of fields) {
    assert.ok(
      reasons.some((each) => each.kind === 'value-missing' && each.values['field'] === field),
    )
  }
}

describe('what is not known is tried in every way', () => {
  test('the product', () => {
    checkMissing(decideDose(isComirnaty, unnamed), 'vaccination.product')
    checkMissing(
      decideDose({ in: [v('mp'), { var: 'external.valueSets.products' }] }, unnamed),
      'vaccination.product',
    )
    checkMissing(decideDose({ '!': [isComirnaty] }, unnamed), 'vaccination.product')
    // All answers are the same: it does not matter which it is.
    assert.equal(decideDose({ if: [isComirnaty, true, true] }, unnamed).result, 'passed')
    assert.equal(decideDose({ and: [isComirnaty, false] }, unnamed).result, 'failed')
    assert.equal(decideDose(within('payload.v.0.dt', 10), unnamed).result, 'failed')
    assert.equal(decideDose(isComplete, unnamed).result, 'passed')
  })

  test('a class of products: none is guessed, though all known ones would pass', () => {
    const mrna = { ...unnamed, vaccineType: raw('1119349007', 'http://snomed.info/sct') }
    checkMissing(decideDose(isComirnaty, mrna), 'vaccination.product')
    const known = ['EU/1/20/1528', 'EU/1/20/1507', 'CVnCoV']
    checkMissing(decideDose({ in: [v('mp'), known] }, mrna), 'vaccination.product')
  })

  test('the length of the series', () => {
    const { seriesDoses: _, ...first } = makeDose({ doseNumber: stated(1) })
    const decision = decideDose(isComplete, { ...first, seriesDoses: undefined })
    checkMissing(decision, 'vaccination.seriesDoses')
    const second = decideDose(isComplete, { seriesDoses: undefined })
    assert.equal(second.result, 'passed')
    const none = { doseNumber: undefined, seriesDoses: undefined }
    checkMissing(decideDose(isComplete, none), 'vaccination.doseNumber', 'vaccination.seriesDoses')
    checkMissing(decideDose({ '>=': [v('dn'), 3] }, none), 'vaccination.doseNumber')
    checkMissing(decideDose({ '===': [v('sd'), 2] }, none), 'vaccination.seriesDoses')
    checkMissing(decideDose(isComplete, { doseNumber: undefined }), 'vaccination.doseNumber')
    const third = decideDose({ '>=': [v('dn'), 3] }, { seriesDoses: undefined })
    assert.equal(third.result, 'failed')
  })

  test('the date of birth, which may be partial', () => {
    const born = (birthDate: string | undefined) => {
      return decideDose(ofAge, {}, { ...CARD, birthDate })
    }
    checkMissing(born(undefined), 'holder.birthDate')
    // On the day of arrival, 1 February 2022, holders are of age who were born in 2003.
    assert.equal(born('2003').result, 'passed')
    checkMissing(born('2004'), 'holder.birthDate')
    checkMissing(born('2004-02'), 'holder.birthDate')
    assert.equal(born('2004-01').result, 'passed')
    assert.equal(born('2004-03').result, 'failed')
    assert.equal(born('2004-02-01').result, 'passed')
    assert.equal(born('2004-02-02').result, 'failed')
    assert.equal(born('1950').result, 'passed')
  })

  test('when it was', () => {
    const never = { date: undefined }
    checkMissing(decideDose(within('payload.v.0.dt', 270), never), 'vaccination.date')
    assert.equal(decideDose(isComplete, never).result, 'passed')
    assert.equal(
      decideDose(within('payload.v.0.dt', 31), { date: stated('2022-01') }).result,
      'open',
    )
    assert.equal(
      decideDose(within('payload.v.0.dt', 60), { date: stated('2022-01') }).result,
      'passed',
    )
    const lenient = { ...stated('2022-01-22'), alternative: '2022-01-23' }
    checkMissing(decideDose(within('payload.v.0.dt', 10), { date: lenient }), 'vaccination.date')
    assert.equal(decideDose(within('payload.v.0.dt', 8), { date: lenient }).result, 'failed')
    assert.equal(decideDose(within('payload.v.0.dt', 11), { date: lenient }).result, 'passed')
  })

  test('several: those alone that decide are named', () => {
    const two = { ...unnamed, date: undefined }
    checkMissing(decideDose(isComirnaty, two), 'vaccination.product')
    checkMissing(decideDose(within('payload.v.0.dt', 270), two), 'vaccination.date')
    const both = decideDose({ and: [isComirnaty, within('payload.v.0.dt', 270)] }, two)
    checkMissing(both, 'vaccination.product', 'vaccination.date')
  })

  test('the device of a test that does not name it, and its class', () => {
    const listed: JsonObject = { in: [t('ma'), ['1065']] }
    const policies = makePolicies([
      makeRuleFor('t', { if: [{ '===': [t('tt'), 'LP217198-3'] }, listed, true] }),
    ])
    const asked = (changes: Parameters<typeof makeTest>[0]) => {
      return ask(policies, [makePolicyCertificate(makeTest(changes), CARD)])
    }
    const rapid = { value: 'antigen-rapid', source: 'stated', codes: [] }
    checkMissing(asked({ class: rapid }), 'test.device')
    assert.equal(asked({}).result, 'passed')
    assert.equal(asked({ class: rapid, device: raw('1065') }).result, 'passed')
    assert.equal(asked({ class: rapid, device: raw('9') }).result, 'failed')
    const unknown = { value: 'unknown', source: 'stated', codes: [{ code: '?' }] }
    const open = asked({ class: unknown })
    assert.equal(open.result, 'open')
    assert.ok(open.missingFields.includes('test.class'))
  })

  test('a result that no table knows is never "not detected"', () => {
    const policies = makePolicies([makeRuleFor('t', { '===': [t('tr'), '260415000'] })])
    for (const format of ['eu-dcc', 'smart-health-card'] as const) {
      const result = { value: 'unknown', source: 'stated', codes: [{ code: 'fine' }] }
      const decision = ask(policies, [makePolicyCertificate(makeTest({ result }), { format })])
      assert.notEqual(decision.result, 'passed', format)
    }
  })

  test('what rules ask that cannot be tried is open', () => {
    const odd: JsonObject = { '===': [{ extractFromUVCI: [v('co'), 0] }, 'DE'] }
    assert.equal(decideDose(odd, { country: undefined }).result, 'open')
    const names: JsonObject = { '===': [{ var: 'payload.nam.fnt' }, 'X'] }
    assert.deepEqual([decideDose(names).result, decideDose(names).cause], ['open', 'error'])
    assert.equal(decideDose({ if: [{ var: '' }, true, true] }).result, 'open')
  })

  test('never more than 20,000 ways, and soon', () => {
    const codes = (member: string) =>
      Array.from({ length: 40 }, (_, index): JsonObject => ({ '===': [v(member), `c${index}`] }))
    const all: JsonObject = {
      in: [
        true,
        ['mp', 'co', 'is'].flatMap(codes).concat(ofAge, isComplete, within('payload.v.0.dt', 30)),
      ],
    }
    const changes = {
      ...unnamed,
      date: undefined,
      country: undefined,
      doseNumber: undefined,
      seriesDoses: undefined,
    }
    const begun = performance.now()
    const decision = decideDose(all, changes, { ...CARD, birthDate: undefined })
    assert.equal(decision.result, 'open')
    assert.ok(decision.missingFields.length > 3)
    assert.ok(performance.now() - begun < 2000)
  })
})

describe('what no rule of the EU is about', () => {
  const policies = makePolicies([makeRule(true)])

  test('a disease that is not known is open, another one is not taken', () => {
    const unknown = { value: 'unknown', source: 'stated', codes: [{ code: '?' }] }
    const open = ask(policies, [
      makePolicyCertificate(makeDose({ ...unnamed, disease: unknown }), CARD),
    ])
    assert.deepEqual([open.result, open.missingFields], ['open', ['vaccination.disease']])
    const other = { value: 'yellow-fever', source: 'stated', codes: [{ code: '1D47' }] }
    const dose = makeDose({ ...unnamed, vaccineType: undefined, disease: other })
    const failed = ask(policies, [makePolicyCertificate(dose, CARD)])
    assert.equal(failed.result, 'failed')
    assert.deepEqual(
      failed.reasons.map(({ condition }) => condition.kind),
      ['disease'],
    )
  })

  test("an issuer's word that all is well is not taken", () => {
    const attested = { kind: 'attestation', type: 'PublicCovidPass' } as const
    const decision = ask(policies, [makePolicyCertificate(attested, { format: 'nz-pass' })])
    assert.equal(decision.result, 'failed')
    assert.equal(decision.reasons[0]?.condition.kind, 'attestation')
  })

  test('nor what was not done, is not final, is not read, or is not there', () => {
    const none = [
      [makeDose({ status: stated('not-done') })],
      [makeTest({ status: stated('not-final') })],
      [{ kind: 'other', disease: makeDose().disease, type: 'Condition' } as const],
      [],
    ]
    for (const facts of none) {
      assert.notEqual(ask(policies, [makePolicyCertificate(facts, CARD)]).result, 'passed')
    }
    assert.notEqual(ask(policies, []).result, 'passed')
    assert.equal(ask(policies, [makePolicyCertificate(makeDose(), CARD)]).result, 'passed')
  })

  test('an event after the arrival', () => {
    const later = makePolicyCertificate(makeTest({ sampledAt: stated('2022-02-01T12:00:01Z') }))
    const decision = ask(policies, [later])
    assert.equal(decision.result, 'failed')
    const [reason] = decision.reasons
    assert.deepEqual(
      [reason?.condition.kind, reason?.condition.values],
      ['in-future', { event: 'sample' }],
    )
    assert.equal(decision.nextPass, '2022-02-01T12:00:01Z')
    // A day begins before it does in UTC.
    const dose = (day: string) => makePolicyCertificate(makeDose({ date: stated(day) }))
    assert.equal(ask(policies, [dose('2022-02-02')]).result, 'passed')
    assert.equal(ask(policies, [dose('2022-02-02')], '2022-02-01T09:59:59Z').result, 'failed')
    assert.equal(ask(policies, [dose('2022-02-03')]).result, 'failed')
  })
})

describe('rules that do not decide', () => {
  const certificates = [makePolicyCertificate(makeDose())]

  test('of a later engine, another language, a later schema', () => {
    for (const changes of [
      { EngineVersion: '2.0.1' },
      { EngineVersion: '1.3.4' },
      { Engine: 'CUSTOM' },
      { SchemaVersion: '2.0.0' },
      { SchemaVersion: '1.4.0' },
    ]) {
      const decision = ask(makePolicies([makeRule(true, changes)]), certificates)
      assert.deepEqual(
        [decision.result, decision.cause],
        ['open', 'error'],
        JSON.stringify(changes),
      )
      assert.equal(decision.rules[0]?.result, 'open')
      const [reason] = decision.reasons
      assert.deepEqual(reason?.condition, {
        kind: 'not-evaluable',
        values: { field: '' },
        stated: {},
      })
    }
    for (const changes of [
      { EngineVersion: '1.3.3' },
      { EngineVersion: '0.7.5' },
      { SchemaVersion: '1.3.0' },
    ]) {
      assert.equal(ask(makePolicies([makeRule(true, changes)]), certificates).result, 'passed')
    }
  })

  test('that fail outweigh those that are open, and those those that pass', () => {
    const [yes, no] = [makeRule(true), makeRuleFor('v', isComirnatyNot())]
    const broken = makeRule({ before: ['x', 'y'] }, { Identifier: 'GR-UT-0002' })
    assert.equal(ask(makePolicies([yes, broken]), certificates).result, 'open')
    assert.equal(ask(makePolicies([yes, broken, no]), certificates).result, 'failed')
    assert.equal(ask(makePolicies([yes]), certificates).result, 'passed')
  })

  test('for other kinds of certificate alone', () => {
    const decision = ask(makePolicies([makeRuleFor('t', true)]), certificates)
    assert.deepEqual([decision.result, decision.cause], ['open', 'no-rules'])
    assert.equal(decision.reasons[0]?.condition.kind, 'no-rules')
    const general = makePolicies([makeRuleFor('t', true), makeRule(true)])
    assert.deepEqual(
      [ask(general, certificates).result, ask(general, certificates).cause],
      ['open', 'no-rules'],
    )
    const own = makePolicies([makeRuleFor('t', true), makeRuleFor('v', true)])
    assert.equal(ask(own, certificates).result, 'passed')
  })

  test('that are not there, not in force, or of another country', () => {
    const over = makeRule(true, { ValidTo: '2022-01-01T00:00:00Z' })
    const foreign = makeRule(true, { Country: 'XE' })
    for (const rules of [[], [over], [foreign]]) {
      const decision = ask(makePolicies(rules), certificates)
      assert.deepEqual([decision.result, decision.cause], ['open', 'no-rules'])
    }
  })

  test('that only invalidate', () => {
    const rule = makeRule(true, { Type: 'Invalidation', Country: 'DE', Identifier: 'IR-DE-0001' })
    const decision = ask(makePolicies([rule]), certificates)
    assert.deepEqual([decision.result, decision.cause], ['open', 'no-rules'])
  })

  test('that nobody has confirmed for long', () => {
    const now = Date.parse('2022-02-01T12:00:00Z') / 1000
    const asked = (days: number, maxAgeDays?: number) => {
      const age = maxAgeDays === undefined ? {} : { maxAgeDays }
      const policies = makePolicies([makeRule(true)], { asOf: now - days * 86_400, ...age })
      return ask(policies, certificates)
    }
    assert.equal(asked(90).result, 'passed')
    const old = asked(91)
    assert.deepEqual([old.result, old.cause, old.windows], ['open', 'outdated', []])
    assert.equal(old.show, undefined)
    assert.equal(old.reasons[0]?.condition.kind, 'rules-outdated')
    assert.equal(asked(8, 7).result, 'open')
    assert.equal(asked(91).asOf, now - 91 * 86_400)
    // The arrival moves rules alone: their age is judged by the time it is.
    const policies = makePolicies([makeRule(true)], { asOf: now })
    assert.equal(ask(policies, certificates, '2030-01-01T00:00:00Z', { now }).result, 'passed')
  })

  test('an arrival of which only the day is known, where the answer changes on that day', () => {
    const policies = makePolicies([makeRuleFor('v', within('payload.v.0.dt', 31))])
    const day = (date: string) => {
      const until = Date.parse(`${date}T23:59:59Z`) / 1000
      return ask(policies, certificates, `${date}T00:00:00Z`, { until })
    }
    assert.equal(day('2022-01-31').result, 'passed')
    const change = day('2022-02-01')
    assert.deepEqual([change.result, change.cause], ['open', 'value-missing'])
    assert.ok(change.missingFields.includes('journey.arrival'))
    assert.deepEqual(change.reasons[0]?.condition.values, { field: 'journey.arrival' })
    assert.equal(change.show, undefined)
    assert.equal(day('2022-02-02').result, 'failed')
  })
})

function isComirnatyNot(): JsonObject {
  return { '!': [isComirnaty] }
}

describe('invalidation', () => {
  const logic: JsonObject = {
    '!': [{ in: [{ extractFromUVCI: [v('ci'), 1] }, ['REVOKED']] }],
  }
  const invalidation = makeRule(logic, {
    Identifier: 'IR-DE-0001',
    Type: 'Invalidation',
    Country: 'DE',
    CertificateType: 'Vaccination',
  })
  const policies = makePolicies([makeRule(true), invalidation])
  const asked = (value: string, country = 'DE') => {
    const identifiers = [{ scheme: 'uvci', value }] as const
    const issuer = { country, evidence: 'anchored' } as const
    return ask(policies, [makePolicyCertificate(makeDose(), { identifiers, issuer })])
  }

  test('false is invalid; it is of the issuer, wherever one goes', () => {
    assert.equal(asked('URN:UVCI:01DE/REVOKED/1').result, 'failed')
    assert.equal(asked('URN:UVCI:01DE/OTHER/1').result, 'passed')
    assert.equal(asked('URN:UVCI:01DE/REVOKED/1', 'FR').result, 'passed')
    assert.equal(asked('URN:UVCI:01DE/REVOKED/1').reasons[0]?.condition.kind, 'identifier')
  })

  test('as Germany had it, with the pharmacy whose identifier was stolen', {
    skip: noCorpus,
  }, () => {
    const own = readProductionRules().filter(({ id }) => id === 'IR-DE-0001')
    assert.equal(own.length, 1)
    const { payloads } = readBattery()
    const production = makePolicies([makeRule(true), ...own])
    const decideOn = (name: string) => {
      return ask(production, [toDccCertificate(payloads[name] ?? {})], '2022-11-15T12:00:00Z')
    }
    const revoked = decideOn('v-comirnaty-2of2-revoked-pharmacy')
    assert.equal(revoked.result, 'failed')
    assert.deepEqual(
      revoked.reasons.map(({ rule, condition }) => [rule, condition.kind]),
      [['IR-DE-0001', 'identifier']],
    )
    assert.equal(decideOn('v-comirnaty-2of2').result, 'passed')
  })
})
