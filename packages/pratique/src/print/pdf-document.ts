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
import { valueLettering } from './layout.ts'
import type { PrintedPage, PrintedRow } from './page.ts'
import { type Entry, putCrossReferences, putPacked, toObjectStream } from './pdf-file.ts'
import { createLayouts, findLayout, type Layout, type Layouts } from './pdf-layouts.ts'
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
import type { Template } from './pdf-template.ts'
import type { SheetSize } from './sheet.ts'
import type { PaperPage } from './sheets.ts'
import { measureHelvetica, measureWinAnsi } from './win-ansi.ts'
import { wrap } from './wrap.ts'

/** How pages are written. */
export interface TemplateWriterOptions {
  readonly size: SheetSize
}

/** A document, and what is not in it. */
export interface Written {
  readonly bytes: Bytes
  /** Of each page, the rows for which there is no room. */
  readonly omitted: readonly (readonly PrintedRow[])[]
}

/** Writes documents of one kind. It keeps layouts, and no value of any certificate. */
export interface TemplateWriter {
  /**
   * Writes one document.
   *
   * @returns `undefined` if a page cannot be written in the fonts of every reader: it runs from right to left,
   *   or has letters that are not in windows-1252
   * @throws {UsageError} `usage.argument` if there is no page
   */
  write(pages: readonly PaperPage[]): Written | undefined
}

const HEADER = '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n'
/** Pages whose objects share a stream: each has some forty at most. */
const PAGES_PER_STREAM = 200

/** Creates a writer. */
export function createTemplateWriter(options: TemplateWriterOptions): TemplateWriter {
  const writing = createWriting(options)
  return { write: (pages) => writePages(pages, writing) }
}

/** All that a writer keeps between documents. */
export interface Writing {
  readonly layouts: Layouts
  readonly output: Output
  readonly packer: Packer
}

export function createWriting({ size }: TemplateWriterOptions): Writing {
  return { layouts: createLayouts(size), output: createOutput(), packer: createPacker() }
}

/** Writes a document as {@link TemplateWriter} does, and leaves nothing of it behind. */
export function writePages(pages: readonly PaperPage[], writing: Writing): Written | undefined {
  try {
    return writeDocument(pages, writing)
  } finally {
    wipe(writing.output)
    wipePacker(writing.packer)
  }
}

function writeDocument(pages: readonly PaperPage[], writing: Writing): Written | undefined {
  const [first] = pages
  if (!first) throw new UsageError('usage.argument', 'expected one page or more')
  const { output, layouts } = writing
  const entries: Entry[] = []
  const numbered: NumberedPage[] = []
  const omitted: (readonly PrintedRow[])[] = []
  let next = FIRST_OF_PAGES
  let last: Layout | undefined
  putText(output, HEADER)
  putGlyphs(output, entries)
  for (const page of pages) {
    const lines = breakValues(page.page, layouts.size)
    last = lines && findLayout(page, lines, layouts)
    if (!lines || !last) return undefined
    const { template } = last
    const content = next + 1
    entries[content] = { offset: output.at }
    putContent(page, lines, { ...writing, template, number: content })
    numbered.push({ template, page: next, content, section: next + 2, firstElement: next + 3 })
    omitted.push(page.page.rows.filter((_, i) => template.isOmitted[i]))
    next += 3 + template.elements.length
  }
  const finishing = { ...writing, next, words: first.page }
  const single = pages.length === 1 && last ? { ...finishing, layout: last } : finishing
  return { bytes: finish(numbered, entries, single), omitted }
}

/** The lines of each value; `undefined` if one has letters that the fonts lack. */
function breakValues(
  { rows }: PrintedPage,
  size: SheetSize,
): readonly (readonly string[])[] | undefined {
  const lettering = valueLettering(size)
  const lines: (readonly string[])[] = []
  for (const { value } of rows) {
    const width = measureWinAnsi(value, lettering.weight, lettering.size)
    if (width === undefined) return undefined
    lines.push(width <= lettering.width ? [value] : wrap(value, lettering, measureHelvetica))
  }
  return lines
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
