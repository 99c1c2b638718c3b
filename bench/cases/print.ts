/**
 * A certificate on paper, from what it states and its symbol to a PDF, beside pdfkit.
 *
 * @module
 */

import { inflateSync } from 'node:zlib'
import { createTemplateWriter, describePage, type PrintedCertificate } from 'pratique/print'
import { type Candidate, measure, type Plan } from '../harness.ts'
import { makePrintSamples } from '../made/print.ts'
import type { CaseReport } from '../report.ts'
import { toBudgetRow } from './budget.ts'
import { toRows } from './floor.ts'
import { isPdf, writeWithPdfkit } from './pdfkit-page.ts'

/** DESIGN §17: fifteen times as fast, with issuing and the symbol; so here too. */
const GOAL = { kind: 'at most', limit: 0.066 } as const
/** DESIGN §17. */
const MAX_BYTES = 4096
const CERTIFICATES = 64
const INPUTS = 4000

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
      const written = writer.write([{ page, symbols: [symbol] }])
      return written !== undefined && isPdf(written.bytes)
    },
  }
  const peer: Candidate = {
    ...{ name: 'pdfkit', count: INPUTS, kind: 'async' },
    does: 'the same text in Helvetica, and the symbol as a path; it is given the rows ready, and makes neither structure nor marks',
    isRight: async (index) => isPdf(await writeWithPdfkit(at(pages, index))),
  }
  const sizes: number[] = []
  for (const [i, page] of pages.entries()) {
    const document = writer.write([page])?.bytes
    if (!document || !states(document, at(pages, i))) throw new Error('a page lacks its text')
    sizes.push(document.length)
  }
  const does = `a document of one page; at most ${MAX_BYTES}`
  const rows = [
    ...toRows(await measure(peer, [candidate], plan), { pratique: GOAL }),
    toBudgetRow('bytes of a page', does, [Math.max(...sizes)], MAX_BYTES, 1),
  ]
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
