/**
 * A certificate on paper, from what it states and its symbol to a PDF, beside pdfkit.
 *
 * @module
 */

import { inflateSync } from 'node:zlib'
import PDFDocument from 'pdfkit'
import { createTemplateWriter, describePage, type PrintedCertificate } from 'pratique/print'
import { type Candidate, measure, type Plan } from '../harness.ts'
import { makePrintSamples } from '../made/print.ts'
import type { CaseReport } from '../report.ts'
import { toRows } from './floor.ts'

/** DESIGN §17: fifteen times as fast, with issuing and the symbol; so here too. */
const GOAL = { kind: 'at most', limit: 0.066 } as const
const CERTIFICATES = 64
const INPUTS = 4000

const A4 = [595.28, 841.89] as const
const MARGIN = 57
const SYMBOL_SIDE = 142

/** Measures the case. */
export async function measurePrint(plan: Plan): Promise<CaseReport> {
  const samples = makePrintSamples(CERTIFICATES)
  const pages = samples.map(({ certificate, symbol }) => ({
    page: describePage({ certificate, format: 'eu-dcc', language: 'en', references: true }),
    symbols: [symbol],
  }))
  const at = <T>(list: readonly T[], index: number): T => {
    const found = list[index % list.length]
    if (found === undefined) throw new Error('there is no sample')
    return found
  }
  const writer = createTemplateWriter({ size: 'a4' })
  const candidate: Candidate = {
    ...{ name: 'pratique', count: INPUTS, kind: 'sync' },
    does: 'page, layout, tagged PDF, the symbol as vectors',
    isRight: (index) => {
      const { certificate, symbol } = at(samples, index)
      const page = describePage({ certificate, format: 'eu-dcc', language: 'en', references: true })
      return isPdf(writer.write([{ page, symbols: [symbol] }]))
    },
  }
  const peer: Candidate = {
    ...{ name: 'pdfkit', count: INPUTS, kind: 'async' },
    does: 'the same text in Helvetica, and the symbol as a path; it is given the rows ready, and makes neither structure nor marks',
    isRight: async (index) => isPdf(await writeWithPdfkit(at(pages, index))),
  }
  for (const [i, page] of pages.entries()) {
    if (!states(writer.write([page]), at(pages, i))) throw new Error('a page lacks its text')
  }
  const rows = toRows(await measure(peer, [candidate], plan), { pratique: GOAL })
  const { size } = at(samples, 0).symbol
  const notes = [
    `${CERTIFICATES} certificates of made-up people, symbols of ${size} modules a side`,
  ]
  return { name: 'print', title: 'A page of A4', unit: 'CPU µs', base: 'pdfkit', rows, notes }
}

/** Whether the content of a document of one page states all rows of it. */
function states(document: Uint8Array, { page }: PrintedCertificate): boolean {
  const file = Buffer.from(document).toString('latin1')
  const streams = file.matchAll(/\/FlateDecode\/Length (\d+)>>stream\n/g)
  const contents = [...streams].map((match) => {
    const start = match.index + match[0].length
    return inflateSync(document.subarray(start, start + Number(match[1]))).toString('latin1')
  })
  return page.rows.every(({ value }) =>
    contents.some((content) => content.includes(value.replace(/[()\\]/g, '\\$&'))),
  )
}

function isPdf(document: Uint8Array): boolean {
  return Buffer.from(document.subarray(0, 5)).toString('latin1') === '%PDF-'
}

async function writeWithPdfkit({ page, symbols }: PrintedCertificate): Promise<Uint8Array> {
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
  for (const { size, modules } of symbols) {
    const module = SYMBOL_SIDE / size
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        const start = column
        while (column < size && modules[row * size + column] === 1) column++
        if (column === start) continue
        const [x, y] = [MARGIN + start * module, MARGIN + 2 * SYMBOL_SIDE + row * module]
        document.rect(x, y, (column - start) * module, module)
      }
    }
    document.fill()
  }
  document.end()
  await ended
  return Buffer.concat(chunks)
}
