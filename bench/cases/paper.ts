/**
 * The whole road of issuing in bulk: from an order to a signed code on a page, beside `qr` and `pdfkit`.
 *
 * @module
 */

import PDFDocument from 'pdfkit'
import type { JsonObject } from 'pratique/codecs'
import { createTemplateWriter, describePage } from 'pratique/print'
import { encodeQr } from 'pratique/qr'
import encodePeerQr from 'qr'
import { type Candidate, measure, type Plan } from '../harness.ts'
import { NOW } from '../made/issuers.ts'
import { type BenchSigner, makeIssuer, makeSigner } from '../made/issuing.ts'
import { makeOrders } from '../made/orders.ts'
import type { CaseReport } from '../report.ts'
import { toRows } from './floor.ts'
import { WARM_UPS } from './issuing.ts'

/** DESIGN §17: at least fifteen times as fast. */
const GOAL = { kind: 'at most', limit: 1 / 15 } as const
/** The plan is a short one, and all that issuing warms up is part of this. */
const SHORT_PLANS = 3
const MARGIN = 57
const A4 = [595.28, 841.89] as const
const SYMBOL_SIDE = 142

/** Measures the case. */
export async function measurePaper(plan: Plan, count: number): Promise<CaseReport> {
  const signer = await makeSigner()
  const ours = await createPaper(signer, count)
  const rows = toRows(
    await measure(await createPeer(signer, count), [ours], {
      ...plan,
      warmUpMs: WARM_UPS * SHORT_PLANS * plan.warmUpMs,
    }),
    {
      pratique: GOAL,
    },
  )
  const cost = rows.find(({ name }) => name === 'pratique')?.cost ?? Number.NaN
  return {
    name: 'paper',
    title: 'Order → signed code on a page of A4',
    unit: 'CPU µs',
    base: 'qr and pdfkit',
    rows,
    notes: [
      `${Math.round(1e6 / cost)} pages a second and core; each certificate is verified first`,
    ],
  }
}

/** Order, certificate, its own verification, symbol with all masks scored, page, tagged PDF. */
export async function createPaper(signer: BenchSigner, count: number): Promise<Candidate> {
  const issuer = await makeIssuer(signer)
  const orders = makeOrders(count) as readonly JsonObject[]
  const writer = createTemplateWriter({ size: 'a4' })
  return {
    name: 'pratique',
    does: 'order → EU DCC, signed and verified; symbol at level Q, all masks scored; page, layout, tagged PDF',
    count,
    kind: 'async',
    isRight: async (index) => {
      const outcome = await issuer.issue(orders[index] ?? {}, { format: 'eu-dcc', now: NOW })
      if (!('issued' in outcome)) return false
      const { certificate, texts } = outcome.issued
      const page = describePage({ certificate, format: 'eu-dcc', language: 'en' })
      return isPdf(writer.write([{ page, symbols: texts.map((text) => encodeQr(text)) }]))
    },
  }
}

/** The same certificate, then the two libraries. */
async function createPeer(signer: BenchSigner, count: number): Promise<Candidate> {
  const issuer = await makeIssuer(signer)
  const orders = makeOrders(count) as readonly JsonObject[]
  return {
    name: 'qr and pdfkit',
    does: 'the same certificate by us, then qr at level Q, all masks scored, and a page of pdfkit with the same words and the symbol as a path; neither structure nor marks',
    count,
    kind: 'async',
    isRight: async (index) => {
      const outcome = await issuer.issue(orders[index] ?? {}, { format: 'eu-dcc', now: NOW })
      if (!('issued' in outcome)) return false
      const { certificate, texts } = outcome.issued
      const page = describePage({ certificate, format: 'eu-dcc', language: 'en' })
      const framed = encodePeerQr(texts[0] ?? '', 'raw', { ecc: 'quartile', border: 1 })
      const modules = framed.slice(1, -1).map((row) => row.slice(1, -1))
      return isPdf(await writeWithPdfkit(page, modules))
    },
  }
}

async function writeWithPdfkit(
  { title, rows, steps }: ReturnType<typeof describePage>,
  modules: readonly (readonly boolean[])[],
): Promise<Uint8Array> {
  const document = new PDFDocument({ autoFirstPage: false, compress: true, font: 'Helvetica' })
  const chunks: Uint8Array[] = []
  document.on('data', (chunk: Uint8Array) => chunks.push(chunk))
  const ended = new Promise((done) => document.on('end', done))
  document.addPage({ size: A4, margin: MARGIN })
  document.font('Helvetica-Bold').fontSize(12).text(title)
  for (const { label, value } of rows) {
    document.font('Helvetica').fontSize(6.5).text(label)
    document.font('Helvetica-Bold').fontSize(9.5).text(value)
  }
  document.font('Helvetica').fontSize(10)
  for (const step of steps) document.text(step)
  const side = SYMBOL_SIDE / modules.length
  for (const [y, row] of modules.entries()) {
    for (let x = 0; x < row.length; x++) {
      const start = x
      while (x < row.length && row[x]) x++
      if (x > start) {
        const top = MARGIN + 2 * SYMBOL_SIDE + y * side
        document.rect(MARGIN + start * side, top, (x - start) * side, side)
      }
    }
  }
  document.fill().end()
  await ended
  return Buffer.concat(chunks)
}

function isPdf(document: Uint8Array): boolean {
  return Buffer.from(document.subarray(0, 5)).toString('latin1') === '%PDF-'
}
