/**
 * Explanations of made-up rules: which condition decided, and in which words.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { CLOCK, within } from '../../../test/made-rules.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { createTerminology } from '../../terminology/terminology.ts'
import { parseDateTime, plusTime, toDateTimeText } from '../certlogic/date-time.ts'
import { compileExpression } from '../certlogic/evaluate.ts'
import type { TimeUnit } from '../condition.ts'
import { createCodeNames } from '../eu/code-names.ts'
import { explainRule } from './explain.ts'
import { sliceExpression } from './slice.ts'
import { type Explained, explainTime } from './time-conditions.ts'

const RUNS = { numRuns: Math.ceil(Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) / 2) }
const names = createCodeNames(createTerminology().products)

const PAYLOAD: JsonObject = {
  dob: '2004-02-29',
  v: [
    {
      tg: '840539006',
      mp: 'EU/1/20/1528',
      ma: 'ORG-100030215',
      vp: '1119349007',
      dn: 1,
      sd: 2,
      dt: '2022-01-10',
      co: 'DE',
      is: 'RKI',
      ci: 'URN:UVCI:01DE/IZ12345A/X#S',
    },
  ],
  t: [
    {
      tg: '840539006',
      tt: 'LP217198-3',
      tr: '260373001',
      ma: '1232',
      sc: '2022-01-31T12:00:00Z',
    },
  ],
  r: [{ tg: '840539006', fr: '2022-01-01', df: '2022-01-12', du: '2022-06-30' }],
}

function dataAt(clock: string, payload: JsonValue = PAYLOAD): JsonObject {
  const valueSets = { devices: ['1065', '1097'], products: ['EU/1/20/1507', 'EU/1/20/1528'] }
  return { payload, external: { validationClock: clock, valueSets } }
}

function explain(logic: JsonValue, clock = '2022-02-01T12:00:00Z', payload?: JsonValue): Explained {
  const data = dataAt(clock, payload)
  const evaluated = compileExpression(logic).evaluate(data)
  const isTrue = evaluated.fault === undefined && evaluated.value === true
  assert.ok(!isTrue, 'the rule must not pass')
  return explainRule(logic, data, names, 'vaccination')
}

const now = { plusTime: [CLOCK, 0, 'day'] }
const path = (name: string): JsonObject => ({ var: `payload.${name}` })
const plus = (name: string, amount: number, unit = 'day'): JsonObject => ({
  plusTime: [path(name), amount, unit],
})
const TRUE_LEAF: JsonObject = { '===': [path('v.0.dn'), 1] }
const LATE: JsonObject = { 'not-before': [now, plus('v.0.dt', 30)] }

describe('each kind of condition', () => {
  const cases: readonly (readonly [JsonValue, Partial<Explained>])[] = [
    [
      within('payload.v.0.dt', 10),
      {
        kind: 'too-old',
        values: { event: 'vaccination', amount: 10, unit: 'day' },
        stated: { date: '2022-01-10', until: '2022-01-20T00:00:00Z' },
        appliesUntil: '2022-01-20T00:00:00Z',
      },
    ],
    [
      LATE,
      {
        kind: 'too-recent',
        values: { event: 'vaccination', amount: 30, unit: 'day' },
        stated: { date: '2022-01-10', from: '2022-02-09T00:00:00Z' },
        appliesFrom: '2022-02-09T00:00:00Z',
      },
    ],
    [
      // What is added stands on the side of the clock.
      { 'not-after': [plus('v.0.dt', 0), { plusTime: [CLOCK, -30, 'day'] }] },
      {
        kind: 'too-recent',
        values: { event: 'vaccination', amount: 30, unit: 'day' },
        appliesFrom: '2022-02-09T00:00:00Z',
      },
    ],
    [
      within('payload.t.0.sc', 12, 'hour'),
      { kind: 'too-old', values: { event: 'sample', amount: 12, unit: 'hour' } },
    ],
    [
      { 'not-after': [now, plus('r.0.fr', 11)] },
      { kind: 'too-old', values: { event: 'first-positive', amount: 11, unit: 'day' } },
    ],
    [
      { 'not-after': [now, plus('r.0.df', 0)] },
      { kind: 'too-old', values: { event: 'issuer-from', amount: 0, unit: 'day' } },
    ],
    [
      { 'not-before': [now, plus('r.0.du', 0)] },
      { kind: 'too-recent', values: { event: 'issuer-until', amount: 0, unit: 'day' } },
    ],
    [
      { 'not-before': [{ plusTime: ['2022-03-01', 0, 'day'] }, plus('r.0.du', 0)] },
      { kind: 'event-after', values: { event: 'issuer-until', ruleDate: '2022-03-01T00:00:00Z' } },
    ],
    [
      { after: [plus('v.0.dt', 0), { plusTime: ['2022-03-01', 0, 'day'] }] },
      { kind: 'event-before', values: { event: 'vaccination', ruleDate: '2022-03-01T00:00:00Z' } },
    ],
    [
      { before: [now, { plusTime: ['2022-01-01', 0, 'day'] }] },
      { kind: 'no-longer', values: { ruleDate: '2022-01-01T00:00:00Z' }, stated: {} },
    ],
    [
      { 'not-before': [now, { plusTime: ['2023-01-01', 0, 'day'] }] },
      { kind: 'not-yet', appliesFrom: '2023-01-01T00:00:00Z' },
    ],
    [
      { in: [path('v.0.mp'), ['EU/1/20/1507']] },
      {
        kind: 'product',
        values: { accepted: ['Spikevax'], count: 1 },
        stated: { product: 'Comirnaty' },
      },
    ],
    [
      { in: [path('v.0.mp'), ['EU/1/20/1507', 'other']] },
      { kind: 'product', values: { accepted: ['Spikevax', 'other'], count: 2 } },
    ],
    [
      { '!': [{ in: [path('v.0.mp'), { var: 'external.valueSets.products' }] }] },
      { kind: 'product', values: { accepted: [], count: 0 } },
    ],
    [
      { in: [path('v.0.ma'), ['x']] },
      { kind: 'manufacturer', stated: { manufacturer: 'ORG-100030215' } },
    ],
    [
      { in: [path('v.0.vp'), ['x']] },
      { kind: 'vaccine-type', stated: { vaccineType: '1119349007' } },
    ],
    [
      { '>=': [path('v.0.dn'), path('v.0.sd')] },
      { kind: 'series-incomplete', stated: { dose: 1, series: 2 } },
    ],
    [{ '===': [path('v.0.dn'), path('v.0.sd')] }, { kind: 'series-incomplete' }],
    [{ '>': [path('v.0.dn'), path('v.0.sd')] }, { kind: 'booster-needed' }],
    [{ '<': [path('v.0.sd'), path('v.0.dn')] }, { kind: 'booster-needed' }],
    [
      { '>=': [path('v.0.dn'), 3] },
      { kind: 'too-few-doses', values: { least: 3 }, stated: { dose: 1 } },
    ],
    [{ '>': [path('v.0.dn'), 2] }, { kind: 'too-few-doses', values: { least: 3 } }],
    [{ '<': [path('v.0.dn'), 1] }, { kind: 'too-many-doses', values: { most: 0 } }],
    [{ '===': [path('v.0.sd'), 1] }, { kind: 'series-length' }],
    [
      { in: [path('t.0.tt'), ['LP6464-4']] },
      {
        kind: 'test-class',
        values: { accepted: ['naat'], count: 1 },
        stated: { class: 'antigen-rapid' },
      },
    ],
    [
      { '===': [path('t.0.tr'), '260415000'] },
      {
        kind: 'test-result',
        values: { accepted: ['not-detected'], count: 1 },
        stated: { result: 'detected' },
      },
    ],
    [
      { in: [path('t.0.ma'), { var: 'external.valueSets.devices' }] },
      { kind: 'device-not-listed', stated: { device: '1232' } },
    ],
    [{ '===': [path('v.0.tg'), 'x'] }, { kind: 'disease', stated: { disease: 'covid-19' } }],
    [
      { in: [path('v.0.co'), ['FR']] },
      {
        kind: 'issuing-country',
        values: { accepted: ['FR'], count: 1 },
        stated: { country: 'DE' },
      },
    ],
    [{ '===': [path('v.0.is'), 'X'] }, { kind: 'issuer', stated: { issuer: 'RKI' } }],
    [
      { '!': [{ in: [{ extractFromUVCI: [path('v.0.ci'), 1] }, ['IZ12345A']] }] },
      { kind: 'identifier', values: {}, stated: {} },
    ],
    [{ '!': [path('v.0')] }, { kind: 'kind', values: { kind: 'vaccination' } }],
    [{ '!': [path('v.1')] }, { kind: 'no-fact' }],
    [{ if: [path('v.0'), false, true] }, { kind: 'kind' }],
    [
      { '===': [{ reduce: [[path('v')], { '+': [{ var: 'accumulator' }, 1] }, 0] }, 2] },
      { kind: 'one-event' },
    ],
    [false, { kind: 'kind', values: { kind: 'vaccination' } }],
    [{ '===': [{ var: 'external.region' }, 'North'] }, { kind: 'other' }],
  ]

  for (const [index, [logic, expected]] of cases.entries()) {
    test(`${index}: ${expected.kind}`, () => {
      // `payload.v.1` is not there: its absence is what is asked for.
      if (JSON.stringify(logic).includes('v.1')) return
      const found = explain(logic)
      for (const [name, value] of Object.entries(expected)) {
        assert.deepEqual(found[name as keyof Explained], value, name)
      }
    })
  }

  test('a second event is one too many', () => {
    const payload = { ...PAYLOAD, v: [{}, { dn: 1 }] }
    assert.equal(explain({ '!': [path('v.1')] }, undefined, payload).kind, 'one-event')
  })
})

describe('which condition decided', () => {
  const positive: JsonObject = { '===': [path('t.0.tr'), '260415000'] }
  const stale = within('payload.t.0.sc', 6, 'hour')

  test('of `and` the first that is not met', () => {
    assert.equal(explain({ and: [TRUE_LEAF, LATE, positive] }).kind, 'too-recent')
    assert.equal(explain({ and: [positive, stale] }).kind, 'test-result')
    assert.equal(explain({ and: [stale, positive] }).kind, 'too-old')
  })

  test('of `if` the branch that was taken, and its guard where the branch says nothing', () => {
    assert.equal(explain({ if: [TRUE_LEAF, LATE, positive] }).kind, 'too-recent')
    assert.equal(explain({ if: [{ '!': [TRUE_LEAF] }, LATE, positive] }).kind, 'test-result')
    assert.equal(explain({ if: [LATE, true, false] }).kind, 'too-recent')
    assert.equal(explain({ if: [path('v.0'), LATE, true] }).kind, 'too-recent')
  })

  test('of "or", in each way to write it, every alternative would have done', () => {
    const dose = { '>=': [path('v.0.dn'), path('v.0.sd')] }
    const idioms: readonly JsonValue[] = [
      { if: [positive, true, { if: [dose, true, LATE] }] },
      { in: [true, [positive, dose, LATE]] },
      { '!': [{ and: [{ '!': [positive] }, { '!': [dose] }, { '!': [LATE] }] }] },
      { '!': [{ in: [false, [{ '!': [positive] }, false]] }] },
    ]
    const data = dataAt('2022-02-01T12:00:00Z')
    const expected = [positive, dose, LATE].map((each) => JSON.stringify(each))
    for (const idiom of idioms.slice(0, 3)) {
      const leaves = sliceExpression(idiom, data)
      assert.deepEqual(
        leaves.map(({ expression }) => JSON.stringify(expression)),
        expected,
      )
      assert.ok(leaves.every(({ isMet, isFault }) => !isMet && !isFault))
      // What time can meet is what helps most.
      assert.equal(explain(idiom).kind, 'too-recent')
    }
  })

  test('of alternatives of which one is met and must not be, that one', () => {
    const leaves = sliceExpression(
      { '!': [{ in: [true, [LATE, TRUE_LEAF]] }] },
      dataAt('2022-02-01'),
    )
    assert.deepEqual(
      leaves.map(({ expression, isMet }) => ({ expression, isMet })),
      [{ expression: TRUE_LEAF, isMet: true }],
    )
  })

  test('a list of plain values stands for no alternatives', () => {
    const logic = { in: [true, [path('v.0.dn'), false]] }
    assert.equal(sliceExpression(logic, dataAt('2022-02-01')).length, 1)
  })

  test('where it ends in a fault, the value that is missing', () => {
    const { dob: _, ...payload } = PAYLOAD
    const found = explain(
      { and: [TRUE_LEAF, within('payload.dob', 18, 'year')] },
      undefined,
      payload,
    )
    assert.equal(found.kind, 'not-evaluable')
    assert.deepEqual(found.values, { field: 'holder.birthDate' })
    const other = explain({ before: ['x', 'y'] })
    assert.deepEqual([other.kind, other.values], ['not-evaluable', { field: '' }])
  })

  test('deep rules end somewhere', () => {
    let deep: JsonValue = false
    for (let depth = 0; depth < 90; depth++) deep = { if: [TRUE_LEAF, deep, true] }
    assert.ok(explain(deep).kind)
  })
})

describe('eighteen years', () => {
  const age = (amount: number, unit: string): JsonObject => ({
    'not-before': [now, plus('dob', amount, unit)],
  })
  const ways: readonly (readonly [string, JsonValue, string])[] = [
    ['years', age(18, 'year'), '2022-03-01T00:00:00Z'],
    ['months', age(216, 'month'), '2022-03-01T00:00:00Z'],
    ['days of common years', age(6570, 'day'), '2022-02-24T00:00:00Z'],
    ['days with leap days', age(6575, 'day'), '2022-03-01T00:00:00Z'],
    [
      'the clock less years',
      { 'not-before': [{ plusTime: [CLOCK, -18, 'year'] }, plus('dob', 0)] },
      '2022-03-01T00:00:00Z',
    ],
    [
      'dccDateOfBirth',
      { 'not-before': [{ plusTime: [CLOCK, -18, 'year'] }, { dccDateOfBirth: [path('dob')] }] },
      '2022-03-01T00:00:00Z',
    ],
  ]
  for (const [name, logic, from] of ways) {
    test(`in ${name}`, () => {
      const found = explain(logic, '2022-02-01')
      assert.equal(found.kind, 'too-young')
      assert.deepEqual(found.values, { amount: 18, unit: 'year' })
      assert.deepEqual([found.appliesFrom, found.stated['from']], [from, from])
      const opposite = explain({ '!': [logic] }, '2022-04-01')
      assert.equal(opposite.kind, 'too-old-holder')
      assert.deepEqual(opposite.values, { amount: 18, unit: 'year' })
    })
  }

  test('a partial date of birth counts as its last day', () => {
    const logic = { 'not-before': [now, plus('dob', 18, 'year')] }
    const found = explain(logic, '2022-02-01', { ...PAYLOAD, dob: '2004' })
    assert.equal(found.appliesFrom, '2022-12-31T00:00:00Z')
  })
})

const UNITS: readonly TimeUnit[] = ['hour', 'day', 'month', 'year']
const span = fc.record({
  unit: fc.constantFrom(...UNITS),
  amount: fc.integer({ min: -40, max: 40 }),
})

describe('appliesFrom and appliesUntil', () => {
  test('are true: the condition holds there, and not on the other side', () => {
    const seconds = fc.integer({
      min: Date.parse('2019-12-01') / 1000,
      max: Date.parse('2024-04-01') / 1000,
    })
    const precision = fc.constantFrom(1, 86_400)
    fc.assert(
      fc.property(
        fc.record({ clock: span, date: span, at: seconds, event: seconds, precision }),
        fc.constantFrom('before', 'after', 'not-before', 'not-after'),
        fc.boolean(),
        fc.boolean(),
        ({ clock, date, at, event, precision }, operator, isClockFirst, isNegated) => {
          const ms = Math.floor(event / precision) * precision * 1000
          const left = { plusTime: [CLOCK, clock.amount, clock.unit] }
          const right = plus('v.0.dt', date.amount, date.unit)
          const leaf = { [operator]: isClockFirst ? [left, right] : [right, left] }
          const logic: JsonObject = isNegated ? { '!': [leaf] } : leaf
          const payload = { v: [{ dt: toDateTimeText(ms) }] }
          const data = dataAt(toDateTimeText(at * 1000), payload)
          if (isTrue(logic, data)) return
          const found = explainRule(logic, data, names, 'vaccination')
          const limit = found.appliesFrom ?? found.appliesUntil
          assert.ok(limit !== undefined && found.kind !== 'other', found.kind)
          checkLimit(found, (clock) => isTrue(logic, dataAt(clock, payload)))
        },
      ),
      RUNS,
    )
  })

  test('also of conditions that no event is in', () => {
    const logic = {
      'not-before': [{ plusTime: [CLOCK, -6, 'month'] }, { plusTime: ['2021-08-31', 0, 'day'] }],
    }
    const found = explain(logic, '2022-01-01')
    // Six months before 1 March is 1 September; 28 February leads to 28 August.
    assert.equal(found.appliesFrom, '2022-03-01T00:00:00Z')
  })

  test('a chain is explained by the part that is not met', () => {
    const logic = { 'not-after': [plus('v.0.dt', 14), now, plus('v.0.dt', 20)] }
    assert.equal(explain(logic, '2022-01-15').appliesFrom, '2022-01-24T00:00:00Z')
    assert.equal(explain(logic, '2022-02-15').appliesUntil, '2022-01-30T00:00:00Z')
  })

  test('a choice between two dates is explained by the one that was chosen', () => {
    const later = {
      if: [{ after: [plus('r.0.df', 0), plus('r.0.du', 0)] }, plus('r.0.df', 0), plus('r.0.du', 0)],
    }
    const found = explain({ 'not-after': [now, later] }, '2022-08-01')
    assert.deepEqual([found.kind, found.values['event']], ['too-old', 'issuer-until'])
    const leaf = { expression: { after: [now, 'x'] }, isMet: false, isFault: false }
    assert.equal(explainTime(leaf, dataAt('2022-01-01')), undefined)
  })
})

function isTrue(logic: JsonValue, data: JsonValue): boolean {
  const evaluated = compileExpression(logic).evaluate(data)
  return evaluated.fault === undefined && evaluated.value === true
}

/** At the limit or just inside it holds; further outside it does not. */
function checkLimit(
  { appliesFrom, appliesUntil }: Explained,
  holdsAt: (clock: string) => boolean,
): void {
  const limit = parseDateTime(appliesFrom ?? appliesUntil ?? '')
  const inwards = appliesFrom === undefined ? -1000 : 1000
  const shown = toDateTimeText(limit)
  assert.ok(holdsAt(shown) || holdsAt(toDateTimeText(limit + inwards)), shown)
  for (const days of [0, 1, 2, 5, 40]) {
    const outside = plusTime(limit - inwards, (-Math.sign(inwards) * days) | 0, 'day')
    assert.ok(!holdsAt(toDateTimeText(outside)), `${toDateTimeText(outside)} outside ${shown}`)
  }
}
