/**
 * From certificates to facts: what counts, what is one event, and which dose it was.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Fact, HealthCertificate, Vaccination } from '../../model/health-certificate.ts'
import { createTerminology } from '../../terminology/terminology.ts'
import type { PolicyCertificate } from '../answer.ts'
import type { PolicyFacts, VaccinationFact } from './policy-facts.ts'
import { canAgree, join, known, oneOf } from './possible.ts'
import { toDateRange, toInstantRange } from './ranges.ts'
import { selectFacts, toPolicyFacts } from './to-policy-facts.ts'

const terminology = createTerminology()
const stated = <T>(value: T) => ({ value, source: 'stated' as const })
const covid = { value: 'covid-19', source: 'stated', codes: [{ code: '840539006' }] } as const

function dose(date: string, more: Partial<Vaccination> = {}): Vaccination {
  return {
    kind: 'vaccination',
    disease: covid,
    product: { value: 'unknown' as never, source: 'stated', codes: [{ code: 'EU/1/20/1528' }] },
    date: stated(date),
    status: { value: 'completed', source: 'derived' },
    ...more,
  }
}

function certificate(
  facts: readonly Fact[],
  holder: HealthCertificate['holder'] = { name: {} },
): PolicyCertificate {
  return {
    certificate: { holder, facts, identifiers: [], issuer: {}, validity: {} },
    format: 'smart-health-card',
    issuer: { evidence: 'anchored' },
  }
}

function factsOf(...certificates: readonly (readonly Fact[])[]): PolicyFacts {
  return toPolicyFacts(
    certificates.map((facts) => certificate(facts)),
    terminology,
  )
}

function dosesOf({ facts }: PolicyFacts): readonly VaccinationFact[] {
  return facts.filter((fact) => fact.kind === 'vaccination')
}

function numbersOf(facts: PolicyFacts): readonly (readonly number[])[] {
  return dosesOf(facts).map(({ doseNumber }) => doseNumber.values)
}

const from = (least: number) => [1, 2, 3, 4, 5, 6, 7, 8, 9].slice(least - 1)

describe('what counts', () => {
  test('neither a dose that was not given nor a test that is not final', () => {
    const notFinal: Fact = {
      kind: 'test',
      disease: covid,
      class: { value: 'naat', source: 'stated', codes: [] },
      result: { value: 'not-detected', source: 'stated', codes: [] },
      status: stated('not-final'),
    }
    const other: Fact = { kind: 'other', disease: covid, type: 'Condition' }
    const facts = factsOf([dose('2026-01-01', { status: stated('not-done') }), notFinal, other])
    assert.deepEqual(facts.facts, [])
  })

  test('doses come in their order, those without a date last', () => {
    const { date: _, ...undated } = dose('2026-01-01')
    const facts = factsOf([undated, dose('2026-03-01'), dose('2026-02-01')])
    assert.deepEqual(
      dosesOf(facts).map(({ date }) => date?.earliest),
      ['2026-02-01', '2026-03-01', undefined],
    )
  })

  test('countries are of two letters', () => {
    const facts = factsOf([
      dose('2026-01-01', { country: stated('EL') }),
      dose('2026-02-01', { country: stated('NLD') }),
      dose('2026-03-01', { country: stated('Atlantis') }),
    ])
    assert.deepEqual(
      dosesOf(facts).map(({ country }) => country),
      ['GR', 'NL', undefined],
    )
  })
})

describe('one event', () => {
  test('of two certificates is one fact, and each fills what the other lacks', () => {
    const facts = factsOf(
      [dose('2026-01-01', { doseNumber: stated(2) })],
      [dose('2026-01-01', { seriesDoses: stated(2) })],
    )
    const [fact, ...others] = dosesOf(facts)
    assert.equal(others.length, 0)
    assert.deepEqual(fact?.certificates, [0, 1])
    assert.deepEqual([fact?.doseNumber.values, fact?.seriesDoses.values], [[2], [2]])
    assert.equal(fact?.seriesDoses.source, 'stated')
  })

  test('that they contradict each other about keeps both values', () => {
    const facts = factsOf(
      [dose('2026-01-01', { doseNumber: stated(2) })],
      [dose('2026-01-01', { doseNumber: stated(3) })],
    )
    assert.deepEqual(numbersOf(facts), [[2, 3]])
  })

  test('is not made of two products, nor of two diseases, nor of a month and a day', () => {
    const spikevax = {
      value: 'unknown' as never,
      source: 'stated' as const,
      codes: [{ code: 'EU/1/20/1507' }],
    }
    const unknown = { value: 'unknown' as const, source: 'stated' as const, codes: [] }
    const { product: _, ...bare } = dose('2026-01-01', { disease: unknown })
    for (const other of [dose('2026-01-01', { product: spikevax }), bare, dose('2026-01')]) {
      assert.equal(dosesOf(factsOf([dose('2026-01-01')], [other])).length, 2)
    }
  })

  test('is a test of one instant, and not of one day', () => {
    const sampled = (at: string): Fact => ({
      kind: 'test',
      disease: covid,
      class: { value: 'naat', source: 'stated', codes: [{ code: 'LP6464-4' }] },
      result: { value: 'not-detected', source: 'stated', codes: [{ code: '260415000' }] },
      sampledAt: stated(at),
      status: stated('final'),
    })
    const [day, instant] = [sampled('2026-01-01'), sampled('2026-01-01T10:00:00Z')]
    assert.equal(factsOf([day], [day]).facts.length, 2)
    assert.equal(factsOf([instant], [instant]).facts.length, 1)
    assert.equal(factsOf([instant], [sampled('2026-01-01T11:00:00+01:00')]).facts.length, 1)
    assert.equal(factsOf([instant], [sampled('2026-01-01T10:00:01Z')]).facts.length, 2)
  })

  test('some of the certificates give the facts that they have', () => {
    const facts = factsOf([dose('2026-01-01')], [dose('2026-02-01')], [dose('2026-03-01')])
    assert.deepEqual(numbersOf(facts), [from(1), from(2), from(3)])
    assert.deepEqual(numbersOf(selectFacts(facts, [1, 2])), [from(1), from(2)])
    assert.deepEqual(numbersOf(selectFacts(facts, [])), [])
  })
})

describe('which dose it was', () => {
  test('is known where it is stated', () => {
    assert.deepEqual(numbersOf(factsOf([dose('2026-01-01', { doseNumber: stated(3) })])), [[3]])
  })

  test('is at least one more than those that are surely before it', () => {
    const facts = factsOf([dose('2026-01-01'), dose('2026-02-01'), dose('2026-03')])
    assert.deepEqual(numbersOf(facts), [from(1), from(2), from(3)])
  })

  test('counts no dose that may be the same, or later', () => {
    const facts = factsOf([dose('2026-01'), dose('2026-01-20'), dose('2026-02-01')])
    assert.deepEqual(numbersOf(facts), [from(1), from(1), from(2)])
  })

  test('is more than what an earlier one states', () => {
    const facts = factsOf([dose('2026-01-01', { doseNumber: stated(3) }), dose('2026-02-01')])
    assert.deepEqual(numbersOf(facts), [[3], from(4)])
  })

  test('a number that is none says nothing', () => {
    for (const number of [0, -1, 1.5, Number.NaN]) {
      const facts = factsOf([dose('2026-01-01', { doseNumber: stated(number) })])
      assert.deepEqual(numbersOf(facts), [from(1)])
    }
  })

  test('the series is any length where none is stated', () => {
    const [fact] = dosesOf(factsOf([dose('2026-01-01')]))
    assert.deepEqual(fact?.seriesDoses, { values: from(1), isClosed: true, source: 'derived' })
  })
})

describe('birth', () => {
  const born = (...dates: readonly string[]) =>
    toPolicyFacts(
      dates.map((date) => certificate([], { name: {}, birthDate: stated(date) })),
      terminology,
    )

  test('is the whole interval of what is stated', () => {
    assert.deepEqual(born('1980').birthDate, { earliest: '1980-01-01', latest: '1980-12-31' })
    assert.deepEqual(born('1980-02').birthDate, { earliest: '1980-02-01', latest: '1980-02-29' })
  })

  test('is what all certificates allow; of a contradiction, all between', () => {
    const facts = born('1980', '1980-02-03')
    assert.deepEqual(facts.birthDate, { earliest: '1980-02-03', latest: '1980-02-03' })
    assert.equal(facts.birthStated, '1980-02-03')
    assert.deepEqual(born('1980-01-02', '1980-02-01').birthDate, {
      earliest: '1980-01-02',
      latest: '1980-02-01',
    })
    assert.equal(born().birthDate, undefined)
  })
})

describe('ranges', () => {
  test('cover another reading that is as likely', () => {
    assert.deepEqual(
      toDateRange({ value: '2022-04-03', source: 'stated', alternative: '2022-03-04' }),
      {
        earliest: '2022-03-04',
        latest: '2022-04-03',
      },
    )
  })

  test('a sample of a day was taken on it anywhere on Earth', () => {
    const range = toInstantRange(stated('2022-01-02'))
    assert.equal(range?.earliest, Date.parse('2022-01-01T10:00:00Z') / 1000)
    assert.equal(range?.latest, Date.parse('2022-01-03T11:59:59Z') / 1000)
  })

  test('of an instant are that instant', () => {
    const at = Date.parse('2022-01-02T03:04:05Z') / 1000
    assert.deepEqual(toInstantRange(stated('2022-01-02T05:04:05+02:00')), {
      earliest: at,
      latest: at,
    })
  })

  for (const text of ['', 'yesterday', '2022-13-01', '2022-02-30', '22-01-01']) {
    test(`of "${text}" are none`, () => {
      assert.equal(toDateRange(stated(text)), undefined)
      assert.equal(toInstantRange(stated(text)), undefined)
    })
  }
})

describe('possible values', () => {
  test('join to what both allow, or to either', () => {
    assert.deepEqual(join(known('a'), oneOf(['a', 'b'])).values, ['a'])
    assert.deepEqual(join(known('a'), known('b')).values, ['a', 'b'])
    const open = { values: ['c'], isClosed: false, source: 'derived' as const }
    assert.deepEqual(join(open, known('a')).values, ['a'])
    assert.ok(canAgree(open, known('a')))
    assert.ok(!canAgree(known('b'), known('a')))
  })
})
