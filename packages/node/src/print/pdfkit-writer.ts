/**
 * Writes pages in any script, with embedded fonts: shaped by fontkit, written by pdfkit.
 *
 * @module
 */

import type { Features } from 'fontkit'
import PDFDocument, { type StructureElement } from 'pdfkit'
import {
  type Direction,
  type FontWeight,
  layOut,
  MARK_WIDTH,
  type Measure,
  type PaperPage,
  type PlacedBlock,
  type PlacedPage,
  type PlacedText,
  type PrintedRow,
  type PrintedSymbol,
  type SheetSize,
} from 'pratique/print'
import { toRuns as toModuleRuns } from 'pratique/qr'
import type { Bytes } from 'pratique/verify'
import type { FontSet, LoadedFont } from './font-set.ts'
import { type Run, toRuns } from './runs.ts'

/** A page that was written, and what there was no room for. */
export interface WrittenPages {
  readonly bytes: Bytes
  /** Of each page. */
  readonly omitted: readonly (readonly PrintedRow[])[]
}

/** As the font and the script have them. Given at all, a run is shaped as one. */
const FEATURES: Features = {}

/** Writes one document. The same pages give the same bytes. */
export async function writeShapedPages(
  pages: readonly PaperPage[],
  size: SheetSize,
  fonts: FontSet,
): Promise<WrittenPages> {
  const [first] = pages
  const document = openDocument(first?.page.title ?? '', first?.page.language ?? '')
  const bytes = collect(document)
  for (const { name, file } of [...fonts.regular, ...fonts.bold]) document.registerFont(name, file)
  const root = document.struct('Document')
  document.addStructure(root)
  const omitted = pages.map((page) => writePage(page, { document, root, fonts, size }))
  root.end()
  document.end()
  return { bytes: await bytes, omitted }
}

/** A document that says nothing of when it was made, nor by whom. */
function openDocument(title: string, lang: string): PDFDocument {
  // The file identifier is a digest of this: of the same date and title, always.
  const info = {
    Title: title,
    Producer: 'Pratique',
    Creator: 'Pratique',
    CreationDate: new Date(0),
  }
  const document = new PDFDocument({
    autoFirstPage: false,
    compress: true,
    displayTitle: true,
    font: null,
    info,
    lang,
    pdfVersion: '1.7',
    tagged: true,
  })
  delete document.info['CreationDate']
  // The XMP packet would state the date again.
  document.endMetadata = () => undefined
  document._root.data.ViewerPreferences.data['PrintScaling'] = 'None'
  return document
}

async function collect(document: PDFDocument): Promise<Bytes> {
  const chunks: Uint8Array[] = []
  for await (const chunk of document) chunks.push(chunk)
  return new Uint8Array(Buffer.concat(chunks))
}

interface Writing {
  readonly document: PDFDocument
  readonly root: StructureElement
  readonly fonts: FontSet
  readonly size: SheetSize
}

function writePage(paper: PaperPage, writing: Writing): readonly PrintedRow[] {
  const { document, root, fonts, size } = writing
  const { page, symbols, part } = paper
  const request = {
    page,
    size,
    symbolSizes: symbols.map((symbol) => symbol.size),
    measure: createMeasure(fonts, page.direction),
  }
  const placed = layOut(part ? { ...request, part } : request)
  const { sheet, omitted } = placed
  document.addPage({ size: [sheet.width, sheet.height], margin: 0 })
  const { x, y, width, height } = sheet.trim
  document.page.dictionary.data['TrimBox'] = [x, y, x + width, y + height]
  const section = document.struct('Sect')
  root.add(section)
  drawMarks(placed, document)
  for (const block of placed.blocks) drawBlock(block, section, writing, placed)
  placed.symbols.forEach((place, i) => {
    const figure = document.struct('Figure', { alt: page.symbolText })
    section.add(figure)
    figure.add(document.markStructureContent('Figure'))
    drawSymbol(symbols[i], { ...place, top: sheet.height }, document)
    document.endMarkedContent()
    figure.end()
  })
  section.end()
  return omitted
}

/** Measures as it is drawn: run by run. */
function createMeasure(fonts: FontSet, direction: Direction): Measure {
  return (text, weight: FontWeight, size) =>
    toRuns(text, direction, fonts[weight]).reduce((sum, run) => sum + widthOf(run, size), 0)
}

function widthOf(
  { text, font: { font } }: { text: string; font: LoadedFont },
  size: number,
): number {
  return (font.layout(text, FEATURES).advanceWidth * size) / font.unitsPerEm
}

/**
 * Draws a block. Readers take its text from the glyphs; where these do not spell it, as in Devanagari, it
 * is said beside them.
 */
function drawBlock(
  { role, texts }: PlacedBlock,
  section: StructureElement,
  { document, fonts }: Writing,
  { sheet }: PlacedPage,
): void {
  const element = document.struct(role)
  section.add(element)
  for (const text of texts) {
    const actual = text.lines.map((line) => line.text).join(' ')
    const isSpelled = text.lines.every((line) =>
      toRuns(line.text, text.direction, fonts[text.weight]).every(isSpelledOut),
    )
    const content = isSpelled
      ? document.markStructureContent(role)
      : document.markStructureContent('Span', { actual })
    element.add(content)
    drawText(text, { document, fonts, top: sheet.height })
    document.endMarkedContent()
  }
  element.end()
}

/** Whether the glyphs stand for the letters of a run one after another, from either end. */
function isSpelledOut({ text, font: { font } }: Run): boolean {
  const { glyphs } = font.layout(text, FEATURES)
  const toText = (order: typeof glyphs) =>
    order.map(({ codePoints }) => String.fromCodePoint(...codePoints)).join('')
  return toText(glyphs) === text || toText(glyphs.toReversed()) === text
}

function drawText(
  { lines, direction, weight, size }: PlacedText,
  { document, fonts, top }: { document: PDFDocument; fonts: FontSet; top: number },
): void {
  for (const { text, x, y } of lines) {
    let at = x
    for (const run of toRuns(text, direction, fonts[weight])) {
      document.font(run.font.name).fontSize(size)
      document.text(run.text, at, top - y, {
        baseline: 'alphabetic',
        features: FEATURES,
        lineBreak: false,
      })
      at += widthOf(run, size)
    }
  }
}

/** Draws the runs of dark modules as one path. */
function drawSymbol(
  symbol: PrintedSymbol | undefined,
  { x, y, module, top }: { x: number; y: number; module: number; top: number },
  document: PDFDocument,
): void {
  if (symbol === undefined) return
  const upper = top - y - symbol.size * module
  for (const run of toModuleRuns(symbol)) {
    document.rect(x + run.x * module, upper + run.y * module, run.length * module, module)
  }
  document.fill()
}

function drawMarks({ marks, sheet }: PlacedPage, document: PDFDocument): void {
  document.markContent('Artifact').lineWidth(MARK_WIDTH)
  for (const { x1, y1, x2, y2 } of marks) {
    document.moveTo(x1, sheet.height - y1).lineTo(x2, sheet.height - y2)
  }
  document.stroke().endMarkedContent()
}
