/**
 * Days of time zones: through changes of the clock, days that were skipped, and midnights that were not.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDuration, toDay, writeDay } from './calendar.ts'
import { createZoneClock, isTimeZone } from './zone-clock.ts'
import { zonesOf } from './zones.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 1000) }

describe('days begin', () => {
  const STARTS: readonly (readonly [string, string, string])[] = [
    ['Etc/UTC', '2026-03-29', '2026-03-29T00:00:00Z'],
    ['Europe/Zurich', '2026-03-29', '2026-03-28T23:00:00Z'],
    ['Europe/Zurich', '2026-03-30', '2026-03-29T22:00:00Z'],
    ['Asia/Kathmandu', '2026-01-01', '2025-12-31T18:15:00Z'],
    ['Pacific/Kiritimati', '2026-01-01', '2025-12-31T10:00:00Z'],
    ['Etc/GMT+12', '2026-01-01', '2026-01-01T12:00:00Z'],
    // The clock went from 00:00 to 01:00.
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00Z'],
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00Z'],
    // There was no 30 December in Samoa.
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00Z'],
    ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00Z'],
    ['Europe/Zurich', '1800-01-01', '1799-12-31T23:25:52Z'],
  ]
  for (const [zone, date, start] of STARTS) {
    test(`${date} in ${zone}`, () => {
      const clock = createZoneClock(zone)
      assert.equal(clock.startOfDay(toDay(date)), Date.parse(start) / 1000)
    })
  }

  test('where the day before ends, in every zone of every country', () => {
    const zones = [
      'AU',
      'BR',
      'CH',
      'CL',
      'EG',
      'GL',
      'IN',
      'LB',
      'MX',
      'PY',
      'RU',
      'US',
      'WS',
      'QQ',
    ]
    const clocks = zones.flatMap((country) => zonesOf(country)).map((zone) => createZoneClock(zone))
    const days = fc.integer({ min: toDay('1995-01-01'), max: toDay('2035-01-01') })
    fc.assert(
      fc.property(fc.constantFrom(...clocks), days, (clock, day) => {
        const start = clock.startOfDay(day)
        assert.ok(clock.dayAt(start) >= day)
        assert.ok(clock.dayAt(start - 1) < day)
        assert.ok(clock.startOfDay(day + 1) > start || clock.dayAt(start) > day)
      }),
      RUNS,
    )
  })

  test('never before all time, nor after it', () => {
    const clock = createZoneClock('Europe/Zurich')
    assert.equal(clock.startOfDay(5_000_000), Number.POSITIVE_INFINITY)
    assert.equal(clock.startOfDay(Number.NaN), Number.NEGATIVE_INFINITY)
  })
})

describe('zones', () => {
  test('of every country are known here', () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
    const countries = letters.flatMap((a) => letters.map((b) => `${a}${b}`))
    for (const zone of countries.flatMap((country) => zonesOf(country))) {
      assert.ok(isTimeZone(zone), zone)
    }
    assert.deepEqual(zonesOf('CH'), ['Europe/Zurich'])
    assert.ok(zonesOf('US').length > 5)
  })

  test('that are none', () => {
    for (const zone of ['', 'Mars/Olympus', 'CEST+1', '../etc/passwd']) assert.ok(!isTimeZone(zone))
  })
})

describe('months', () => {
  const ADDED: readonly (readonly [string, number, string, string])[] = [
    ['2021-01-31', 1, '2021-03-03', '2021-02-28'],
    ['2020-01-31', 1, '2020-03-02', '2020-02-29'],
    ['2021-05-31', 9, '2022-03-03', '2022-02-28'],
    ['2020-02-29', 12, '2021-03-01', '2021-02-28'],
    ['2020-02-28', 12, '2021-02-28', '2021-02-28'],
    ['0099-12-31', 12, '0100-12-31', '0100-12-31'],
  ]
  for (const [date, months, overflow, end] of ADDED) {
    test(`${date} and ${months}`, () => {
      assert.equal(writeDay(addDuration(toDay(date), { months }, 'overflow')), overflow)
      assert.equal(writeDay(addDuration(toDay(date), { months }, 'end-of-month')), end)
    })
  }

  test('overflow as JavaScript does in UTC (CertLogic §5)', () => {
    const days = fc.integer({ min: toDay('1900-01-01'), max: toDay('2100-01-01') })
    fc.assert(
      fc.property(days, fc.nat({ max: 400 }), (day, months) => {
        const date = new Date(day * 86_400_000)
        date.setUTCMonth(date.getUTCMonth() + months)
        assert.equal(addDuration(day, { months }, 'overflow'), date.getTime() / 86_400_000)
      }),
      RUNS,
    )
  })
})
