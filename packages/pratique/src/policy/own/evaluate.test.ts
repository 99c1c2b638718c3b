/**
 * Decisions in words: one more document, who is trusted, whom a policy is about, zones, contradictions.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createTerminology } from '../../terminology/terminology.ts'
import { CASES_TYPE, parseCases } from './cases.ts'
import type { OwnDecision } from './decision.ts'
import { evaluateOwnPolicy } from './evaluate.ts'
import { parsePolicy } from './parse-policy.ts'
import { runCases, toCaseFacts, toCaseRequest } from './run-cases.ts'

const terminology = createTerminology()

const VACCINATED = {
  vaccinated: { disease: 'covid-19', primaryComplete: 'stated', until: { days: 270 } },
}
const TESTED = {
  tested: { disease: 'covid-19', classes: ['naat'], result: 'not-detected', withinHours: 72 },
}
const RECOVERED = { recovered: { disease: 'covid-19', until: { days: 180 } } }

const DOSE = { disease: 'covid-19', product: 'comirnaty', date: '2026-02-01', dose: 2, series: 2 }
const SAMPLE = {
  disease: 'covid-19',
  class: 'naat',
  result: 'not-detected',
  sampledAt: '2026-02-28T12:00:00Z',
}

function decide(requirement: object, each: object, policy: object = {}): OwnDecision {
  const made = parsePolicy(
    JSON.stringify({
      type: 'pratique-policy',
      id: 'made',
      version: '1.0.0',
      title: { en: 'made' },
      description: { en: 'made' },
      destinations: ['UT'],
      source: { name: 'made', checkedOn: '2026-01-01' },
      effective: { from: '2026-01-01', until: '2026-12-31' },
      timezone: 'Etc/UTC',
      months: 'end-of-month',
      requirement,
      ...policy,
    }),
  )
  const cases = { name: 'made', at: '2026-03-01T12:00:00Z', facts: [], expect: 'passed', ...each }
  const file = parseCases(JSON.stringify({ type: CASES_TYPE, policy: 'made', cases: [cases] }))
  const [result] = runCases(made, file, terminology)
  assert.ok(result)
  return result.decision
}

describe('one more document', () => {
  const both = { allOf: [VACCINATED, TESTED] }

  test('is needed where the other is there', () => {
    const decision = decide(both, { facts: [{ vaccination: DOSE }] })
    assert.equal(decision.result, 'more-needed')
    assert.deepEqual(decision.needs, ['test'])
    assert.deepEqual(decision.reasons[0]?.condition.values, { kinds: ['test'], count: 1 })
  })

  test('of either kind, where either does', () => {
    const either = { allOf: [VACCINATED, { anyOf: [TESTED, RECOVERED] }] }
    assert.deepEqual(decide(either, { facts: [{ vaccination: DOSE }] }).needs, ['test', 'recovery'])
  })

  const NOT: readonly (readonly [string, object, readonly object[]])[] = [
    ['where nothing is there', both, []],
    ['where two lack', { allOf: [VACCINATED, TESTED, RECOVERED] }, [{ vaccination: DOSE }]],
    ['where any alone would do', { anyOf: [VACCINATED, TESTED] }, []],
    [
      'where there is one that does not count',
      both,
      [{ vaccination: DOSE }, { test: { ...SAMPLE, result: 'detected' } }],
    ],
    [
      'where one is too old',
      both,
      [{ vaccination: DOSE }, { test: { ...SAMPLE, sampledAt: '2026-02-01' } }],
    ],
    [
      'where waiting would do',
      both,
      [{ vaccination: { ...DOSE, date: '2026-03-05' } }, { test: SAMPLE }],
    ],
    [
      'where another dose would do',
      both,
      [{ vaccination: { ...DOSE, dose: 1 } }, { test: SAMPLE }],
    ],
    [
      'where only an age is met',
      { allOf: [{ age: { from: { years: 18 } } }, TESTED] },
      [{ vaccination: DOSE }],
    ],
  ]
  for (const [name, requirement, facts] of NOT) {
    test(`is not asked for ${name}`, () => {
      const decision = decide(requirement, { facts, birthDate: '1980-01-01' })
      assert.equal(decision.result, 'failed')
      assert.equal(decision.needs, undefined)
    })
  }
})

describe('certificates that are not taken', () => {
  const requires = { evidence: 'anchored', maxKeyListAgeDays: 7, maxRevocationAgeDays: 2 }
  const facts = [{ test: SAMPLE }]

  test('leave it open where they would help', () => {
    const weak = decide(TESTED, { facts, signed: { evidence: 'listed' } }, { requires })
    assert.deepEqual([weak.result, weak.cause], ['open', 'evidence'])
    assert.equal(weak.reasons[0]?.condition.kind, 'evidence')
    for (const signed of [{ keyListAgeDays: 8 }, { revocationAgeDays: 3 }]) {
      const old = decide(TESTED, { facts, signed }, { requires })
      assert.deepEqual([old.result, old.cause], ['open', 'outdated'])
      assert.equal(old.reasons[0]?.condition.kind, 'list-age')
    }
  })

  test('change nothing where they would not', () => {
    const decision = decide(VACCINATED, { facts, signed: { evidence: 'listed' } }, { requires })
    assert.equal(decision.result, 'failed')
  })

  test('are those of networks that are not named', () => {
    const named = { requires: { evidence: { hcert: 'listed' } } }
    const shc = decide(TESTED, { facts, signed: { format: 'smart-health-card' } }, named)
    assert.deepEqual([shc.result, shc.cause], ['open', 'evidence'])
    assert.equal(decide(TESTED, { facts, signed: { format: 'who-ddcc' } }, named).result, 'passed')
  })

  test('a list without a date is too old', () => {
    const policy = parsePolicy(
      JSON.stringify({
        type: 'pratique-policy',
        id: 'made',
        version: '1.0.0',
        title: { en: 'made' },
        description: { en: 'made' },
        destinations: '*',
        source: { name: 'made', checkedOn: '2026-01-01' },
        effective: { from: '2026-01-01' },
        months: 'overflow',
        requires: { maxRevocationAgeDays: 2 },
        requirement: TESTED,
      }),
    )
    const [each] = parseCases(
      JSON.stringify({
        type: CASES_TYPE,
        policy: 'made',
        cases: [{ name: 'made', at: '2026-03-01T12:00:00Z', facts, expect: 'open' }],
      }),
    ).cases
    assert.ok(each)
    const request = toCaseRequest(policy, each)
    const certificates = request.certificates.map(({ revocationAsOf: _, ...rest }) => rest)
    const made = toCaseFacts(each, terminology)
    assert.equal(evaluateOwnPolicy(policy, made, request).result, 'passed')
    assert.equal(evaluateOwnPolicy(policy, made, { ...request, certificates }).result, 'open')
  })
})

describe('whom a policy is about', () => {
  const facts = [{ test: { ...SAMPLE, result: 'detected' } }]
  const appliesTo = { fromCountries: ['BR'], purposes: ['work'] }

  test('outside of it there are no rules', () => {
    const decision = decide(TESTED, { facts, from: 'FR', purpose: 'work' }, { appliesTo })
    assert.deepEqual([decision.result, decision.cause], ['open', 'no-rules'])
  })

  test('unless it says that others need nothing', () => {
    const free = { appliesTo: { ...appliesTo, others: 'exempt' } }
    const decision = decide(TESTED, { facts, from: 'FR', purpose: 'work' }, free)
    assert.equal(decision.result, 'passed')
    assert.deepEqual(decision.show, [])
    assert.equal(decide(TESTED, { facts, from: 'BR', purpose: 'work' }, free).result, 'failed')
  })

  test('what is not said of the journey is missing', () => {
    for (const others of ['exempt', 'no-rules']) {
      const decision = decide(
        TESTED,
        { facts, purpose: 'work' },
        { appliesTo: { ...appliesTo, others } },
      )
      assert.deepEqual([decision.result, decision.missingFields], ['open', ['journey.from']])
    }
  })

  test('who meets it all the same passes, if others need nothing', () => {
    const free = { appliesTo: { ...appliesTo, others: 'exempt' } }
    assert.equal(decide(TESTED, { facts: [{ test: SAMPLE }] }, free).result, 'passed')
    assert.equal(decide(TESTED, { facts: [{ test: SAMPLE }] }, { appliesTo }).result, 'open')
  })

  test('an age that is not known', () => {
    const grown = { appliesTo: { age: { from: { years: 18 } } } }
    const decision = decide(TESTED, { facts: [{ test: SAMPLE }], birthDate: '2008' }, grown)
    assert.deepEqual([decision.result, decision.missingFields], ['open', ['holder.birthDate']])
  })
})

describe("an issuer's word", () => {
  const requires = { acceptAttestationOf: ['NZ'] }
  const word = { issuer: 'NZ', until: '2026-06-01T00:00:00Z' }

  test('counts where it is taken, and as long as it is signed', () => {
    const decision = decide(TESTED, { facts: [{ attestation: word }] }, { requires })
    assert.equal(decision.result, 'passed')
    assert.equal(decision.windows.find(({ result }) => result === 'passed')?.until, word.until)
    const late = decide(
      TESTED,
      { facts: [{ attestation: word }], at: '2026-06-01T00:00:00Z' },
      { requires },
    )
    assert.equal(late.result, 'failed')
  })

  test('does not count elsewhere, nor of others', () => {
    assert.equal(decide(TESTED, { facts: [{ attestation: word }] }).result, 'failed')
    const other = decide(
      TESTED,
      { facts: [{ attestation: { ...word, issuer: 'AU' } }] },
      { requires },
    )
    assert.equal(other.result, 'failed')
  })
})

describe('zones of a destination that has several', () => {
  const wide = { destinations: ['US'], timezone: undefined }
  const dated = { recovered: { disease: 'covid-19', from: { days: 11 }, until: 'lifetime' } }
  const facts = [{ recovery: { disease: 'covid-19', firstPositive: '2026-02-18' } }]

  test('one answer in all is that', () => {
    assert.equal(decide(dated, { facts, at: '2026-03-01T11:00:00Z' }, wide).result, 'passed')
    assert.equal(decide(dated, { facts, at: '2026-03-01T04:59:59Z' }, wide).result, 'failed')
  })

  test('else which of them is missing', () => {
    const decision = decide(dated, { facts, at: '2026-03-01T05:00:00Z' }, wide)
    assert.deepEqual([decision.result, decision.missingFields], ['open', ['journey.timeZone']])
    assert.equal(
      decision.windows.find(({ result }) => result === 'passed')?.from,
      '2026-03-01T10:00:00Z',
    )
  })
})

describe('what two certificates say of one event', () => {
  const half = { disease: 'covid-19', product: 'comirnaty', date: '2026-02-01' }

  test('is joined', () => {
    const facts = [{ vaccination: { ...half, dose: 2 } }, { vaccination: { ...half, series: 2 } }]
    const decision = decide(VACCINATED, { facts })
    assert.equal(decision.result, 'passed')
    assert.deepEqual(decision.show, [0, 1])
  })

  test('and a contradiction decides nothing', () => {
    const facts = [{ vaccination: DOSE }, { vaccination: { ...DOSE, dose: 1 } }]
    const decision = decide(VACCINATED, { facts })
    assert.deepEqual(
      [decision.result, decision.missingFields],
      ['open', ['vaccination.doseNumber']],
    )
  })
})

describe('the period that a certificate states', () => {
  const facts = [{ vaccination: { ...DOSE, validFrom: '2026-03-01', validUntil: '2026-03-02' } }]

  test('is heeded', () => {
    const decision = decide(VACCINATED, { facts })
    assert.deepEqual(
      decision.windows.filter(({ result }) => result === 'passed'),
      [{ from: '2026-03-01T00:00:00Z', until: '2026-03-03T00:00:00Z', result: 'passed' }],
    )
  })

  test('unless it is ignored', () => {
    const { vaccinated } = VACCINATED
    const free = { vaccinated: { ...vaccinated, ignoreStatedStart: true, ignoreStatedEnd: true } }
    assert.deepEqual(
      decide(free, { facts }).windows.filter(({ result }) => result === 'passed'),
      [{ from: '2026-02-01T00:00:00Z', until: '2026-10-30T00:00:00Z', result: 'passed' }],
    )
  })
})

describe('windows', () => {
  test('end where the policy ends, and are open before it begins', () => {
    const { windows } = decide(
      { recovered: { disease: 'covid-19', until: 'lifetime' } },
      {
        facts: [{ recovery: { disease: 'covid-19', firstPositive: '2020-05-05' } }],
      },
    )
    assert.deepEqual(windows, [
      { until: '2026-01-01T00:00:00Z', result: 'open' },
      { from: '2026-01-01T00:00:00Z', until: '2027-01-01T00:00:00Z', result: 'passed' },
      { from: '2027-01-01T00:00:00Z', result: 'open' },
    ])
  })

  test('can be several', () => {
    const samples = ['2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z']
    const { windows } = decide(TESTED, {
      facts: samples.map((sampledAt) => ({ test: { ...SAMPLE, sampledAt } })),
    })
    assert.deepEqual(
      windows.filter(({ result }) => result === 'passed').map(({ from, until }) => [from, until]),
      [
        ['2026-02-01T00:00:00Z', '2026-02-04T00:00:01Z'],
        ['2026-03-01T00:00:00Z', '2026-03-04T00:00:01Z'],
      ],
    )
  })
})

describe('fields', () => {
  test('of what passed, only those of its proof', () => {
    const decision = decide(
      { anyOf: [VACCINATED, TESTED] },
      { facts: [{ vaccination: { ...DOSE, dose: 1 } }, { test: SAMPLE }] },
    )
    assert.deepEqual(decision.show, [1])
    assert.deepEqual(decision.usedFields, [
      'test.class',
      'test.disease',
      'test.result',
      'test.sampledAt',
    ])
    assert.deepEqual(decision.derivedFields, [])
  })

  test('that were worked out are named', () => {
    const two = { vaccinated: { disease: 'covid-19', doses: { least: 2 }, until: 'lifetime' } }
    const dose = { disease: 'covid-19', product: 'comirnaty' }
    const decision = decide(two, {
      facts: ['2026-01-01', '2026-02-01'].map((date) => ({ vaccination: { ...dose, date } })),
    })
    assert.equal(decision.result, 'passed')
    assert.deepEqual(decision.derivedFields, ['vaccination.doseNumber'])
  })
})

describe('times that are none', () => {
  for (const at of [Number.NaN, Number.POSITIVE_INFINITY, -1e300, 1e300]) {
    test(`${at} decides nothing`, () => {
      const policy = parsePolicy(
        JSON.stringify({
          type: 'pratique-policy',
          id: 'made',
          version: '1.0.0',
          title: { en: 'made' },
          description: { en: 'made' },
          destinations: '*',
          source: { name: 'made', checkedOn: '2026-01-01' },
          effective: { from: '2020-01-01' },
          months: 'overflow',
          requirement: { age: { below: { years: 100 } } },
        }),
      )
      const request = { destination: 'UT', at, now: 0, certificates: [] }
      const facts = toCaseFacts({ name: '', at: '', facts: [], expect: 'open' }, terminology)
      assert.notEqual(evaluateOwnPolicy(policy, facts, request).result, 'passed')
    })
  }
})
