import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  isDateOver,
  isFullDate,
  readDate,
  readInstant,
  readPartialDate,
  startOfDate,
} from './dates.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) }

/** Every day that a JavaScript date and four digits of a year have in common. */
const DAYS = fc
  .date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

describe('isFullDate', () => {
  test('is the calendar: what Date.parse does not bend', () => {
    for (let year = 1896; year <= 2104; year++) {
      for (let month = 0; month <= 13; month++) {
        for (const day of [0, 1, 28, 29, 30, 31, 32]) {
          const text = `${year}-${two(month)}-${two(day)}`
          assert.equal(isFullDate(text), isOfCalendar(text), text)
        }
      }
    }
  })

  test('looks at the first ten characters', () => {
    assert.equal(isFullDate('2021-05-06T00:00'), true)
    for (const text of [
      '',
      '2021',
      '2021-05',
      '2021-05-0',
      '2021-5-06',
      '2021/05/06',
      '20210506',
    ]) {
      assert.equal(isFullDate(text), false, text)
    }
    for (const text of [
      '２０２１-05-06',
      '-021-05-06',
      '+2021-05-06',
      ' 2021-05-06',
      '2021-05-0x',
    ]) {
      assert.equal(isFullDate(text), false, text)
    }
  })
})

describe('readDate', () => {
  test('takes a date, and the date of a date-time', () => {
    assert.deepEqual(readDate('2021-05-06'), { date: '2021-05-06', isDateTime: false })
    for (const rest of ['t12:00', ' 12:00:00', 'T00:00:00.000+02:00', 'T22:00:00+02:00']) {
      assert.deepEqual(readDate(`2021-05-06${rest}`), { date: '2021-05-06', isDateTime: true })
    }
  })

  test('of a time in UTC has the day before or after as another reading, but not of midnight', () => {
    const others = [
      ['2021-05-06T22:00:00Z', '2021-05-07'],
      ['2021-05-06T12:00Z', '2021-05-07'],
      ['2021-12-31 23:00:00.5+00:00', '2022-01-01'],
      ['2021-03-01T00:00:01Z', '2021-02-28'],
      ['2021-05-06T11:59:59z', '2021-05-05'],
      ['2021-05-06T00:00:00Z', undefined],
      ['2021-05-06T00:00:00.000Z', undefined],
      ['2021-05-06T00:00Z', undefined],
      ['9999-12-31T22:00:00Z', undefined],
      ['0000-01-01T02:00:00Z', undefined],
    ] as const
    for (const [text, other] of others) {
      assert.equal(readDate(text)?.alternative, other, text)
      assert.equal(readDate(text)?.date, text.slice(0, 10), text)
    }
  })

  test('takes nothing else', () => {
    const texts = ['', '2021', '2021-05', '2021-02-29', '2021-05-06Z', '2021-05-061', '06.05.2021']
    for (const text of [...texts, '2021-05-06\n', '2021-05-XX', '2021-00-00']) {
      assert.equal(readDate(text), undefined, text)
    }
  })
})

describe('readPartialDate', () => {
  test('completes nothing: year, month or day, as far as they are known', () => {
    const dates = [
      ['1980', '1980'],
      ['1980-05', '1980-05'],
      ['1980-05-06', '1980-05-06'],
      ['1980-00', '1980'],
      ['1963-00-00', '1963'],
      ['1980-XX', '1980'],
      ['1980-XX-XX', '1980'],
      ['1980-05-XX', '1980-05'],
      ['1980-05-00', '1980-05'],
    ] as const
    for (const [text, date] of dates) {
      assert.deepEqual(readPartialDate(text), { date, isDateTime: false })
    }
    assert.equal(readPartialDate('1980-05-06T00:00:00Z')?.isDateTime, true)
  })

  test('takes nothing else', () => {
    const texts = [
      '',
      '80',
      '198',
      '19800',
      '1980-',
      '1980-5',
      '1980-13',
      '1980-XX-06',
      '1980-00-06',
    ]
    const others = [
      '1980-02-30',
      '1980-05-6',
      '1980-05-06-07',
      'XXXX',
      '1980-05-',
      '05-1980',
      '-1980',
    ]
    for (const text of [...texts, ...others, '17 January 1990', '01/02/1990 00:00:00', '1980 ']) {
      assert.equal(readPartialDate(text), undefined, text)
    }
  })

  test('any text: a date that is its beginning, or nothing', () => {
    const part = fc.constantFrom('1980', '05', '00', 'XX', '31', '6', '', 'T10')
    const text = fc.oneof(
      fc.array(part, { maxLength: 4 }).map((parts) => parts.join('-')),
      fc.string({ maxLength: 12 }),
      DAYS,
    )
    fc.assert(
      fc.property(text, (each) => {
        const read = readPartialDate(each)
        if (!read) return
        assert.ok(each.startsWith(read.date))
        assert.match(read.date, /^\d{4}(-\d\d(-\d\d)?)?$/)
        assert.ok(Number.isFinite(startOfDate(read.date)))
        assert.deepEqual(readPartialDate(read.date), { date: read.date, isDateTime: false })
      }),
      RUNS,
    )
  })
})

describe('readInstant', () => {
  test('takes RFC 3339, and says whether it was written just so', () => {
    const instants = [
      ['2021-05-06T12:30:00Z', '2021-05-06T12:30:00Z', true],
      ['2021-05-06T12:30:00+02:00', '2021-05-06T12:30:00+02:00', true],
      ['2021-05-06T12:30:00-00:30', '2021-05-06T12:30:00-00:30', true],
      ['2021-05-06T12:30:00.5Z', '2021-05-06T12:30:00.5Z', false],
      ['2021-05-06T12:30:00.123456+02:00', '2021-05-06T12:30:00.123456+02:00', false],
      ['2021-05-06T12:30Z', '2021-05-06T12:30:00Z', false],
      ['2021-05-06t12:30:00z', '2021-05-06T12:30:00Z', false],
      ['2021-05-06 12:30:00Z', '2021-05-06T12:30:00Z', false],
      ['2021-05-06T12:30:00+0200', '2021-05-06T12:30:00+02:00', false],
      ['2021-05-06T12:30:00+02', '2021-05-06T12:30:00+02:00', false],
      ['2021-05-06T12:30:00 +02:00', '2021-05-06T12:30:00+02:00', false],
    ] as const
    for (const [text, expected, isExact] of instants) {
      const read = readInstant(text)
      assert.ok(read, text)
      assert.deepEqual([read.text, read.isExact], [expected, isExact], text)
      // Date knows milliseconds and no more.
      assert.ok(Math.abs(read.seconds * 1000 - Date.parse(expected)) < 1, text)
    }
  })

  test('takes a leap second (RFC 3339 §5.7)', () => {
    assert.equal(readInstant('2016-12-31T23:59:60Z')?.seconds, Date.UTC(2017, 0, 1) / 1000)
  })

  test('takes nothing without an offset, and nothing that the calendar or the clock has not', () => {
    const texts = ['', '2021-05-06', '2021-05-06T12:30:00', '2021-05-06T12Z', '2021-05-06T1230Z']
    const clocks = ['2021-02-29T12:00:00Z', '2021-05-06T24:00:00Z', '2021-05-06T12:60:00Z']
    const others = [
      '2021-05-06T12:30:61Z',
      '2021-05-06T12:30:00+24:00',
      '2021-05-06T12:30:00+02:60',
    ]
    const forms = ['2021-05-06T12:30:00.Z', '2021-05-06T12:30:00,5Z', '2021-05-06T12:30:00Z ']
    const more = ['2021-05-06T12:30:00ZZ', '2021-05-06T12:30:00+2', ' 2021-05-06T12:30:00Z']
    for (const text of [...texts, ...clocks, ...others, ...forms, ...more]) {
      assert.equal(readInstant(text), undefined, text)
    }
  })

  test('any instant: the seconds are those of Date, whatever the year', () => {
    const fraction = fc.nat(999).map((ms) => `.${String(ms).padStart(3, '0')}`)
    const clock = fc.tuple(
      DAYS,
      fc.nat(23),
      fc.nat(59),
      fc.nat(59),
      fc.option(fraction, { nil: '' }),
    )
    const zone = fc
      .tuple(fc.constantFrom('+', '-'), fc.nat(14), fc.nat(59))
      .map(([sign, hours, minutes]) => `${sign}${two(hours)}:${two(minutes)}`)
    fc.assert(
      fc.property(clock, fc.oneof(zone, fc.constant('Z')), ([day, h, m, s, part], offset) => {
        const text = `${day}T${two(h)}:${two(m)}:${two(s)}${part}${offset}`
        const expected = Date.parse(text) / 1000
        const seconds = readInstant(text)?.seconds ?? Number.NaN
        assert.ok(Math.abs(seconds - expected) < 1e-4, `${text}: ${seconds}, not ${expected}`)
      }),
      RUNS,
    )
  })

  test('any text: an instant, or nothing', () => {
    const unit = fc.constantFrom(...'0123456789-:TZ+. ')
    const text = fc.oneof(fc.string({ unit, maxLength: 30 }), fc.string({ maxLength: 30 }))
    fc.assert(
      fc.property(text, (each) => {
        const read = readInstant(each)
        if (read) assert.ok(Number.isFinite(read.seconds))
      }),
      RUNS,
    )
  })
})

describe('startOfDate', () => {
  test('is the first second of the day, month or year, in UTC', () => {
    assert.equal(startOfDate('1970'), 0)
    assert.equal(startOfDate('1970-01'), 0)
    assert.equal(startOfDate('1970-01-02'), 86400)
    assert.equal(startOfDate('2021-05'), Date.UTC(2021, 4, 1) / 1000)
  })

  test('any day, whatever the year', () => {
    fc.assert(
      fc.property(DAYS, (day) => {
        assert.equal(startOfDate(day), Date.parse(`${day}T00:00:00Z`) / 1000)
      }),
      RUNS,
    )
    assert.equal(startOfDate('0050-01-01'), Date.parse('0050-01-01T00:00:00Z') / 1000)
  })
})

describe('isDateOver', () => {
  test('is when the day has ended where it ends last', () => {
    const end = Date.UTC(2026, 10, 21, 12) / 1000
    assert.equal(isDateOver('2026-11-20', end - 1), false)
    assert.equal(isDateOver('2026-11-20', end), true)
    assert.equal(isDateOver('2026-11-20', Number.NaN), false)
  })
})

function isOfCalendar(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
