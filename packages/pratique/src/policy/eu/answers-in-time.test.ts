/**
 * Decisions by the EU's rules in time: the arrival, windows, versions of rules, and limits of work.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  AT,
  ask,
  CLOCK,
  COMIRNATY,
  decide,
  is,
  makeDose,
  makePolicies,
  makePolicyCertificate,
  makeRecovery,
  makeRule,
  makeRuleFor,
  makeTest,
  SECONDS,
  stated,
  UNKNOWN,
  within,
} from '../../../test/made-rules.ts'
import type { JsonObject } from '../../json/value.ts'
import type { PolicyDecision } from '../answer.ts'

const DOSE = makePolicyCertificate(makeDose())
const TEST = makePolicyCertificate(makeTest())

describe('an event after the arrival', () => {
  const CASES = [
    ['vaccination', '2022-02-03', makeDose({ date: stated('2022-02-03') })],
    ['vaccination', '2022-03-01/2022-03-31', makeDose({ date: stated('2022-03') })],
    ['sample', '2022-02-01T12:00:01Z', makeTest({ sampledAt: stated('2022-02-01T12:00:01Z') })],
    [
      'sample',
      '2022-02-02T10:00:00Z/2022-02-04T11:59:59Z',
      makeTest({ sampledAt: stated('2022-02-03') }),
    ],
    ['first-positive', '2022-02-03', makeRecovery({ firstPositive: stated('2022-02-03') })],
  ] as const
  for (const [event, date, fact] of CASES) {
    test(`${event} on ${date}: is refused by no rule`, () => {
      const decision = decide([makeRule(true)], [makePolicyCertificate(fact)])
      assert.equal(decision.result, 'failed')
      assert.deepEqual(decision.reasons, [
        {
          outcome: 'failed',
          condition: { kind: 'in-future', values: { event }, stated: { date } },
          certificate: 0,
        },
      ])
      assert.deepEqual(
        decision.rules.map(({ result }) => result),
        ['passed'],
      )
    })
  }
})

describe('times', () => {
  // From two weeks after the dose on, for thirty days.
  const rule = makeRuleFor('v', {
    and: [
      within('payload.v.0.dt', 44),
      {
        'not-before': [
          { plusTime: [CLOCK, 0, 'day'] },
          { plusTime: [{ var: 'payload.v.0.dt' }, 14, 'day'] },
        ],
      },
    ],
  })
  const WINDOWS = [
    { result: 'failed', until: '2022-01-15T00:00:00Z' },
    { result: 'passed', from: '2022-01-15T00:00:00Z', until: '2022-02-14T00:00:01Z' },
    { result: 'failed', from: '2022-02-14T00:00:01Z' },
  ]
  const policies = makePolicies([rule])
  const seconds = (text: string) => Date.parse(text) / 1000
  const arrive = (at: string, until = at) => ask(policies, [DOSE], at, { until: seconds(until) })

  test('windows have no ends but those of the answer', () => {
    assert.deepEqual(arrive(AT).windows, WINDOWS)
    assert.deepEqual(arrive('2022-01-15T00:00:00Z').windows, WINDOWS)
  })

  test('the next pass is told where it is not passed now', () => {
    const before = arrive('2022-01-14T23:59:59Z')
    assert.deepEqual([before.result, before.nextPass], ['failed', '2022-01-15T00:00:00Z'])
    assert.deepEqual(before.reasons[0]?.appliesFrom, '2022-01-15T00:00:00Z')
    assert.equal(before.reasons[0]?.appliesUntil, undefined)
    const after = arrive('2022-02-14T00:00:01Z')
    assert.deepEqual([after.result, after.nextPass], ['failed', undefined])
    assert.equal(after.reasons[0]?.appliesUntil, '2022-02-14T00:00:00Z')
    assert.equal(after.reasons[0]?.appliesFrom, undefined)
    assert.deepEqual([arrive(AT).result, arrive(AT).nextPass], ['passed', undefined])
  })

  test('an arrival within limits must have one answer in them', () => {
    const CASES: readonly (readonly [string, string, string])[] = [
      ['2022-01-14T00:00:00Z', '2022-01-14T23:59:59Z', 'failed'],
      ['2022-01-14T00:00:00Z', '2022-01-15T00:00:00Z', 'open'],
      ['2022-01-15T00:00:00Z', '2022-02-14T00:00:00Z', 'passed'],
      ['2022-01-15T00:00:00Z', '2022-02-14T00:00:01Z', 'open'],
      ['2022-02-14T00:00:01Z', '2022-03-14T00:00:00Z', 'failed'],
      // The same at both ends, and not between.
      ['2022-01-14T00:00:00Z', '2022-03-14T00:00:00Z', 'open'],
    ]
    for (const [at, until, expected] of CASES) {
      const { result, cause, missingFields } = arrive(at, until)
      assert.equal(result, expected, `${at} ${until}`)
      const isOpen = expected === 'open'
      assert.deepEqual(
        [cause, missingFields],
        isOpen ? ['value-missing', ['journey.arrival']] : [undefined, []],
      )
    }
  })

  test('one that is open by itself, too, says what else is missing', () => {
    const unknown = makePolicyCertificate(makeDose(UNKNOWN), { format: 'divoc' })
    const both = makePolicies([
      makeRuleFor('v', { and: [is('payload.v.0.mp', COMIRNATY), within('payload.v.0.dt', 44)] }),
    ])
    const decision = ask(both, [unknown], AT, { until: seconds('2022-02-28T00:00:00Z') })
    assert.deepEqual(decision.missingFields, ['vaccination.product', 'journey.arrival'])
  })

  test('are looked at for six years, and from a day before the first event on', () => {
    const horizon = 6 * 366 * 86_400
    const time = (second: number) => new Date(second * 1000).toISOString().replace('.000', '')
    const ending = (until: string) => decide([makeRule(true, { ValidTo: until })], [DOSE]).windows
    const last = time(SECONDS + horizon - 1)
    assert.equal(ending(last).at(-1)?.from, last)
    assert.equal(ending(time(SECONDS + horizon)).at(-1)?.result, 'passed')
    // Midnight of the day of the dose where it begins first, and a day before.
    const first = seconds('2021-12-30T10:00:00Z')
    const beginning = (from: string) =>
      decide([makeRule(true, { ValidFrom: from })], [DOSE]).windows
    assert.equal(beginning(time(first + 1))[0]?.until, time(first + 1))
    assert.equal(beginning(time(first))[0]?.result, 'failed')
    const fraction = seconds(AT) + 0.5
    const ends = decide([makeRule(true, { ValidTo: time(SECONDS + horizon) })], [DOSE], {
      at: fraction,
    })
    assert.equal(ends.windows.at(-1)?.from, time(SECONDS + horizon))
  })

  test('rules of the future, and of the country of issuance, count', () => {
    const rules = [
      makeRule(true, { ValidTo: '2022-03-01T00:00:00Z' }),
      makeRule(false, { Version: '1.0.1', ValidFrom: '2022-03-01T00:00:00Z' }),
      makeRule(false, {
        Identifier: 'IR-DE-0001',
        Type: 'Invalidation',
        Country: 'DE',
        ValidFrom: '2022-02-15T00:00:00Z',
        ValidTo: '2022-02-20T00:00:00Z',
      }),
    ]
    const passes = ({ windows }: PolicyDecision) =>
      windows.flatMap(({ result, from, until }) => (result === 'passed' ? [[from, until]] : []))
    assert.deepEqual(passes(decide(rules, [DOSE])), [
      ['2021-12-31T10:00:00Z', '2022-02-15T00:00:00Z'],
      ['2022-02-20T00:00:00Z', '2022-03-01T00:00:00Z'],
    ])
    const french = makePolicyCertificate(makeDose(), {
      issuer: { country: 'FR', evidence: 'anchored' },
    })
    assert.deepEqual(passes(decide(rules, [french])), [
      ['2021-12-31T10:00:00Z', '2022-03-01T00:00:00Z'],
    ])
  })

  test('of an arrival within limits says that it would have to be known', () => {
    const decision = arrive('2022-01-14T00:00:00Z', '2022-01-15T00:00:00Z')
    assert.deepEqual(decision.reasons[0]?.condition.values, { field: 'journey.arrival' })
    assert.deepEqual(
      decision.reasons.map(({ rule, outcome }) => [rule, outcome]),
      [
        [undefined, 'open'],
        ['VR-UT-0001', 'failed'],
      ],
    )
  })

  test('of an event without a date are those of the rules', () => {
    const undated = makePolicyCertificate(makeDose({ date: undefined }), { format: 'divoc' })
    const { windows } = decide([makeRule(true, { ValidTo: '2022-03-01T00:00:00Z' })], [undated])
    assert.deepEqual(windows.at(-1), { result: 'open', from: '2022-03-01T00:00:00Z' })
  })

  test('begin with the whole second before the first event', () => {
    const sampled = makePolicyCertificate(
      makeTest({ sampledAt: stated('2022-01-31T12:00:00.999Z') }),
    )
    const ValidFrom = '2022-01-30T12:00:01Z'
    const { windows } = decide([makeRule(true, { ValidFrom })], [sampled])
    assert.equal(windows[0]?.until, ValidFrom)
  })

  test('are found by every version of the rules', () => {
    const versions = [
      makeRuleFor('v', within('payload.v.0.dt', 44), { ValidTo: '2022-02-10T00:00:00Z' }),
      makeRuleFor('v', within('payload.v.0.dt', 60), { ValidFrom: '2022-02-10T00:00:00Z' }),
    ]
    assert.deepEqual(decide(versions, [DOSE]).windows.at(-1), {
      result: 'failed',
      from: '2022-03-02T00:00:01Z',
    })
  })

  test('pass next as soon as they do', () => {
    const on = (day: string, until: string, version: string, logic: boolean) =>
      makeRule(logic, {
        Version: version,
        ValidFrom: `2022-${day}T00:00:00Z`,
        ValidTo: `2022-${until}T00:00:00Z`,
      })
    const rules = [
      on('01-01', '02-10', '1.0.0', false),
      on('02-10', '02-20', '1.0.1', true),
      on('02-20', '03-01', '1.0.2', false),
      on('03-01', '12-01', '1.0.3', true),
    ]
    assert.equal(decide(rules, [DOSE]).nextPass, '2022-02-10T00:00:00Z')
  })

  test('rules of a region count there', () => {
    const rules = [makeRule(true), makeRule(false, { Identifier: 'GR-UT-0002', Region: 'North' })]
    // Where none is named, all must have one answer.
    for (const region of [undefined, 'West']) {
      const anywhere = decide(rules, [DOSE], region === undefined ? {} : { region })
      assert.deepEqual([anywhere.result, anywhere.missingFields], ['open', ['journey.region']])
    }
    assert.equal(decide(rules, [DOSE], { region: 'North' }).result, 'failed')
    const some = [
      makeRule(true),
      makeRule(true, { Identifier: 'GR-UT-0002', Region: 'North' }),
      makeRule(false, { Identifier: 'GR-UT-0003', Region: 'South' }),
    ]
    assert.equal(decide(some, [DOSE]).result, 'open')
    assert.equal(decide(some, [DOSE], { region: 'North' }).result, 'passed')
    assert.equal(decide(some, [DOSE], { region: ' south ' }).result, 'failed')
    const alike = [makeRule(true), makeRule(true, { Identifier: 'GR-UT-0002', Region: 'North' })]
    assert.equal(decide(alike, [DOSE]).result, 'passed')
    const asking = [makeRule(is('external.region', 'North'))]
    assert.equal(decide(asking, [DOSE], { region: 'North' }).result, 'passed')
    assert.equal(decide(asking, [DOSE]).result, 'failed')
  })
})

describe('more than can be looked at', () => {
  const event: JsonObject = { plusTime: [{ var: 'payload.v.0.dt' }, 0, 'day'] }
  const told = (amount: number): JsonObject => ({
    if: [{ after: [{ plusTime: [CLOCK, -amount, 'month'] }, event] }, true, true],
  })

  /** Around each month there are nine instants. */
  const shifts = (count: number) => Array.from({ length: count }, (_, index) => told(index + 1))

  test('tells the arrival alone, and no windows', () => {
    const many = [makeRuleFor('v', { and: shifts(700) })]
    const exact = decide(many, [DOSE, TEST])
    assert.deepEqual([exact.result, exact.windows, exact.nextPass], ['passed', [], undefined])
    const day = decide(many, [DOSE, TEST], { until: SECONDS + 1 })
    assert.deepEqual([day.result, day.missingFields], ['open', ['journey.arrival']])
    const fewer = [makeRuleFor('v', { and: shifts(30) })]
    assert.equal(decide(fewer, [DOSE, TEST], { until: SECONDS + 1 }).result, 'passed')
  })

  test('also where every instant alone can be', () => {
    const codes = Array.from({ length: 100 }, (_, index) => `code ${index}`)
    const asked = (member: string) => ({
      in: [true, codes.map((code) => is(`payload.v.0.${member}`, code))],
    })
    const undated = makePolicyCertificate(makeDose({ country: undefined }), { format: 'divoc' })
    const logic = { and: [{ if: [asked('co'), asked('is'), asked('is')] }, false, ...shifts(3)] }
    const decision = decide([makeRuleFor('v', logic)], [undated])
    assert.deepEqual([decision.result, decision.windows], ['failed', []])
  })
})
