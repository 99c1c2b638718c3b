/**
 * One large batch, from the first order to the last outcome, beside the library alone in the same run.
 *
 * @module
 */

import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { compactDecrypt, exportJWK, generateKeyPair } from 'jose'
import { makeOrders } from '../made/orders.ts'
import { measureBare } from './bare.ts'
import { startAuthority } from './processes.ts'
import type { Figure } from './report.ts'

const PIECE = 500
const POLL_MS = 500
/** As there are two workers, one of them in the issuer. */
const THREADS = 2

/** A second, on two processors (issue 8). */
const LEAST_A_SECOND = 1500
/** Of what the library alone makes with as much processor time. */
const LEAST_SHARE = 0.6
const MOST_MEGABYTES = 400

/** Measures it. */
export async function measureBatches(rows: number): Promise<readonly Figure[]> {
  const before = await measureBare(THREADS)
  const authority = await startAuthority({ roles: ['issuer', 'worker'], laboratories: 1 })
  try {
    const recipient = await generateKeyPair('ECDH-ES', { crv: 'X25519', extractable: true })
    const headers = {
      Authorization: `Bearer ${authority.keys[0]}`,
      'Idempotency-Key': randomUUID(),
      'Content-Type': 'application/x-ndjson',
      'Pratique-Result-Key': Buffer.from(
        JSON.stringify(await exportJWK(recipient.publicKey)),
      ).toString('base64url'),
    }
    const ask = (path: string, method = 'GET') =>
      fetch(`${authority.address}${path}`, { method, headers })
    const begun = performance.now()
    const sent = await fetch(`${authority.address}/v1/batches?format=eu-dcc&pictures=png`, {
      ...{ method: 'POST', headers, body: toBody(rows), duplex: 'half' as const },
    })
    const location = sent.headers.get('Location')
    if (!location) throw new Error(`the batch is not taken: ${await sent.text()}`)
    const taken = performance.now()
    const intakePeak = authority.takePeak()
    const cpuBefore = authority.cpuSeconds()
    const { issued } = await untilDone(async () => (await ask(location)).json())
    const done = performance.now()
    const cpu = authority.cpuSeconds() - cpuBefore
    const issuingPeak = authority.takePeak()
    const after = await measureBare(THREADS)
    const opened = await countOpened(await ask(`${location}/result`), recipient.privateKey)
    const fetchingPeak = authority.takePeak()
    await ask(location, 'DELETE')
    if (issued !== rows || opened !== rows) {
      throw new Error(`of ${rows} rows ${issued} were issued, and ${opened} are in the result`)
    }
    const rate = (rows * 1000) / (done - taken)
    const bare = (before.rate + after.rate) / 2
    const share = (before.cpuMicros + after.cpuMicros) / 2 / ((cpu * 1e6) / rows)
    // Another has the processors, or they are slow.
    const isAllowed = bare * LEAST_SHARE >= LEAST_A_SECOND
    return [
      {
        what: 'certificates a second, text and picture',
        reached: `${rate.toFixed(0)}; the library alone, in two threads: ${bare.toFixed(0)}`,
        goal: isAllowed ? `≥ ${LEAST_A_SECOND}` : 'none: the library makes too little here',
        ...(isAllowed && { isMet: rate >= LEAST_A_SECOND }),
      },
      {
        what: 'certificates, of those that the library alone makes in the same processor time',
        reached: share.toFixed(2),
        goal: `≥ ${LEAST_SHARE}`,
        isMet: share >= LEAST_SHARE,
      },
      {
        what: 'orders taken in a second',
        reached: ((rows * 1000) / (taken - begun)).toFixed(0),
      },
      ...(
        [
          ['taking it in', intakePeak],
          ['issuing', issuingPeak],
          ['fetching the result', fetchingPeak],
        ] as const
      ).map(([when, peak]) => ({
        what: `most memory of a process, ${when}`,
        reached: `${peak.toFixed(0)} MB`,
        goal: `≤ ${MOST_MEGABYTES} MB`,
        isMet: peak <= MOST_MEGABYTES,
      })),
    ]
  } finally {
    await authority.end()
  }
}

/** Orders that are all distinct, made as they are sent. */
function toBody(rows: number): ReadableStream<Uint8Array> {
  let left = rows
  return new ReadableStream({
    pull(controller) {
      if (left === 0) return controller.close()
      const orders = makeOrders(Math.min(PIECE, left))
      left -= orders.length
      const lines = orders.map((order) => `${JSON.stringify(order)}\n`)
      controller.enqueue(new TextEncoder().encode(lines.join('')))
    },
  })
}

interface Progress {
  readonly state: string
  readonly issued: number
}

async function untilDone(ask: () => Promise<Progress>): Promise<Progress> {
  for (;;) {
    const progress = await ask()
    if (progress.state !== 'working') return progress
    await setTimeout(POLL_MS)
  }
}

/** How many certificates are in a result, each opened by the caller's key. */
async function countOpened({ body }: Response, key: CryptoKey): Promise<number> {
  let count = 0
  let rest = ''
  const decoder = new TextDecoder()
  for await (const piece of body ?? []) {
    const lines = `${rest}${decoder.decode(piece, { stream: true })}`.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const { plaintext } = await compactDecrypt(line, key)
      count += Buffer.from(plaintext).toString('latin1').split('"status":"issued"').length - 1
    }
  }
  return count
}
