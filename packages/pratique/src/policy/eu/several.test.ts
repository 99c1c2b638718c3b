/**
 * What decisions tell besides their result; and which of several certificates they are about.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  ask,
  makeDose,
  makePolicies,
  makePolicyCertificate,
  makeRecovery,
  makeRuleFor,
  makeTest,
  raw,
  stated,
  within,
} from '../../../test/made-rules.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import type { PolicyDecision } from '../answer.ts'
import { hashRule } from '../rules/rule.ts'

const v = (member: string): JsonObject => ({ var: `payload.v.0.${member}` })
const isComirnaty: JsonObject = { in: [v('mp'), ['EU/1/20/1528']] }
const isComplete: JsonObject = { '>=': [v('dn'), v('sd')] }
const CARD = { format: 'smart-health-card' } as const

function decideDose(
  logic: JsonValue,
  changes: Parameters<typeof makeDose>[0] = {},
  certificate: Parameters<typeof makePolicyCertificate>[1] = CARD,
): PolicyDecision {
  const policies = makePolicies([makeRuleFor('v', logic)])
  return ask(policies, [makePolicyCertificate(makeDose(changes), certificate)])
}

describe('what is told', () => {
  test('the fields that rules asked for, and which of them were worked out', () => {
    const logic: JsonObject = { and: [isComirnaty, isComplete, within('payload.v.0.dt', 270)] }
    const dcc = decideDose(logic, {}, {})
    assert.equal(dcc.result, 'passed')
    const used = [
      'vaccination.date',
      'vaccination.doseNumber',
      'vaccination.product',
      'vaccination.seriesDoses',
    ]
    assert.deepEqual([dcc.usedFields, dcc.derivedFields], [used, []])
    const onlyDose = decideDose({ '>=': [v('dn'), 1] }, {}, {})
    assert.deepEqual(onlyDose.usedFields, ['vaccination.doseNumber'])
    const card = decideDose(logic, {
      product: undefined,
      manufacturer: undefined,
      seriesDoses: undefined,
      vaccineType: raw('208', 'http://hl7.org/fhir/sid/cvx'),
    })
    assert.equal(card.result, 'passed')
    assert.deepEqual(card.usedFields, used)
    assert.deepEqual(card.derivedFields, ['vaccination.product', 'vaccination.seriesDoses'])
  })

  test('the rules by content, their own words, and the zone of the place', () => {
    const rule = makeRuleFor('v', { '!': [isComirnaty] })
    const decision = ask(makePolicies([rule]), [makePolicyCertificate(makeDose())])
    assert.deepEqual(decision.rules, [
      { id: 'VR-UT-0001', version: '1.0.0', hash: hashRule(rule), result: 'failed' },
    ])
    assert.deepEqual(decision.reasons[0]?.officialText, {
      en: 'What Utopia says of this rule itself.',
    })
    assert.equal(decision.timeZone, 'Etc/UTC')
    assert.equal(decision.destination, 'UT')
  })

  test('when it would pass, and that versions to come are known', () => {
    const strict = makeRuleFor('v', false, { ValidTo: '2022-03-01T00:00:00Z' })
    const mild = makeRuleFor('v', true, {
      Version: '1.0.1',
      ValidFrom: '2022-03-01T00:00:00Z',
      ValidTo: '2022-04-01T00:00:00Z',
    })
    const decision = ask(makePolicies([strict, mild]), [makePolicyCertificate(makeDose())])
    assert.deepEqual([decision.result, decision.nextPass], ['failed', '2022-03-01T00:00:00Z'])
    assert.deepEqual(decision.windows, [
      { result: 'failed', until: '2022-03-01T00:00:00Z' },
      { result: 'passed', from: '2022-03-01T00:00:00Z', until: '2022-04-01T00:00:00Z' },
      { result: 'open', from: '2022-04-01T00:00:00Z' },
    ])
  })
})

describe('several certificates', () => {
  const policies = makePolicies([
    makeRuleFor('v', { and: [isComplete, within('payload.v.0.dt', 31)] }),
    makeRuleFor('t', within('payload.t.0.sc', 72, 'hour')),
    makeRuleFor('r', within('payload.r.0.fr', 180)),
  ])
  const old = makePolicyCertificate(makeDose({ date: stated('2021-02-01') }))
  const first = makePolicyCertificate(
    makeDose({ doseNumber: stated(1), date: stated('2022-01-05') }),
  )
  const good = makePolicyCertificate(makeDose({ date: stated('2022-01-20') }))
  const pcr = makePolicyCertificate(makeTest())
  const recovered = makePolicyCertificate(makeRecovery())

  test('one that is taken is enough, and is the one to show', () => {
    for (const [certificates, show] of [
      [[old, good], [1]],
      [[good, old], [0]],
      [[old, first, pcr], [2]],
      [[first, recovered, old], [1]],
    ] as const) {
      const decision = ask(policies, certificates)
      assert.deepEqual([decision.result, decision.show], ['passed', show])
    }
  })

  test('none is taken: every one has its reason', () => {
    const decision = ask(policies, [old, first])
    assert.equal(decision.result, 'failed')
    assert.equal(decision.show, undefined)
    assert.deepEqual(
      decision.reasons.map(({ certificate, condition }) => [certificate, condition.kind]),
      [
        [0, 'too-old'],
        [1, 'series-incomplete'],
      ],
    )
  })

  test('windows are those of all of them together', () => {
    const together = ask(policies, [good, pcr])
    assert.deepEqual(together.windows, [
      { result: 'failed', until: '2022-01-19T10:00:00Z' },
      { result: 'passed', from: '2022-01-19T10:00:00Z', until: '2022-02-20T00:00:01Z' },
      { result: 'failed', from: '2022-02-20T00:00:01Z' },
    ])
    const apart = ask(policies, [old, pcr])
    assert.deepEqual(
      apart.windows.map(({ result, from }) => [result, from]),
      [
        ['failed', undefined],
        ['passed', '2021-01-31T10:00:00Z'],
        ['failed', '2021-03-04T00:00:01Z'],
        ['passed', '2022-01-31T12:00:00Z'],
        ['failed', '2022-02-03T12:00:01Z'],
      ],
    )
  })

  test('the same dose in two certificates is one event', () => {
    const twice = ask(policies, [
      good,
      makePolicyCertificate(makeDose({ date: stated('2022-01-20') }), CARD),
    ])
    assert.equal(twice.result, 'passed')
    assert.equal(twice.show?.length, 1)
  })

  test('of two that state one dose, the one that passes by itself; or both', () => {
    const date = { date: stated('2022-01-20') }
    const card = (changes: Parameters<typeof makeDose>[0]) =>
      makePolicyCertificate(makeDose({ ...date, ...changes }), CARD)
    const vague = card({ doseNumber: undefined, seriesDoses: undefined })
    assert.deepEqual(ask(policies, [vague, good]).show, [1])
    assert.deepEqual(ask(policies, [good, vague]).show, [0])
    const both = ask(policies, [
      card({ doseNumber: undefined }),
      old,
      card({ seriesDoses: undefined }),
    ])
    assert.equal(both.result, 'passed')
  })

  test('both, where what was given before tells which dose it was', () => {
    const bare = { doseNumber: undefined, seriesDoses: undefined }
    const cards = ['2021-12-01', '2022-01-20', '2021-02-01'].map((day, index) =>
      makePolicyCertificate(
        index < 2
          ? makeDose({ ...bare, date: stated(day) })
          : makeTest({ sampledAt: stated(`${day}T00:00:00Z`) }),
        CARD,
      ),
    )
    const second = makePolicies([
      makeRuleFor('v', { '>=': [v('dn'), 2] }),
      makeRuleFor('t', {
        'not-before': [
          { plusTime: ['2020-01-01', 0, 'day'] },
          { plusTime: ['2021-01-01', 0, 'day'] },
        ],
      }),
    ])
    const decision = ask(second, cards)
    assert.deepEqual([decision.result, decision.show], ['passed', [0, 1]])
    assert.deepEqual(decision.derivedFields, ['vaccination.doseNumber'])
    assert.equal(ask(second, cards.slice(1)).result, 'open')
  })
})
