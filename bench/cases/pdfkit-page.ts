/**
 * A certificate on paper by pdfkit: the same words as ours in Helvetica and the symbol as a path, without cut and
 * fold marks; with the structure that screen readers go by, or without.
 *
 * @module
 */

import PDFDocument, { type DocumentOptions } from 'pdfkit'
import type { PrintedCertificate, PrintedSymbol } from 'pratique/print'
import { toRuns } from 'pratique/qr'
import { isShownByPdfkit } from './read-page.ts'

const A4 = [595.28, 841.89] as const
const MARGIN = 57
/** Where the symbol stands, from the upper left. */
const SYMBOL = { left: MARGIN, top: MARGIN + 284, side: 142 } as const

const OPTIONS: DocumentOptions = { autoFirstPage: false, compress: true, font: 'Helvetica' }

/** Draws the parts of an element of the structure. */
type Draw = (role: string, parts: readonly (() => void)[], alt?: string) => void

/** Writes a document of one page, without structure. */
export function writeWithPdfkit(printed: PrintedCertificate): Promise<Uint8Array> {
  const document = new PDFDocument(OPTIONS)
  drawPage(printed, document, (_, parts) => {
    for (const part of parts) part()
  })
  return finish(document)
}

/** Writes a document of one page, with the elements of ours: title, rows, steps and symbol. */
export function writeTaggedWithPdfkit(printed: PrintedCertificate): Promise<Uint8Array> {
  const { title, language } = printed.page
  const document = new PDFDocument({
    ...OPTIONS,
    ...{ displayTitle: true, info: { Title: title }, lang: language },
    ...{ pdfVersion: '1.7', tagged: true },
  })
  const root = document.struct('Document')
  document.addStructure(root)
  const section = document.struct('Sect')
  root.add(section)
  drawPage(printed, document, (role, parts, alt) => {
    const element = document.struct(role, alt === undefined ? {} : { alt })
    section.add(element)
    for (const part of parts) {
      element.add(document.markStructureContent(role))
      part()
      document.endMarkedContent()
    }
    element.end()
  })
  section.end()
  root.end()
  return finish(document)
}

function drawPage({ page, symbols }: PrintedCertificate, document: PDFDocument, draw: Draw): void {
  document.addPage({ size: A4, margin: MARGIN })
  draw('H1', [() => document.font('Helvetica-Bold').fontSize(12).text(page.title)])
  for (const { label, value } of page.rows) {
    draw('P', [
      () => document.font('Helvetica').fontSize(6.5).text(label),
      () => document.font('Helvetica-Bold').fontSize(9.5).text(value),
    ])
  }
  document.font('Helvetica').fontSize(10)
  for (const step of page.steps) draw('P', [() => document.text(step)])
  for (const symbol of symbols)
    draw('Figure', [() => drawSymbol(symbol, document)], page.symbolText)
}

function drawSymbol(symbol: PrintedSymbol, document: PDFDocument): void {
  const module = SYMBOL.side / symbol.size
  for (const { x, y, length } of toRuns(symbol)) {
    document.rect(SYMBOL.left + x * module, SYMBOL.top + y * module, length * module, module)
  }
  document.fill()
}

async function finish(document: PDFDocument): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  document.on('data', (chunk: Uint8Array) => chunks.push(chunk))
  const ended = new Promise((done) => document.on('end', done))
  document.end()
  await ended
  return Buffer.concat(chunks)
}

/** Whether a document shows all words and modules of a certificate. */
export function isShownInPdfkit(document: Uint8Array, printed: PrintedCertificate): boolean {
  return isShownByPdfkit(document, printed, SYMBOL)
}

/** Whether a file begins as a PDF does. */
export function isPdf(document: Uint8Array): boolean {
  return Buffer.from(document.subarray(0, 5)).toString('latin1') === '%PDF-'
}
