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
import {
  type Compress,
  type Entry,
  putCrossReferences,
  toAscii,
  toObjectStream,
  toStream,
} from './pdf-file.ts'
import {
  copyFrom,
  createOutput,
  type Output,
  patchNumber,
  putBytes,
  putText,
  putWinAnsi,
  wipe,
} from './pdf-output.ts'
import {
  type DocumentWords,
  FIRST_OF_PAGES,
  type NumberedPage,
  pageObjects,
  SHARED,
  sharedObjects,
} from './pdf-structure.ts'
import { putSymbol, type SymbolDrawing } from './pdf-symbol.ts'
import { createTemplate, type Template } from './pdf-template.ts'
import type { SheetSize } from './sheet.ts'
import type { PaperPage } from './sheets.ts'
import { isWinAnsi, measureHelvetica } from './win-ansi.ts'
import { wrap } from './wrap.ts'

/** How pages are written. */
export interface TemplateWriterOptions {
  readonly size: SheetSize
  /** Default `mask`. */
  readonly symbols?: SymbolDrawing
  /** Makes a zlib stream (RFC 1950). Without it files are some 2 kB larger. */
  readonly compress?: Compress
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
  readonly fixed: Bytes
  /** The objects of a document of one page, where its template is this. */
  alone?: Bytes
}

const HEADER = '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n'
const LENGTH_DIGITS = 8
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
  const writing = { options, layouts: new Map<string, Layout>(), output }
  return {
    write(pages) {
      try {
        return writeDocument(pages, writing)
      } finally {
        wipe(output)
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
}

function writeDocument(pages: readonly PaperPage[], writing: Writing): Bytes {
  const [first] = pages
  if (!first) throw new UsageError('usage.argument', 'expected one page or more')
  const { output } = writing
  const entries: Entry[] = []
  const numbered: NumberedPage[] = []
  const fixedNumbers = new Map<Layout, number>()
  let next = FIRST_OF_PAGES
  let last: Layout | undefined
  putText(output, HEADER)
  for (const page of pages) {
    const lines = page.page.rows.map(({ value }) => wrapValue(value, writing.options.size))
    const layout = findLayout(page, lines, writing)
    const known = fixedNumbers.get(layout)
    const number = next
    const fixed = known ?? number + 1
    const body = known ? number + 1 : number + 2
    const { template } = layout
    if (known === undefined) {
      fixedNumbers.set(layout, fixed)
      entries[fixed] = { offset: output.at }
      putText(output, `${fixed} 0 obj`)
      putBytes(output, layout.fixed)
    }
    entries[body] = { offset: output.at }
    putBody(page, lines, { ...writing, template, number: body })
    numbered.push({
      template,
      page: number,
      fixed,
      body,
      section: body + 1,
      firstElement: body + 2,
    })
    next = body + 2 + template.elements.length
    last = layout
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
  const { size, compress } = options
  const symbolSizes = symbols.map((symbol) => symbol.size)
  const request = { page, size, symbolSizes, measure: measureHelvetica }
  const placed = layOut(part ? { ...request, part } : request)
  const omitted = new Set(placed.omitted)
  const template = createTemplate(
    placed,
    page.rows.map((row) => omitted.has(row)),
  )
  const layout = { template, fixed: toStream('', toAscii(template.fixed), compress) }
  if (layouts.size >= MAX_LAYOUTS) layouts.clear()
  layouts.set(key, layout)
  return layout
}

/** Writes the values and symbols of a page as a stream object. */
function putBody(
  { symbols }: PaperPage,
  lines: readonly (readonly string[])[],
  { output, options, template, number }: Writing & { template: Template; number: number },
): void {
  const { symbols: drawing = 'mask', compress } = options
  const start = output.at
  putText(output, `${number} 0 obj<</Length ${'0'.repeat(LENGTH_DIGITS)}>>stream\n`)
  const content = output.at
  putText(output, 'BT\n')
  putValues(output, lines, template)
  putText(output, 'ET\n')
  template.symbols.forEach(({ before, after }, i) => {
    const symbol = symbols[i]
    putText(output, before)
    if (symbol) putSymbol(output, symbol, drawing)
    putText(output, after)
  })
  if (drawing === 'path' && compress) {
    const bytes = copyFrom(output, content)
    output.bytes.fill(0, start, output.at)
    output.at = start
    putText(output, `${number} 0 obj`)
    putBytes(output, toStream('', bytes, compress))
    bytes.fill(0)
    return
  }
  const digits = content - '>>stream\n'.length - LENGTH_DIGITS
  patchNumber(output, digits, LENGTH_DIGITS, output.at - content)
  putText(output, '\nendstream endobj\n')
}

function putValues(
  output: Output,
  lines: readonly (readonly string[])[],
  { slots, isOmitted }: Template,
): void {
  let slot = 0
  for (let row = 0; row < lines.length; row++) {
    if (isOmitted[row]) continue
    for (const line of lines[row] ?? []) {
      const place = slots[slot++]
      putText(output, place?.before ?? '')
      putWinAnsi(output, line)
      putText(output, place?.after ?? '')
    }
  }
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
  { output, options, next, words, layout }: Finishing,
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
      return toObjectStream([...shared, ...own], options.compress)
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
