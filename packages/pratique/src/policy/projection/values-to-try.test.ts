/**
 * Which values are tried where one is unknown.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { JsonValue } from '../../json/value.ts'
import type { Reading } from '../rules/readings.ts'
import { type Asked, findRepresentatives } from './representatives.ts'
import type { Domain } from './slot.ts'

const AT = Date.parse('2022-02-01T12:00:00Z')

function reading(changes: Partial<Reading> = {}): Reading {
  return {
    literals: new Set(),
    lists: new Set(),
    others: new Set(),
    shifts: [],
    isOther: false,
    ...changes,
  }
}

function find(
  domain: Domain,
  readings: readonly (Reading | undefined)[],
  changes: Partial<Asked> = {},
): readonly (readonly JsonValue[])[] | undefined {
  const slot = { field: 'made', members: readings.map(String), domain, source: 'derived' } as const
  const asked = { readings, valueSets: { codes: {}, dates: {} }, clockShifts: [], at: AT }
  return findRepresentatives(slot, { ...asked, ...changes })
}

describe('a choice', () => {
  const choice: Domain = { kind: 'choice', values: [['a'], ['b']] }

  test('is tried as far as rules can tell its values apart', () => {
    const told = reading({ literals: new Set<JsonValue>(['a']) })
    assert.deepEqual(find(choice, [told]), [['a'], ['b']])
    assert.deepEqual(find(choice, [reading()]), [['a']])
    assert.deepEqual(find(choice, [undefined]), [['a']])
    const whole = [['a'], ['b']]
    assert.deepEqual(find(choice, [reading({ isOther: true })]), whole)
    const listed = reading({ lists: new Set<string | readonly JsonValue[]>([['b'], ['a', 'b']]) })
    assert.deepEqual(find(choice, [listed]), whole)
  })

  test('of numbers is tried on both sides of those they are compared with', () => {
    const numbers: Domain = { kind: 'choice', values: [1, 2, 3, 4, 5].map((each) => [each]) }
    const told = reading({ literals: new Set<JsonValue>([2]) })
    assert.deepEqual(find(numbers, [told]), [[1], [2], [3]])
    const falsy: Domain = { kind: 'choice', values: [['x'], [''], [null], [0], ['y']] }
    assert.deepEqual(find(falsy, [reading()]), [['x'], ['']])
  })

  test('of members that are compared with each other is tried in every order', () => {
    const pairs: Domain = {
      kind: 'choice',
      values: [
        [1, 1],
        [1, 2],
        [2, 1],
        [2, 2],
        [1, 3],
      ],
    }
    const other = reading({ others: new Set(['payload.v.0.sd']) })
    assert.deepEqual(find(pairs, [other, reading()]), [
      [1, 1],
      [1, 2],
      [2, 1],
    ])
    assert.deepEqual(find(pairs, [reading(), reading()]), [[1, 1]])
    const unclear = reading({ isOther: true })
    assert.equal(find(pairs, [unclear, reading()])?.length, 5)
    const zero: Domain = { kind: 'choice', values: [[5], [0]] }
    assert.equal(find(zero, [reading()])?.length, 2)
    const told = reading({ literals: new Set<JsonValue>([1]) })
    assert.deepEqual(find(pairs, [told, undefined]), [
      [1, 1],
      [2, 1],
    ])
    assert.deepEqual(find(pairs, [undefined, told]), [
      [1, 1],
      [1, 2],
    ])
  })
})

describe('an open code', () => {
  const open = (...values: readonly JsonValue[]): Domain => ({
    kind: 'open',
    values: values.map((value) => [value]),
  })
  const other = ['none of any list']

  test('that nobody reads is left out', () => {
    assert.deepEqual(find(open('a'), [undefined]), [[null]])
    const pairs: Domain = { kind: 'open', values: [['a', 'b']] }
    assert.deepEqual(find(pairs, [undefined, undefined]), [[null, null]])
  })

  test('of which more is asked than can be tried is given up', () => {
    assert.equal(find(open('a'), [reading({ isOther: true })]), undefined)
    assert.equal(find(open('a'), [reading(), reading({ isOther: true })]), undefined)
    assert.equal(find(open('a'), [undefined, reading({ isOther: true })]), undefined)
    const choice: Domain = { kind: 'choice', values: [['a'], ['b']] }
    assert.deepEqual(find(choice, [reading({ isOther: true })]), [['a'], ['b']])
    assert.equal(find(open('a'), [reading({ others: new Set(['payload.dob']) })]), undefined)
  })

  test('is what it may be, what it is compared with, and none of these', () => {
    const asked = reading({ literals: new Set<JsonValue>(['b', 'a']) })
    assert.deepEqual(find(open('a'), [asked]), [['a'], ['b'], other])
    assert.deepEqual(find(open(), [asked]), [['b'], ['a'], other])
    assert.deepEqual(find(open(null), [reading()]), [[null], other])
    assert.deepEqual(find(open(other[0] ?? ''), [reading()]), [other])
  })

  test('is one of each set of lists that hold the same codes', () => {
    const codes = { all: ['a', 'b', 'c', 'd'], some: ['c', 'd'] }
    const lists = reading({ lists: new Set<string | readonly JsonValue[]>(['all', 'some']) })
    const changes = { valueSets: { codes, dates: {} } }
    assert.deepEqual(find(open(), [lists], changes), [['a'], ['c'], other])
    const inline = reading({
      lists: new Set<string | readonly JsonValue[]>([['x', 'y'], 'some', 'not there']),
    })
    assert.deepEqual(find(open(), [inline], changes), [['x'], ['c'], other])
  })

  test('and of a code that is named itself, that one beside them', () => {
    const named = reading({
      literals: new Set<JsonValue>(['b', 'e']),
      lists: new Set<string | readonly JsonValue[]>([['a', 'b', 'c']]),
    })
    assert.deepEqual(find(open(), [named]), [['b'], ['e'], ['a'], other])
  })

  test('with members that go together: those of another code are none of any list', () => {
    const pairs: Domain = { kind: 'open', values: [['a', 1]] }
    const asked = reading({ literals: new Set<JsonValue>(['a', 'b']) })
    const none = other[0] ?? ''
    assert.deepEqual(find(pairs, [asked, undefined]), [
      ['a', 1],
      ['b', none],
      [none, none],
    ])
    const counted = reading({ literals: new Set<JsonValue>([1]) })
    assert.deepEqual(find(pairs, [undefined, counted]), [
      ['a', 1],
      [none, none],
    ])
    assert.deepEqual(find(pairs, [undefined, asked]), [['a', 1]])
    assert.deepEqual(find(pairs, [asked, counted]), [
      ['a', 1],
      ['b', none],
      [none, none],
    ])
  })
})

describe('a day', () => {
  const days = (earliest: string, latest: string, stated?: string): Domain => ({
    kind: 'days',
    range: { earliest, latest },
    ...(stated !== undefined && { stated }),
  })

  test('of which nothing is asked is left out', () => {
    assert.deepEqual(find(days('2022-01-01', '2022-01-31'), [undefined]), [[null]])
    assert.deepEqual(find({ kind: 'any-day' }, [undefined]), [[null]])
  })

  test('is tried at both ends, and as it is stated', () => {
    const ends = [['2021-01-01'], ['2021-01-31']]
    assert.deepEqual(find(days('2021-01-01', '2021-01-31'), [reading()]), ends)
    const stated = find(days('2021-01-01', '2021-01-31', '2021-01'), [reading()])
    assert.deepEqual(stated, [...ends, ['2021-01']])
    assert.deepEqual(find(days('2021-01-05', '2021-01-05'), [reading()]), [['2021-01-05']])
  })

  test('and around the days on which the clock meets it, within what is possible', () => {
    assert.deepEqual(find(days('2022-01-01', '2022-02-10'), [reading()]), [
      ['2022-01-01'],
      ['2022-01-31'],
      ['2022-02-01'],
      ['2022-02-02'],
      ['2022-02-03'],
      ['2022-02-10'],
    ])
    assert.deepEqual(find(days('2022-01-31', '2022-02-02'), [reading()]), [
      ['2022-01-31'],
      ['2022-02-01'],
      ['2022-02-02'],
    ])
  })

  test('with what rules add to the day, and to the clock', () => {
    const asked = reading({ shifts: [{ amount: 180, unit: 'day' }] })
    const shifted = find(days('2021-01-01', '2021-12-31'), [undefined, asked])
    const meeting = [['2021-08-04'], ['2021-08-05'], ['2021-08-06'], ['2021-08-07']]
    assert.deepEqual(shifted, [['2021-01-01'], ...meeting, ['2021-12-31']])
    const clockShifts = [{ amount: -1, unit: 'month' }] as const
    const both = find(days('2021-01-01', '2021-12-31'), [asked], { clockShifts })
    const moved = [['2021-07-04'], ['2021-07-05'], ['2021-07-06'], ['2021-07-07']]
    assert.deepEqual(both, [['2021-01-01'], ...moved, ...meeting, ['2021-12-31']])
  })

  test('of birth is any since 1900, up to the day of the clock', () => {
    const asked = reading({ shifts: [{ amount: 18, unit: 'year' }] })
    assert.deepEqual(find({ kind: 'any-day' }, [asked]), [
      ['1900-01-01'],
      ['2004-01-31'],
      ['2004-02-01'],
      ['2004-02-02'],
      ['2004-02-03'],
      ['2022-01-31'],
      ['2022-02-01'],
    ])
  })

  test('that may lie after the clock is any up to the year 2200', () => {
    assert.deepEqual(find({ kind: 'any-day', mayBeLater: true }, [reading()]), [
      ['1900-01-01'],
      ['2022-01-31'],
      ['2022-02-01'],
      ['2022-02-02'],
      ['2022-02-03'],
      ['2200-01-01'],
    ])
  })

  test('is tried around the dates that it is compared with, less what is added to it', () => {
    const shifts = [
      { amount: 10, unit: 'day' as const },
      { amount: 1e9, unit: 'year' as const },
    ]
    const dates = [Date.parse('2021-06-21T00:00:00Z')]
    const around = find(days('2021-05-01', '2021-06-30'), [reading({ shifts })], { dates })
    assert.deepEqual(around?.flat(), [
      '2021-05-01',
      ...['2021-06-10', '2021-06-11', '2021-06-12', '2021-06-13'],
      ...['2021-06-20', '2021-06-21', '2021-06-22', '2021-06-23'],
      '2021-06-30',
    ])
  })

  test('that no calendar has is none', () => {
    const shifts = [{ amount: 1e9, unit: 'year' as const }]
    const ends = [['2021-01-01'], ['2021-01-31']]
    assert.deepEqual(find(days('2021-01-01', '2021-01-31'), [reading({ shifts })]), ends)
  })
})

describe('an instant', () => {
  test('is tried to the second', () => {
    const second = AT / 1000
    const domain: Domain = {
      kind: 'instants',
      range: { earliest: second - 100, latest: second + 100 },
    }
    assert.deepEqual(find(domain, [reading()]), [
      ['2022-02-01T11:58:20Z'],
      ['2022-02-01T11:59:59Z'],
      ['2022-02-01T12:00:00Z'],
      ['2022-02-01T12:00:01Z'],
      ['2022-02-01T12:00:02Z'],
      ['2022-02-01T12:01:40Z'],
    ])
  })
})
