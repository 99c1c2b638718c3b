/**
 * Decisions by the EU's rules over all certificates of a holder: which one counts, and why.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
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
import { createTerminology } from '../../terminology/terminology.ts'
import type { PolicyDecision } from '../answer.ts'
import { toCaseFacts } from '../own/run-cases.ts'
import { hashRule } from '../rules/rule.ts'
import { createRuleBook } from '../rules/rule-book.ts'
import { NO_VALUE_SETS } from '../rules/value-sets.ts'
import { createCodeNames } from './code-names.ts'
import { decideByEuRules } from './decide.ts'

const DOSE = makePolicyCertificate(makeDose())
const TEST = makePolicyCertificate(makeTest())
const RECOVERY = makePolicyCertificate(makeRecovery())

const YELLOW_FEVER = { code: '1D47' }

const kinds = ({ reasons }: PolicyDecision) => reasons.map(({ condition }) => condition.kind)

describe('of several certificates', () => {
  const rules = [makeRuleFor('v', is('payload.v.0.mp', COMIRNATY)), makeRuleFor('t', false)]

  test('one that is taken is enough, and it is shown', () => {
    for (const [all, show] of [
      [[DOSE, TEST], [0]],
      [[TEST, DOSE], [1]],
      [[TEST, DOSE, DOSE], [1]],
    ] as const) {
      const decision = decide(rules, all)
      assert.deepEqual(
        [decision.result, decision.cause, decision.show],
        ['passed', undefined, show],
      )
      assert.deepEqual([decision.reasons, decision.missingFields], [[], []])
      assert.deepEqual(
        decision.rules.map(({ id, result }) => [id, result]),
        [['VR-UT-0001', 'passed']],
      )
      assert.equal(decision.nextPass, undefined)
    }
  })

  test('none that is taken is a refusal, with the reason of each', () => {
    const other = makePolicyCertificate(makeDose({ product: undefined, doseNumber: stated(1) }))
    const decision = decide(
      [makeRuleFor('v', is('payload.v.0.dn', 3)), makeRuleFor('t', false)],
      [TEST, other],
    )
    assert.equal(decision.result, 'failed')
    assert.equal(decision.show, undefined)
    assert.deepEqual(
      decision.reasons.map(({ rule, outcome, certificate }) => [rule, outcome, certificate]),
      [
        ['TR-UT-0001', 'failed', 0],
        ['VR-UT-0001', 'failed', 1],
      ],
    )
    assert.deepEqual(
      decision.rules.map(({ id, result }) => [id, result]),
      [
        ['TR-UT-0001', 'failed'],
        ['VR-UT-0001', 'failed'],
      ],
    )
  })

  test('one that is open leaves it open', () => {
    const decision = decide([makeRuleFor('v', false), makeRuleFor('t', 1)], [DOSE, TEST])
    assert.deepEqual([decision.result, decision.cause], ['open', 'error'])
    assert.deepEqual(kinds(decision), ['kind', 'not-evaluable'])
    assert.equal(decision.reasons[1]?.outcome, 'open')
  })

  test('one whose kind nobody regulates leaves it open', () => {
    const decision = decide([makeRuleFor('v', false)], [DOSE, TEST])
    assert.deepEqual([decision.result, decision.cause], ['open', 'no-rules'])
    assert.deepEqual(decision.reasons[1], {
      outcome: 'open',
      condition: { kind: 'no-rules', values: { destination: 'UT' }, stated: {} },
      certificate: 1,
    })
  })

  test('what is missing weighs more than an error, and that more than what nobody regulates', () => {
    const unknown = makePolicyCertificate(makeDose(UNKNOWN), { format: 'divoc' })
    const all = [makeRuleFor('v', is('payload.v.0.mp', COMIRNATY)), makeRuleFor('t', 1)]
    const missing = decide(all, [RECOVERY, TEST, unknown])
    assert.deepEqual([missing.result, missing.cause], ['open', 'value-missing'])
    assert.deepEqual(missing.missingFields, ['vaccination.product'])
    assert.deepEqual(kinds(missing), ['no-rules', 'not-evaluable', 'value-missing'])
    assert.deepEqual(missing.reasons[2], {
      outcome: 'open',
      condition: {
        kind: 'value-missing',
        values: { field: 'vaccination.product' },
        stated: {},
      },
      certificate: 2,
    })
    assert.equal(decide(all, [RECOVERY, TEST]).cause, 'error')
    assert.equal(decide(all, [RECOVERY]).cause, 'no-rules')
  })

  test('a field that is missing in two is named once', () => {
    const unknown = (date: string) =>
      makePolicyCertificate(makeDose({ ...UNKNOWN, date: stated(date) }), {
        format: 'divoc',
      })
    const rules_ = [makeRuleFor('v', is('payload.v.0.mp', COMIRNATY))]
    const decision = decide(rules_, [unknown('2022-01-01'), unknown('2021-12-01')])
    assert.deepEqual(decision.missingFields, ['vaccination.product'])
    assert.equal(decision.reasons.length, 2)
  })
})

describe('what is shown', () => {
  const half = (changes: object) => makePolicyCertificate(makeDose(changes), { format: 'divoc' })
  const second = half({ seriesDoses: undefined })
  const ofTwo = half({ doseNumber: undefined })
  const rules = [makeRule({ and: [is('payload.v.0.dn', 2), is('payload.v.0.sd', 2)] })]

  test('is one that passes by itself: none is filled up from another', () => {
    const decision = decide(rules, [TEST, second, RECOVERY, ofTwo])
    assert.deepEqual([decision.result, decision.show], ['open', undefined])
    assert.equal(decide(rules, [second]).result, 'open')
    assert.deepEqual(decide(rules, [second, DOSE, ofTwo]).show, [1])
    assert.deepEqual(decide(rules, [DOSE]).show, [0])
  })

  test('passes at the arrival, not later', () => {
    const later = makeRuleFor('v', {
      'not-before': [
        { plusTime: [CLOCK, 0, 'day'] },
        { plusTime: [{ var: 'payload.v.0.dt' }, 14, 'day'] },
      ],
    })
    const dosed = (date: string) => makePolicyCertificate(makeDose({ date: stated(date) }))
    const shown = (date: string) =>
      ask(makePolicies([later]), [dosed(date), DOSE], '2022-02-01T00:00:00Z').show
    assert.deepEqual(shown('2022-01-25'), [1])
    assert.deepEqual(shown('2022-01-19'), [1])
    assert.deepEqual(shown('2022-01-18'), [0])
  })

  test('is all that is needed in the whole time of the arrival, and nothing else', () => {
    const sampled = (time: string) => makePolicyCertificate(makeTest({ sampledAt: stated(time) }))
    const [first, then] = [sampled('2022-01-30T13:00:00Z'), sampled('2022-02-01T12:30:00Z')]
    const fresh = [
      makeRuleFor('t', {
        'not-after': [
          { plusTime: [CLOCK, 0, 'day'] },
          { plusTime: [{ var: 'payload.t.0.sc' }, 48, 'hour'] },
        ],
      }),
    ]
    const all = [sampled('2022-01-01T12:00:00Z'), first, sampled('2022-01-02T12:00:00Z'), then]
    const { result, show } = decide(fresh, all, { until: SECONDS + 7200 })
    assert.deepEqual([result, show], ['passed', [1, 3]])
  })

  test('passes in the whole time of the arrival', () => {
    const sampled = (time: string) => makePolicyCertificate(makeTest({ sampledAt: stated(time) }))
    const fresh = [
      makeRuleFor('t', {
        'not-after': [
          { plusTime: [CLOCK, 0, 'day'] },
          { plusTime: [{ var: 'payload.t.0.sc' }, 48, 'hour'] },
        ],
      }),
    ]
    const both = [sampled('2022-01-30T13:00:00Z'), sampled('2022-01-31T12:00:00Z')]
    assert.deepEqual(decide(fresh, both).show, [0])
    assert.deepEqual(decide(fresh, both, { until: SECONDS + 3600 }).show, [0])
    assert.deepEqual(decide(fresh, both, { until: SECONDS + 3601 }).show, [1])
    const before = decide(fresh, [sampled('2022-02-01T11:00:00Z'), sampled('2022-01-31T12:00:00Z')])
    assert.deepEqual(before.show, [0])
    const open = decide(fresh, both, { until: SECONDS + 3 * 86_400 })
    assert.deepEqual([open.result, 'show' in open], ['open', false])
  })
})

describe('what is no event of covid-19', () => {
  const rules = [makeRule(true)]
  const attested = makePolicyCertificate({ kind: 'attestation', type: 'pass' } as never)
  const flu = makePolicyCertificate(
    makeDose({
      disease: { value: 'yellow-fever', source: 'stated', codes: [YELLOW_FEVER] },
      ...UNKNOWN,
    }),
    { format: 'who-icvp' },
  )
  const unclear = makePolicyCertificate(
    makeDose({
      disease: { value: 'unknown', source: 'stated', codes: [{ code: 'nothing known' }] },
      ...UNKNOWN,
    }),
    { format: 'divoc' },
  )

  test("an issuer's word is not taken", () => {
    const decision = decide(rules, [attested])
    assert.equal(decision.result, 'failed')
    assert.deepEqual(decision.reasons, [
      {
        outcome: 'failed',
        condition: { kind: 'attestation', values: {}, stated: {} },
        certificate: 0,
      },
    ])
  })

  test('another disease is not', () => {
    const decision = decide(rules, [attested, flu])
    assert.equal(decision.result, 'failed')
    assert.deepEqual(decision.reasons.at(1), {
      outcome: 'failed',
      condition: { kind: 'disease', values: { accepted: ['covid-19'], count: 1 }, stated: {} },
      certificate: 1,
    })
  })

  test('one that nobody can tell is open', () => {
    const decision = decide(rules, [unclear])
    assert.deepEqual([decision.result, decision.cause], ['open', 'value-missing'])
    assert.deepEqual(decision.missingFields, ['vaccination.disease'])
    assert.deepEqual(decision.reasons, [
      {
        outcome: 'open',
        condition: { kind: 'value-missing', values: { field: 'vaccination.disease' }, stated: {} },
        certificate: 0,
      },
    ])
    assert.deepEqual(decide(rules, [attested, unclear]).missingFields, ['vaccination.disease'])
    const refused = decide([makeRuleFor('v', 1)], [unclear, DOSE])
    assert.deepEqual([refused.result, refused.cause], ['open', 'value-missing'])
    assert.equal(decide(rules, [unclear, DOSE]).result, 'passed')
  })

  test('nothing at all is refused where there are rules, and open where none is in force', () => {
    assert.equal(decide(rules, []).result, 'failed')
    for (const group of ['v', 't', 'r'] as const) {
      assert.equal(decide([makeRuleFor(group, true)], []).result, 'failed')
    }
    const later = decide([makeRule(true, { ValidFrom: '2022-03-01T00:00:00Z' })], [])
    assert.deepEqual([later.result, later.cause], ['open', 'no-rules'])
    assert.deepEqual(later.windows, [
      { result: 'open', until: '2022-03-01T00:00:00Z' },
      { result: 'failed', from: '2022-03-01T00:00:00Z' },
    ])
    const fresh = decide([makeRule(true, { ValidFrom: '2022-02-01T00:00:00Z' })], [])
    assert.deepEqual([fresh.result, fresh.missingFields], ['failed', []])
  })
})

describe('a kind that a DCC cannot be', () => {
  test('is not taken', () => {
    const terminology = createTerminology()
    const prophylaxis = { prophylaxis: { disease: 'covid-19', date: '2022-01-01' } } as const
    const facts = toCaseFacts(
      { name: '', at: '', facts: [prophylaxis], expect: 'failed' },
      terminology,
    )
    const rules = [makeRule(true)]
    const { result, reasons } = decideByEuRules(
      {
        book: createRuleBook(rules),
        valueSets: NO_VALUE_SETS,
        names: createCodeNames(terminology.products),
      },
      facts,
      { destination: 'UT', at: SECONDS, now: SECONDS, certificates: [DOSE] },
    )
    assert.equal(result, 'failed')
    assert.deepEqual(reasons, [
      {
        outcome: 'failed',
        condition: { kind: 'kind', values: { kind: 'prophylaxis' }, stated: {} },
        certificate: 0,
      },
    ])
  })
})

describe('what was looked at', () => {
  test('are the fields that rules read, in our words; those worked out are marked', () => {
    const rule = makeRuleFor('v', {
      and: [
        is('payload.v.0.tg', '840539006'),
        is('payload.v.0.mp', COMIRNATY),
        { '>': [{ var: 'payload.v.0.dn' }, 0] },
        { if: [{ var: 'payload.dob' }, true, true] },
        { if: [{ var: 'payload.t.0.tr' }, true, true] },
        { if: [{ var: 'payload.v.1.mp' }, true, true] },
        { if: [{ var: 'external.countryCode' }, true, true] },
      ],
    })
    const own = decide([rule], [DOSE])
    assert.equal(own.result, 'passed')
    const fields = [
      'holder.birthDate',
      'vaccination.disease',
      'vaccination.doseNumber',
      'vaccination.product',
    ]
    assert.deepEqual([own.usedFields, own.derivedFields], [fields, []])
    const foreign = makePolicyCertificate(makeDose(), { format: 'divoc', birthDate: undefined })
    const { derivedFields } = decide([rule], [foreign])
    assert.deepEqual(derivedFields, [
      'holder.birthDate',
      'vaccination.disease',
      'vaccination.product',
    ])
  })

  test('are the fields of the first that is taken alone', () => {
    const rules = [
      makeRuleFor('v', is('payload.v.0.dn', 2)),
      makeRuleFor('t', is('payload.t.0.tr', '260415000')),
    ]
    assert.deepEqual(decide(rules, [DOSE, TEST]).usedFields, ['vaccination.doseNumber'])
  })

  test('are the fields of what did not pass, where nothing did', () => {
    const rules = [
      makeRuleFor('v', is('payload.v.0.dn', 9)),
      makeRuleFor('t', is('payload.t.0.tr', '')),
    ]
    const { usedFields } = decide(rules, [DOSE, TEST])
    assert.deepEqual(usedFields, ['test.result', 'vaccination.doseNumber'])
  })

  test('a path that is no field is told as it stands', () => {
    const rule = makeRuleFor('v', { if: [{ var: 'payload.v.0' }, true, true] })
    assert.deepEqual(decide([rule], [DOSE]).usedFields, ['vaccination'])
  })

  test('rules with what they came to: of two events, what did not pass', () => {
    const rule = makeRule(is('payload.v.0.dn', 9), { Version: '1.2.3' })
    const open = makeRule(1, { Identifier: 'GR-UT-0000' })
    const { rules } = decide([rule, open], [DOSE])
    assert.deepEqual(rules, [
      { id: 'GR-UT-0000', version: '1.0.0', hash: hashRule(open), result: 'open' },
      { id: 'GR-UT-0001', version: '1.2.3', hash: hashRule(rule), result: 'failed' },
    ])
    const earlier = makeDose({ date: stated('2021-12-01'), doseNumber: stated(1) })
    const one = makeRule(is('payload.v.0.dn', 9))
    const two = makeRule(
      { if: [is('payload.v.0.dn', 1), true, false] },
      { Identifier: 'GR-UT-0002' },
    )
    for (const all of [
      [earlier, makeDose()],
      [makeDose(), earlier],
    ]) {
      const decision = decide([one, two], [makePolicyCertificate(all)])
      assert.deepEqual(
        decision.rules.map(({ result }) => result),
        ['failed', 'failed'],
      )
    }
    const late = makeRule(
      { if: [is('payload.v.0.dn', 2), true, false] },
      { Identifier: 'GR-UT-0002' },
    )
    assert.deepEqual(
      decide([one, late], [makePolicyCertificate([earlier, makeDose()])]).rules.map(
        ({ result }) => result,
      ),
      ['failed', 'failed'],
    )
  })

  test('rules in the order of their identifiers', () => {
    const refusing = [makeRuleFor('v', false), makeRuleFor('t', false)]
    for (const all of [
      [DOSE, TEST],
      [TEST, DOSE],
    ]) {
      assert.deepEqual(
        decide(refusing, all).rules.map(({ id }) => id),
        ['TR-UT-0001', 'VR-UT-0001'],
      )
    }
  })

  test('rules beside what nobody regulates were not met', () => {
    const rules = [makeRule(true), makeRuleFor('v', true)]
    const decision = decide(rules, [TEST])
    assert.equal(decision.cause, 'no-rules')
    assert.deepEqual(
      decision.rules.map(({ id, result }) => [id, result]),
      [['GR-UT-0001', 'open']],
    )
  })

  test('a reason has the words of the country, its rule and what was asked', () => {
    const [reason] = decide([makeRule(is('payload.v.0.dn', 9))], [DOSE]).reasons
    assert.deepEqual(
      [reason?.rule, reason?.version, reason?.certificate],
      ['GR-UT-0001', '1.0.0', 0],
    )
    assert.deepEqual(reason?.officialText, { en: 'What Utopia says of this rule itself.' })
    const [refused] = decide([makeRuleFor('t', false)], [TEST]).reasons
    assert.deepEqual(refused?.condition, { kind: 'kind', values: { kind: 'test' }, stated: {} })
  })

  test('an error is no condition, whatever it is about', () => {
    const [reason] = decide([makeRule({ '+': [{ var: 'payload.v.0.dn' }, 'x'] })], [DOSE]).reasons
    assert.equal(reason?.condition.kind, 'not-evaluable')
    const undated = makePolicyCertificate(makeTest({ sampledAt: undefined }))
    const [missing] = decide([makeRuleFor('t', within('payload.t.0.tc', 1))], [undated]).reasons
    assert.equal(missing?.condition.kind, 'not-evaluable')
    const [fault] = decide([makeRuleFor('v', within('payload.v.0.is', 1))], [DOSE]).reasons
    assert.deepEqual(fault?.condition.values, { field: 'vaccination.statedBy' })
    const logic = { if: [is('payload.v.0.dn', 2), 1, true] }
    assert.equal(decide([makeRule(logic)], [DOSE]).reasons[0]?.condition.kind, 'not-evaluable')
  })
})
