import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { VACCINATION } from '../../test/made-certificates.ts'
import { QUIET_ZONE } from '../qr/tables.ts'
import { describePage } from './describe-page.ts'
import { type LayoutRequest, layOut } from './layout.ts'
import type { Direction, PrintedPage } from './page.ts'
import { type Box, SHEET_SIZES } from './sheet.ts'
import { measureHelvetica } from './win-ansi.ts'
import { wrap } from './wrap.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) / 10 }
/** Of letters, as multiples of their size: what rises above the base line and hangs below it. */
const [RISE, HANG] = [0.8, 0.25]

const text = fc.string({ unit: 'grapheme', maxLength: 120 })

describe('wrap', () => {
  const measure = measureHelvetica

  it('loses no letter, and makes no line too wide unless it is one letter', () => {
    fc.assert(
      fc.property(text, fc.double({ min: 1, max: 300, noNaN: true }), (words, width) => {
        const lines = wrap(words, { width, weight: 'bold', size: 9 }, measure)
        assert.equal(lines.join('').replace(/\s/g, ''), words.replace(/\s/g, ''))
        for (const line of lines) {
          const isOneLetter = /^\P{M}?\p{M}*$/u.test(line.trim())
          assert.ok(isOneLetter || measure(line, 'bold', 9) <= width)
        }
      }),
      RUNS,
    )
  })

  it('breaks between words, and Chinese anywhere but before a full stop', () => {
    const lettering = { width: 30, weight: 'regular', size: 10 } as const
    const each = (line: string) => line.length * 10
    assert.deepEqual(wrap('aa bb cc', { ...lettering, width: 50 }, each), ['aa bb', 'cc'])
    assert.deepEqual(wrap('姓名出生。日期', lettering, each), ['姓名出', '生。日', '期'])
    assert.deepEqual(wrap('姓名出。', lettering, each), ['姓名', '出。'])
  })
})

interface Placed {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

function layOutWith(page: PrintedPage, more: Partial<LayoutRequest>) {
  return layOut({ page, size: 'a4', symbolSizes: [77], measure: measureHelvetica, ...more })
}

/** The places of all lines and of all symbols with their quiet zones. */
function placesOf(page: PrintedPage, more: Partial<LayoutRequest>) {
  const placed = layOutWith(page, more)
  const lines = placed.blocks.flatMap(({ texts }) =>
    texts.flatMap(({ lines: each, weight, size }) =>
      each.map(({ text: line, x, y }): Placed => {
        const width = measureHelvetica(line, weight, size)
        return { x, y: y - size * HANG, width, height: size * (RISE + HANG) }
      }),
    ),
  )
  const symbols = placed.symbols.map(({ x, y, module }, i): Placed => {
    const side = module * ((placed.symbolSizes[i] ?? 0) + 2 * QUIET_ZONE)
    return { x: x - QUIET_ZONE * module, y: y - QUIET_ZONE * module, width: side, height: side }
  })
  return { placed, lines, symbols }
}

function isInside({ x, y, width, height }: Placed, box: Box): boolean {
  const slack = 0.01
  return (
    x >= box.x - slack &&
    y >= box.y - slack &&
    x + width <= box.x + box.width + slack &&
    y + height <= box.y + box.height + slack
  )
}

function overlap(a: Placed, b: Placed): boolean {
  const slack = 0.01
  return (
    a.x + slack < b.x + b.width &&
    b.x + slack < a.x + a.width &&
    a.y + slack < b.y + b.height &&
    b.y + slack < a.y + a.height
  )
}

describe('layOut', () => {
  const page = describePage({ certificate: VACCINATION, format: 'eu-dcc', language: 'fr' })
  const row = fc.record({
    name: fc.constant('family' as const),
    label: fc.string({ minLength: 1, maxLength: 60 }),
    value: fc.string({ minLength: 1, maxLength: 300 }),
    direction: fc.constant<Direction>('ltr'),
  })
  const anyPage = fc.record({
    rows: fc.array(row, { maxLength: 40 }),
    direction: fc.constantFrom<Direction>('ltr', 'rtl'),
  })

  it('keeps symbols, their quiet zones and all lines on the paper and apart', () => {
    const sizes = fc.constantFrom([21], [93], [177], [93, 101])
    fc.assert(
      fc.property(anyPage, sizes, fc.constantFrom(...SHEET_SIZES), (more, symbolSizes, size) => {
        const own = size === 'id-1' ? symbolSizes.slice(0, 1) : symbolSizes
        const { placed, lines, symbols } = placesOf(
          { ...page, ...more },
          { size, symbolSizes: own },
        )
        const { sheet, blocks, omitted } = placed
        assert.equal(symbols.length, own.length)
        for (const symbol of symbols) assert.ok(isInside(symbol, sheet.trim))
        const paper = { x: 0, y: 0, width: sheet.width, height: sheet.height }
        for (const line of lines) {
          assert.ok(isInside(line, paper))
          for (const symbol of symbols) assert.ok(!overlap(line, symbol))
        }
        const rows = blocks.filter(({ texts }) => texts.some(({ kind }) => kind === 'value'))
        assert.equal(rows.length + omitted.length, more.rows.length)
      }),
      { numRuns: RUNS.numRuns / 2 },
    )
  })

  it('leaves nothing out on a sheet, and on a card what is least important', () => {
    for (const size of ['a4', 'letter'] as const) {
      assert.deepEqual(layOutWith(page, { size }).omitted, [])
    }
    const { omitted } = layOutWith(page, { size: 'id-1' })
    const names = omitted.map(({ name }) => name)
    assert.ok(names.length > 0)
    for (const name of ['family', 'given', 'birthDate', 'documentNumber', 'disease'] as const) {
      assert.ok(!names.includes(name))
    }
  })

  it('puts all that is folded into the field of a card', () => {
    const { placed, symbols } = placesOf(page, {})
    const { trim } = placed.sheet
    const mm = 72 / 25.4
    assert.ok(Math.abs(trim.width - 2 * 85.6 * mm) < 0.01)
    assert.ok(Math.abs(trim.height - 2 * 53.98 * mm) < 0.01)
    for (const { x, y, width, height } of symbols) {
      const [middleX, middleY] = [trim.x + trim.width / 2, trim.y + trim.height / 2]
      assert.ok(x + width <= middleX || x >= middleX)
      assert.ok(y + height <= middleY || y >= middleY)
    }
  })
})
