import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { VACCINATION } from '../../test/made-certificates.ts'
import { makeQr, makeText } from '../../test/made-printed-symbols.ts'
import { describePage } from './describe-page.ts'
import type { PrintedPage } from './page.ts'
import { createTemplateWriter, createWriting, writePages } from './pdf-document.ts'
import { SHEET_SIZES } from './sheet.ts'
import type { PaperPage } from './sheets.ts'

const SYMBOL = makeQr(makeText(300))
const PAGE = describePage({ certificate: VACCINATION, format: 'eu-dcc', language: 'en' })

function paperOf(more: Partial<PrintedPage> = {}): PaperPage {
  return { page: { ...PAGE, ...more }, symbols: [SYMBOL] }
}

/** All texts that can be reached from a thing, bytes as Latin letters. */
function textsIn(thing: unknown, seen = new Set<unknown>()): readonly string[] {
  if (typeof thing === 'string') return [thing]
  if (typeof thing !== 'object' || thing === null || seen.has(thing)) return []
  seen.add(thing)
  if (ArrayBuffer.isView(thing)) return [Buffer.from(thing.buffer).toString('latin1')]
  const parts = thing instanceof Map ? [...thing] : Object.values(thing)
  return parts.flatMap((part) => textsIn(part, seen))
}

describe('what a writer keeps', () => {
  it('holds no value of any certificate', () => {
    // The day on which codes end stands in a sentence of the page too.
    const values = PAGE.rows.flatMap(({ name, value }) => (name === 'codeUntil' ? [] : [value]))
    assert.ok(values.includes('Gabriele') && values.includes('P1234567'))
    for (const size of SHEET_SIZES) {
      const writing = createWriting({ size })
      writePages([paperOf()], writing)
      writePages([paperOf(), paperOf({ rows: PAGE.rows.slice(1) })], writing)
      const kept = textsIn(writing)
      assert.ok(kept.some((text) => text.includes('Certificate of vaccination')))
      for (const value of values) {
        // What is short may be in a text by chance.
        const isIn = (text: string) => (value.length < 4 ? text === value : text.includes(value))
        assert.ok(!kept.some(isIn), value)
      }
    }
  })

  it('is found again by every text of a page: the next page has its own', () => {
    const texts = ['title', 'symbolText', 'partText', 'foldText', 'cardText'] as const
    const others: readonly Partial<PrintedPage>[] = [
      ...texts.map((name) => ({ [name]: `${PAGE[name]} too` })),
      { language: 'fr' },
      { steps: PAGE.steps.slice(1) },
      { steps: ['Another step.', ...PAGE.steps.slice(1)] },
      { rows: PAGE.rows.slice(1) },
      { rows: PAGE.rows.map((row) => ({ ...row, label: `${row.label}!` })) },
      { title: `${PAGE.title}\n${PAGE.steps[0]}`, steps: PAGE.steps.slice(1) },
      { direction: 'rtl' },
    ]
    for (const size of SHEET_SIZES) {
      const writer = createTemplateWriter({ size })
      const [first, second] = [SYMBOL, makeQr(makeText(100))]
      const part = { first: 1, count: 3 }
      const pages: readonly PaperPage[] = [
        paperOf(),
        ...others.map(paperOf),
        { ...paperOf(), part },
        { ...paperOf(), symbols: size === 'id-1' ? [second] : [first, second], part },
      ]
      for (const page of pages) {
        const alone = createTemplateWriter({ size }).write([page])
        assert.deepEqual(writer.write([page]), alone)
        assert.deepEqual(writer.write([page]), alone)
      }
    }
  })

  it('is not without end: the oldest makes room, and is made anew', () => {
    const writing = createWriting({ size: 'id-1' })
    const write = (i: number) => writePages([paperOf({ title: `Kind ${i}` })], writing)
    const first = write(0)
    for (let i = 1; i <= 300; i++) write(i)
    const { known } = writing.layouts
    assert.equal(known.length, 256)
    assert.ok(known.every(({ traits }) => !traits.includes('Kind 0')))
    assert.ok(known.some(({ traits }) => traits.includes('Kind 300')))
    assert.deepEqual(write(0), first)
  })
})
