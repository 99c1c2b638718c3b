import assert from 'node:assert/strict'
import { it } from 'node:test'
import PDFDocument from 'pdfkit'
import { measureHelvetica } from 'pratique/print'

/** All characters of windows-1252, which are those of WinAnsiEncoding. */
const CHARACTERS = [
  ...new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 224 }, (_, i) => i + 32)),
]

it('Helvetica is as wide as its maker says', () => {
  const document = new PDFDocument({ autoFirstPage: false, compress: false, font: null })
  for (const [weight, name] of [
    ['regular', 'Helvetica'],
    ['bold', 'Helvetica-Bold'],
  ] as const) {
    document.font(name).fontSize(1000)
    const shown = CHARACTERS.filter((character) => !/\p{Cc}|\u00a0|\u00ad/u.test(character))
    assert.ok(shown.length > 210)
    for (const character of shown) {
      const expected = document.widthOfString(character)
      assert.equal(measureHelvetica(character, weight, 1000), expected, character)
    }
  }
})
