/**
 * All policies of a destination together, and how old they may be.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  ask,
  makeDose,
  makePolicyCertificate,
  makeRule,
  makeRuleFor,
  makeTest,
  within,
} from '../../test/made-rules.ts'
import { encodeHex } from '../bytes/hex.ts'
import { sha256 } from '../bytes/sha256.ts'
import { canonicalizeJson } from '../json/canonical.ts'
import type { JsonValue } from '../json/value.ts'
import { createTerminology } from '../terminology/terminology.ts'
import type { PolicyCertificate, PolicyDecision, PolicyRequest } from './answer.ts'
import { parsePolicy } from './own/parse-policy.ts'
import type { OwnPolicy } from './own/policy.ts'
import { createPolicies, type PoliciesOptions } from './policies.ts'

const AT = '2022-02-01T12:00:00Z'
const NOW = Date.parse(AT) / 1000
const DAY = 86_400

const DOSE = makePolicyCertificate(makeDose())
const TEST = makePolicyCertificate(makeTest())

const TESTED = {
  tested: { disease: 'covid-19', classes: ['naat'], result: 'not-detected', withinHours: 72 },
}
const VACCINATED = { vaccinated: { disease: 'covid-19', until: { days: 60 } } }

function policyText(id: string, requirement: object, changes: object = {}): string {
  return JSON.stringify({
    type: 'pratique-policy',
    id,
    version: '1.0.0',
    title: { en: 'made' },
    description: { en: 'made' },
    destinations: ['UT'],
    source: { name: 'made', checkedOn: '2022-01-01' },
    effective: { from: '2022-01-01' },
    timezone: 'Etc/UTC',
    months: 'overflow',
    requirement,
    ...changes,
  })
}

function policy(id: string, requirement: object, changes: object = {}): OwnPolicy {
  return parsePolicy(policyText(id, requirement, changes))
}

function decide(
  options: PoliciesOptions,
  certificates: readonly PolicyCertificate[] = [DOSE, TEST],
  rest: Partial<PolicyRequest> = {},
): PolicyDecision {
  return ask(createPolicies(options), certificates, AT, rest)
}

const results = ({ rules }: PolicyDecision) => rules.map(({ id, result }) => `${id} ${result}`)

describe('a destination', () => {
  test('that nobody has rules for is open', () => {
    assert.deepEqual(decide({}, [DOSE], { destination: 'FR' }), {
      destination: 'FR',
      result: 'open',
      cause: 'no-rules',
      reasons: [
        {
          outcome: 'open',
          condition: { kind: 'no-rules', values: { destination: 'FR' }, stated: {} },
        },
      ],
      windows: [],
      usedFields: [],
      derivedFields: [],
      missingFields: [],
      rules: [],
      timeZone: 'Europe/Paris',
    })
  })

  test('is asked for however it is written', () => {
    const rules = [makeRule(true, { Country: 'EL' })]
    const policies = [policy('made', TESTED, { destinations: ['XE', 'EL'] })]
    for (const destination of ['EL', 'GR']) {
      const decision = decide({ rules, policies }, [DOSE, TEST], { destination })
      assert.deepEqual(results(decision), ['GR-UT-0001 passed', 'made passed'])
      assert.equal(decision.destination, destination)
    }
    assert.equal(decide({ rules, policies }, [DOSE], { destination: 'FR' }).cause, 'no-rules')
  })

  test('for which no policy is has none', () => {
    const policies = [policy('made', TESTED)]
    assert.deepEqual(decide({ policies }, [TEST], { destination: 'FR' }).rules, [])
  })

  test('is any, for a policy of any', () => {
    const policies = [policy('made', TESTED, { destinations: '*' })]
    assert.equal(decide({ policies }, [TEST], { destination: 'FR' }).result, 'passed')
  })

  test('has the time zone of its capital', () => {
    const zoned = (destination: string) =>
      decide({ rules: [makeRule(true, { Country: destination })] }, [], { destination }).timeZone
    assert.deepEqual(['CH', 'ES', 'UT'].map(zoned), ['Europe/Zurich', 'Europe/Madrid', 'Etc/UTC'])
  })
})

describe('times that are none', () => {
  const rules = [makeRule(true)]
  const MOST = 1e11

  test('decide nothing', () => {
    const CASES: readonly Partial<PolicyRequest>[] = [
      { at: Number.NaN },
      { now: Number.NaN },
      { until: Number.NaN },
      { at: MOST + 1, until: MOST + 2 },
      { until: MOST + 1 },
      { now: MOST + 1 },
      { at: -MOST - 1 },
      { at: -MOST - 1, until: NOW },
      { until: NOW - 1 },
    ]
    for (const rest of CASES) {
      const { result, cause, reasons, windows, missingFields } = decide({ rules }, [DOSE], rest)
      assert.deepEqual([result, cause, windows], ['open', 'error', []], JSON.stringify(rest))
      const field = 'journey.arrival'
      const condition = { kind: 'journey-missing', values: { field }, stated: {} }
      assert.deepEqual(reasons, [{ outcome: 'open', condition }])
      assert.deepEqual(missingFields, [field])
    }
  })

  test('up to the last that is one', () => {
    for (const rest of [{ now: MOST }, { now: -MOST }, { until: NOW }]) {
      assert.equal(decide({ rules }, [DOSE], rest).result, 'passed')
    }
    assert.notEqual(decide({ rules }, [DOSE], { until: MOST }).cause, 'error')
  })
})

describe('one policy', () => {
  test('answers by itself', () => {
    const decision = decide({ policies: [policy('made', TESTED)] })
    assert.deepEqual([decision.result, decision.show], ['passed', [1]])
    const json: JsonValue = JSON.parse(policyText('made', TESTED))
    const hash = encodeHex(sha256(new TextEncoder().encode(canonicalizeJson(json))))
    assert.deepEqual(decision.rules, [{ id: 'made', version: '1.0.0', hash, result: 'passed' }])
  })

  test('that needs one more document is not met as it is', () => {
    const both = policy('made', { allOf: [VACCINATED, TESTED] })
    const decision = decide({ policies: [both] }, [DOSE])
    assert.equal(decision.result, 'more-needed')
    assert.deepEqual(decision.needs, ['test'])
    assert.deepEqual(results(decision), ['made failed'])
  })

  test('of which there is one answers what it is asked with: rules, value sets, terminology', () => {
    const sets = { codes: { x: ['EU/1/20/1528'] }, dates: {} }
    const listed = makeRuleFor('v', {
      in: [{ var: 'payload.v.0.mp' }, { var: 'external.valueSets.x' }],
    })
    assert.equal(decide({ rules: [listed], valueSets: sets }, [DOSE]).result, 'passed')
    assert.notEqual(decide({ rules: [listed] }, [DOSE]).result, 'passed')
    const own = createTerminology()
    let asked = 0
    const terminology = {
      ...own,
      products: own.products,
      kinds: own.kinds,
      matchProduct: (fact: Parameters<typeof own.matchProduct>[0]) => {
        asked += 1
        return own.matchProduct(fact)
      },
    }
    assert.equal(decide({ rules: [makeRule(true)], terminology }, [DOSE]).result, 'passed')
    assert.equal(asked, 1)
  })
})

describe('rules that could not be read', () => {
  const rules = [makeRule(true), makeRule(false, { Identifier: 'GR-GR-1', Country: 'GR' })]
  const ask_ = (country: string | undefined, certificates = [DOSE]) => {
    const named = { identifier: 'GR-1', ...(country !== undefined && { country }) }
    return decide({ rules, dropped: [{ ...named, faults: [] } as never] }, certificates)
  }

  test('of a destination leave open what the others pass', () => {
    for (const country of ['UT', undefined]) {
      const decision = ask_(country)
      assert.deepEqual([decision.result, decision.cause], ['open', 'error'])
      assert.deepEqual([decision.show, decision.windows], [undefined, []])
      assert.deepEqual(decision.reasons, [
        {
          rule: 'GR-1',
          outcome: 'open',
          condition: { kind: 'not-evaluable', values: { field: '' }, stated: {} },
        },
      ])
    }
    const unnamed = decide({ rules, dropped: [{ country: 'UT', faults: [] } as never] }, [DOSE])
    assert.equal('rule' in (unnamed.reasons[0] ?? {}), false)
  })

  test('of another change nothing, nor what is refused', () => {
    assert.equal(ask_('FR').result, 'passed')
    const refused = decide(
      { rules: [makeRule(false)], dropped: [{ country: 'UT', faults: [] } as never] },
      [DOSE],
    )
    assert.equal(refused.result, 'failed')
  })
})

describe('several policies', () => {
  const PASSED = policy('passed', TESTED)
  const MORE = policy('more', {
    allOf: [TESTED, { recovered: { disease: 'covid-19', until: { days: 180 } } }],
  })
  const OPEN = policy('open', { age: { from: { years: 18 } } })
  const FAILED = policy('failed', { vaccinated: { disease: 'covid-19', until: { days: 10 } } })
  const SILENT = policy('silent', TESTED, { effective: { from: '2023-01-01' } })
  const nobody = [
    makePolicyCertificate(makeDose(), { birthDate: undefined }),
    makePolicyCertificate(makeTest(), { birthDate: undefined }),
  ]

  test('must all be met: what weighs most is the answer', () => {
    const order = [FAILED, OPEN, MORE, PASSED]
    for (const [index, heavy] of order.entries()) {
      for (const light of order.slice(index)) {
        for (const policies of [
          [heavy, light],
          [light, heavy],
        ]) {
          const decision = decide({ policies }, nobody)
          const single = decide({ policies: [heavy] }, nobody)
          assert.equal(decision.result, single.result, `${heavy.id} ${light.id}`)
          assert.equal(decision.cause, single.cause)
          assert.deepEqual(decision.needs, single.needs)
        }
      }
    }
    assert.equal(decide({ policies: [PASSED, PASSED] }, nobody).result, 'passed')
  })

  test('one that says nothing is left out beside one that does', () => {
    for (const policies of [
      [SILENT, PASSED],
      [PASSED, SILENT],
    ]) {
      const decision = decide({ policies })
      assert.deepEqual([decision.result, results(decision)], ['passed', ['passed passed']])
      assert.deepEqual(decide({ policies: [...policies, FAILED] }).result, 'failed')
    }
    const alone = decide({ policies: [SILENT, SILENT] })
    assert.deepEqual([alone.result, alone.cause], ['open', 'no-rules'])
    assert.equal(alone.rules.length, 2)
  })

  test('say together what was looked at, and why', () => {
    const rules = [makeRuleFor('v', { '===': [{ var: 'payload.v.0.dn' }, 9] })]
    const dose = nobody.slice(0, 1)
    const decision = decide({ rules, policies: [FAILED, OPEN] }, dose)
    assert.deepEqual(results(decision), ['VR-UT-0001 failed', 'failed failed', 'open open'])
    assert.deepEqual(
      decision.reasons.map(({ rule }) => rule),
      ['VR-UT-0001', 'failed', 'open'],
    )
    const alone = [{ rules }, { policies: [FAILED] }, { policies: [OPEN] }].map((each) =>
      decide(each, dose),
    )
    for (const name of ['usedFields', 'derivedFields', 'missingFields'] as const) {
      const all = alone.flatMap((each) => each[name])
      assert.deepEqual(decision[name], [...new Set(all)].toSorted(), name)
    }
    assert.deepEqual(decision.missingFields, ['holder.birthDate'])
    assert.ok(decision.usedFields.length > 2)
  })

  test('show what each needs, once, where they pass', () => {
    const dose = policy('dose', VACCINATED)
    const all = [TEST, makePolicyCertificate([]), DOSE]
    assert.deepEqual(decide({ policies: [dose, PASSED] }, all).show, [0, 2])
    assert.deepEqual(decide({ policies: [PASSED, dose] }, all).show, [0, 2])
    assert.deepEqual(decide({ policies: [PASSED, PASSED] }, all).show, [0])
    assert.equal(decide({ policies: [PASSED, FAILED] }, all).show, undefined)
    const many = Array.from({ length: 11 }, (_, index) =>
      index === 2 ? DOSE : index === 10 ? TEST : makePolicyCertificate([]),
    )
    assert.deepEqual(decide({ policies: [dose, PASSED] }, many).show, [2, 10])
  })

  test('have windows together, and pass next where all do', () => {
    const from = (days: number) =>
      policy(`from ${days}`.replace(' ', '-'), {
        vaccinated: { disease: 'covid-19', from: { days }, until: { days: 50 } },
      })
    const decision = decide({ policies: [from(40), from(45)] }, [DOSE])
    assert.equal(decision.result, 'failed')
    assert.equal(decision.nextPass, '2022-02-15T00:00:00Z')
    assert.deepEqual(
      decision.windows.filter(({ result }) => result === 'passed'),
      [{ result: 'passed', from: '2022-02-15T00:00:00Z', until: '2022-02-21T00:00:00Z' }],
    )
    // A window that has begun is no next one, nor is one that passes now.
    const begun = decide({ policies: [from(5), from(8)] }, [DOSE])
    assert.deepEqual([begun.result, begun.nextPass], ['passed', undefined])
    const ended = policy('ended', { vaccinated: { disease: 'covid-19', until: { days: 20 } } })
    const over = decide({ policies: [ended, PASSED] }, [DOSE, TEST])
    assert.deepEqual([over.result, over.nextPass], ['failed', undefined])
    const tests = ['2022-01-20T12:00:00Z', '2022-02-03T12:00:00Z'].map((time) =>
      makePolicyCertificate(makeTest({ sampledAt: { value: time, source: 'stated' } })),
    )
    const again = decide({ policies: [PASSED, PASSED] }, tests)
    assert.deepEqual([again.result, again.nextPass], ['failed', '2022-02-03T12:00:00Z'])
  })

  test('pass next as soon as all do, after the first instant of the arrival', () => {
    const samples = ['2022-02-03T12:00:00Z', '2022-02-20T12:00:00Z'].map((time) =>
      makePolicyCertificate(makeTest({ sampledAt: { value: time, source: 'stated' } })),
    )
    const both = decide({ policies: [PASSED, PASSED] }, samples)
    assert.equal(both.nextPass, '2022-02-03T12:00:00Z')
    const sampled = makeTest({ sampledAt: { value: AT, source: 'stated' } })
    const until = NOW + 10 * DAY
    const begins = decide({ policies: [PASSED, PASSED] }, [makePolicyCertificate(sampled)], {
      until,
    })
    assert.deepEqual([begins.result, begins.nextPass], ['open', undefined])
    // One by itself is after the last.
    const alone = decide({ policies: [PASSED] }, samples, { until: NOW + 3 * DAY })
    assert.deepEqual([alone.result, alone.nextPass], ['open', '2022-02-20T12:00:00Z'])
  })

  test('of which one never passes do not pass next', () => {
    const rule = makeRuleFor('v', within('payload.v.0.dt', 10))
    const decision = decide(
      {
        rules: [rule],
        policies: [
          policy('late', {
            vaccinated: { disease: 'covid-19', from: { days: 40 }, until: 'lifetime' },
          }),
        ],
      },
      [DOSE],
    )
    assert.deepEqual([decision.result, decision.nextPass], ['failed', undefined])
  })

  test('passing until the very instant of the arrival is no next pass', () => {
    const starts = (at: number) => {
      const sampled = makeTest({ sampledAt: { value: '2022-02-01T12:00:00Z', source: 'stated' } })
      return decide(
        { policies: [PASSED, policy('same', TESTED, { effective: { from: '2022-01-02' } })] },
        [makePolicyCertificate(sampled)],
        { at },
      ).nextPass
    }
    assert.equal(starts(NOW - 1), AT)
    assert.equal(starts(NOW), undefined)
  })
})

describe('rules that nobody has confirmed', () => {
  const options = { policies: [policy('made', TESTED)] }

  test('decide nothing after ninety days, whatever they say', () => {
    const asOf = NOW - 90 * DAY
    const fresh = decide({ ...options, asOf })
    assert.deepEqual([fresh.result, fresh.asOf], ['passed', asOf])
    const old = decide({ ...options, asOf: asOf - 1 })
    assert.deepEqual([old.result, old.cause, old.asOf], ['open', 'outdated', asOf - 1])
    assert.deepEqual([old.show, old.nextPass, old.windows], [undefined, undefined, []])
    assert.deepEqual(old.reasons[0], {
      outcome: 'open',
      condition: { kind: 'rules-outdated', values: { destination: 'UT', days: 90 }, stated: {} },
    })
    assert.equal(old.reasons.length, 1)
    assert.deepEqual(results(old), ['made passed'])
  })

  test('or after as many as are wanted', () => {
    const asOf = NOW - 2 * DAY
    assert.equal(decide({ ...options, asOf, maxAgeDays: 2 }).result, 'passed')
    const old = decide({ ...options, asOf, maxAgeDays: 1 }, [DOSE])
    assert.deepEqual([old.result, old.cause], ['open', 'outdated'])
    assert.equal(old.reasons[0]?.condition.values['days'], 1)
    assert.equal(old.reasons.length, 2)
  })

  test('by the time it is, not that of the arrival', () => {
    const asOf = NOW - 10 * DAY
    const made = policy('made', VACCINATED)
    const decision = (now: number) => decide({ policies: [made], asOf }, [DOSE], { now })
    assert.equal(decision(NOW).result, 'passed')
    assert.equal(decision(NOW + 81 * DAY).cause, 'outdated')
  })

  test('nor by a date that is still to come', () => {
    const asOf = NOW + DAY
    assert.equal(decide({ ...options, asOf }).result, 'passed')
    assert.equal(decide({ ...options, asOf: asOf + 1 }).cause, 'outdated')
  })

  test('of no destination are not there, rather than old', () => {
    const decision = decide({ ...options, asOf: 0 }, [TEST], { destination: 'FR' })
    assert.deepEqual([decision.cause, decision.asOf], ['no-rules', 0])
  })

  test('and of which nobody says when, are taken', () => {
    const decision = decide(options)
    assert.deepEqual([decision.result, 'asOf' in decision], ['passed', false])
  })
})

describe('a policy that says nothing of these certificates', () => {
  const later = policy('later', TESTED, { effective: { from: '2022-03-01' } })

  test('is left out, but not where it refuses one of them', () => {
    const rules = [makeRuleFor('v', false)]
    const tested = policy('tested', TESTED)
    assert.equal(decide({ rules, policies: [tested] }, [TEST]).result, 'passed')
    const refused = decide({ rules, policies: [tested] }, [DOSE, TEST])
    assert.equal(refused.result, 'open')
    assert.equal(refused.cause, 'no-rules')
  })

  test('and will say something later, counts in the windows from then on', () => {
    const { result, windows } = decide({ rules: [makeRuleFor('v', true)], policies: [later] }, [
      DOSE,
    ])
    assert.equal(result, 'passed')
    const [before, last] = windows.slice(-2)
    assert.deepEqual([before?.result, before?.until], ['passed', '2022-03-01T00:00:00Z'])
    assert.deepEqual([last?.result, last?.from], ['failed', '2022-03-01T00:00:00Z'])
  })

  test('windows that would take too long to find for one are told of none', () => {
    const days = Array.from({ length: 100 }, (_, day) => ({
      'not-before': [
        { plusTime: [{ var: 'external.validationClock' }, day * 101, 'hour'] },
        { plusTime: [{ var: 'payload.v.0.dt' }, -day, 'day'] },
      ],
    }))
    const vaccinated = policy('vaccinated', VACCINATED)
    const many = { rules: [makeRuleFor('v', { and: days })], policies: [vaccinated] }
    assert.deepEqual(decide(many, [DOSE]).windows, [])
    const few = { rules: [makeRuleFor('v', { and: days.slice(0, 2) })], policies: [vaccinated] }
    assert.ok(decide(few, [DOSE]).windows.length > 1)
  })
})
