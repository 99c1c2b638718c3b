/**
 * Orders: what is read, what is refused and where, and that nothing of it is told.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { Coverage } from '../../test/coverage.ts'
import { createChance } from '../../test/made-expressions.ts'
import { ISSUED_FORMATS } from '../../test/made-issuer.ts'
import { makeOrder, NOW } from '../../test/made-orders.ts'
import type { JsonObject, JsonValue } from '../json/value.ts'
import { readOrder } from './read-order.ts'

const RUNS = Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000)

const HOLDER = { family: 'Eriksson', given: 'Anna Maria', birthDate: '1974-08-12' }
const TEST = {
  kind: 'test',
  disease: 'covid-19',
  class: 'naat',
  result: 'not-detected',
  sampledAt: '2026-11-21T09:30:00+01:00',
}
const DOSE = {
  kind: 'vaccination',
  disease: 'covid-19',
  date: '2026-03-01',
  product: 'EU/1/20/1528',
}
const RECOVERY = { kind: 'recovery', disease: 'covid-19', firstPositive: '2026-10-01' }

describe('what an order must not be', () => {
  const CASES: readonly (readonly [string, JsonValue, string, string])[] = [
    ['no object', 'order', '', 'type'],
    ['without a holder', { fact: TEST }, 'holder', 'missing'],
    ['without a fact', { holder: HOLDER }, 'fact', 'missing'],
    ['of two facts', { holder: HOLDER, fact: [TEST, DOSE] }, 'fact', 'type'],
    ['of no kind', of({ ...TEST, kind: 'biopsy' }), 'fact.kind', 'unknown-word'],
    ['with a member that is none', of({ ...TEST, ct: 31 }), 'fact', 'unknown-member'],
    ['with a genome', of({ ...TEST, sequence: 'ATTAAAGG' }), 'fact', 'unknown-member'],
    ['of another disease', of({ ...TEST, disease: 'flu' }), 'fact.disease', 'unknown-word'],
    ['with a result in words', of({ ...TEST, result: 'negative' }), 'fact.result', 'unknown-word'],
    ['without a result', of({ ...TEST, result: null }), 'fact.result', 'missing'],
    ['with a time without zone', sampled('2026-11-21T09:30:00'), 'fact.sampledAt', 'not-a-time'],
    ['with a day for a time', sampled('2026-11-21'), 'fact.sampledAt', 'not-a-time'],
    ['with a time to come', sampled('2026-11-22T09:01:00Z'), 'fact.sampledAt', 'in-future'],
    [
      'with a time before COVID-19',
      sampled('2019-11-30T23:00:00Z'),
      'fact.sampledAt',
      'implausible',
    ],
    ['in a zone of no place', sampled('2026-11-20T09:30:00+14:30'), 'fact.sampledAt', 'not-a-time'],
    ['with a day that is none', given('2026-02-30'), 'fact.date', 'not-a-date'],
    ['with half a day', given('2026-03'), 'fact.date', 'not-a-date'],
    ['with a dose to come', given('2026-11-24'), 'fact.date', 'in-future'],
    ['with dose 0', of({ ...DOSE, doseNumber: 0 }), 'fact.doseNumber', 'out-of-range'],
    ['with dose 51', of({ ...DOSE, doseNumber: 51 }), 'fact.doseNumber', 'out-of-range'],
    ['with half a dose', of({ ...DOSE, doseNumber: 1.5 }), 'fact.doseNumber', 'type'],
    ['with a dose in a text', of({ ...DOSE, doseNumber: '1' }), 'fact.doseNumber', 'type'],
    ['without a product', of({ ...DOSE, product: [] }), 'fact.product', 'type'],
    ['with an empty product', of({ ...DOSE, product: ' ' }), 'fact.product', 'type'],
    ['with a long system', of(coded({ system: 'A'.repeat(201) })), 'fact.product', 'type'],
    [
      'with a long display beside a system',
      of(coded({ system: 'a', display: 'A'.repeat(201) })),
      'fact.product',
      'type',
    ],
    ['with a system turned round', of(coded({ system: 'a\u202eb' })), 'fact.product', 'type'],
    ['with a display turned round', of(coded({ display: 'a\u202eb' })), 'fact.product', 'type'],
    ['of no country', of({ ...DOSE, country: 'QQ' }), 'fact.country', 'unknown-code'],
    ['of a device in words', of({ ...TEST, device: 'Abbott' }), 'fact.device', 'unknown-code'],
    ['without a birth date', about({ family: 'A' }), 'holder.birthDate', 'missing'],
    ['born on no day', born('1974-13-01'), 'holder.birthDate', 'not-a-date'],
    ['born tomorrow', born('2026-11-24'), 'holder.birthDate', 'in-future'],
    ['born in 1899', born('1899-12-31'), 'holder.birthDate', 'implausible'],
    ['tested before birth', born('2026-11-23'), 'fact.sampledAt', 'before-birth'],
    ['without a name', about({ birthDate: '1974' }), 'holder.family', 'missing'],
    ['with digits in a name', about({ ...HOLDER, family: 'R2D2' }), 'holder.family', 'letters'],
    ['with signs alone', about({ ...HOLDER, given: '-' }), 'holder.given', 'letters'],
    [
      'with a name turned round',
      about({ ...HOLDER, given: 'A\u202eB' }),
      'holder.given',
      'letters',
    ],
    [
      'with a name of two lines',
      about({ ...HOLDER, given: 'A\u0000B' }),
      'holder.given',
      'letters',
    ],
    ['with a long name', about({ ...HOLDER, given: 'A'.repeat(201) }), 'holder.given', 'too-long'],
    [
      'with a number of signs',
      about({ ...HOLDER, documentNumber: 'X/1' }),
      'holder.documentNumber',
      'letters',
    ],
    [
      'with two letters for three',
      about({ ...HOLDER, nationality: 'AT' }),
      'holder.nationality',
      'unknown-code',
    ],
    [
      'recovered before',
      of({ ...RECOVERY, validFrom: '2026-09-30' }),
      'fact.validFrom',
      'contradictory',
    ],
    [
      'recovered for long',
      of({ ...RECOVERY, validUntil: '2027-03-31' }),
      'fact.validUntil',
      'out-of-range',
    ],
    [
      'recovered backwards',
      of({ ...RECOVERY, validFrom: '2026-11-01', validUntil: '2026-10-31' }),
      'fact.validUntil',
      'contradictory',
    ],
  ]
  for (const [name, order, path, kind] of CASES) {
    test(name, () => {
      const read = readOrder(order, NOW)
      assert.ok('faults' in read, 'it was taken')
      const found = read.faults.find((fault) => fault.path === path)
      assert.equal(found?.kind, kind, JSON.stringify(read.faults))
    })
  }

  test('all at once', () => {
    const order = {
      holder: { family: '', given: '1', birthDate: '31.12.1980' },
      fact: { ...TEST, class: 'PCR', sampledAt: 'yesterday' },
      note: 'x',
    }
    const read = readOrder(order, NOW)
    assert.ok('faults' in read)
    assert.deepEqual(read.faults.map(({ path }) => path).sort(), [
      '',
      'fact.class',
      'fact.sampledAt',
      'holder.birthDate',
      'holder.given',
    ])
  })
})

describe('a member that nobody knows', () => {
  const PERSON = 'Raphael Hythloday'
  for (const [name, order, path] of [
    ['of the order', { ...of(TEST), [PERSON]: 1 }, ''],
    ['of the holder', about({ ...HOLDER, [PERSON]: 1 }), 'holder'],
    ['of the fact', of({ ...TEST, [PERSON]: 1 }), 'fact'],
  ] as const) {
    test(`${name} may be called as a person is, and is not named`, () => {
      const read = readOrder(order, NOW)
      assert.ok('faults' in read)
      assert.deepEqual(
        read.faults.map((fault) => [fault.path, fault.kind]),
        [[path, 'unknown-member']],
      )
      assert.ok(!JSON.stringify(read).includes('Hythloday'))
    })
  }

  test('hides no name that is missing', () => {
    const read = readOrder(about({ surname: 'A', birthDate: '1974' }), NOW)
    assert.ok('faults' in read)
    assert.deepEqual(
      read.faults.map((fault) => fault.path),
      ['holder', 'holder.family'],
    )
  })
})

describe('what is read', () => {
  test('texts in one form, without white space around', () => {
    const read = readOrder(
      about({ family: ' Mu\u0308ller \t Lu\u0308denscheid ', birthDate: '1980' }),
      NOW,
    )
    assert.ok('order' in read)
    assert.equal(read.order.holder.family, 'Müller Lüdenscheid')
  })

  test('a code with its system and display, in one form', () => {
    const read = readOrder(of(coded({ system: ' a ', display: 'Two\r\n lines' })), NOW)
    assert.ok('order' in read && read.order.fact.kind === 'vaccination')
    assert.deepEqual(read.order.fact.product, [
      { system: 'a', code: 'EU/1/20/1528', display: 'Two lines' },
    ])
  })

  test('times to the minute, with their offset', () => {
    const read = readOrder(sampled('2026-11-21 09:30:59.5+0545'), NOW)
    assert.ok('order' in read && read.order.fact.kind === 'test')
    assert.equal(read.order.fact.sampledAt, '2026-11-21T09:30:00+05:45')
  })

  test('an empty member is absent, and nobody knows an empty birth date', () => {
    const read = readOrder(about({ ...HOLDER, given: '', sex: null, birthDate: '' }), NOW)
    assert.ok('order' in read)
    assert.deepEqual(read.order.holder, { family: 'Eriksson', birthDate: '' })
  })

  test('orders made by chance', () => {
    const [chance, coverage] = [createChance(1), new Coverage()]
    for (const format of ISSUED_FORMATS) {
      for (let run = 0; run < 100; run++) {
        const json = makeOrder(format, chance, coverage)
        const read = readOrder(json, NOW)
        assert.ok('order' in read, JSON.stringify(read))
        assert.deepEqual(readOrder(toJson(read.order), NOW), read)
      }
    }
  })
})

describe('any JSON', () => {
  test('is an order, or has faults that quote nothing', () => {
    const secret = 'Zq7Xw9'
    const value = fc.oneof(fc.jsonValue(), fc.constant(secret), fc.constant(`${secret}-1980-01-01`))
    const members = (names: readonly string[]) =>
      fc.record(Object.fromEntries(names.map((name) => [name, value])), { requiredKeys: [] })
    const order = fc.record({
      holder: fc.oneof(members(['family', 'given', 'birthDate', 'documentNumber', 'sex']), value),
      fact: fc.oneof(
        members(['kind', 'disease', 'date', 'product', 'sampledAt', 'result', 'doseNumber']),
        value,
      ),
      mrz: value,
    })
    fc.assert(
      fc.property(order, (json) => {
        const read = readOrder(JSON.parse(JSON.stringify(json)), NOW)
        if ('faults' in read) {
          assert.ok(read.faults.length > 0)
          assert.ok(!JSON.stringify(read.faults.map(({ words }) => words)).includes(secret))
        }
      }),
      { numRuns: RUNS },
    )
  })
})

function coded(more: JsonObject): JsonObject {
  return { ...DOSE, product: { code: 'EU/1/20/1528', ...more } }
}

function of(fact: JsonValue): JsonObject {
  return { holder: HOLDER, fact }
}

function about(holder: JsonValue): JsonObject {
  return { holder, fact: TEST }
}

function born(birthDate: string): JsonObject {
  return about({ ...HOLDER, birthDate })
}

function sampled(sampledAt: string): JsonObject {
  return of({ ...TEST, sampledAt })
}

function given(date: string): JsonObject {
  return of({ ...DOSE, date })
}

function toJson(order: unknown): JsonValue {
  return JSON.parse(JSON.stringify(order))
}
