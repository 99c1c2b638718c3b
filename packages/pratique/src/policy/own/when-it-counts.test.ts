/**
 * Decisions of a policy in time, with what is said of it, and the fewest certificates that pass.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DOSE, decide, RECOVERED, SAMPLE, TESTED, VACCINATED } from '../../../test/made-cases.ts'
import type { OwnDecision } from './decision.ts'

const DAY = 86_400

const kinds = ({ reasons }: OwnDecision) => reasons.map(({ condition }) => condition.kind)

describe('when', () => {
  const lasting = { recovered: { disease: 'covid-19', until: 'lifetime' } }
  const facts = [{ recovery: { disease: 'covid-19', firstPositive: '2020-05-05' } }]
  const at = (time: string, rest: object = {}, policy: object = {}) =>
    decide(lasting, { facts, at: time, ...rest }, policy)

  test('before and after its dates it says nothing, and why', () => {
    const reason = ({ reasons }: OwnDecision) => [reasons[0]?.outcome, reasons[0]?.condition]
    const values = (ruleDate: string) => ({ values: { ruleDate }, stated: {} })
    assert.deepEqual(reason(at('2025-12-31T23:59:59Z')), [
      'open',
      { kind: 'not-yet', ...values('2026-01-01') },
    ])
    assert.equal(at('2026-01-01T00:00:00Z').result, 'passed')
    assert.equal(at('2026-12-31T23:59:59Z').result, 'passed')
    assert.deepEqual(reason(at('2027-01-01T00:00:00Z')), [
      'open',
      { kind: 'no-longer', ...values('2026-12-31') },
    ])
    const elsewhere = at('2025-12-31T23:59:59Z', { destination: 'FR' })
    assert.deepEqual(elsewhere.reasons[0]?.condition, {
      kind: 'no-rules',
      values: { destination: 'FR' },
      stated: {},
    })
    assert.equal(elsewhere.cause, 'no-rules')
    const others = at(
      '2026-03-01T12:00:00Z',
      { from: 'FR' },
      { appliesTo: { fromCountries: ['BR'] } },
    )
    assert.deepEqual(kinds(others), ['no-rules'])
    const first = { appliesTo: { fromCountries: ['BR'] } }
    assert.deepEqual(kinds(at('2026-01-01T00:00:00Z', { from: 'FR' }, first)), ['no-rules'])
    const open = at('2099-01-01T00:00:00Z', {}, { effective: { from: '2026-01-01' } })
    assert.equal(open.result, 'passed')
    assert.deepEqual(open.windows, [
      { result: 'open', until: '2026-01-01T00:00:00Z' },
      { result: 'passed', from: '2026-01-01T00:00:00Z' },
    ])
  })

  test('a day of arrival must have one answer', () => {
    const days = decide(RECOVERED, {
      facts: [{ recovery: { disease: 'covid-19', firstPositive: '2026-02-28' } }],
      at: '2026-02-28',
    })
    assert.equal(days.result, 'passed')
    const tested = (time: string) => decide(TESTED, { facts: [{ test: SAMPLE }], at: time })
    const begins = tested('2026-02-28')
    assert.deepEqual([begins.result, begins.missingFields], ['open', ['journey.arrival']])
    assert.deepEqual(kinds(begins), ['journey-missing'])
    assert.deepEqual(begins.reasons[0]?.condition.values, { field: 'journey.arrival' })
    assert.equal(tested('2026-03-01').result, 'passed')
    assert.equal(tested('2026-03-03').result, 'open')
    assert.equal(tested('2026-03-04').result, 'failed')
    const between = decide(
      TESTED,
      { facts: [{ test: SAMPLE }], at: '2026-02-28T00:00:00Z' },
      {},
      (request) => ({ ...request, until: request.at + 30 * DAY }),
    )
    assert.deepEqual([between.result, between.show], ['open', undefined])
    const reversed = decide(TESTED, { facts: [{ test: SAMPLE }] }, {}, (request) => ({
      ...request,
      until: request.at - 30 * DAY,
    }))
    assert.equal(reversed.result, 'passed')
    const plain = decide(
      TESTED,
      { facts: [{ test: SAMPLE }] },
      {},
      ({ until: _, ...request }) => request,
    )
    assert.equal(plain.result, 'passed')
  })

  test('whatever is open in it is said', () => {
    const appliesTo = { fromCountries: ['BR'] }
    const decision = decide(
      TESTED,
      { facts: [{ test: { ...SAMPLE, result: undefined } }] },
      { appliesTo },
    )
    assert.deepEqual(decision.missingFields, ['journey.from', 'test.result'])
    assert.deepEqual(
      decision.reasons.map(({ outcome, condition }) => [outcome, condition.kind]),
      [
        ['open', 'journey-missing'],
        ['open', 'value-missing'],
      ],
    )
  })

  test('the next pass is the first after the arrival', () => {
    const samples = ['2026-02-01T00:00:00Z', '2026-03-05T00:00:00Z', '2026-04-05T00:00:00Z']
    const each = { facts: samples.map((sampledAt) => ({ test: { ...SAMPLE, sampledAt } })) }
    assert.equal(decide(TESTED, each).nextPass, '2026-03-05T00:00:00Z')
    const late = { ...each, at: '2026-04-20T00:00:00Z' }
    assert.equal(decide(TESTED, late).nextPass, undefined)
    const now = decide(TESTED, { ...each, at: '2026-03-05T12:00:00Z' })
    assert.deepEqual([now.result, now.nextPass], ['passed', undefined])
    const during = decide(TESTED, each, {}, (request) => ({
      ...request,
      until: Date.parse('2026-03-05T00:00:00Z') / 1000,
    }))
    assert.deepEqual([during.result, during.nextPass], ['open', '2026-04-05T00:00:00Z'])
  })

  test('the last second of the year 9999 is a time, and the next is none', () => {
    const policy = { effective: { from: '2026-01-01' } }
    const moved = (seconds: number) =>
      decide(lasting, { facts }, policy, (request) => ({
        ...request,
        at: seconds,
        until: seconds,
      }))
    assert.equal(moved(253_402_300_799).result, 'passed')
    const none = moved(253_402_300_800)
    assert.deepEqual([none.result, none.cause, kinds(none)], ['open', 'error', ['not-evaluable']])
    assert.deepEqual(none.reasons[0]?.condition.values, { field: 'journey.arrival' })
    assert.equal(none.reasons[0]?.outcome, 'open')
    assert.equal(moved(-253_402_300_799).cause, 'no-rules')
    assert.equal(moved(-253_402_300_800).cause, 'error')
    // The second in which it lies.
    const start = Date.parse('2026-01-01T00:00:00Z') / 1000
    assert.equal(moved(start - 0.5).cause, 'no-rules')
  })

  test('in the zone of the policy, else in every zone of the destination', () => {
    const day = { recovered: { disease: 'covid-19', from: { days: 1 }, until: 'lifetime' } }
    const positive = [{ recovery: { disease: 'covid-19', firstPositive: '2026-02-28' } }]
    const from = (policy: object, destination?: string) => {
      const { windows, timeZone } = decide(day, { facts: positive, destination }, policy)
      return [windows.find(({ result }) => result === 'passed')?.from, timeZone]
    }
    assert.deepEqual(from({ timezone: 'Asia/Tokyo' }), ['2026-02-28T15:00:00Z', 'Asia/Tokyo'])
    const many = { destinations: ['UT', 'PT', 'CH'], timezone: undefined }
    assert.deepEqual(from(many, 'CH'), ['2026-02-28T23:00:00Z', 'Europe/Zurich'])
    assert.deepEqual(from(many, 'PT'), ['2026-03-01T01:00:00Z', 'Europe/Lisbon'])
    assert.deepEqual(
      from({ destinations: '*', timezone: undefined }, 'ZZ')[0],
      '2026-03-01T12:00:00Z',
    )
  })
})

describe('the fewest that pass', () => {
  const both = { allOf: [VACCINATED, TESTED] }
  const dose = { vaccination: DOSE }
  const filler = { recovery: { disease: 'covid-19', firstPositive: '2020-01-01' } }

  test('of eight and of nine certificates', () => {
    for (const count of [8, 9, 10]) {
      const facts = Array.from({ length: count }, (_, index) =>
        index === 2 ? dose : index === count - 1 ? { test: SAMPLE } : filler,
      )
      assert.deepEqual(decide(both, { facts }).show, [2, count - 1])
    }
  })

  test('are the very fewest of up to eight; of more, those that cannot be left out', () => {
    const either = { anyOf: [both, RECOVERED] }
    const recovery = { recovery: { disease: 'covid-19', firstPositive: '2026-02-01' } }
    const show = (count: number) => {
      const facts = [recovery, dose, { test: SAMPLE }]
      return decide(either, { facts: [...facts, ...Array(count - 3).fill(filler)] }).show
    }
    assert.deepEqual(show(8), [0])
    assert.deepEqual(show(9), [1, 2])
    assert.deepEqual(decide(either, { facts: [dose, { test: SAMPLE }, recovery] }).show, [2])
  })

  test('are none that is not trusted', () => {
    const facts = [{ test: SAMPLE }, { test: { ...SAMPLE, sampledAt: '2026-02-28T13:00:00Z' } }]
    const { show } = decide(TESTED, { facts }, { requires: { evidence: 'listed' } }, (request) => ({
      ...request,
      certificates: request.certificates.map((each, index) =>
        index === 0 ? { ...each, issuer: { evidence: 'local' } } : each,
      ),
    }))
    assert.deepEqual(show, [1])
  })

  test('are the earliest of as many', () => {
    assert.deepEqual(decide(VACCINATED, { facts: [filler, dose, dose] }).show?.length, 1)
    const one = { test: { ...SAMPLE, sampledAt: '2026-03-01T00:00:00Z' } }
    assert.deepEqual(decide(TESTED, { facts: [{ test: SAMPLE }, one] }).show, [0])
    assert.deepEqual(decide(both, { facts: [one, { test: SAMPLE }, dose] }).show, [0, 2])
  })

  test('must pass in the whole time of the arrival', () => {
    const short = { test: { ...SAMPLE, sampledAt: '2026-02-26T13:00:00Z' } }
    const show = (days: number) =>
      decide(TESTED, { facts: [short, { test: SAMPLE }] }, {}, (request) => ({
        ...request,
        until: request.at + days * DAY,
      })).show
    assert.deepEqual(show(0), [0])
    assert.deepEqual(show(1), [1])
  })
})
