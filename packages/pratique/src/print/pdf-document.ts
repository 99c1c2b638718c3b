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
import { putEnding, putFirstEnding, putNextEnding } from './pdf-ending.ts'
import { type Entry, putPacked } from './pdf-file.ts'
import { createLayouts, findLayout, type Layout, type Layouts } from './pdf-layouts.ts'
import { copyFrom, createOutput, type Output, putBytes, putText, wipe } from './pdf-output.ts'
import { packContent } from './pdf-pack.ts'
import { FIRST_OF_GLYPHS, FIRST_OF_PAGES, type NumberedPage } from './pdf-structure.ts'
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

/** What every document begins with. */
interface Opening {
  readonly bytes: Bytes
  readonly entries: readonly Entry[]
}

const HEADER = '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n'

let opening: Opening | undefined

/** Creates a writer. */
export function createTemplateWriter(options: TemplateWriterOptions): TemplateWriter {
  const writing = createWriting(options)
  return { write: (pages) => writePages(pages, writing) }
}

/** All that a writer keeps between documents. */
export interface Writing {
  readonly layouts: Layouts
  readonly output: Output
  /** For the content of a page. */
  readonly buffer: Output
}

export function createWriting({ size }: TemplateWriterOptions): Writing {
  return { layouts: createLayouts(size), output: createOutput(), buffer: createOutput() }
}

/** Writes a document as {@link TemplateWriter} does, and leaves nothing of it behind. */
export function writePages(pages: readonly PaperPage[], writing: Writing): Written | undefined {
  try {
    return writeDocument(pages, writing)
  } finally {
    wipe(writing.output)
    wipe(writing.buffer)
  }
}

function writeDocument(pages: readonly PaperPage[], writing: Writing): Written | undefined {
  const [first] = pages
  if (!first) throw new UsageError('usage.argument', 'expected one page or more')
  const { output, layouts } = writing
  opening ??= makeOpening()
  const entries = [...opening.entries]
  const numbered: NumberedPage[] = []
  const omitted: (readonly PrintedRow[])[] = []
  let next = FIRST_OF_PAGES
  let layout: Layout | undefined
  putBytes(output, opening.bytes)
  for (const page of pages) {
    const lines = breakValues(page.page, layouts.size)
    layout = lines && findLayout(page, lines, layouts)
    if (!lines || !layout) return undefined
    const { template } = layout
    const content = next + 1
    entries[content] = { offset: output.at }
    putContent(page, lines, { ...writing, template, number: content })
    numbered.push({ template, page: next, content, section: next + 2, firstElement: next + 3 })
    omitted.push(listOmitted(page.page, template))
    next += 3 + template.elements.length
  }
  const finishing = { pages: numbered, entries, next, words: first.page }
  if (pages.length > 1 || !layout) putEnding(output, finishing)
  else if (!layout.ending) layout.ending = putFirstEnding(output, finishing)
  else if (!putNextEnding(output, layout.ending)) putEnding(output, finishing)
  return { bytes: copyFrom(output, 0), omitted }
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

function listOmitted({ rows }: PrintedPage, { isOmitted }: Template): readonly PrintedRow[] {
  return isOmitted.includes(true) ? rows.filter((_, i) => isOmitted[i]) : []
}

/** Makes the header, and the streams that draw the letters of symbols, all too short to be compressed. */
function makeOpening(): Opening {
  const output = createOutput()
  const entries: Entry[] = []
  putText(output, HEADER)
  GLYPHS.forEach((glyph, i) => {
    const number = FIRST_OF_GLYPHS + i
    entries[number] = { offset: output.at }
    putText(
      output,
      `${number} 0 obj<</Length ${glyph.length}>>stream\n${glyph}\nendstream endobj\n`,
    )
  })
  return { bytes: copyFrom(output, 0), entries }
}

/** Writes the content of a page as a stream object. */
function putContent(
  { symbols }: PaperPage,
  lines: readonly (readonly string[])[],
  { output, buffer, template, number }: Writing & { template: Template; number: number },
): void {
  const { packed, afterSymbols, isOmitted } = template
  const values: string[] = []
  for (let row = 0; row < lines.length; row++) {
    if (!isOmitted[row]) values.push(...(lines[row] ?? []))
  }
  putText(output, `${number} 0 obj`)
  putPacked(output, '', packContent(buffer, { packed, values, symbols, afterSymbols }))
}
