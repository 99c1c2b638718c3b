/**
 * Batches as a laboratory sends them, and how it opens what comes back.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { compactDecrypt, exportJWK, generateKeyPair } from 'jose'
import { ORDER } from './made-requests.ts'

/** A server that is asked, in this process or over the network. */
export interface Asked {
  key(): Promise<string>
  request(path: string, init: RequestInit): Promise<Response>
}

/** A key of who sends a batch. */
export interface Recipient {
  /** Value of `Pratique-Result-Key`. */
  readonly header: string
  readonly privateKey: CryptoKey
}

export async function makeRecipient(crv: 'X25519' | 'P-256' = 'X25519'): Promise<Recipient> {
  const { publicKey, privateKey } = await generateKeyPair('ECDH-ES', { crv, extractable: true })
  const jwk = JSON.stringify(await exportJWK(publicKey))
  return { header: Buffer.from(jwk).toString('base64url'), privateKey }
}

/** What came of one row. */
export interface Outcome {
  readonly row: number
  readonly place?: string
  readonly status: 'issued' | 'refused'
  readonly texts?: readonly string[]
  readonly receipt?: string
  readonly svg?: readonly string[]
  readonly png?: readonly string[]
  readonly faults?: readonly {
    readonly path: string
    readonly kind: string
    readonly words: string
  }[]
}

/** An order of its own; the name tells which. */
export function makeOrder(at: number): object {
  return { ...ORDER, holder: { ...ORDER.holder, family: `Utopian${toLetters(at)}` } }
}

function toLetters(at: number): string {
  return [...String(at)].map((digit) => String.fromCharCode(97 + Number(digit))).join('')
}

export function toLines(rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
}

export interface SendOptions {
  readonly recipient: Recipient
  readonly query?: string
  readonly type?: string
  readonly key?: string
  readonly once?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Sends a batch. */
export async function sendBatch(
  server: Asked,
  body: BodyInit,
  { recipient, query = '', type = 'application/x-ndjson', ...options }: SendOptions,
): Promise<Response> {
  const headers = new Headers({
    'Content-Type': type,
    Authorization: `Bearer ${options.key ?? (await server.key())}`,
    'Idempotency-Key': options.once ?? randomUUID(),
    'Pratique-Result-Key': recipient.header,
    ...options.headers,
  })
  const init = { method: 'POST', headers, body, duplex: 'half' as const }
  return server.request(`/v1/batches?format=eu-dcc${query}`, init)
}

/** How far a batch is. */
export interface Progress {
  readonly id: string
  readonly state: 'working' | 'done' | 'failed'
  readonly rows: number
  readonly issued: number
  readonly refused: number
  readonly code?: string
}

export async function ask(
  server: Asked,
  path: string,
  { key, method = 'GET' }: { readonly key?: string; readonly method?: string } = {},
): Promise<Response> {
  const headers = { Authorization: `Bearer ${key ?? (await server.key())}` }
  return server.request(path, { method, headers })
}

/** Waits until every row of a batch has its outcome. */
export async function untilEnded(server: Asked, location: string): Promise<Progress> {
  const key = await server.key()
  for (;;) {
    const response = await ask(server, location, { key })
    assert.equal(response.status, 200)
    const progress: Progress = JSON.parse(await response.text())
    if (progress.state !== 'working') return progress
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Fetches a result and opens it. */
export async function openResult(
  server: Asked,
  location: string,
  { privateKey }: Recipient,
): Promise<readonly Outcome[]> {
  const response = await ask(server, `${location}/result`)
  assert.equal(response.status, 200)
  const lines = (await response.text()).trimEnd().split('\n')
  const outcomes: Outcome[] = []
  for (const [chunk, line] of lines.entries()) {
    const { plaintext, protectedHeader } = await compactDecrypt(line, privateKey)
    assert.deepEqual(
      [protectedHeader['batch'], protectedHeader['chunk'], protectedHeader['chunks']],
      [location.split('/').at(-1), chunk, lines.length],
    )
    const text = new TextDecoder().decode(plaintext)
    for (const row of text.trimEnd().split('\n')) outcomes.push(JSON.parse(row))
  }
  return outcomes
}

/** Sends a batch and waits for what comes of it. */
export async function runBatch(
  server: Asked,
  body: BodyInit,
  options: SendOptions,
): Promise<{
  readonly location: string
  readonly progress: Progress
  readonly outcomes: readonly Outcome[]
}> {
  const response = await sendBatch(server, body, options)
  assert.equal(response.status, 202, await response.clone().text())
  const location = response.headers.get('Location') ?? ''
  const progress = await untilEnded(server, location)
  return { location, progress, outcomes: await openResult(server, location, options.recipient) }
}
