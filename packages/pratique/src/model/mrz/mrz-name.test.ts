/**
 * Names as a machine-readable zone writes them: punctuation, examples of the standard, variants.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ANY_CHARACTER } from '../../../test/any-character.ts'
import { isMrzFormOf, toMrzName, toMrzVariants } from './mrz-name.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) / 2 }

function write(text: string, maxLength?: number): string {
  const name = toMrzName(text, maxLength === undefined ? {} : { maxLength })
  assert.ok(name.kind === 'written', `${text}: ${JSON.stringify(name)}`)
  return name.text
}

describe('Doc 9303-3 §4.6: punctuation', () => {
  const cases = [
    ["D'ARTAGNAN", 'DARTAGNAN'],
    ['D’Artagnan', 'DARTAGNAN'],
    ['D´Artagnan', 'DARTAGNAN'],
    ['MARIE-ELISE', 'MARIE<ELISE'],
    ['Marie–Élise', 'MARIE<ELISE'],
    ['ANNA, MARIA', 'ANNA<MARIA'],
    ["Enya Siobhan O'Connor", 'ENYA<SIOBHAN<OCONNOR'],
    ['  van  der\tMuellen\n', 'VAN<DER<MUELLEN'],
    ['Dr. med. Ng', 'DR<MED<NG'],
    ['Jr.(Smith)', 'JRSMITH'],
    ['عبد\u200cالله', 'EBDALLH'],
  ] as const
  for (const [text, form] of cases) {
    test(`${JSON.stringify(text)} becomes ${form}`, () => assert.equal(write(text), form))
  }

  test('digits, symbols and controls are refused', () => {
    for (const [text, problem] of [
      ['Louis 2', 'digit'],
      ['Louis ٢', 'digit'],
      ['A+B', 'symbol'],
      ['A\u0001', 'symbol'],
      ['A\ud800', 'symbol'],
      ['A🎉', 'symbol'],
    ] as const) {
      const name = toMrzName(text)
      assert.ok(name.kind === 'refused')
      assert.deepEqual(
        name.faults.map((fault) => fault.problem),
        [problem],
      )
    }
  })

  test('nothing to write is refused', () => {
    for (const text of ['', ' ', "'", '-', '.', '<<', '\u0640']) {
      assert.deepEqual(toMrzName(text), { kind: 'refused', faults: [{ problem: 'empty' }] })
    }
  })
})

describe('Doc 9303-3 Appendix B: examples', () => {
  const cases = [
    ['ابو بكر محمد بن زكريا الرازي', 'ABW<BKR<MXHMD<BN<ZKRYA<ALRAZY'],
    ['جمال عبد الناصر', 'JMAL<EBD<ALNAXSSR'],
    ['سمير بادمكدوذيل', 'SMYR<BADMKDWXDHYL'],
    ['عبد العزيز بن متعب', 'EBD<ALEZYZ<BN<MTEB'],
    ['جميلة نعيمة', 'JMYLXAH<NEYMXAH'],
    ['السفاح', 'ALSFAXH'],
    ['ﺟﻤﻴﻠﺔ', 'JMYLXAH'],
  ] as const
  for (const [text, form] of cases) test(form, () => assert.equal(write(text), form))
})

describe('letters in other shapes', () => {
  const cases = [
    ['Straße', 'STRASSE'],
    ['ﬁlip ĳssel ŉ', 'FILIP<IJSSEL<N'],
    ['Ａｎｎａ', 'ANNA'],
    ['Nguyễn Thị Ánh', 'NGUYEN<THI<ANH'],
    ['Ștefan Țară', 'STEFAN<TARA'],
    ['ǖ ǟ ǻ', 'UE<AE<AA'],
    ['m̈ X̂', 'M<X'],
    ['ѝван Че́хов', 'IVAN<CHEKHOV'],
    ['İbrahim Işık', 'IBRAHIM<ISIK'],
    ['Чайковский Tchaikovsky', 'CHAIKOVSKII<TCHAIKOVSKY'],
  ] as const
  for (const [text, form] of cases) test(form, () => assert.equal(write(text), form))
})

describe('docs/guide/names.md', () => {
  const guide = readFileSync(new URL('../../../../../docs/guide/names.md', import.meta.url), 'utf8')
  const rows = [...guide.matchAll(/^\| ([^|]+) \| (?:`(be|mk|uk)` )?\| `([A-Z<]+)` \|/gm)]
  test('has twelve examples', () => assert.equal(rows.length, 12))
  for (const [, text = '', language, form] of rows) {
    test(`${form}`, () => {
      const known = (['be', 'mk', 'uk'] as const).find((each) => each === language)
      const options = known ? { language: known } : {}
      const name = toMrzName(text, options)
      assert.deepEqual(name, { kind: 'written', text: form, isShortened: false })
    })
  }
})

describe('variants', () => {
  test('the table’s order, the recommended first', () => {
    assert.deepEqual(toMrzVariants('Müller'), ['MUELLER', 'MUXXLLER', 'MULLER'])
    assert.deepEqual(toMrzVariants('Cañón'), ['CANON', 'CANXXON'])
    assert.deepEqual(toMrzVariants('Åse Ö'), ['AASE<OE', 'AASE<O', 'ASE<OE', 'ASE<O'])
    assert.deepEqual(toMrzVariants('Гоша'), ['GOSHA', 'GOSA', 'HOSHA', 'HOSA'])
    assert.deepEqual(toMrzVariants('Гоша', { language: 'be' }), ['HOSHA'])
    assert.deepEqual(toMrzVariants('فاطمة'), ['FAXTTMXAH', 'FAXTTMXTA'])
    assert.deepEqual(toMrzVariants('王'), [])
  })

  test('no more than a hundred are listed, and all are known', () => {
    const name = 'üüüüüüüüüü'
    assert.equal(toMrzVariants(name).length, 100)
    assert.ok(isMrzFormOf('UUEUXXUUEUXXUUEUXXU', name))
  })

  test('a form is known, whole or cut', () => {
    assert.ok(isMrzFormOf('MUXXLLER', 'Müller'))
    assert.ok(!isMrzFormOf('MUELL', 'Müller'))
    assert.ok(isMrzFormOf('MUELL', 'Müller', { isCut: true }))
    assert.ok(!isMrzFormOf('', 'Müller', { isCut: true }))
    assert.ok(!isMrzFormOf('MUELLERS', 'Müller', { isCut: true }))
    assert.ok(!isMrzFormOf('MOLLER', 'Müller'))
    assert.ok(!isMrzFormOf('WANG', '王'))
    assert.ok(isMrzFormOf('YEVHEN', 'Євген') && isMrzFormOf('IEVGEN', 'Євген'))
    assert.ok(!isMrzFormOf('IEVGEN', 'Євген', { language: 'uk' }))
  })
})

describe('names that are too long', () => {
  test('the longest component gives its last letters', () => {
    assert.equal(
      write('BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL', 30),
      'BENNELO<WOOLOOM<WARRAND<WARNAM',
    )
    assert.equal(write('NILAVADHANANANDA', 10), 'NILAVADHAN')
    assert.equal(write('A B C D E F', 5), 'A<B<C')
    assert.equal(write('Anna Maria', 80), 'ANNA<MARIA')
  })

  test('that it was shortened is told', () => {
    const name = toMrzName('Anna Maria', { maxLength: 5 })
    assert.deepEqual(name, { kind: 'written', text: 'AN<MA', isShortened: true })
    const none = toMrzName('Anna', { maxLength: 0 })
    assert.deepEqual(none, { kind: 'refused', faults: [{ problem: 'empty' }] })
  })
})

describe('for any text', () => {
  const letters = "aäßñøŁđКґЄйщъبةّضَىA<-', .1\u0308\u0301"
  const texts = fc.oneof(
    fc.string({ unit: ANY_CHARACTER, maxLength: 30 }),
    fc.string({ unit: fc.constantFrom(...letters), maxLength: 30 }),
  )
  const lengths = fc.integer({ min: 1, max: 50 })

  test('the output is in the alphabet, fits, and stays as it is', () => {
    fc.assert(
      fc.property(texts, lengths, (text, maxLength) => {
        const name = toMrzName(text, { maxLength })
        if (name.kind === 'refused') return name.faults.length > 0
        assert.match(name.text, /^[A-Z]+(?:<[A-Z]+)*$/)
        assert.ok(name.text.length <= maxLength)
        assert.equal(write(name.text), name.text)
        return true
      }),
      RUNS,
    )
  })

  test('it is the same, composed or not', () => {
    fc.assert(
      fc.property(texts, (text) => {
        assert.deepEqual(toMrzName(text.normalize('NFD')), toMrzName(text))
        assert.deepEqual(toMrzName(text.normalize('NFC')), toMrzName(text))
      }),
      RUNS,
    )
  })

  test('a letter is written alike by itself and where names are read letter by letter', () => {
    for (let unit = 0; unit < 0x300; unit++) {
      const letter = String.fromCharCode(unit)
      for (const text of [letter, `a${letter}b`, `${letter} ${letter}-${letter}`]) {
        assert.deepEqual(toMrzName(text), toMrzName(text, { maxLength: 1000 }))
      }
    }
  })

  test('the first variant is the form, and each is known', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const name = toMrzName(text)
        const variants = toMrzVariants(text)
        assert.equal(variants[0], name.kind === 'written' ? name.text : undefined)
        assert.ok(variants.slice(0, 5).every((variant) => isMrzFormOf(variant, text)))
      }),
      { numRuns: RUNS.numRuns / 4 },
    )
  })
})
