/**
 * Dates of certificates: nobody can tell from them which day or hour somebody came.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { UsageError } from '../errors.ts'
import type { Order } from '../model/order.ts'
import { toTimes } from './times.ts'

const DAY = 86_400
const at = (text: string): number => Date.parse(text) / 1000
const HOLDER = { family: 'Eriksson', birthDate: '1974-08-12' }

const dose = (date: string): Order => ({
  holder: HOLDER,
  fact: { kind: 'vaccination', disease: 'covid-19', date, product: [{ code: 'EU/1/20/1528' }] },
})
const sample = (sampledAt: string): Order => ({
  holder: HOLDER,
  fact: { kind: 'test', disease: 'covid-19', class: 'naat', result: 'not-detected', sampledAt },
})

describe('when a certificate is issued', () => {
  test('is the Monday of the week', () => {
    for (const now of ['2026-11-16T00:00:00Z', '2026-11-19T13:37:11Z', '2026-11-22T23:59:59Z']) {
      const { issuedAt } = toTimes(dose('2026-03-01'), at(now), {}, 'keeping', false)
      assert.equal(issuedAt, at('2026-11-16T00:00:00Z'), now)
    }
  })

  test('is the event itself, if that came later', () => {
    const order = sample('2026-11-18T09:30:00+01:00')
    const { issuedAt } = toTimes(order, at('2026-11-19T13:37:11Z'), {}, 'keeping', false)
    assert.equal(issuedAt, at('2026-11-18T08:30:00Z'))
  })

  test('is not before the signer’s certificate, and never after now', () => {
    const now = at('2026-11-19T13:37:11Z')
    const notBefore = at('2026-11-18T12:00:00Z')
    assert.equal(
      toTimes(dose('2026-03-01'), now, { notBefore }, 'keeping', false).issuedAt,
      notBefore,
    )
  })

  test('is the hour, where the day has begun in other zones alone', () => {
    const now = at('2026-11-19T23:00:17Z')
    for (const purpose of ['keeping', 'showing'] as const) {
      const { issuedAt, expiresAt = 0 } = toTimes(dose('2026-11-20'), now, {}, purpose, false)
      assert.equal(issuedAt, at('2026-11-19T23:00:00Z'))
      assert.equal(expiresAt % 3600, 0)
    }
  })

  test('tells no second that the order and the signer do not', () => {
    const time = fc.integer({ min: 1_600_000_000, max: 4_000_000_000 })
    const purpose = fc.constantFrom('keeping' as const, 'showing' as const)
    const ago = fc.integer({ min: -14 * 3600, max: 30 * DAY })
    fc.assert(
      fc.property(time, ago, ago, fc.boolean(), purpose, (now, before, signer, isTest, kind) => {
        const event = new Date((now - before) * 1000).toISOString()
        const notBefore = now - Math.max(signer, 0)
        const order =
          isTest && before >= 0 ? sample(`${event.slice(0, 16)}:00Z`) : dose(event.slice(0, 10))
        const { issuedAt } = toTimes(order, now, { notBefore }, kind, false)
        const { fact } = order
        const stated = fact.kind === 'test' ? at(fact.sampledAt) : undefined
        assert.ok(issuedAt % 3600 === 0 || issuedAt === stated || issuedAt === notBefore)
        assert.ok(issuedAt <= now && issuedAt >= notBefore)
      }),
    )
  })
})

describe('until when it holds', () => {
  const now = at('2026-11-19T13:37:11Z')

  test('ends with a quarter or a week, the same for all', () => {
    assert.equal(
      toTimes(dose('2026-03-01'), now, {}, 'keeping', false).expiresAt,
      at('2028-01-01T00:00:00Z'),
    )
    assert.equal(
      toTimes(sample('2026-11-18T09:30:00Z'), now, {}, 'keeping', false).expiresAt,
      at('2026-12-21T00:00:00Z'),
    )
  })

  test('never outlives the signer', () => {
    const notAfter = at('2027-02-03T00:00:00Z')
    assert.equal(
      toTimes(dose('2026-03-01'), now, { notAfter }, 'keeping', false).expiresAt,
      notAfter,
    )
  })

  test('has no end where it is for life', () => {
    assert.ok(!('expiresAt' in toTimes(dose('2026-03-01'), now, {}, 'keeping', true)))
  })

  test('ends within 14 days on a copy for one showing, even one that were for life', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_700_000_000, max: 4_000_000_000 }), (time) => {
        const { issuedAt, expiresAt = 0 } = toTimes(dose('2020-03-01'), time, {}, 'showing', true)
        assert.ok(issuedAt <= time && time < expiresAt && expiresAt - issuedAt <= 14 * DAY)
      }),
    )
  })
})

describe('a signer that may not sign', () => {
  const now = at('2026-11-19T13:37:11Z')
  for (const [name, life] of [
    ['is not in force yet', { notBefore: now + 1 }],
    ['is over', { notAfter: now - 1 }],
    ['is past its time to sign', { notAfter: now + DAY, signsUntil: now - 1 }],
  ] as const) {
    test(name, () => {
      assert.throws(
        () => toTimes(dose('2026-03-01'), now, life, 'keeping', false),
        (error) => error instanceof UsageError && error.code === 'usage.issuer',
      )
    })
  }
})
