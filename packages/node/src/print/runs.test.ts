import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { findFont, hasLetters } from './font-set.ts'
import { loadFonts } from './fonts.ts'
import { toRuns } from './runs.ts'

const fonts = await loadFonts([])
const [latin, arabic] = fonts.regular

/** The runs of a line from left to right, each with the place of its font in the list. */
function runsOf(line: string, direction: 'ltr' | 'rtl') {
  return toRuns(line, direction, fonts.regular).map(({ text, font }) => [
    text,
    fonts.regular.indexOf(font),
  ])
}

describe('fonts', () => {
  it('have the letters of Latin, Greek, Cyrillic, Devanagari and Arabic', () => {
    for (const text of ['Łẞőđñ', 'Γαβριέλα', 'Ёжик їґ', 'क्षत्रिय', 'فاطمة پڭۋ', '–’€']) {
      assert.ok(hasLetters(text, fonts), text)
    }
    assert.equal(findFont('ა', fonts.regular), undefined)
  })

  it('shape Arabic: letters are joined, and stand from right to left', () => {
    const { glyphs } = arabic?.font.layout('محمد', {}) ?? { glyphs: [] }
    assert.deepEqual(
      glyphs.map(({ codePoints }) => String.fromCodePoint(...codePoints)),
      [...'دمحم'],
    )
    const isolated = [...'دمحم'].map((letter) => arabic?.font.layout(letter, {}).glyphs[0]?.id)
    for (const [i, { id }] of glyphs.entries()) assert.notEqual(id, isolated[i])
  })

  it('shape Devanagari: क्ष is one glyph, and a vowel sign goes before its consonant', () => {
    const idsOf = (text: string) => latin?.font.layout(text, {}).glyphs.map(({ id }) => id) ?? []
    assert.equal(idsOf('क्ष').length, 1)
    assert.ok(!idsOf('क').includes(idsOf('क्ष')[0] ?? 0))
    const [ka] = idsOf('क')
    assert.deepEqual([idsOf('कि').length, idsOf('कि')[1]], [2, ka])
  })
})

describe('toRuns', () => {
  it('leaves Latin text whole', () => {
    assert.deepEqual(runsOf('Name: 1 / 2', 'ltr'), [['Name: 1 / 2', 0]])
  })

  it('puts what runs from right to left in the order of the line (UAX #9)', () => {
    assert.deepEqual(runsOf('26 فبراير 1998', 'rtl'), [
      ['1998', 0],
      ['فبراير ', 1],
      [' ', 0],
      ['26', 0],
    ])
    assert.deepEqual(runsOf('محمد ALI علي', 'rtl'), [
      ['علي', 1],
      [' ', 0],
      ['ALI', 0],
      ['محمد ', 1],
    ])
    assert.deepEqual(runsOf('Name: محمد علي.', 'ltr'), [
      ['Name: ', 0],
      ['محمد علي', 1],
      ['.', 1],
    ])
  })

  it('mirrors brackets in text from right to left, and keeps marks with their letters', () => {
    assert.deepEqual(runsOf('رمز (هنا)', 'rtl'), [['رمز )هنا(', 1]])
    assert.deepEqual(runsOf('موقّعة', 'rtl'), [['موقّعة', 1]])
  })
})
