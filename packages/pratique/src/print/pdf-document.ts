/**
 * Writes pages of Latin text as a PDF 1.7 (ISO 32000-1), fast: what pages have in common is made once.
 *
 * The same pages give the same bytes. The text is in the fonts that every reader has, so nothing is
 * embedded.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { UsageError } from '../errors.ts'
import { layOut, valueLettering } from './layout.ts'
import type { PrintedPage, PrintedRow } from './page.ts'
import { type Entry, putCrossReferences, putPacked, toObjectStream } from './pdf-file.ts'
import { copyFrom, createOutput, type Output, putBytes, putText, wipe } from './pdf-output.ts'
import { createPacker, type Packer, packContent, wipePacker } from './pdf-pack.ts'
import {
  type DocumentWords,
  FIRST_OF_GLYPHS,
  FIRST_OF_PAGES,
  type NumberedPage,
  pageObjects,
  SHARED,
  sharedObjects,
} from './pdf-structure.ts'
import { GLYPHS } from './pdf-symbol.ts'
import { createTemplate, type Template } from './pdf-template.ts'
import type { SheetSize } from './sheet.ts'
import type { PaperPage } from './sheets.ts'
import { isWinAnsi, measureHelvetica } from './win-ansi.ts'
import { wrap } from './wrap.ts'

/** How pages are written. */
export interface TemplateWriterOptions {
  readonly size: SheetSize
}

/** Writes documents of one kind. It keeps layouts, and no value of any certificate. */
export interface TemplateWriter {
  /**
   * Writes one document.
   *
   * @throws {UsageError} `usage.argument` if there is no page, or `isLatinPage` does not hold for one.
   */
  write(pages: readonly PaperPage[]): Bytes
  /** Lists the rows of a page for which there is no room. */
  findOmitted(page: PaperPage): readonly PrintedRow[]
}

/** A template with what was made of it. */
interface Layout {
  readonly template: Template
  /** The objects of a document of one page, where its template is this. */
  alone?: Bytes
}

const HEADER = '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n'
/** Pages whose objects share a stream: each has some forty at most. */
const PAGES_PER_STREAM = 200
const MAX_LAYOUTS = 64

/** Whether a page can be written in the fonts of every reader. */
export function isLatinPage({ direction, title, rows, steps, ...page }: PrintedPage): boolean {
  const { partText, foldText, cardText } = page
  return (
    direction === 'ltr' &&
    rows.every(({ label, value }) => isWinAnsi(value) && isWinAnsi(label)) &&
    [title, ...steps, partText, foldText, cardText].every(isWinAnsi)
  )
}

/** Creates a writer. */
export function createTemplateWriter(options: TemplateWriterOptions): TemplateWriter {
  const output = createOutput()
  const packer = createPacker()
  const writing = { options, layouts: new Map<string, Layout>(), output, packer }
  return {
    write(pages) {
      try {
        return writeDocument(pages, writing)
      } finally {
        wipe(output)
        wipePacker(packer)
      }
    },
    findOmitted(page) {
      const { rows } = page.page
      const lines = rows.map(({ value }) => wrapValue(value, options.size))
      const { isOmitted } = findLayout(page, lines, writing).template
      return rows.filter((_, i) => isOmitted[i])
    },
  }
}

interface Writing {
  readonly options: TemplateWriterOptions
  readonly layouts: Map<string, Layout>
  readonly output: Output
  readonly packer: Packer
}

function writeDocument(pages: readonly PaperPage[], writing: Writing): Bytes {
  const [first] = pages
  if (!first) throw new UsageError('usage.argument', 'expected one page or more')
  const { output } = writing
  const entries: Entry[] = []
  const numbered: NumberedPage[] = []
  let next = FIRST_OF_PAGES
  let last: Layout | undefined
  putText(output, HEADER)
  putGlyphs(output, entries)
  for (const page of pages) {
    const lines = page.page.rows.map(({ value }) => wrapValue(value, writing.options.size))
    last = findLayout(page, lines, writing)
    const { template } = last
    const content = next + 1
    entries[content] = { offset: output.at }
    putContent(page, lines, { ...writing, template, number: content })
    numbered.push({ template, page: next, content, section: next + 2, firstElement: next + 3 })
    next += 3 + template.elements.length
  }
  const finishing = { ...writing, next, words: first.page }
  return finish(
    numbered,
    entries,
    pages.length === 1 && last ? { ...finishing, layout: last } : finishing,
  )
}

function wrapValue(value: string, size: SheetSize): readonly string[] {
  if (!isWinAnsi(value)) throw notLatin()
  return wrap(value, valueLettering(size), measureHelvetica)
}

function notLatin(): UsageError {
  return new UsageError('usage.argument', 'expected pages of Latin text: see isLatinPage')
}

/** Finds the layout of a page by all that it depends on, or makes it. */
function findLayout(
  { page, symbols, part }: PaperPage,
  lines: readonly (readonly string[])[],
  { options, layouts }: Writing,
): Layout {
  let key = `${page.language}|${page.title}|${page.steps.join('|')}|${part?.first}|${part?.count}`
  for (const { size } of symbols) key += `|${size}`
  for (let i = 0; i < lines.length; i++) key += `|${page.rows[i]?.label}|${lines[i]?.length}`
  const found = layouts.get(key)
  if (found) return found
  if (!isLatinPage(page)) throw notLatin()
  const { size } = options
  const symbolSizes = symbols.map((symbol) => symbol.size)
  const request = { page, size, symbolSizes, measure: measureHelvetica }
  const placed = layOut(part ? { ...request, part } : request)
  const omitted = new Set(placed.omitted)
  const template = createTemplate(
    placed,
    page.rows.map((row) => omitted.has(row)),
  )
  const layout = { template }
  if (layouts.size >= MAX_LAYOUTS) layouts.clear()
  layouts.set(key, layout)
  return layout
}

/** Writes the streams that draw the letters of symbols, all too short to be compressed. */
function putGlyphs(output: Output, entries: Entry[]): void {
  GLYPHS.forEach((glyph, i) => {
    const number = FIRST_OF_GLYPHS + i
    entries[number] = { offset: output.at }
    putText(
      output,
      `${number} 0 obj<</Length ${glyph.length}>>stream\n${glyph}\nendstream endobj\n`,
    )
  })
}

/** Writes the content of a page as a stream object. */
function putContent(
  { symbols }: PaperPage,
  lines: readonly (readonly string[])[],
  { output, packer, template, number }: Writing & { template: Template; number: number },
): void {
  const { pieces, code, afterSymbols, isOmitted } = template
  const values = lines.flatMap((each, row) => (isOmitted[row] ? [] : each))
  putText(output, `${number} 0 obj`)
  putPacked(output, '', packContent(packer, { pieces, code, values, symbols, afterSymbols }))
}

interface Finishing extends Writing {
  /** The first number that is free. */
  readonly next: number
  readonly words: DocumentWords
  /** Of the one page, if there is one. */
  readonly layout?: Layout
}

/** Writes all that is not a page's content. */
function finish(
  pages: readonly NumberedPage[],
  entries: Entry[],
  { output, next, words, layout }: Finishing,
): Bytes {
  let number = next
  for (let from = 0; from < pages.length; from += PAGES_PER_STREAM) {
    const group = pages.slice(from, from + PAGES_PER_STREAM)
    const isFirst = from === 0
    listNumbers(group, isFirst).forEach((each, index) => {
      entries[each] = { stream: number, index }
    })
    entries[number] = { offset: output.at }
    putText(output, `${number} 0 obj`)
    const make = () => {
      const shared = isFirst ? sharedObjects(pages, words) : []
      const own = group.flatMap((page, i) => pageObjects(page, from + i, words))
      return toObjectStream([...shared, ...own])
    }
    if (layout) layout.alone ??= make()
    putBytes(output, layout?.alone ?? make())
    number += 1
  }
  putCrossReferences(output, entries, number)
  return copyFrom(output, 0)
}

/** The numbers of the objects that one stream holds, in its order. */
function listNumbers(group: readonly NumberedPage[], isFirst: boolean): readonly number[] {
  const numbers: number[] = isFirst ? Object.values(SHARED) : []
  for (const { page, section, firstElement, template } of group) {
    numbers.push(page, section)
    for (let i = 0; i < template.elements.length; i++) numbers.push(firstElement + i)
  }
  return numbers
}
