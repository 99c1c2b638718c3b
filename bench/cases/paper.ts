/**
 * The whole road of issuing in bulk: from an order to a signed code on a page, beside `qr` and `pdfkit`.
 *
 * @module
 */

import type { JsonObject } from 'pratique/codecs'
import { createTemplateWriter, describePage, type PrintedSymbol } from 'pratique/print'
import { encodeQr } from 'pratique/qr'
import encodePeerQr from 'qr'
import { type Candidate, measure, type Plan } from '../harness.ts'
import { NOW } from '../made/issuers.ts'
import { type BenchSigner, makeIssuer, makeSigner } from '../made/issuing.ts'
import { makeOrders } from '../made/orders.ts'
import type { CaseReport } from '../report.ts'
import { median } from '../statistics.ts'
import { toBudgetRow } from './budget.ts'
import { toRows } from './floor.ts'
import { WARM_UPS } from './issuing.ts'
import { isPdf, writeWithPdfkit } from './pdfkit-page.ts'

/** DESIGN §17: at least fifteen times as fast. */
const GOAL = { kind: 'at most', limit: 0.066 } as const
/** As above: 3,000 pages a second and core. */
const MOST_MICROS = 1e6 / 3000
/** The plan is a short one, and all that issuing warms up is part of this. */
const SHORT_PLANS = 3

/** Measures the case. */
export async function measurePaper(plan: Plan, count: number): Promise<CaseReport> {
  const signer = await makeSigner()
  const ours = await createPaper(signer, count)
  const measured = await measure(await createPeer(signer, count), [ours], {
    ...plan,
    warmUpMs: WARM_UPS * SHORT_PLANS * plan.warmUpMs,
  })
  const micros = measured.find(({ candidate }) => candidate === ours)?.cpuMicros ?? []
  const rows = [
    ...toRows(measured, { pratique: GOAL }),
    toBudgetRow('a page', 'of ours, against 3,000 a second and core', micros, MOST_MICROS, 1),
  ]
  return {
    name: 'paper',
    title: 'Order → signed code on a page of A4',
    unit: 'CPU µs',
    base: 'qr and pdfkit',
    rows,
    notes: [
      `${Math.round(1e6 / median(micros))} pages a second and core; each certificate is verified first`,
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
      const written = writer.write([{ page, symbols: texts.map((text) => encodeQr(text)) }])
      return written !== undefined && isPdf(written.bytes)
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
      return isPdf(await writeWithPdfkit({ page, symbols: texts.map(encodeByPeer) }))
    },
  }
}

/** At level Q; the frame of one module, which it asks for, is taken away. */
function encodeByPeer(text: string): PrintedSymbol {
  const framed = encodePeerQr(text, 'raw', { ecc: 'quartile', border: 1 })
  const rows = framed.slice(1, -1).map((row) => row.slice(1, -1))
  return { size: rows.length, modules: Uint8Array.from(rows.flat(), Number) }
}
