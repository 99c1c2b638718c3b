import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Holder } from '../model/health-certificate.ts'
import { compareHolders } from './compare-holders.ts'

interface Parts {
  readonly fnt?: string
  readonly gnt?: string
  readonly fn?: string
  readonly gn?: string
  readonly dob?: string
  readonly number?: string
}

const ANNA: Parts = { fnt: 'TESTIUS', gnt: 'ANNA', dob: '1980-02-03' }

function holder({ fnt, gnt, fn, gn, dob, number }: Parts): Holder {
  const field = (value: string) => ({ value, source: 'stated' }) as const
  return {
    name: {
      ...(fnt !== undefined && { familyTransliterated: field(fnt) }),
      ...(gnt !== undefined && { givenTransliterated: field(gnt) }),
      ...(fn !== undefined && { family: field(fn) }),
      ...(gn !== undefined && { given: field(gn) }),
    },
    ...(dob !== undefined && { birthDate: field(dob) }),
    ...(number !== undefined && { documentNumber: field(number) }),
  }
}

describe('compareHolders (DESIGN §6)', () => {
  const cases: readonly (readonly [string, Parts, Parts, 'same' | 'different' | 'unclear'])[] = [
    ['equal names and complete birth dates', ANNA, ANNA, 'same'],
    ['another name', ANNA, { ...ANNA, gnt: 'BERTA' }, 'different'],
    ['another birth date', ANNA, { ...ANNA, dob: '1980-02-04' }, 'different'],
    [
      'equal birth dates that are partial',
      { ...ANNA, dob: '1980' },
      { ...ANNA, dob: '1980' },
      'unclear',
    ],
    ['one birth date that is partial', ANNA, { ...ANNA, dob: '1980-02' }, 'unclear'],
    ['partial birth dates that contradict', ANNA, { ...ANNA, dob: '1981' }, 'different'],
    ['no birth date', { fnt: 'TESTIUS', gnt: 'ANNA' }, { fnt: 'TESTIUS', gnt: 'ANNA' }, 'unclear'],
    ['a mononym', ANNA, { fnt: 'TESTIUS', dob: '1980-02-03' }, 'unclear'],
    [
      'the same letters, parted elsewhere',
      { fnt: 'ALI<<BABA', gnt: 'C', dob: '1980-02-03' },
      { fnt: 'ALI', gnt: 'BABA<<C', dob: '1980-02-03' },
      'different',
    ],
    [
      'own scripts, written alike',
      { fn: 'Tésti  us', gn: 'anna', dob: '1980-02-03' },
      { fn: 'TE\u0301STI US', gn: 'Anna', dob: '1980-02-03' },
      'same',
    ],
    [
      'own scripts, written otherwise',
      { fn: 'Testius', gn: 'Anna', dob: '1980-02-03' },
      { fn: 'Testyus', gn: 'Anna', dob: '1980-02-03' },
      'unclear',
    ],
    [
      'letters of different kinds',
      ANNA,
      { fn: 'Testius', gn: 'Anna', dob: '1980-02-03' },
      'unclear',
    ],
    ['one passport', { dob: '1980-02-03', number: 'P1' }, { ...ANNA, number: 'P1' }, 'same'],
    ['two passports', { ...ANNA, number: 'P1' }, { ...ANNA, number: 'P2' }, 'unclear'],
    ['one passport without a birth date', { number: 'P1' }, { ...ANNA, number: 'P1' }, 'unclear'],
    [
      'one passport with two names',
      { ...ANNA, number: 'P1' },
      { ...ANNA, gnt: 'BERTA', number: 'P1' },
      'different',
    ],
    [
      'names of nothing',
      { ...ANNA, fnt: '<', gnt: '<' },
      { ...ANNA, fnt: '<', gnt: '<' },
      'unclear',
    ],
  ]
  for (const [name, a, b, expected] of cases) {
    test(name, () => {
      assert.equal(compareHolders(holder(a), holder(b)), expected)
      assert.equal(compareHolders(holder(b), holder(a)), expected)
    })
  }
})
