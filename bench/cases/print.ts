/**
 * A certificate on paper, from what it states and its symbol to a PDF, beside pdfkit.
 *
 * @module
 */

import { createTemplateWriter, describePage, type PrintedCertificate } from 'pratique/print'
import { type Candidate, measure, type Plan, WrongAnswerError } from '../harness.ts'
import { makePrintSamples, type PrintSample } from '../made/print.ts'
import type { CaseReport } from '../report.ts'
import { toBudgetRow } from './budget.ts'
import { toRows } from './floor.ts'
import { isPdf, isShownInPdfkit, writeWithPdfkit } from './pdfkit-page.ts'
import { isShown } from './read-page.ts'

/** DESIGN §17: fifteen times as fast, with issuing and the symbol; so here too. */
const GOAL = { kind: 'at most', limit: 0.066 } as const
/** Issue 5: a page in Latin. */
const MAX_BYTES = 4096
/** Documents of each are opened after the timing. */
const OPENED = 200

/** Measures the case. */
export async function measurePrint(plan: Plan, count: number): Promise<CaseReport> {
  const samples = makePrintSamples(count)
  const pages = samples.map(toPage)
  const writer = createTemplateWriter({ size: 'a4' })
  const write = (printed: PrintedCertificate) => writer.write([printed])?.bytes
  const candidate: Candidate = {
    ...{ name: 'pratique', count, kind: 'sync' },
    does: 'page, layout, tagged PDF, the symbol as vectors',
    isRight: (index) => {
      const document = write(toPage(at(samples, index)))
      return document !== undefined && isPdf(document)
    },
  }
  const peer: Candidate = {
    ...{ name: 'pdfkit', count, kind: 'async' },
    does: 'the same text in Helvetica, and the symbol as a path; it is given the rows ready, and makes neither structure nor marks',
    isRight: async (index) => isPdf(await writeWithPdfkit(at(pages, index))),
  }
  const measured = await measure(peer, [candidate], plan)
  const opened = pages.slice(0, OPENED)
  const sizes: number[] = []
  for (const page of opened) {
    const document = write(page)
    if (!document || !isShown(document, page)) throw new WrongAnswerError('a page lacks something')
    const other = await writeWithPdfkit(page)
    if (!isShownInPdfkit(other, page))
      throw new WrongAnswerError('a page of pdfkit lacks something')
    sizes.push(document.length)
  }
  const does = `a document of one page; at most ${MAX_BYTES}`
  const rows = [
    ...toRows(measured, { pratique: GOAL }),
    toBudgetRow('bytes of a page', does, [Math.max(...sizes)], MAX_BYTES, 1),
  ]
  const notes = [
    `${count} certificates of made-up people, all distinct, symbols of ${at(samples, 0).symbol.size} modules a side`,
    `${opened.length} documents of each were opened after the timing: all words and modules are there`,
  ]
  return { name: 'print', title: 'A page of A4', unit: 'CPU µs', base: 'pdfkit', rows, notes }
}

function toPage({ certificate, symbol }: PrintSample): PrintedCertificate {
  const page = describePage({ certificate, format: 'eu-dcc', language: 'en', references: true })
  return { page, symbols: [symbol] }
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index]
  if (found === undefined) throw new Error('there is no sample')
  return found
}
