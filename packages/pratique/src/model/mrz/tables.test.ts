/**
 * The tables of ICAO Doc 9303-3 §6 (8th edition), row by row, and what lies beside them.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type MrzNameOptions, toMrzName } from './mrz-name.ts'

/** §6.A: the first recommended form, and the code points that have it. */
const LATIN = {
  A: '00C0 00C1 00C2 00C3 0100 0102 0104',
  AA: '00C5',
  AE: '00C4 00C6',
  C: '00C7 0106 0108 010A 010C',
  D: '00D0 010E 0110',
  E: '00C8 00C9 00CA 00CB 0112 0114 0116 0118 011A',
  G: '011C 011E 0120 0122',
  H: '0124 0126',
  I: '00CC 00CD 00CE 00CF 0128 012A 012C 012E 0130 0131',
  IJ: '0132',
  J: '0134',
  K: '0136',
  L: '0139 013B 013D 013F 0141',
  N: '00D1 0143 0145 0147 014A',
  O: '00D2 00D3 00D4 00D5 014C 014E 0150',
  OE: '00D6 00D8 0152',
  R: '0154 0156 0158',
  S: '015A 015C 015E 0160',
  SS: '1E9E',
  T: '0162 0164 0166',
  TH: '00DE',
  U: '00D9 00DA 00DB 0168 016A 016C 016E 0170 0172',
  UE: '00DC',
  W: '0174',
  Y: '00DD 0176 0178',
  Z: '0179 017B 017D',
}

/** §6.B, all rows but 0402, 0492 and 04BA, which have tests of their own. */
const CYRILLIC =
  '0401 E 0404 IE 0405 DZ 0406 I 0407 I 0408 J 0409 LJ 040A NJ 040C K 040E U 040F DZ 0410 A 0411 B ' +
  '0412 V 0413 G 0414 D 0415 E 0416 ZH 0417 Z 0418 I 0419 I 041A K 041B L 041C M 041D N 041E O ' +
  '041F P 0420 R 0421 S 0422 T 0423 U 0424 F 0425 KH 0426 TS 0427 CH 0428 SH 0429 SHCH 042A IE ' +
  '042B Y 042D E 042E IU 042F IA 046A U 0474 Y 0490 G'

/** §6.B, exceptions. The letters stand behind another, where they are not the first. */
const EXCEPTIONS = {
  be: 'Ё IO Г H Ж ZH И I',
  bg: 'Щ SHT Г G Ъ IE',
  mk: 'Ќ KJ Џ DJ Х H Ц C Ѓ GJ Ғ GJ Г G Ч CH',
  sr: 'Г H Ж Z Х H Ц C Ч C Ш S Ђ D Ћ C Һ C Џ DZ',
  uk: 'Г H И Y Є IE Ї I Й I Ю IU Я IA Ґ G',
} as const

/** §6.C and Appendix B §B.5.4, letters that always have one form. */
const ARABIC =
  '0621 XE 0622 XAA 0623 XAE 0624 U 0625 I 0626 XI 0627 A 0628 B 062A T 062B XTH 062C J 062D ' +
  'XH 062E XKH 062F D 0630 XDH 0631 R 0632 Z 0633 S 0634 XSH 0635 XSS 0636 XDZ 0637 XTT 0638 ' +
  'XZZ 0639 E 063A G 0641 F 0642 Q 0643 K 0644 L 0645 M 0646 N 0647 H 0648 W 0649 XAY 064A Y ' +
  '0671 XXA 0679 XXT 067C XRT 067E P 0681 XKE 0685 XXH 0686 XC 0688 XXD 0689 XDR 0691 XXR ' +
  '0693 XRR 0696 XRX 0698 XJ 069A XXS 06A9 XKK 06AB XXK 06AD XNG 06AF XGG 06BA XNN 06BC XXN ' +
  '06BE XDO 06C0 XYH 06C1 XXG 06C2 XGE 06C3 XTG 06CC XYA 06CD XXY 06D0 Y 06D2 XYB 06D3 XBE ' +
  '06A4 V 06A5 XF '

/** §6.C, not encoded. */
const NOT_ENCODED = '0640 064B 064C 064D 064E 064F 0650 0652 0670 069C 06A2 06A7 06A8'

function write(text: string, options?: MrzNameOptions): string {
  const name = toMrzName(text, options)
  assert.ok(name.kind === 'written', `${text}: ${JSON.stringify(name)}`)
  return name.text
}

function toText(hex: string): string {
  return String.fromCodePoint(Number.parseInt(hex, 16))
}

/** Rows of a list in which keys and forms take turns. */
function rowsOf(list: string): readonly (readonly [string, string])[] {
  const cells = list.trim().split(/\s+/)
  return cells.flatMap((cell, i) => (i % 2 === 0 ? [[cell, cells[i + 1] ?? ''] as const] : []))
}

/** A letter by itself, in small, and taken apart. */
function checkRow(letter: string, form: string): void {
  assert.equal(write(letter), form, letter)
  assert.equal(write(letter.toLowerCase()), form, letter)
  assert.equal(write(letter.normalize('NFD')), form, letter)
  assert.equal(write(`A${letter}B`), `A${form}B`, letter)
}

describe('Doc 9303-3 §6.A: Latin', () => {
  for (const [form, points] of Object.entries(LATIN)) {
    test(`becomes ${form}`, () => {
      for (const point of points.split(' ')) checkRow(toText(point), form)
    })
  }
})

describe('Doc 9303-3 §6.B: Cyrillic', () => {
  test('every row', () => {
    for (const [point, form] of rowsOf(CYRILLIC)) checkRow(toText(point), form)
    assert.equal(rowsOf(CYRILLIC).length + 3, 48)
  })

  test('what the rows 0402, 0492 and 04BA say, and what they mean', () => {
    checkRow('\u0402', 'D')
    checkRow('\u0492', 'G')
    checkRow('\u0403', 'G')
    checkRow('\u04ba', 'C')
    checkRow('\u040b', 'C')
  })

  test('exceptions of languages', () => {
    for (const language of ['be', 'bg', 'mk', 'sr', 'uk'] as const) {
      for (const [letter, form] of rowsOf(EXCEPTIONS[language])) {
        assert.equal(write(`А${letter}`, { language }), `A${form}`, `${language} ${letter}`)
      }
    }
  })

  test('the first letter of a Ukrainian name, or of a part of one', () => {
    const options = { language: 'uk' } as const
    for (const [letter, form] of rowsOf('Є YE Ї YI Й Y Ю YU Я YA')) {
      assert.equal(write(`${letter}А ${letter}А`, options), `${form}A<${form}A`)
    }
  })

  test('the soft sign, which has no row, is left out', () => {
    assert.equal(write('Ольга'), 'OLGA')
  })
})

describe('Doc 9303-3 §6.C: Arabic', () => {
  test('every row', () => {
    for (const [point, form] of rowsOf(ARABIC)) {
      assert.equal(write(toText(point)), form, point)
      assert.equal(write(toText(point).normalize('NFD')), form, point)
    }
  })

  test('what is not encoded', () => {
    for (const point of NOT_ENCODED.split(' ')) {
      assert.equal(write(`\u0628${toText(point)}\u0628`), 'BB', point)
      const alone = toMrzName(toText(point))
      assert.deepEqual(alone, { kind: 'refused', faults: [{ problem: 'empty' }] })
    }
  })

  test('note 2: teh marbuta within and at the end of a component', () => {
    assert.equal(write('\u0629\u0628'), 'XTAB')
    assert.equal(write('\u0628\u0629'), 'BXAH')
    assert.equal(write('\u0628\u0629\u064e \u0628\u0629'), 'BXAH<BXAH')
  })

  test('note 3: shadda doubles the letter before it, with a vowel mark between or not', () => {
    assert.equal(write('عبّاس'), 'EBBAS')
    assert.equal(write('فضّة'), 'FXDZXDZXAH')
    assert.equal(write('فَضَّة'), 'FXDZXDZXAH')
    assert.equal(write('فَضَّة'.normalize('NFD')), 'FXDZXDZXAH')
  })
})

describe('what the tables do not have', () => {
  /** Blocks of the three scripts, and how many of their code points have a form. */
  const blocks = [
    ['Latin', 0x0041, 0x024f],
    ['Latin, additional', 0x1e00, 0x1eff],
    ['Cyrillic', 0x0400, 0x052f],
    ['Arabic', 0x0600, 0x06ff],
    ['Arabic presentation forms', 0xfb50, 0xfdff],
    ['Arabic presentation forms B', 0xfe70, 0xfeff],
    ['half and full width', 0xff00, 0xffef],
    ['combining marks', 0x0300, 0x036f],
  ] as const
  for (const [name, first, last] of blocks) {
    test(`${name}: each code point has a form or a reason`, () => {
      for (let point = first; point <= last; point++) {
        const text = String.fromCodePoint(point)
        const written = toMrzName(text)
        if (written.kind === 'written') assert.match(written.text, /^[A-Z]+(?:<[A-Z]+)*$/, text)
        else assert.ok(written.faults.length > 0, text)
        assert.deepEqual(toMrzName(text.normalize('NFD')), written, point.toString(16))
      }
    })
  }

  test('letters of covered scripts are refused by name', () => {
    for (const [letter, script] of [
      ['Ə', 'Latin'],
      ['Ɓ', 'Latin'],
      ['Қ', 'Cyrillic'],
      ['Ӣ', 'Cyrillic'],
      ['ڕ', 'Arabic'],
    ] as const) {
      const faults = [{ problem: 'letter', character: letter, script }]
      assert.deepEqual(toMrzName(`A${letter.toLowerCase()}`), { kind: 'refused', faults })
    }
  })

  test('other scripts are refused by name, with every character once', () => {
    for (const [text, script] of [
      ['Νίκος', 'Greek'],
      ['דוד', 'Hebrew'],
      ['राम', 'Devanagari'],
      ['王小明', 'Han'],
      ['さくら', 'Hiragana'],
      ['김', 'Hangul'],
      ['สมชาย', 'Thai'],
      ['გიორგი', 'Georgian'],
      ['Արամ', 'Armenian'],
      ['አበበ', 'Ethiopic'],
    ] as const) {
      const name = toMrzName(`${text} ${text}`)
      assert.ok(name.kind === 'refused', text)
      for (const fault of name.faults) {
        assert.ok(fault.problem === 'script' && fault.script === script, JSON.stringify(fault))
      }
      const characters = name.faults.map((fault) => 'character' in fault && fault.character)
      assert.equal(new Set(characters).size, characters.length)
    }
  })
})
