import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { ANY_CHARACTER } from '../../../test/any-character.ts'
import type { Holder } from '../health-certificate.ts'
import { type ComparedMrz, compareWithMrz, type HolderComparison } from './compare-holder.ts'
import { encodeMrz } from './encode-mrz.ts'
import type { MrzFields } from './fields.ts'
import { toMrzName } from './mrz-name.ts'
import { readMrz } from './read-mrz.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) / 10 }

const ANNA: ComparedMrz = {
  familyName: 'ERIKSSON',
  givenNames: 'ANNA<MARIA',
  mayBeCut: false,
  birthDate: '1974-08-12',
  documentNumber: 'L898902C3',
}

interface Stated {
  readonly name?: { readonly [part in keyof Holder['name']]: string }
  readonly born?: string
  readonly number?: string
}

const NAME = { familyTransliterated: 'ERIKSSON', givenTransliterated: 'ANNA<MARIA' }

function holder({ name = NAME, born = '1974-08-12', number }: Stated): Holder {
  const parts = Object.entries(name).map(([part, value]) => [part, stated(value)])
  return {
    name: Object.fromEntries(parts),
    ...(born !== '' && { birthDate: stated(born) }),
    ...(number !== undefined && { documentNumber: stated(number) }),
  }
}

function stated(value: string) {
  return { value, source: 'stated' as const }
}

type Case = readonly [what: string, stated: Stated, mrz: Partial<ComparedMrz>, HolderComparison]

const NAMES: readonly Case[] = [
  ['the letters of the zone', {}, {}, 'same'],
  ['its own letters', { name: { family: 'Eriksson', given: 'Anna Maria' } }, {}, 'same'],
  ['one text', { name: { full: 'Anna Maria Eriksson' } }, {}, 'same'],
  ['one text, family first', { name: { full: 'ERIKSSON Anna-Maria' } }, {}, 'same'],
  ['another family name', { name: { ...NAME, familyTransliterated: 'ERIKSEN' } }, {}, 'different'],
  ['other names', { name: { full: 'Berta Muster' } }, {}, 'different'],
  ['a given name less', { name: { ...NAME, givenTransliterated: 'ANNA' } }, {}, 'unclear'],
  [
    'a given name more',
    { name: { ...NAME, givenTransliterated: 'ANNA<MARIA<EVA' } },
    {},
    'unclear',
  ],
  ['its parts exchanged', { name: { family: 'Anna Maria', given: 'Eriksson' } }, {}, 'unclear'],
  [
    'its given names in another order',
    { name: { ...NAME, givenTransliterated: 'MARIA<ANNA' } },
    {},
    'unclear',
  ],
  ['no name', { name: {} }, {}, 'unclear'],
  ['fillers for a name', { name: { familyTransliterated: '<<<' } }, {}, 'unclear'],
  ['a script without a table', { name: { full: '山田花子' } }, {}, 'unclear'],
  [
    'a script with a table',
    { name: { family: 'Иванова', given: 'Анна' } },
    { familyName: 'IVANOVA', givenNames: 'ANNA' },
    'same',
  ],
  [
    'an umlaut, written out',
    { name: { family: 'Müller', given: 'Jörg' } },
    { familyName: 'MUELLER', givenNames: 'JOERG' },
    'same',
  ],
  [
    'an umlaut, dropped',
    { name: { family: 'Müller', given: 'Jörg' } },
    { familyName: 'MULLER', givenNames: 'JORG' },
    'same',
  ],
  [
    'an umlaut otherwise than the zone, and its own letters',
    {
      name: {
        familyTransliterated: 'MULLER',
        givenTransliterated: 'JORG',
        family: 'Müller',
        given: 'Jörg',
      },
    },
    { familyName: 'MUELLER', givenNames: 'JOERG' },
    'same',
  ],
  [
    'an apostrophe',
    { name: { family: "O'Connor", given: 'Enya' } },
    { familyName: 'OCONNOR', givenNames: 'ENYA' },
    'same',
  ],
  [
    'one name alone',
    { name: { given: 'Arkfreith' } },
    { familyName: 'ARKFREITH', givenNames: '' },
    'same',
  ],
  ['one name of two', { name: { family: 'Eriksson' } }, {}, 'unclear'],
]

const LONG = {
  familyTransliterated: 'NILAVADHANANANDA',
  givenTransliterated: 'CHAYAPA<DEJTHAMRONG<KRASUANG',
}
const CUT: readonly Case[] = [
  [
    'cut at its end',
    { name: LONG },
    { familyName: 'NILAVADHANANANDA', givenNames: 'CHAYAPA<DEJTHAMRONG<K', mayBeCut: true },
    'same',
  ],
  [
    'cut within',
    { name: LONG },
    { familyName: 'NILAVADHANANANDA', givenNames: 'CHAYAPA<DEJTHAM<KRAS', mayBeCut: true },
    'same',
  ],
  [
    'cut to initials',
    { name: LONG },
    { familyName: 'NILAVADHANANANDA', givenNames: 'C<D<K', mayBeCut: true },
    'same',
  ],
  [
    'not cut, and still shorter',
    { name: LONG },
    { familyName: 'NILAVADHANANANDA', givenNames: 'CHAYAPA<DEJTHAM<KRAS' },
    'different',
  ],
  [
    'cut, and another',
    { name: LONG },
    { familyName: 'NILAVADHANANANDA', givenNames: 'SOMCHAI<DEJTHAMRONG<K', mayBeCut: true },
    'different',
  ],
]

const BIRTHS: readonly Case[] = [
  ['another day', { born: '1974-08-13' }, {}, 'different'],
  ['another year', { born: '1973' }, {}, 'different'],
  ['a year of a day', { born: '1974' }, {}, 'unclear'],
  ['a day of a month', {}, { birthDate: '1974-08' }, 'unclear'],
  ['the year alone in both', { born: '1974' }, { birthDate: '1974' }, 'same'],
  ['another year alone', { born: '1974' }, { birthDate: '1975' }, 'different'],
  ['none', { born: '' }, {}, 'unclear'],
  [
    'a hundred years, which a zone cannot tell',
    { born: '1921-02-03' },
    { birthDate: '2021-02-03' },
    'same',
  ],
]

const NUMBERS: readonly Case[] = [
  ['the same', { number: 'L898902C3' }, {}, 'same'],
  ['the same, written otherwise', { number: 'l 898-902 c3' }, {}, 'same'],
  ['another', { number: 'X1' }, {}, 'unclear'],
  ['the same, and a partial birth date', { number: 'L898902C3', born: '1974' }, {}, 'same'],
  ['the same, and a name less', { number: 'L898902C3', name: { family: 'Eriksson' } }, {}, 'same'],
  [
    'the same, and another name',
    { number: 'L898902C3', name: { full: 'Berta Muster' } },
    {},
    'unclear',
  ],
  ['the same, and another birth', { number: 'L898902C3', born: '1980-01-01' }, {}, 'different'],
  ['another, and another name', { number: 'X1', name: { full: 'Berta Muster' } }, {}, 'different'],
  ['of fillers alone', { number: '<<' }, {}, 'same'],
]

describe('a holder beside an identity document', () => {
  const groups = { name: NAMES, 'long name': CUT, 'birth date': BIRTHS, 'document number': NUMBERS }
  for (const [group, cases] of Object.entries(groups)) {
    for (const [what, parts, mrz, expected] of cases) {
      it(`${group}, ${what}: ${expected}`, () => {
        assert.equal(compareWithMrz(holder(parts), { ...ANNA, ...mrz }), expected)
      })
    }
  }
})

describe('any holder beside their own passport', () => {
  const letters = (most: number) =>
    fc.array(fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜßÉÑøłğ'), {
      minLength: 2,
      maxLength: most,
    })
  const word = letters(14).map((all) => all.join(''))
  const part = fc.array(word, { minLength: 1, maxLength: 3 }).map((all) => all.join(' '))
  const day = fc
    .date({ min: new Date('1935-01-01'), max: new Date('2025-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))

  it('is the same, however long the name is and whatever the zone cuts', () => {
    fc.assert(
      fc.property(
        part,
        part,
        day,
        fc.constantFrom('TD1' as const, 'TD2' as const, 'TD3' as const),
        (family, given, born, kind) => {
          const mrz = zoneOf(family, given, born, kind)
          const stated = { name: { family, given }, born }
          assert.equal(compareWithMrz(holder(stated), mrz), 'same')
        },
      ),
      RUNS,
    )
  })

  it('is never the same with another birth date', () => {
    fc.assert(
      fc.property(part, part, day, day, (family, given, born, other) => {
        fc.pre(born.slice(2) !== other.slice(2))
        const mrz = zoneOf(family, given, born, 'TD3')
        assert.equal(
          compareWithMrz(holder({ name: { family, given }, born: other }), mrz),
          'different',
        )
      }),
      RUNS,
    )
  })

  it('is never the same as one of another family name', () => {
    fc.assert(
      fc.property(word, word, word, day, (family, other, given, born) => {
        const [plain, otherPlain] = [family, other].map((name) =>
          name.normalize('NFD').replace(/[^A-Z]/g, ''),
        )
        fc.pre(plain !== undefined && plain[0] !== otherPlain?.[0] && /^[A-Z]/.test(family + other))
        fc.pre(!given.includes(other) && !/[ßøłğ]/.test(family.charAt(0) + other.charAt(0)))
        const mrz = zoneOf(family, given, born, 'TD3')
        assert.notEqual(
          compareWithMrz(holder({ name: { family: other, given }, born }), mrz),
          'same',
        )
      }),
      RUNS,
    )
  })

  it('of any text has an answer', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: ANY_CHARACTER }),
        fc.string({ unit: ANY_CHARACTER }),
        (full, number) => {
          const answer = compareWithMrz(holder({ name: { full }, number }), ANNA)
          assert.ok(['same', 'different', 'unclear'].includes(answer))
        },
      ),
      RUNS,
    )
  })
})

function zoneOf(
  family: string,
  given: string,
  birthDate: string,
  kind: MrzFields['kind'],
): ComparedMrz {
  const [familyName, givenNames] = [family, given].map((name) => {
    const written = toMrzName(name)
    return written.kind === 'written' ? written.text : ''
  })
  const written = encodeMrz({
    kind,
    documentCode: kind === 'TD3' ? 'P' : 'I',
    ...{ issuingState: 'UTO', nationality: 'UTO', documentNumber: 'L898902C3' },
    ...{ familyName: familyName ?? '', givenNames: givenNames ?? '', birthDate },
    ...{ sex: 'F', expiryDate: '2030-01-01', optionalData: '' },
    ...(kind === 'TD1' && { optionalData2: '' }),
  })
  assert.ok(written.kind === 'written', JSON.stringify(written))
  const read = readMrz(written.lines.join('\n'), { year: 2030 })
  assert.ok(read.kind === 'read')
  return read.mrz
}
