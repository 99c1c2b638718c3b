/**
 * Certificates that are asked for one by one, by many laboratories, at moments that nobody planned: how long each waits.
 *
 * @module
 */

import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { makeOrders } from '../made/orders.ts'
import { quantile } from '../statistics.ts'
import { measureBare } from './bare.ts'
import { type Answer, createClient } from './client.ts'
import { watchInterruptions } from './interruptions.ts'
import { type RunningAuthority, startAuthority } from './processes.ts'
import type { Figure } from './report.ts'

/** A second (issue 8). */
const RATE = 200
const MOST_MS = 25
/** If a processor is away for more of the time, 1 in 100 certificates waits for it, with those behind them. */
const FREE_SHARE = 0.005
/** So many minutes it is measured, until one was free. */
const MOST_ROUNDS = 5
/** So many keys of sites of their own: each stays below the limit that a key has (limits.perMinute). */
const LABORATORIES = 16

/** How each form is told by its beginning. */
const FORMS = [
  { type: 'application/json', begins: '{"format":"eu-dcc","texts":["HC1:' },
  { type: 'image/svg+xml', begins: '<svg ' },
  { type: 'image/png', begins: '\x89PNG\r\n' },
] as const

export interface SinglesPlan {
  readonly warmUpSeconds: number
  readonly seconds: number
}

/** Measures it. */
export async function measureSingles({
  warmUpSeconds,
  seconds,
}: SinglesPlan): Promise<readonly Figure[]> {
  const bare = await measureBare(1)
  const authority = await startAuthority({ roles: ['issuer'], laboratories: LABORATORIES })
  const client = createClient(authority.address)
  const ask = async (index: number, body: string): Promise<void> => {
    const form = FORMS[index % FORMS.length] ?? FORMS[0]
    const answer = await client.post({
      path: '/v1/certificates',
      headers: {
        Authorization: `Bearer ${authority.keys[index % LABORATORIES]}`,
        'Idempotency-Key': randomUUID(),
        'Content-Type': 'application/json',
        Accept: form.type,
      },
      body,
    })
    requireCertificate(answer, form.begins)
  }
  try {
    await arrive(RATE * warmUpSeconds, ask)
    let round = await measureRound(authority, seconds, ask)
    let rounds = 1
    for (; !round.isFree && rounds < MOST_ROUNDS; rounds++) {
      round = await measureRound(authority, seconds, ask)
    }
    const { waited, away, isFree, cpuMicros } = round
    const p99 = quantile(waited, 0.99)
    return [
      {
        what: `99 of 100 certificates, at ${RATE} a second for ${seconds} s, are there after`,
        reached: `${p99.toFixed(1)} ms`,
        goal: isFree ? `≤ ${MOST_MS} ms` : 'none: somebody else has the processors',
        ...(isFree && { isMet: p99 <= MOST_MS }),
      },
      {
        what: 'a processor was away meanwhile, and nobody here had it',
        reached: away === undefined ? 'not known' : `${(away * 100).toFixed(2)} % of the time`,
      },
      { what: 'measured so often, until none was', reached: String(rounds) },
      { what: 'half of them after', reached: `${quantile(waited, 0.5).toFixed(1)} ms` },
      { what: 'all of them after', reached: `${quantile(waited, 1).toFixed(1)} ms` },
      {
        what: 'processor time of the server for one',
        reached: `${cpuMicros.toFixed(0)} µs; the library alone, each with a picture: ${bare.cpuMicros.toFixed(0)} µs`,
      },
      { what: 'most memory of the server', reached: `${authority.takePeak().toFixed(0)} MB` },
    ]
  } finally {
    client.end()
    await authority.end()
  }
}

/** What came of one minute. */
interface Round {
  /** Milliseconds. */
  readonly waited: readonly number[]
  /** The part of the time in which a processor was away; absent: it cannot be told here. */
  readonly away: number | undefined
  readonly isFree: boolean
  /** Of the server, for one. */
  readonly cpuMicros: number
}

async function measureRound(
  authority: RunningAuthority,
  seconds: number,
  ask: (index: number, body: string) => Promise<void>,
): Promise<Round> {
  authority.takePeak()
  const before = authority.cpuSeconds()
  const watch = watchInterruptions()
  const waited = await arrive(RATE * seconds, ask)
  const away = await watch.end()
  const cpuMicros = ((authority.cpuSeconds() - before) * 1e6) / waited.length
  return { waited, away, cpuMicros, isFree: away === undefined || away <= FREE_SHARE }
}

/**
 * Sends orders at random moments, whether the answers before are there or not.
 *
 * @returns how long each took, in milliseconds, from the moment at which it was to be sent
 */
async function arrive(
  count: number,
  ask: (index: number, body: string) => Promise<void>,
): Promise<readonly number[]> {
  const bodies = makeOrders(count).map((order) => JSON.stringify({ format: 'eu-dcc', order }))
  const waits: Promise<number>[] = []
  let due = performance.now()
  for (const [index, body] of bodies.entries()) {
    // As those come who know nothing of each other (Poisson).
    due += (-Math.log(1 - Math.random()) * 1000) / RATE
    const early = due - performance.now()
    if (early > 0) await setTimeout(early)
    const since = due
    const wait = ask(index, body).then(() => performance.now() - since)
    // One that fails ends the run when all are sent, and what was started is ended with it.
    wait.catch(() => {})
    waits.push(wait)
  }
  return Promise.all(waits)
}

function requireCertificate({ status, body }: Answer, begins: string): void {
  const isRight =
    status === 201 && body.subarray(0, begins.length).equals(Buffer.from(begins, 'latin1'))
  if (!isRight)
    throw new Error(`no certificate, but ${status}: ${body.toString('utf8').slice(0, 300)}`)
}
