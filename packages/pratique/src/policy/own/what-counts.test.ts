/**
 * Decisions of a policy at their edges: kinds of document, who is trusted, and whom
 * it is about.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  DOSE,
  decide,
  parsePolicyRequirement,
  RECOVERED,
  readCase,
  SAMPLE,
  TESTED,
  VACCINATED,
} from '../../../test/made-cases.ts'
import type { DiseaseWord } from '../../terminology/product.ts'
import { createTerminology } from '../../terminology/terminology.ts'
import type { Evidence } from '../../trust/record.ts'
import { oneOf } from '../facts/possible.ts'
import type { OwnDecision } from './decision.ts'
import { createAboutTest } from './judge.ts'
import { compileRequirement } from './requirement.ts'
import { toCaseFacts } from './run-cases.ts'

const terminology = createTerminology()
const DAY = 86_400

const TREATED = { prophylaxis: { disease: 'cholera', until: { days: 30 } } }
const EXEMPT = { exempt: { disease: 'yellow-fever' } }

describe('every kind of document', () => {
  const KINDS: readonly (readonly [string, object, object])[] = [
    ['vaccination', VACCINATED, { vaccination: DOSE }],
    ['test', TESTED, { test: SAMPLE }],
    ['recovery', RECOVERED, { recovery: { disease: 'covid-19', firstPositive: '2026-02-01' } }],
    ['prophylaxis', TREATED, { prophylaxis: { disease: 'cholera', date: '2026-02-20' } }],
    [
      'exemption',
      EXEMPT,
      { exemption: { disease: 'yellow-fever', date: '2026-02-20', validUntil: '2026-06-01' } },
    ],
  ]
  const OTHER = { recovered: { disease: 'poliomyelitis', until: { days: 180 } } }
  const other = { recovery: { disease: 'poliomyelitis', firstPositive: '2026-02-01' } }

  for (const [kind, condition, fact] of KINDS) {
    test(`${kind} meets its condition, and lacks where it is all that does`, () => {
      assert.equal(decide(condition, { facts: [fact] }).result, 'passed')
      const lacking = decide({ allOf: [OTHER, condition] }, { facts: [other] })
      assert.deepEqual([lacking.result, lacking.needs], ['more-needed', [kind]])
      assert.deepEqual(lacking.reasons, [
        {
          rule: 'made',
          version: '1.2.0',
          outcome: 'failed',
          condition: { kind: 'one-more', values: { kinds: [kind], count: 1 }, stated: {} },
          officialText: { en: 'what is made' },
        },
      ])
      const nothing = decide(condition, {})
      assert.equal(nothing.result, 'failed')
      const disease = Object.values(condition)[0]?.disease
      assert.deepEqual(nothing.reasons[0]?.condition, {
        kind: 'no-fact',
        values: { kind, disease },
        stated: {},
      })
    })

    test(`${kind} of another disease is none`, () => {
      const [[name, value] = ['', {}]] = Object.entries(condition)
      const elsewhere = { [name]: { ...value, disease: 'measles' } }
      const lacking = decide({ allOf: [OTHER, elsewhere] }, { facts: [other, fact] })
      assert.deepEqual([lacking.result, lacking.needs], ['more-needed', [kind]])
    })
  }

  test('a dose against several diseases is one against each', () => {
    const measles = { vaccinated: { disease: 'measles', until: 'lifetime' } }
    const facts = [other, { vaccination: { ...DOSE, disease: 'rubella', product: undefined } }]
    const { result } = decide({ allOf: [OTHER, measles] }, { facts })
    assert.ok(['open', 'more-needed'].includes(result))
  })

  test('only documents that would do are asked for', () => {
    const needs = (requirement: object, facts: readonly object[]) => {
      const { result, needs: kinds_ } = decide(requirement, { facts })
      return [result, kinds_]
    }
    const either = { anyOf: [{ allOf: [OTHER, TESTED] }, { allOf: [VACCINATED, RECOVERED] }] }
    assert.deepEqual(needs(either, [other]), ['more-needed', ['test']])
    assert.deepEqual(needs({ allOf: [OTHER, TESTED, RECOVERED] }, [other]), ['failed', undefined])
    // What one more meets must be met in every way in which the rest can be.
    const dose = { vaccination: { ...DOSE, dose: undefined } }
    assert.deepEqual(needs(either, [other, dose]), ['more-needed', ['test']])
  })

  test('a document that may be of the disease is there, whatever it was given for', () => {
    const [id = '', { alsoAgainst: [also = ''] = [], disease = '' } = {}] =
      [...terminology.products].find(([, each]) => (each.alsoAgainst ?? []).length > 0) ?? []
    assert.notEqual(also, '')
    const wanted = { vaccinated: { disease: also, products: ['comirnaty'], until: 'lifetime' } }
    const dose = { vaccination: { ...DOSE, disease, product: id } }
    const decision = decide({ allOf: [OTHER, wanted] }, { facts: [other, dose] })
    assert.equal(decision.result, 'failed')
    const elsewhere = { vaccination: { ...DOSE, disease: 'cholera' } }
    const lacking = decide({ allOf: [OTHER, wanted] }, { facts: [other, elsewhere] })
    assert.equal(lacking.result, 'more-needed')
    const unsure = { vaccination: { ...DOSE, disease, product: [id, 'comirnaty'] } }
    assert.notEqual(
      decide({ allOf: [OTHER, wanted] }, { facts: [other, unsure] }).result,
      'more-needed',
    )
  })

  test('also where its disease is not sure, and the one that it covers is one of them', () => {
    const [id = '', { alsoAgainst: [also = ''] = [], disease = '' } = {}] =
      [...terminology.products].find(([, each]) => (each.alsoAgainst ?? []).length > 0) ?? []
    const requirement = parsePolicyRequirement({ vaccinated: { disease: also, until: 'lifetime' } })
    const [leaf] = compileRequirement(requirement).leaves
    const facts = toCaseFacts(
      readCase({ facts: [{ vaccination: { ...DOSE, disease, product: id } }] }),
      terminology,
    )
    const [dose] = facts.facts
    assert.ok(leaf && dose?.kind === 'vaccination')
    const unsure = { ...dose, disease: oneOf<DiseaseWord>([...dose.disease.values, 'cholera']) }
    assert.equal(createAboutTest(facts)(unsure, leaf), true)
    const other_ = { ...dose, disease: oneOf<DiseaseWord>(['cholera']) }
    assert.equal(createAboutTest(facts)(other_, leaf), false)
  })

  test('no more than twelve reasons are given', () => {
    const many = Array.from({ length: 14 }, (_, index) => ({
      vaccinated: { disease: 'covid-19', until: { days: index + 1 } },
    }))
    const old = { vaccination: { ...DOSE, date: '2025-01-01' } }
    assert.equal(decide({ allOf: many }, { facts: [old] }).reasons.length, 12)
  })

  test('only what would do in every way in which the rest can be', () => {
    const of = (id: string) => ({
      vaccinated: { disease: 'covid-19', products: [id], until: { days: 270 } },
    })
    const requirement = {
      anyOf: [
        { allOf: [OTHER, TESTED] },
        { allOf: [OTHER, of('comirnaty'), RECOVERED] },
        { allOf: [of('jcovden'), { age: { from: { years: 100 } } }] },
      ],
    }
    const dose = { vaccination: { ...DOSE, product: ['comirnaty', 'jcovden'] } }
    const decision = decide(requirement, { facts: [other, dose], birthDate: '1980-01-01' })
    assert.deepEqual([decision.result, decision.needs], ['more-needed', ['test']])
  })

  test('an age is no document, and a holder of that age needs no addition', () => {
    const grown = { age: { from: { years: 18 } } }
    const decision = decide({ allOf: [grown, TESTED] }, { facts: [other], birthDate: '1980-01-01' })
    assert.equal(decision.result, 'failed')
    const beside = decide(
      { allOf: [grown, OTHER, TESTED] },
      { facts: [other], birthDate: '1980-01-01' },
    )
    assert.deepEqual([beside.result, beside.needs], ['more-needed', ['test']])
  })

  test("an issuer's word is never asked for", () => {
    const requires = { acceptAttestationOf: ['NZ'] }
    const decision = decide({ allOf: [OTHER, TESTED] }, { facts: [other] }, { requires })
    assert.deepEqual(decision.needs, ['test'])
  })
})

describe('who is trusted', () => {
  const facts = [{ test: SAMPLE }]

  /** Of one certificate as it is given: changed in what is known of who signed it. */
  function signed(requires: object, change: object, format = 'eu-dcc'): OwnDecision {
    return decide(TESTED, { facts, signed: { format } }, { requires }, (request) => ({
      ...request,
      certificates: request.certificates.map((each) => ({ ...each, ...change })),
    }))
  }

  test('a level of evidence takes that and every better one', () => {
    const levels: readonly Evidence[] = [
      'anchored',
      'listed',
      'directory',
      'local',
      'unauthenticated',
    ]
    for (const [rank, evidence] of levels.entries()) {
      for (const [place, level] of levels.entries()) {
        const decision = signed({ evidence }, { issuer: { evidence: level } })
        const isTaken = place <= rank
        assert.deepEqual(
          [decision.result, decision.cause],
          isTaken ? ['passed', undefined] : ['open', 'evidence'],
        )
        if (isTaken) continue
        assert.deepEqual(decision.reasons, [
          {
            rule: 'made',
            version: '1.2.0',
            outcome: 'open',
            condition: { kind: 'evidence', values: { needed: evidence }, stated: { level } },
            officialText: { en: 'what is made' },
            certificate: 0,
          },
        ])
      }
    }
  })

  test('a network that is not named is not taken, whatever its evidence', () => {
    const networks = {
      hcert: ['eu-dcc', 'who-ddcc', 'who-icvp'],
      'smart-health-card': ['smart-health-card'],
      'vds-nc': ['vds-nc'],
      divoc: ['divoc'],
      'nz-pass': ['nz-pass'],
    }
    for (const [network, own] of Object.entries(networks)) {
      for (const format of Object.values(networks).flat()) {
        const decision = signed({ evidence: { [network]: 'listed' } }, {}, format)
        const isOwn = own.includes(format)
        assert.equal(decision.result, isOwn ? 'passed' : 'open', `${network} ${format}`)
        if (!isOwn) assert.deepEqual(decision.reasons[0]?.condition.values, { needed: '' })
      }
    }
  })

  const LISTS = [
    ['keys', 'maxKeyListAgeDays', 'keysAsOf'],
    ['revocation', 'maxRevocationAgeDays', 'revocationAsOf'],
  ] as const
  for (const [list, limit, member] of LISTS) {
    test(`a list of ${list} is taken up to its last second`, () => {
      const at = Date.parse('2026-03-01T12:00:00Z') / 1000
      const aged = (seconds: number) => signed({ [limit]: 2 }, { [member]: at - seconds })
      assert.equal(aged(2 * DAY).result, 'passed')
      const old = aged(2 * DAY + 1)
      assert.deepEqual([old.result, old.cause], ['open', 'outdated'])
      assert.deepEqual(old.reasons[0]?.condition, {
        kind: 'list-age',
        values: { list, days: 2 },
        stated: {},
      })
      assert.equal(signed({ [limit]: 2 }, { [member]: undefined }).cause, 'outdated')
      assert.equal(signed({}, { [member]: undefined }).result, 'passed')
    })
  }

  test('what is not taken changes nothing where another certificate does', () => {
    const two = [{ test: SAMPLE }, { test: { ...SAMPLE, sampledAt: '2026-03-01T00:00:00Z' } }]
    const requires = { evidence: 'listed' }
    const weakFirst = decide(TESTED, { facts: two }, { requires }, (request) => ({
      ...request,
      certificates: request.certificates.map((each, index) =>
        index === 0 ? { ...each, issuer: { evidence: 'local' } } : each,
      ),
    }))
    assert.deepEqual([weakFirst.result, weakFirst.show], ['passed', [1]])
    const window = weakFirst.windows.find(({ result }) => result === 'passed')
    assert.equal(window?.from, '2026-03-01T00:00:00Z')
    // The days on which only what is not taken would do are open.
    assert.deepEqual(
      weakFirst.windows.map(({ from, result }) => [from, result]),
      [
        [undefined, 'open'],
        ['2026-01-01T00:00:00Z', 'failed'],
        ['2026-02-28T12:00:00Z', 'open'],
        ['2026-03-01T00:00:00Z', 'passed'],
        ['2026-03-04T00:00:01Z', 'failed'],
        ['2027-01-01T00:00:00Z', 'open'],
      ],
    )
  })

  test('what is not taken would have to help', () => {
    const requires = { evidence: 'listed' }
    const weak = { signed: { evidence: 'local' } }
    const positive = { facts: [{ test: { ...SAMPLE, result: 'detected' } }], ...weak }
    assert.equal(decide(TESTED, positive, { requires }).result, 'failed')
    const unclear = { facts: [{ test: { ...SAMPLE, result: undefined } }], ...weak }
    const open = decide(TESTED, unclear, { requires })
    assert.deepEqual([open.result, open.cause], ['open', 'evidence'])
    const unknown = { ...SAMPLE, result: undefined }
    const mixed = decide(
      TESTED,
      { facts: [{ test: unknown }, { test: { ...unknown, sampledAt: '2026-03-01' } }] },
      { requires },
      (request) => ({
        ...request,
        certificates: request.certificates.map((each, index) =>
          index === 0 ? { ...each, issuer: { evidence: 'local' } } : each,
        ),
      }),
    )
    assert.deepEqual([mixed.result, mixed.cause], ['open', 'value-missing'])
  })
})

describe('whom it is about', () => {
  const facts = [{ test: SAMPLE }]
  const about = (appliesTo: object, each: object) =>
    decide(TESTED, { facts, ...each }, { appliesTo })

  test('an age, from the day on which it is reached', () => {
    const grown = { age: { from: { years: 18 } } }
    const born = (birthDate: string) => {
      const { result, cause, missingFields } = about(grown, { birthDate })
      return [result, cause, missingFields]
    }
    assert.deepEqual(born('2008-03-01'), ['passed', undefined, []])
    assert.deepEqual(born('2008-03-02'), ['open', 'no-rules', []])
    assert.deepEqual(born('2008-03'), ['open', 'value-missing', ['holder.birthDate']])
    assert.deepEqual(born('2008-02'), ['passed', undefined, []])
    const unborn = about(grown, {})
    assert.deepEqual(unborn.missingFields, ['holder.birthDate'])
    const { windows } = about(grown, { birthDate: '2008-03-02' })
    assert.equal(windows.find(({ result }) => result === 'passed')?.from, '2026-03-02T00:00:00Z')
  })

  test('those that are younger', () => {
    const young = { age: { below: { years: 12 } } }
    assert.equal(about(young, { birthDate: '2014-03-02' }).result, 'passed')
    assert.equal(about(young, { birthDate: '2014-03-01' }).cause, 'no-rules')
  })

  test('where the journey begins, and what it is for', () => {
    const journey = { fromCountries: ['BR', 'AR'], purposes: ['work', 'study'] }
    const CASES: readonly (readonly [object, string, readonly string[]])[] = [
      [{ from: 'AR', purpose: 'study' }, 'passed', []],
      [{ from: 'FR', purpose: 'study' }, 'no-rules', []],
      [{ from: 'BR', purpose: 'fun' }, 'no-rules', []],
      [{ from: 'BR' }, 'value-missing', ['journey.purpose']],
      [{ purpose: 'work' }, 'value-missing', ['journey.from']],
      [{}, 'value-missing', ['journey.from', 'journey.purpose']],
      [{ purpose: 'fun' }, 'no-rules', []],
    ]
    for (const [each, expected, missing] of CASES) {
      const { result, cause, missingFields } = about(journey, each)
      assert.deepEqual([cause ?? result, missingFields], [expected, missing], JSON.stringify(each))
    }
  })
})
