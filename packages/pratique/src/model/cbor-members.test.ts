import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { anyCbor } from '../../test/made-contents.ts'
import { CborTag, type CborValue } from '../cbor/value.ts'
import {
  type Notes,
  readBirthDate,
  readCodeMember,
  readCodes,
  readCount,
  readDateMember,
  readTextMember,
} from './cbor-members.ts'
import { isImplausibleBirth } from './plausible-birth.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 300) }

type Read<T> = (value: CborValue, field: string, notes: Notes) => T

/** What is read, with the kinds of faults and the codes of remarks. */
function reading<T>(read: Read<T>, value: CborValue) {
  const notes: Notes = { faults: [], remarks: [] }
  const got = read(value, 'x', notes)
  return [got, notes.faults.map(({ kind }) => kind), notes.remarks.map(({ code }) => code)]
}

const coding = (...members: readonly (readonly [string, CborValue])[]) => new Map(members)

describe('members of CBOR maps', () => {
  test('texts', () => {
    assert.deepEqual(reading(readTextMember, 'a'), ['a', [], []])
    assert.deepEqual(reading(readTextMember, new CborTag(0, 'a')), ['a', [], []])
    assert.deepEqual(reading(readTextMember, ' a '), ['a', [], ['content.untrimmed']])
    assert.deepEqual(reading(readTextMember, ''), [undefined, [], ['content.empty-text']])
    assert.deepEqual(reading(readTextMember, null), [undefined, [], []])
    assert.deepEqual(reading(readTextMember, undefined), [undefined, [], []])
    for (const other of [7, true, [], new Map(), new Uint8Array(), new CborTag(1, 'a')]) {
      assert.deepEqual(reading(readTextMember, other), [undefined, ['type'], []])
    }
  })

  test('dates, and births that stop early', () => {
    const date = { date: '2025-12-15', isDateTime: false }
    assert.deepEqual(reading(readDateMember, '2025-12-15'), [date, [], []])
    const withTime = { ...date, isDateTime: true, alternative: '2025-12-14' }
    assert.deepEqual(reading(readDateMember, '2025-12-15T10:00:00Z'), [
      withTime,
      [],
      ['content.date-time'],
    ])
    for (const text of ['2025-02-30', '2025', 'x']) {
      assert.deepEqual(reading(readDateMember, text), [undefined, [], ['content.unreadable-date']])
    }
    assert.deepEqual(reading(readBirthDate, '1985')[2], ['content.partial-birth-date'])
    assert.deepEqual(reading(readBirthDate, null)[2], ['content.partial-birth-date'])
    assert.deepEqual(reading(readBirthDate, '1985-09-14')[2], [])
  })

  test('counts and codes that are written as the other', () => {
    assert.deepEqual(reading(readCount, 2), [2, [], []])
    assert.deepEqual(reading(readCount, '2'), [2, [], ['content.text-number']])
    for (const other of ['second', 1.5, [], '-1', true]) {
      assert.deepEqual(reading(readCount, other), [undefined, ['type'], []])
    }
    assert.deepEqual(reading(readCodeMember, 42), ['42', [], ['content.text-number']])
    assert.deepEqual(reading(readCodeMember, 1.5), [undefined, ['type'], []])
  })

  test('codes in all their forms', () => {
    const one = coding(['system', 's'], ['code', 'c'], ['display', 'd'])
    assert.deepEqual(reading(readCodes, 'c')[0], [{ code: 'c' }])
    assert.deepEqual(reading(readCodes, one)[0], [{ system: 's', code: 'c', display: 'd' }])
    assert.deepEqual(reading(readCodes, coding(['coding', [one, coding(['code', 'e'])]]))[0], [
      { system: 's', code: 'c', display: 'd' },
      { code: 'e' },
    ])
    assert.deepEqual(reading(readCodes, coding(['reference', 'r']))[0], [{ code: 'r' }])
    assert.deepEqual(reading(readCodes, coding(['identifier', coding(['value', 'v'])]))[0], [
      { code: 'v' },
    ])
    assert.deepEqual(reading(readCodes, null), [[], [], []])
    assert.deepEqual(reading(readCodes, 5), [[], ['type'], []])
    const many = coding(['coding', Array.from({ length: 1000 }, () => one)])
    assert.equal(readCodes(many, 'x', { faults: [], remarks: [] }).length, 20)
  })

  test('anything at all is read', () => {
    const reads = [
      readTextMember,
      readDateMember,
      readBirthDate,
      readCount,
      readCodeMember,
      readCodes,
    ]
    fc.assert(
      fc.property(anyCbor(), (value) => {
        for (const read of reads) read(value, 'x', { faults: [], remarks: [] })
      }),
      RUNS,
    )
  })
})

describe('isImplausibleBirth', () => {
  test('before 1900, and after the issue with the earliest zone', () => {
    const issuedAt = Date.parse('2026-01-05T00:00:00Z') / 1000
    assert.equal(isImplausibleBirth('1899-12-31', issuedAt), true)
    assert.equal(isImplausibleBirth('1900', issuedAt), false)
    assert.equal(isImplausibleBirth('2026-01-05', issuedAt), false)
    assert.equal(isImplausibleBirth('2026-01-06', issuedAt), true)
    assert.equal(isImplausibleBirth('2026-01-06'), false)
  })
})
