/**
 * Machine-readable zones: the specimens of ICAO Doc 9303, every fault by its place, and back again.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ANY_CHARACTER } from '../../../test/any-character.ts'
import { encodeMrz } from './encode-mrz.ts'
import type { Mrz, MrzFault, MrzFields } from './fields.ts'
import { checkDigit, KINDS, LAYOUTS } from './layout.ts'
import { readMrz } from './read-mrz.ts'
import { writeNameField } from './shorten.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) / 5 }
const YEAR = { year: 2012 }

/** Doc 9303-4, -5 and -6, Appendix B. */
const PASSPORT = [
  'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
  'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
]
const CARD = [
  'I<UTOD231458907<<<<<<<<<<<<<<<',
  '7408122F1204159UTO<<<<<<<<<<<6',
  'ERIKSSON<<ANNA<MARIA<<<<<<<<<<',
]
const CARD_OF_TWO = ['I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907UTO7408122F1204159<<<<<<<6']
/** Doc 9303-11 Appendix D.2: a number of twelve characters. */
const LONG_NUMBER = [
  'I<UTOD23145890<7349<<<<<<<<<<<',
  '3407127M9507122UTO<<<<<<<<<<<2',
  'STEVENSON<<PETER<JOHN<<<<<<<<<',
]
const LONG_NUMBER_OF_TWO = [
  'I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<',
  'D23145890<UTO3407127M95071227349<<<8',
]

function read(lines: readonly string[] | string, year: number = YEAR.year): Mrz {
  const text = typeof lines === 'string' ? lines : lines.join('\n')
  const result = readMrz(text, { year })
  assert.ok(result.kind === 'read', JSON.stringify(result))
  return result.mrz
}

function faultsOf(lines: readonly string[] | string): readonly MrzFault[] {
  const text = typeof lines === 'string' ? lines : lines.join('\n')
  const result = readMrz(text, YEAR)
  return result.kind === 'refused' ? result.faults : []
}

/** Writes over a line, from a position on (from 1). */
function over(lines: readonly string[], line: number, from: number, text: string): string[] {
  return lines.map((each, i) => {
    return i === line - 1
      ? each.slice(0, from - 1) + text + each.slice(from - 1 + text.length)
      : each
  })
}

const ERIKSSON = {
  issuingState: 'UTO',
  nationality: 'UTO',
  familyName: 'ERIKSSON',
  givenNames: 'ANNA<MARIA',
  readable: { familyName: 'ERIKSSON', givenNames: 'ANNA MARIA' },
  mayBeCut: false,
  birthDate: '1974-08-12',
  sex: 'F',
  expiryDate: '2012-04-15',
} as const

describe('Doc 9303: specimens', () => {
  test('a passport', () => {
    const own = { kind: 'TD3', documentCode: 'P', documentNumber: 'L898902C3' } as const
    assert.deepEqual(read(PASSPORT), { ...ERIKSSON, ...own, optionalData: 'ZE184226B' })
  })

  test('cards', () => {
    const own = { documentCode: 'I', documentNumber: 'D23145890', optionalData: '' } as const
    assert.deepEqual(read(CARD), { ...ERIKSSON, ...own, kind: 'TD1', optionalData2: '' })
    assert.deepEqual(read(CARD_OF_TWO), { ...ERIKSSON, ...own, kind: 'TD2' })
  })

  test('a number of more than nine characters', () => {
    for (const lines of [LONG_NUMBER, LONG_NUMBER_OF_TWO]) {
      const { documentNumber, optionalData, givenNames } = read(lines)
      assert.equal(documentNumber, 'D23145890734')
      assert.equal(optionalData, '')
      assert.equal(givenNames, 'PETER<JOHN')
    }
  })

  test('Doc 9303-3 Appendix A: check digits', () => {
    assert.equal(checkDigit('520727'), '3')
    assert.equal(checkDigit('AB2134<<<'), '5')
    assert.equal(checkDigit('HA672242<658022549601086<<<<<<<<<<<<<<0'), '8')
    assert.equal(checkDigit('D231458907<<<<<<<<<<<<<<<34071279507122<<<<<<<<<<<'), '2')
    assert.equal(checkDigit('HA672242<658022549601086<<<<<<<'), '8')
  })

  test('all are written as they were', () => {
    for (const lines of [PASSPORT, CARD, CARD_OF_TWO, LONG_NUMBER, LONG_NUMBER_OF_TWO]) {
      assert.deepEqual(encodeMrz(read(lines)), { kind: 'written', lines })
    }
  })
})

describe('what is read', () => {
  test('blanks, breaks of lines and small letters count for nothing', () => {
    const expected = read(PASSPORT)
    const [first = '', second = ''] = PASSPORT
    for (const text of [
      first + second,
      `\n ${first}\r\n${second} \t`,
      [...(first + second)].join(' '),
      `${first}\n${second}`.toLowerCase(),
    ]) {
      assert.deepEqual(read(text), expected)
    }
  })

  test('Doc 9303-3 §4.8: unknown parts of a date of birth', () => {
    for (const [digits, date] of [
      ['74<<<<', '1974'],
      ['7408<<', '1974-08'],
      ['<<<<<<', undefined],
      ['<<0812', undefined],
      ['740000', '1974'],
    ] as const) {
      const mrz = read(withComposite(over(PASSPORT, 2, 14, digits + checkDigit(digits))))
      assert.equal(mrz.birthDate, date)
    }
  })

  test('the century goes by the year of reading', () => {
    for (const [year, birthDate, expiryDate] of [
      [1974, '1974-08-12', '2012-04-15'],
      [1973, '1874-08-12', '2012-04-15'],
      [2026, '1974-08-12', '2012-04-15'],
      [2063, '1974-08-12', '2112-04-15'],
      [2074, '2074-08-12', '2112-04-15'],
    ] as const) {
      const mrz = read(PASSPORT, year)
      assert.deepEqual([mrz.birthDate, mrz.expiryDate], [birthDate, expiryDate])
    }
  })

  test('sex may be unspecified, and empty optional data without a check digit', () => {
    const plain = over(over(PASSPORT, 2, 21, '<'), 2, 29, '<'.repeat(15))
    const mrz = read(withComposite(plain))
    assert.equal(mrz.sex, 'unspecified')
    assert.equal(mrz.optionalData, '')
  })

  test('Germany is one letter, a name may have one identifier, and one that fills its field may be cut', () => {
    assert.equal(read(over(PASSPORT, 1, 3, 'D<<')).issuingState, 'D')
    const one = read(over(PASSPORT, 1, 6, 'ARKFREITH'.padEnd(39, '<')))
    assert.deepEqual([one.familyName, one.givenNames], ['ARKFREITH', ''])
    assert.ok(read(over(PASSPORT, 1, 6, 'A'.repeat(39))).mayBeCut)
  })
})

/** The second line of a passport with its composite check digit made anew. */
function withComposite(lines: readonly string[]): string[] {
  const text = lines[1] ?? ''
  const digit = checkDigit(text.slice(0, 10) + text.slice(13, 20) + text.slice(21, 43))
  return over(lines, 2, 44, digit)
}

describe('what is refused, and where', () => {
  test('another length', () => {
    for (const text of ['', 'P', PASSPORT[0] ?? '', `${PASSPORT.join('')}<`, '<'.repeat(5000)]) {
      const [fault, ...others] = faultsOf(text)
      assert.deepEqual([fault?.field, fault?.problem, others.length], ['zone', 'length', 0])
    }
  })

  test('each check digit, with the right one', () => {
    const places = [
      ['documentNumberCheck', 10, '6'],
      ['birthDateCheck', 20, '2'],
      ['expiryDateCheck', 28, '9'],
      ['optionalDataCheck', 43, '1'],
      ['compositeCheck', 44, '0'],
    ] as const
    for (const [field, from, right] of places) {
      const wrong = String((Number(right) + 1) % 10)
      const faults = faultsOf(over(PASSPORT, 2, from, wrong))
      const own = faults.filter(
        (fault) => fault.field !== 'compositeCheck' || field === fault.field,
      )
      const expected = `check digit ${right}`
      assert.deepEqual(own, [{ field, line: 2, from, to: from, problem: 'check-digit', expected }])
    }
  })

  test('each character that must not stand where it does', () => {
    for (const [lines, field, line, from] of [
      [over(PASSPORT, 1, 7, '0'), 'name', 1, 7],
      [over(PASSPORT, 1, 4, '1'), 'issuingState', 1, 4],
      [over(PASSPORT, 2, 1, 'É'), 'documentNumber', 2, 1],
      [over(PASSPORT, 2, 15, 'O'), 'birthDate', 2, 15],
      [over(PASSPORT, 2, 22, '<'), 'expiryDate', 2, 22],
      [over(PASSPORT, 2, 21, 'X'), 'sex', 2, 21],
      [over(CARD, 2, 19, '-'), 'optionalData2', 2, 19],
    ] as const) {
      const fault = faultsOf(lines).find((each) => each.problem === 'character')
      assert.deepEqual(
        [fault?.field, fault?.line, fault?.from, fault?.to],
        [field, line, from, from],
      )
    }
  })

  test('values that make no sense', () => {
    const birth = (digits: string) => over(PASSPORT, 2, 14, digits + checkDigit(digits))
    const expiry = (digits: string) => over(PASSPORT, 2, 22, digits + checkDigit(digits))
    for (const [lines, field] of [
      [over(PASSPORT, 1, 1, 'V<'), 'documentCode'],
      [over(CARD, 1, 1, 'P<'), 'documentCode'],
      [over(CARD, 1, 1, 'IV'), 'documentCode'],
      [over(PASSPORT, 1, 3, 'U<<'), 'issuingState'],
      [over(PASSPORT, 2, 11, '<<<'), 'nationality'],
      [over(PASSPORT, 1, 6, '<ERIKSSO'), 'name'],
      [over(PASSPORT, 1, 6, 'A<<B<<C<'), 'name'],
      [over(PASSPORT, 1, 6, '<'.repeat(39)), 'name'],
      [over(PASSPORT, 2, 1, `<<<<<<<<<${checkDigit('<')}`), 'documentNumber'],
      [birth('740230'), 'birthDate'],
      [birth('741301'), 'birthDate'],
      [birth('7<0101'), 'birthDate'],
      [birth('7400<1'), 'birthDate'],
      [expiry('120431'), 'expiryDate'],
      [expiry('120400'), 'expiryDate'],
      [over(LONG_NUMBER, 1, 16, '<<<<'), 'optionalData'],
      [over(LONG_NUMBER, 1, 19, '8'), 'documentNumberCheck'],
    ] as const) {
      const fields = faultsOf(lines).map((fault) => fault.field)
      assert.ok(fields.includes(field), `${lines.join('|')}: ${fields.join()}`)
    }
  })

  test('a passport has no long number', () => {
    const faults = faultsOf(withComposite(over(PASSPORT, 2, 10, '<')))
    assert.deepEqual(
      faults.map(({ field, problem }) => [field, problem]),
      [['documentNumberCheck', 'character']],
    )
  })

  test('all faults at once, and none says what stands there', () => {
    const faults = faultsOf(over(over(PASSPORT, 1, 6, '1'), 2, 21, 'QQQQ'))
    assert.ok(faults.length >= 3)
    assert.ok(!JSON.stringify(faults).includes('Q'))
  })
})

describe('names that do not fit (Doc 9303-4, -5, -6 §4.2.3)', () => {
  const given = 'ARNPOL<PETCH<CHARONGUANG'
  test('the secondary identifier is cut first', () => {
    assert.equal(
      writeNameField('NILAVADHANANANDA', given, 39),
      'NILAVADHANANANDA<<ARNPOL<PETCH<CHARONGU',
    )
    assert.equal(writeNameField('NILAVADHANANANDA', given, 30), 'NILAVADHANANANDA<<ARNP<PET<CHA')
  })

  test('the primary only until a letter of the secondary fits', () => {
    const family = 'BENNELONG<WOOLOOMOOLOO<WARRANDYTE<WARNAMBOOL'
    const field = writeNameField(family, 'DINGO<POTOROO', 39)
    assert.equal(field, 'BENNELONG<WOOLOOMO<WARRANDY<WARNAMBO<<D')
  })

  test('what just fits is whole', () => {
    for (const [family, names, length] of [
      ['PAPANDROPOULOUS', 'JONATHON<WARREN<TREVOR', 39],
      ['PAPANDROPOULOUS', 'JONATHOON<ALEC', 31],
      ['PAPANDROPOULOUS', 'JONATHON<ALEC', 30],
    ] as const) {
      assert.equal(writeNameField(family, names, length), `${family}<<${names}`)
    }
  })
})

describe('writing', () => {
  const card: MrzFields = { ...read(CARD), optionalData2: '' }

  test('fields that do not fit are refused by name', () => {
    const result = encodeMrz({ ...card, issuingState: 'UTOPIA', documentNumber: 'A'.repeat(30) })
    assert.ok(result.kind === 'refused')
    const fields = result.faults.map(({ field, problem }) => [field, problem])
    assert.deepEqual(fields, [
      ['issuingState', 'length'],
      ['optionalData', 'length'],
    ])
  })

  test('so are fields that are not of the zone', () => {
    for (const [field, value] of [
      ['familyName', 'Eriksson'],
      ['familyName', 'A<<B'],
      ['givenNames', 'B<'],
      ['issuingState', 'D<'],
      ['birthDate', '74-08-12'],
      ['documentNumber', ''],
      ['documentCode', 'V'],
      ['birthDate', '2013-01-01'],
      ['expiryDate', '2012-04'],
      ['optionalData', 'é'],
    ] as const) {
      const result = encodeMrz({ ...card, [field]: value })
      assert.equal(result.kind, 'refused', field)
    }
  })
})

describe('for any zone', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'ABCXYZ'), minLength: 1, maxLength: 6 })
  const names = fc.array(letters, { minLength: 1, maxLength: 2 }).map((all) => all.join('<'))
  const dates = fc
    .date({ min: new Date('1915-01-01'), max: new Date('2011-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))
  const numbers = fc.string({
    unit: fc.constantFrom(...'0123456789AZ'),
    minLength: 1,
    maxLength: 11,
  })
  const zones: fc.Arbitrary<MrzFields> = fc.record({
    kind: fc.constantFrom(...KINDS),
    documentCode: fc.constant('C'),
    issuingState: fc.constantFrom('UTO', 'D'),
    documentNumber: numbers,
    nationality: fc.constant('UTO'),
    familyName: names,
    givenNames: fc.oneof(names, fc.constant('')),
    birthDate: fc.oneof(
      dates,
      dates.map((date) => date.slice(0, 7)),
      dates.map((date) => date.slice(0, 4)),
    ),
    sex: fc.constantFrom('F', 'M', 'unspecified'),
    expiryDate: dates.map((date) => `2012${date.slice(4).replace('02-29', '02-28')}`),
    optionalData: fc.constantFrom('', 'A1'),
  })
  const made = zones.map((fields): MrzFields => {
    if (fields.kind === 'TD1') return { ...fields, optionalData2: 'Z9' }
    if (fields.kind === 'TD2') return fields
    return { ...fields, documentCode: 'PP', documentNumber: fields.documentNumber.slice(0, 9) }
  })

  test('reading undoes writing', () => {
    fc.assert(
      fc.property(made, (fields) => {
        const written = encodeMrz(fields)
        assert.ok(written.kind === 'written', JSON.stringify(written))
        const { readable, mayBeCut, ...rest } = read(written.lines)
        assert.deepEqual(rest, { ...fields })
        assert.equal(readable.familyName, fields.familyName.replaceAll('<', ' '))
        assert.equal(mayBeCut, false)
      }),
      RUNS,
    )
  })

  test('one character changed is noticed, where a check digit is over it', () => {
    const changes = fc.tuple(made, fc.nat(29), fc.constantFrom(...'0123456789'))
    fc.assert(
      fc.property(changes, ([fields, at, digit]) => {
        const written = encodeMrz(fields)
        assert.ok(written.kind === 'written')
        const { birthDate } = LAYOUTS[fields.kind].fields
        const place = birthDate[1] + (at % 6)
        const changed = over(written.lines, birthDate[0], place, digit)
        const isSame = changed.join() === written.lines.join()
        assert.equal(faultsOf(changed).length > 0, !isSame)
      }),
      RUNS,
    )
  })

  test('any text is read or refused with a reason', () => {
    const zoneLike = fc
      .tuple(fc.constantFrom(72, 88, 90), fc.infiniteStream(fc.constantFrom(...'A<09PIZ-é')))
      .map(([length, characters]) => [...characters.take(length)].join(''))
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: ANY_CHARACTER, maxLength: 100 }), zoneLike),
        (text) => {
          const result = readMrz(text, YEAR)
          return result.kind === 'read' || result.faults.every(({ expected }) => expected !== '')
        },
      ),
      RUNS,
    )
  })
})
