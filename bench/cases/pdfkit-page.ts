/**
 * A certificate on paper by pdfkit: the same words as ours in Helvetica and the symbol as a path, without
 * structure or marks.
 *
 * @module
 */

import PDFDocument from 'pdfkit'
import type { PrintedCertificate } from 'pratique/print'
import { toRuns } from 'pratique/qr'
import { isShownByPdfkit } from './read-page.ts'

const A4 = [595.28, 841.89] as const
const MARGIN = 57
/** Where the symbol stands, from the upper left. */
const SYMBOL = { left: MARGIN, top: MARGIN + 284, side: 142 } as const

/** Writes a document of one page. */
export async function writeWithPdfkit({ page, symbols }: PrintedCertificate): Promise<Uint8Array> {
  const document = new PDFDocument({ autoFirstPage: false, compress: true, font: 'Helvetica' })
  const chunks: Uint8Array[] = []
  document.on('data', (chunk: Uint8Array) => chunks.push(chunk))
  const ended = new Promise((done) => document.on('end', done))
  document.addPage({ size: A4, margin: MARGIN })
  document.font('Helvetica-Bold').fontSize(12).text(page.title)
  for (const { label, value } of page.rows) {
    document.font('Helvetica').fontSize(6.5).text(label)
    document.font('Helvetica-Bold').fontSize(9.5).text(value)
  }
  document.font('Helvetica').fontSize(10)
  for (const step of page.steps) document.text(step)
  for (const symbol of symbols) {
    const module = SYMBOL.side / symbol.size
    for (const { x, y, length } of toRuns(symbol)) {
      document.rect(SYMBOL.left + x * module, SYMBOL.top + y * module, length * module, module)
    }
    document.fill()
  }
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
