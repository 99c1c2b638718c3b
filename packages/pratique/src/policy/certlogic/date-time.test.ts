import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import internals from 'certlogic-js/dist/internals.js'
import fc from 'fast-check'
import { parseDate, parseDateTime, plusTime, TIME_UNITS, toDateTimeText } from './date-time.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) }
const MS_PER_DAY = 86_400_000

describe('CertLogic 1.3.3, "Dates/date-times"', () => {
  test('every day of the years 0000 to 9999 is read, in many of the years', () => {
    for (let year = 0; year < 10_000; year += year >= 1990 && year < 2030 ? 1 : 37) {
      const date = new Date(0)
      date.setUTCFullYear(year, 0, 1)
      for (let ms = date.getTime(); new Date(ms).getUTCFullYear() === year; ms += MS_PER_DAY) {
        const text = new Date(ms).toISOString().slice(0, 10)
        assert.equal(parseDate(text), ms, text)
        assert.equal(parseDateTime(`${text}T00:00:00Z`), ms, text)
      }
    }
  })

  test('no other day is read', () => {
    for (const year of ['0000', '1900', '2000', '2020', '2021', '2100']) {
      let days = 0
      for (let month = 0; month < 100; month++) {
        for (let day = 0; day < 100; day++) {
          const text = [year, ...[month, day].map((each) => String(each).padStart(2, '0'))].join(
            '-',
          )
          if (!Number.isNaN(parseDate(text))) days++
          assert.equal(
            Number.isNaN(parseDateTime(`${text}T12:00:00`)),
            Number.isNaN(parseDate(text)),
          )
        }
      }
      const isLeap = ['0000', '2000', '2020'].includes(year)
      assert.equal(days, isLeap ? 366 : 365, year)
    }
  })

  test('partial dates are their last days, in every year', () => {
    for (let year = 0; year < 10_000; year++) {
      const text = String(year).padStart(4, '0')
      assert.equal(parseDate(text), parseDate(`${text}-12-31`))
      for (let month = 1; month <= 12; month++) {
        const partial = `${text}-${String(month).padStart(2, '0')}`
        const last = parseDate(partial)
        assert.equal(new Date(last).toISOString().slice(0, 7), partial)
        assert.equal(new Date(last + MS_PER_DAY).getUTCDate(), 1)
      }
    }
  })

  test('every instant is read as it is written', () => {
    const instants = fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 })
    fc.assert(
      fc.property(instants, (ms) => {
        assert.equal(parseDateTime(toDateTimeText(ms)), ms)
        assert.equal(parseDateTime(new Date(ms).toISOString()), ms)
      }),
      RUNS,
    )
  })

  test('any text is a date-time, or none, as certlogic-js has it', () => {
    const template = fc.constantFrom(
      '2021-06-15T13:14:15.678+01:30',
      '2021-06-15',
      '2021-06',
      '2021',
    )
    const edit = fc.tuple(fc.nat(30), fc.nat(2), fc.constantFrom(...'0123456789-+:.TZtz /', ''))
    const texts = fc
      .tuple(template, fc.array(edit, { maxLength: 3 }))
      .map(([text, edits]) => edits.reduce(replace, text))
    fc.assert(
      fc.property(fc.oneof(texts, texts, fc.string()), (text) => {
        const ours = parseDateTime(text)
        if (Number.isNaN(ours)) assert.ok(isRefusedByOracle(text), text)
        else assert.equal(internals.plusTime(text, 0, 'day').getTime(), ours, text)
      }),
      RUNS,
    )
  })

  test('shifts of the days of 2020 to 2023 are those of certlogic-js', () => {
    const amounts = {
      year: [1, -1, 4, -18],
      month: [-13, -1, 1, 2, 6, 9, 11, 12, 48],
      day: [1, -31, 270],
      hour: [-25, 72],
    }
    const first = Date.UTC(2020, 0, 1, 12, 30)
    for (let day = 0; day < 1461; day++) {
      const ms = first + day * MS_PER_DAY
      for (const unit of TIME_UNITS) {
        for (const amount of [...amounts[unit], 0]) {
          const expected = internals.plusTime(new Date(ms).toISOString(), amount, unit).getTime()
          assert.equal(
            plusTime(ms, amount, unit),
            expected,
            `${new Date(ms).toISOString()} ${amount} ${unit}`,
          )
        }
      }
    }
  })

  test('any amount comes to a date, or to none', () => {
    const amounts = fc.oneof(
      fc.maxSafeInteger(),
      fc.integer({ min: -300_000, max: 300_000 }),
      fc.constantFrom(1e300, -1e300, 0, -0),
    )
    fc.assert(
      fc.property(amounts, fc.constantFrom(...TIME_UNITS), (amount, unit) => {
        const expected = internals.plusTime('2021-01-31', amount, unit).getTime()
        assert.equal(plusTime(Date.UTC(2021, 0, 31), amount, unit), expected)
      }),
      RUNS,
    )
  })

  test('what is no date is none after it is shifted', () => {
    for (const unit of TIME_UNITS) {
      for (const amount of [0, 1]) assert.ok(Number.isNaN(plusTime(Number.NaN, amount, unit)))
    }
  })
})

function replace(text: string, [at, count, by]: readonly [number, number, string]): string {
  return text.slice(0, at) + by + text.slice(at + count)
}

/** That it fails, has an Invalid Date, or counts on from a day that does not exist, or `+1:`. */
function isRefusedByOracle(text: string): boolean {
  try {
    const ms = internals.plusTime(text, 0, 'day').getTime()
    const midnight = internals.plusTime(text.slice(0, 10), 0, 'day').toISOString()
    return Number.isNaN(ms) || !midnight.startsWith(text.slice(0, 10)) || text.endsWith(':')
  } catch {
    return true
  }
}
