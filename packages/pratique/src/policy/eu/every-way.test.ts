/**
 * Judging one event: every way of filling in what is unknown is tried, and an error or a doubt is never
 * "passed".
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { makeRule, makeRuleFor } from '../../../test/made-rules.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import type { DccCandidate } from '../projection/project.ts'
import { fixed, type Slot, unknownCode } from '../projection/slot.ts'
import { toRuleResult } from '../rules/result.ts'
import type { EntryRule } from '../rules/rule.ts'
import { createRuleBook } from '../rules/rule-book.ts'
import { isInFuture, startOfEvent, statedTime } from './event-time.ts'
import { type Judgement, judge, judgeVerdict, toData } from './judge.ts'

const AT = Date.parse('2022-02-01T12:00:00Z')
const TYPES = { v: 'Vaccination', t: 'Test', r: 'Recovery' } as const

function candidate(group: DccCandidate['group'], slots: readonly Slot[] = []): DccCandidate {
  const external = { exp: null, iat: null, issuerCountryCode: 'DE', kid: null }
  return { type: TYPES[group], group, certificates: [0], slots, external }
}

function judgeBy(
  rules: readonly EntryRule[],
  event: DccCandidate,
  { at = AT, codes = {} }: { at?: number; codes?: Record<string, readonly string[]> } = {},
): Judgement {
  const prepared = createRuleBook(rules).prepare({ destination: 'UT', type: event.type, at })
  const budget = { left: 1_000_000 }
  const context = { prepared, valueSets: { codes, dates: {} }, destination: 'UT', at, budget }
  const judgement = judge(event, context)
  // What is told sooner is the same.
  assert.equal(judgeVerdict(event, context), judgement.verdict)
  return judgement
}

function choice(member: string, ...values: readonly JsonValue[]): Slot {
  const domain = { kind: 'choice', values: values.map((value) => [value]) } as const
  return { field: `made.${member}`, members: [member], domain, source: 'derived' }
}

const is = (path: string, value: JsonValue): JsonObject => ({ '===': [{ var: path }, value] })
const DOSE = fixed('vaccination.date', 'dt', '2022-01-01')

/** What it comes to, in short. */
function tell({ verdict, cause, missing, findings }: Judgement): readonly unknown[] {
  return [verdict, cause, missing, findings.map(({ result }) => result)]
}

describe('what is known', () => {
  const event = candidate('v', [DOSE, choice('mp', 'a')])
  const CASES: readonly (readonly [string, readonly EntryRule[], readonly unknown[]])[] = [
    [
      'passes if all rules do',
      [makeRule(true), makeRule(is('payload.v.0.mp', 'a'))],
      ['passed', undefined, [], []],
    ],
    [
      'fails if one does',
      [makeRule(is('payload.v.0.mp', 'b'))],
      ['failed', undefined, [], ['failed']],
    ],
    [
      'fails, whatever else cannot be told',
      [makeRule(1, { Identifier: 'GR-UT-0001' }), makeRule(false, { Identifier: 'GR-UT-0002' })],
      ['failed', undefined, [], ['open', 'failed']],
    ],
    [
      'fails, in whichever order',
      [makeRule(false, { Identifier: 'GR-UT-0001' }), makeRule(1, { Identifier: 'GR-UT-0002' })],
      ['failed', undefined, [], ['failed', 'open']],
    ],
    [
      'is open where a rule comes to neither',
      [makeRule(1, { Identifier: 'GR-UT-0001' }), makeRule(true, { Identifier: 'GR-UT-0002' })],
      ['open', 'error', [], ['open']],
    ],
    [
      'is open where a rule ends in a fault',
      [makeRule({ '+': [1] })],
      ['open', 'error', [], ['open']],
    ],
    [
      'is open where a rule is of another language',
      [makeRule(true, { Engine: 'OTHER' })],
      ['open', 'error', [], ['open']],
    ],
    ['is open where there are no rules', [], ['open', 'no-rules', [], []]],
    [
      'is open where rules are for other kinds',
      [makeRuleFor('t', true)],
      ['open', 'no-rules', [], []],
    ],
  ]
  for (const [name, rules, expected] of CASES) {
    test(name, () => assert.deepEqual(tell(judgeBy(rules, event)), expected))
  }

  test('tells by which rule, on which data', () => {
    const [finding] = judgeBy([makeRule(is('payload.v.0.mp', 'b'))], event).findings
    assert.equal(finding?.rule?.rule.id, 'GR-UT-0001')
    assert.deepEqual(finding?.data.payload, {
      ver: '1.3.0',
      dob: null,
      v: [{ dt: '2022-01-01', mp: 'a' }],
    })
  })
})

describe('what is not known', () => {
  const unknown = choice('mp', 'a', 'b')
  const CASES: readonly (readonly [string, JsonValue, readonly Slot[], readonly unknown[]])[] = [
    ['and makes no difference', true, [DOSE, unknown], ['passed', undefined, [], []]],
    [
      'and fails in every way',
      is('payload.v.0.mp', 'c'),
      [DOSE, unknown],
      ['failed', undefined, [], ['failed']],
    ],
    [
      'and decides',
      is('payload.v.0.mp', 'a'),
      [DOSE, unknown],
      ['open', 'value-missing', ['made.mp'], ['open']],
    ],
    [
      'and decides in the other order',
      is('payload.v.0.mp', 'b'),
      [DOSE, unknown],
      ['open', 'value-missing', ['made.mp'], ['open']],
    ],
    [
      'and only one of two decides',
      is('payload.v.0.dn', 2),
      [DOSE, unknown, choice('dn', 1, 2)],
      ['open', 'value-missing', ['made.dn'], ['open']],
    ],
    [
      'and an error in one way weighs more than a refusal in another',
      { if: [is('payload.v.0.mp', 'a'), true, { if: [is('payload.v.0.mp', 'b'), 1, false] }] },
      [DOSE, choice('mp', 'a', 'b', 'c')],
      ['open', 'value-missing', ['made.mp'], ['open']],
    ],
    ['and is open in every way', 1, [DOSE, unknown], ['open', 'error', [], ['open']]],
  ]
  for (const [name, logic, slots, expected] of CASES) {
    test(name, () => {
      assert.deepEqual(tell(judgeBy([makeRule(logic)], candidate('v', slots))), expected)
    })
  }

  test('and can be too much is given up, naming all that has several values', () => {
    const open = unknownCode('made.co', 'co', false)
    const logic = { '===': [{ '+': [{ var: 'payload.v.0.co' }, 1] }, 2] }
    const found = judgeBy([makeRule(logic)], candidate('v', [DOSE, unknown, open]))
    assert.deepEqual(tell(found), ['open', 'value-missing', ['made.co'], []])
    const known = judgeBy([makeRule(logic)], candidate('v', [DOSE, choice('co', 'DE'), open]))
    assert.deepEqual(tell(known), ['open', 'value-missing', ['made.co'], []])
    const members = ['vp', 'mp', 'ma', 'co', 'is']
    const nine = members.map((member) => choice(member, 1, 2, 3, 4, 5, 6, 7, 8, 9))
    // Every member is told apart by nine values.
    const lists = Array.from({ length: 9 }, (_, index) => [index + 1])
    const all = makeRule({
      and: members.map((member) => ({
        '!': [{ and: lists.map((list) => ({ in: [{ var: `payload.v.0.${member}` }, list] })) }],
      })),
    })
    const many = judgeBy([all], candidate('v', [DOSE, ...nine]))
    const fields = members.map((member) => `made.${member}`)
    assert.deepEqual(tell(many), ['open', 'value-missing', fields, []])
    const fewer = judgeBy([all], candidate('v', [DOSE, ...nine.slice(1)]))
    assert.deepEqual(tell(fewer).slice(0, 2), ['passed', undefined])
  })

  test('of members that go together names those that are asked for and differ', () => {
    const pairs: Slot = {
      field: 'vaccination.product',
      members: ['mp', 'ma', 'vp'],
      domain: {
        kind: 'choice',
        values: [
          ['a', 'x', 'k'],
          ['b', 'x', 'm'],
          ['a', 'y', 'm'],
        ],
      },
      source: 'derived',
      derivedMembers: ['mp', 'ma', 'vp'],
    }
    const FIRST = { mp: 'a', ma: 'x', vp: 'k' }
    const all = (...members: readonly (keyof typeof FIRST)[]) =>
      makeRule({ and: members.map((member) => is(`payload.v.0.${member}`, FIRST[member])) })
    const asked = (rule: EntryRule) => judgeBy([rule], candidate('v', [DOSE, pairs])).missing
    assert.deepEqual(asked(makeRule({ if: [is('payload.v.0.mp', 'a'), true, false] })), [
      'vaccination.product',
    ])
    assert.deepEqual(asked(all('mp', 'ma')), ['vaccination.product', 'vaccination.manufacturer'])
    const same: Slot = {
      ...pairs,
      domain: {
        kind: 'choice',
        values: [
          ['a', 'x'],
          ['b', 'x'],
        ],
      },
    }
    const some = judgeBy(
      [makeRule({ if: [is('payload.v.0.ma', 'x'), is('payload.v.0.mp', 'a'), true] })],
      candidate('v', [DOSE, same]),
    )
    assert.deepEqual(some.missing, ['vaccination.product'])
  })

  test('and can be nothing at all is open', () => {
    const found = judgeBy(
      [makeRule(is('payload.v.0.mp', 'a'))],
      candidate('v', [DOSE, choice('mp')]),
    )
    assert.deepEqual(tell(found), ['open', 'error', [], []])
  })

  test('up to 20,000 ways', () => {
    const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
    const judged = (counts: Readonly<Record<string, number>>) => {
      const told = Object.entries(counts).map(([member, count]) => ({
        in: [
          0,
          numbers(count).map((each) => ({ '===': [{ var: `payload.v.0.${member}` }, each] })),
        ],
      }))
      const slots = Object.entries(counts).map(([member, count]) =>
        choice(member, ...numbers(count)),
      )
      return judgeBy([makeRule({ and: told })], candidate('v', [DOSE, ...slots])).verdict
    }
    assert.equal(judged({ vp: 10, mp: 10, ma: 10, co: 20 }), 'failed')
    // 20,001 ways.
    assert.equal(judged({ vp: 3, mp: 59, ma: 113 }), 'open')
  })
})

describe('a budget of runs', () => {
  const rules = [makeRule(is('payload.v.0.mp', 1)), makeRule(true, { Identifier: 'GR-UT-0002' })]
  const event = candidate('v', [DOSE, choice('mp', 1, 2), choice('co', 'x')])
  const prepared = createRuleBook(rules).prepare({
    destination: 'UT',
    type: 'Vaccination',
    at: AT,
  })
  const context = { prepared, valueSets: { codes: {}, dates: {} }, destination: 'UT', at: AT }

  test('is taken from by the rules, and one more, in every way', () => {
    const found = (left: number) => {
      const budget = { left }
      return [judge(event, { ...context, budget }).findings.length, budget.left]
    }
    assert.deepEqual(found(100), [1, 94])
    assert.deepEqual(found(7), [1, 1])
    assert.deepEqual(found(6), [0, 0])
    assert.equal(judge(event, { ...context, budget: { left: 5 } }).verdict, 'open')
  })

  test('is none where none is given', () => {
    const { budget: _, ...free }: Parameters<typeof judge>[1] = { ...context, budget: { left: 1 } }
    assert.equal(judge(event, free as Parameters<typeof judge>[1]).findings.length, 1)
  })
})

describe('a date that is not known', () => {
  const anyDay: Slot = {
    field: 'vaccination.date',
    members: ['dt'],
    domain: { kind: 'any-day' },
    source: 'derived',
  }
  const born = fixed('holder.birthDate', 'dob', '2000-05-05')
  const at20 = { plusTime: [{ var: 'payload.dob' }, 20, 'year'] }
  const given = { plusTime: [{ var: 'payload.v.0.dt' }, 0, 'day'] }

  test('is tried where it meets another date', () => {
    const onBirthday = makeRule({
      and: [{ 'not-before': [given, at20] }, { 'not-after': [given, at20] }],
    })
    const found = judgeBy([onBirthday], candidate('v', [born, anyDay]))
    assert.deepEqual(tell(found).slice(0, 3), ['open', 'value-missing', ['vaccination.date']])
    const known = judgeBy([onBirthday], candidate('v', [born, DOSE]))
    assert.equal(known.verdict, 'failed')
  })

  test('decides whether it lies in the future, even if no rule asks for it', () => {
    const days: Slot = {
      ...anyDay,
      domain: { kind: 'days', range: { earliest: '2022-01-25', latest: '2022-02-10' } },
    }
    const found = judgeBy([makeRule(true)], candidate('v', [days]))
    assert.deepEqual(tell(found), ['open', 'value-missing', ['vaccination.date'], ['open']])
    assert.equal(
      judgeBy([makeRule(true)], candidate('v', [{ ...days, members: ['df'] }])).verdict,
      'passed',
    )
  })

  test('and not where that is none', () => {
    const odd = makeRule({ and: [{ 'not-before': [given, at20] }, { 'not-after': [given, at20] }] })
    const nobody = fixed('holder.birthDate', 'dob', 'no date')
    assert.equal(judgeBy([odd], candidate('v', [nobody, anyDay])).verdict, 'open')
  })
})

describe('rules that ask for what is not there', () => {
  const CASES: readonly (readonly [string, string])[] = [
    ['payload.nam', 'error'],
    ['payload.nam.fn', 'error'],
    ['payload', 'error'],
    ['', 'error'],
    ['payload.v.0.zz', 'error'],
    ['payload.v.0.dt.x', 'error'],
    ['payload.v.0.tr', 'error'],
    ['payload.t.0.zz', ''],
    ['payload.v.1.zz', ''],
    ['payload.v.1', ''],
    ['payload.v.0', ''],
    ['payload.v', ''],
    ['payload.x.0.zz', ''],
    ['payload.dob', ''],
    ['external.nam', ''],
    ['external.v.0.zz', ''],
    ...['tg', 'vp', 'mp', 'ma', 'dn', 'sd', 'dt', 'co', 'is', 'ci'].map(
      (member) => [`payload.v.0.${member}`, ''] as const,
    ),
  ]
  for (const [path, cause] of CASES) {
    test(`${path}: ${cause || 'as usual'}`, () => {
      const logic = { if: [{ var: path }, true, true] }
      const found = judgeBy([makeRule(logic)], candidate('v', [DOSE]))
      assert.deepEqual(tell(found).slice(0, 2), cause ? ['open', cause] : ['passed', undefined])
    })
  }

  test('in the members of other kinds', () => {
    const known = {
      t: ['tg', 'tt', 'nm', 'ma', 'sc', 'tr', 'co', 'is', 'ci'],
      r: ['tg', 'fr', 'df', 'du', 'co', 'is', 'ci'],
    }
    for (const group of ['t', 'r'] as const) {
      const own = known[group].map((member) => ({ var: `payload.${group}.0.${member}` }))
      const all = [makeRule({ if: [{ and: own }, true, true] })]
      assert.equal(judgeBy(all, candidate(group)).verdict, 'passed', group)
      const odd = [makeRule({ if: [{ var: `payload.${group}.0.dn` }, true, true] })]
      assert.equal(judgeBy(odd, candidate(group)).cause, 'error', group)
      assert.equal(judgeBy(odd, candidate('v')).verdict, 'passed', group)
    }
  })

  test('are told for the same rules each time', () => {
    const prepared = createRuleBook([
      makeRule({ if: [{ var: 'payload.nam' }, true, true] }),
    ]).prepare({
      destination: 'UT',
      type: 'Vaccination',
      at: AT,
    })
    const valueSets = { codes: {}, dates: {} }
    const context = { prepared, valueSets, destination: 'UT', at: AT, budget: { left: 99 } }
    for (const _ of [1, 2]) assert.equal(judge(candidate('v'), context).cause, 'error')
  })
})

describe('an event after the clock', () => {
  const CASES: readonly (readonly ['v' | 't' | 'r', Slot, string])[] = [
    // A day begins first at UTC+14.
    ['v', fixed('made', 'dt', '2022-02-02'), 'passed'],
    ['v', fixed('made', 'dt', '2022-02-03'), 'failed'],
    ['r', fixed('made', 'fr', '2022-02-03'), 'failed'],
    ['r', fixed('made', 'df', '2022-02-03'), 'passed'],
    ['t', fixed('made', 'sc', '2022-02-01T12:00:00Z'), 'passed'],
    ['t', fixed('made', 'sc', '2022-02-01T12:00:01Z'), 'failed'],
    ['t', fixed('made', 'sc', '2022-02-02'), 'passed'],
    ['t', fixed('made', 'sc', 'no time'), 'passed'],
    ['t', choice('sc', null), 'passed'],
  ]
  for (const [group, slot, verdict] of CASES) {
    test(`${group} ${JSON.stringify(slot.domain)}: ${verdict}`, () => {
      const found = judgeBy([makeRule(true)], candidate(group, [slot]))
      assert.equal(found.verdict, verdict)
      const expected = verdict === 'failed' ? [[undefined, 'failed']] : []
      assert.deepEqual(
        found.findings.map(({ rule, result }) => [rule, result]),
        expected,
      )
    })
  }

  test('begins 14 hours before its day in UTC, and at its instant', () => {
    const start = (group: 'v' | 't', text: string) =>
      startOfEvent(group, { [group]: [{ [group === 'v' ? 'dt' : 'sc']: text }] })
    assert.equal(start('v', '2022-02-02'), Date.parse('2022-02-01T10:00:00Z'))
    assert.equal(start('t', '2022-02-02T00:00:00Z'), Date.parse('2022-02-02T00:00:00Z'))
    for (const payload of [{}, { v: [] }, { v: null }, { v: [{ dt: 5 }] }]) {
      assert.ok(Number.isNaN(startOfEvent('v', payload)))
      assert.equal(isInFuture('v', payload, 0), false)
    }
    const day = { v: [{ dt: '2022-02-02' }] }
    const first = Date.parse('2022-02-01T10:00:00Z')
    assert.equal(isInFuture('v', day, first), false)
    assert.equal(isInFuture('v', day, first - 1), true)
  })

  test('is told as far as it is stated', () => {
    const range = { earliest: '2022-03-01', latest: '2022-03-31' }
    const instants = { earliest: 1_646_000_000, latest: 1_646_000_001.5 }
    const slot = (domain: Slot['domain']): Slot => ({ ...DOSE, domain })
    const CASES: readonly (readonly [readonly Slot[], object])[] = [
      [[choice('mp', 'a'), DOSE], { date: '2022-01-01' }],
      [[slot({ kind: 'days', range })], { date: '2022-03-01/2022-03-31' }],
      [
        [slot({ kind: 'instants', range: instants })],
        { date: '2022-02-27T22:13:20Z/2022-02-27T22:13:21.500Z' },
      ],
      [[choice('dt', null)], {}],
      [[choice('dt')], {}],
      [[unknownCode('made.dt', 'dt', true)], {}],
      [[slot({ kind: 'any-day' })], {}],
      [[], {}],
    ]
    for (const [slots, told] of CASES) assert.deepEqual(statedTime(candidate('v', slots)), told)
  })
})

describe('what rules are given', () => {
  const external = { exp: null, iat: '2022-01-01', issuerCountryCode: 'DE', kid: 'k' }
  const slots = [DOSE, choice('mp', 'a', null), choice('dob', '1980-01-02')]
  const event = { ...candidate('v', slots), external, identifier: 'URN' }
  const values = [[['2022-01-01']], [['a'], [null]], [['1980-01-02']]]
  const valueSets = { codes: { x: ['y'] }, dates: {} }
  const context = { valueSets, destination: 'UT', at: AT, budget: { left: 1 } }

  test('is a DCC with the chosen values, and what they may know besides', () => {
    assert.deepEqual(toData(event, values, [0, 0, 0], { ...context, region: 'North' }), {
      payload: {
        ver: '1.3.0',
        dob: '1980-01-02',
        v: [{ dt: '2022-01-01', mp: 'a', ci: 'URN' }],
      },
      external: {
        ...external,
        validationClock: '2022-02-01T12:00:00Z',
        valueSets: { x: ['y'] },
        countryCode: 'UT',
        region: 'North',
      },
    })
  })

  test('leaves out what is absent', () => {
    const { identifier: _, ...unnamed } = event
    const { payload, external: given } = toData(unnamed, values, [0, 1, 0], context)
    assert.deepEqual(payload['v'], [{ dt: '2022-01-01' }])
    assert.equal(given['region'], '')
    const { payload: bare } = toData({ ...unnamed, slots: [], external: {} }, [], [], context)
    assert.deepEqual(bare, { ver: '1.3.0', dob: null, v: [{}] })
  })

  test('is true or false, or it is open', () => {
    assert.equal(toRuleResult({ value: true }), 'passed')
    assert.equal(toRuleResult({ value: false }), 'failed')
    for (const value of [null, 0, 1, '', 'true', [], [true], {}]) {
      assert.equal(toRuleResult({ value }), 'open')
    }
    assert.equal(toRuleResult({ fault: 'type', message: '' } as never), 'open')
  })
})
