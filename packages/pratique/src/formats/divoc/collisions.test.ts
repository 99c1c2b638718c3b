/**
 * Telling values apart that are signed as a set: of all ways to put the same values into members, all
 * that count show the same.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ANY_CHARACTER } from '../../../test/any-character.ts'
import { type Assignment, listAssignments } from './assignments.ts'
import {
  DATE_MEMBERS,
  type Days,
  NAMED_MEMBERS,
  type NamedMember,
  shownOf,
  tellDates,
  tellDoses,
  tellNames,
} from './collisions.ts'
import { classify, isAboutCovid19, isCovid19Code, type TextClass, toWords } from './value-sets.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 300) }
const ID = 'https://utopia.pratique.example/vaccine/92047670169'

const anything = (): boolean => true

describe('assignments', () => {
  test('use each value at least once', () => {
    assert.deepEqual(listAssignments(['a', 'b'], ['1', '2'], anything), [
      { a: '1', b: '2' },
      { a: '2', b: '1' },
    ])
    assert.deepEqual(listAssignments(['a', 'b'], ['1'], anything), [
      { b: '1' },
      { a: '1' },
      { a: '1', b: '1' },
    ])
    assert.deepEqual(listAssignments(['a'], ['1', '2'], anything), [])
  })
})

describe('names', () => {
  const good: readonly (readonly [string, Assignment<NamedMember>])[] = [
    ['of a reference sample', { batch: 'MB3428BX', vaccine: 'CoVax', manufacturer: 'COVPharma' }],
    [
      'with a lot without digits',
      {
        certificateId: '92047670169',
        batch: 'Dummy-TGN-Chamba',
        vaccine: 'COVISHIELD',
        manufacturer: 'Serum Institute of India',
      },
    ],
    [
      'with a code',
      { batch: 'AB348FS', vaccine: 'covaxin', manufacturer: 'Bharat Biotech', icd11Code: 'XM1G90' },
    ],
    ['with a brand', { batch: '4120Z025', vaccine: 'AstraZeneca', manufacturer: 'AstraZeneca' }],
    ['in two spellings', { batch: '1', vaccine: 'AstraZeneca', manufacturer: 'ASTRAZENECA' }],
    ['of one house', { batch: '1X', vaccine: 'Pfizer-BioNTech', manufacturer: 'Pfizer' }],
    ['of a house of two names', { vaccine: 'Janssen', manufacturer: 'Johnson & Johnson' }],
    ['of a cell', { batch: 'B1', vaccine: 'Vero Cell', manufacturer: 'Sinopharm' }],
    ['of an unknown vaccine', { batch: 'X1', vaccine: 'Foo', manufacturer: 'Sanofi' }],
  ]
  for (const [name, stated] of good) {
    test(`${name} are told, and no exchange of them`, () => {
      assert.ok(tellNames(stated, ID))
      const values = [...new Set(Object.values(stated))]
      for (const other of listAssignments(NAMED_MEMBERS, values, anything)) {
        if (tellNames(other, ID)) assert.deepEqual(shown(other), shown(stated))
      }
    })
  }

  test('names that differ in marks alone, or have no letters, or too many, are not told', () => {
    const pairs = [
      ['\u0915\u094b', '\u0915\u093e'],
      ['\u0639\u064e\u0644\u0650\u064a', '\u0639\u064f\u0644\u064e\u064a'],
      ['!!!', '***'],
      [`${'a '.repeat(150)}b`, `${'a '.repeat(150)}c`],
    ] as const
    for (const [vaccine, manufacturer] of pairs) {
      assert.equal(tellNames({ batch: 'AB12', vaccine, manufacturer }, ID), false, vaccine)
    }
  })

  test('two brands of different houses are not told', () => {
    for (const [vaccine, manufacturer] of [
      ['Janssen', 'Pfizer'],
      ['Pfizer-BioNTech', 'Moderna'],
      ['Pfizer Moderna', 'Pfizer'],
    ] as const) {
      assert.ok(!tellNames({ vaccine, manufacturer }, ID), `${vaccine}, ${manufacturer}`)
    }
  })

  test('a brand of two names is shown once, by the same name', () => {
    for (const [vaccine, manufacturer] of [
      ['Janssen', 'Johnson & Johnson'],
      ['Johnson & Johnson', 'Janssen'],
    ] as const) {
      assert.equal(shownOf({ vaccine, manufacturer }, 'vaccine'), 'Janssen')
      assert.equal(shownOf({ vaccine, manufacturer }, 'manufacturer'), undefined)
    }
  })

  test('whatever the values: what counts shows the same', () => {
    const value = fc.constantFrom(
      ...['Pfizer', 'Pfizer-BioNTech', 'BioNTech', 'Janssen', 'Johnson & Johnson', 'Vero Cell'],
      ...['COVISHIELD', 'Covaxin', 'CoVax', 'Moderna', 'MODERNA', 'Sinovac', 'Sinovac Biotech'],
      ...['COVPharma', 'Serum Institute', 'MB3428BX', '4120Z025', '202101001', '92047670169'],
      ...['Abc', 'Def', 'XM97T2', 'RA01'],
    )
    fc.assert(
      fc.property(fc.uniqueArray(value, { minLength: 1, maxLength: 5 }), (values) => {
        const counting = listAssignments(NAMED_MEMBERS, values, anything).filter((each) =>
          tellNames(each, ID),
        )
        assert.ok(new Set(counting.map((each) => JSON.stringify(shown(each)))).size <= 1)
      }),
      RUNS,
    )
  })
})

describe('dates', () => {
  const texts = ['2021-03-01', '20210301', '2021-03-05T10:00:00Z', '2021-03-05', '2021-04-01', '']
  const issuedAt = Date.parse('2021-03-10T00:00:00Z') / 1000
  const toDays = (assignment: Assignment<(typeof DATE_MEMBERS)[number]>): Days =>
    Object.fromEntries(
      Object.entries(assignment)
        .filter(([, text]) => text !== '')
        .map(([name, text]) => [
          name,
          { text, day: text.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3').slice(0, 10) },
        ]),
    )

  test('whatever the values: what counts shows the same', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...texts), { minLength: 1, maxLength: 3 }),
        (values) => {
          // All three members must be there; some may be empty.
          const all = listAssignments(DATE_MEMBERS, values, (_, value) => value !== undefined)
          const counting = all.map(toDays).filter((days) => tellDates(days, issuedAt))
          const seen = counting.map((days) => {
            const isWhole = DATE_MEMBERS.every((name) => days[name])
            return isWhole ? DATE_MEMBERS.map((name) => days[name]?.day).join() : days.date?.day
          })
          assert.ok(new Set(seen).size <= 1, `${values}: ${seen.join(' / ')}`)
        },
      ),
      RUNS,
    )
  })

  test('a dose is given in its period and before its certificate', () => {
    const of = (date: string, start: string, until: string) =>
      tellDates(toDays({ date, effectiveStart: start, effectiveUntil: until }), issuedAt)
    assert.ok(of('2021-03-05', '2021-03-01', '2021-04-01'))
    assert.ok(of('2021-03-05T10:00:00Z', '2021-03-05', '2021-03-05'))
    assert.ok(!of('2021-04-01', '2021-03-01', '2021-03-05'))
    assert.ok(!of('2021-03-01', '2021-03-05', '2021-04-01'))
    assert.ok(!of('2021-03-01', '2021-03-01', '2021-03-05'), 'two days for three dates')
    assert.ok(tellDates(toDays({ date: '2021-03-05' }), Number.NaN))
    assert.ok(!tellDates({}, issuedAt))
  })
})

test('doses are told where the dose is not above the total', () => {
  assert.deepEqual(tellDoses(1, 2), { dose: 1, totalDoses: 2 })
  assert.deepEqual(tellDoses(2, 2), { dose: 2, totalDoses: 2 })
  assert.deepEqual(tellDoses(undefined, undefined), {})
  for (const [dose, total] of [
    [2, 1],
    [1, undefined],
    [undefined, 2],
  ]) {
    assert.equal(tellDoses(dose, total), undefined)
  }
})

describe('classes of texts', () => {
  const classes: readonly (readonly [string, TextClass])[] = [
    ['COVISHIELD', 'vaccine'],
    ['Covishield®', 'vaccine'],
    ['Sputnik-V', 'vaccine'],
    ['CoVax', 'vaccine'],
    ['AstraZeneca COVID-19 vaccine', 'vaccine'],
    ['Serum Institute of India Pvt. Ltd.', 'maker'],
    ['COVPharma', 'maker'],
    ['Sinovac Life Sciences', 'maker'],
    ['PT. Bio Farma', 'maker'],
    ['Sinovac', 'brand'],
    ['Johnson & Johnson', 'brand'],
    ['COVISHIELD by Serum Institute', 'brand'],
    ['MB3428BX', 'number'],
    ['92047670169', 'number'],
    ['Dummy-TGN-Chamba', 'word'],
    ['XM97T2', 'vaccine-code'],
    ['RA01.0', 'vaccine-code'],
    ['', 'word'],
    ['Covishield'.repeat(30), 'word'],
  ]
  for (const [text, expected] of classes) {
    test(`${text.slice(0, 40)}: ${expected}`, () => assert.equal(classify(text), expected))
  }

  test('words of COVID-19', () => {
    assert.ok(isAboutCovid19('COVID-19 vaccine'))
    assert.ok(isAboutCovid19('SARS-CoV-2'))
    assert.ok(!isAboutCovid19('Yellow fever vaccine'))
    assert.ok(isCovid19Code(' xm97t2 '))
    assert.ok(!isCovid19Code('XM0N24'))
  })

  test('any text is of one class', () => {
    fc.assert(
      fc.property(fc.string({ unit: ANY_CHARACTER, maxLength: 300 }), (text) => {
        assert.equal(typeof classify(text), 'string')
        assert.equal(toWords(toWords(text)), toWords(text))
      }),
      RUNS,
    )
  })
})

function shown(stated: Assignment<NamedMember>): readonly (string | undefined)[] {
  return NAMED_MEMBERS.map((name) => {
    const text = shownOf(stated, name)
    const isName = name === 'vaccine' || name === 'manufacturer'
    return isName && text !== undefined ? toWords(text) : text
  })
}
