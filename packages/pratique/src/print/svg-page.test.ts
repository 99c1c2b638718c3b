import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { stated, VACCINATION } from '../../test/made-certificates.ts'
import { makeQr, makeText } from '../../test/made-printed-symbols.ts'
import { describePage } from './describe-page.ts'
import { SHEET_SIZES } from './sheet.ts'
import { writeSvgPage } from './svg-page.ts'
import { measureHelvetica } from './win-ansi.ts'

const SYMBOL = makeQr(makeText(300))

function show(language: 'en' | 'ar', family = 'Musterfrau', size: 'a4' | 'letter' | 'id-1' = 'a4') {
  const certificate = { ...VACCINATION, holder: { name: { family: stated(family) } } }
  const page = describePage({ certificate, format: 'eu-dcc', language })
  return writeSvgPage({ page, symbols: [SYMBOL] }, { size, measure: measureHelvetica })
}

describe('writeSvgPage', () => {
  it('shows values and dark modules on every paper', () => {
    for (const size of SHEET_SIZES) {
      const svg = show('en', 'Musterfrau', size)
      assert.match(svg, /<text [^>]*font-weight="bold"[^>]*>Musterfrau<\/text>/)
      const runs = [...svg.matchAll(/M\d+ \d+h(\d+)v1/g)].map(([, width]) => Number(width))
      const dark = SYMBOL.modules.reduce((sum, module) => sum + module, 0)
      assert.equal(
        runs.reduce((sum, width) => sum + width, 0),
        dark,
      )
    }
  })

  it('holds no markup of a certificate', () => {
    const svg = show('en', '<script>&"')
    assert.ok(svg.includes('&lt;script&gt;&amp;&quot;'))
    assert.ok(!svg.includes('<script'))
  })

  it('aligns a page that runs from the right on the right', () => {
    const svg = show('ar')
    assert.match(svg, /direction="rtl" text-anchor="start">شهادة تطعيم</)
    assert.match(svg, /direction="ltr" text-anchor="end">Musterfrau</)
  })
})
