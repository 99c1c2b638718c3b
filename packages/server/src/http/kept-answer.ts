/**
 * What is kept for a day of a request that was answered.
 *
 * It can be recognised and opened by who holds the key alone, a random UUID that is nowhere here: its hash, an HMAC of the
 * request and the sealed answer, by keys that are made of the UUID.
 *
 * @module
 */

import { createHash, createHmac, createSecretKey, hkdfSync } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Receipt } from 'pratique/revocation'
import { RequestError } from '../request-error.ts'
import { openSealed, seal } from '../storage/seal.ts'
import type { Tables } from '../storage/tables.ts'

/** RFC 9562, version 4. */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

const KEPT_SECONDS = 86_400
/** Of whole hours: what is forgotten does not tell when it was made. */
const HOUR = 3600
/** Steps in which the length of an answer is told. */
const STEP_BYTES = 1024

const KEY_BYTES = 32

/** A request, as far as it decides what is done. */
export interface KeyedRequest {
  /** Value of `Idempotency-Key`. */
  readonly key: string | undefined
  /** Who asks: another's key of the same value is another. */
  readonly caller: string
  /** Method, path and the form that is asked for. */
  readonly head: string
}

/** A request whose body comes in pieces. */
export interface ReadRequest {
  /** What it is known by: of the caller and its key alone. */
  readonly hash: Uint8Array
  /** Takes the next piece of its body. */
  update(part: Uint8Array): void
  /** Its body is whole. */
  end(): RequestKeys
}

/** An answer that is kept, or was. */
export interface KeptAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** What rests sealed: an answer, and the place of the certificate in it if it is not given out yet. */
export interface Sealed {
  readonly answer: KeptAnswer
  readonly receipt?: Receipt
}

/** What a request is known by, and what its answer is sealed by. */
export interface RequestKeys {
  readonly hash: Uint8Array
  readonly mac: Uint8Array
  readonly sealing: Uint8Array
}

/**
 * Begins to read a request.
 *
 * @throws {RequestError} `request.idempotency-key`
 */
export function readRequest({ key, caller, head }: KeyedRequest): ReadRequest {
  if (key === undefined || !UUID.test(key)) throw new RequestError('request.idempotency-key')
  const secret = key.toLowerCase()
  const derive = (purpose: string): Uint8Array =>
    new Uint8Array(hkdfSync('sha256', secret, caller, `pratique ${purpose}`, KEY_BYTES))
  const hash = createHash('sha256').update(`pratique ${caller} ${secret}`).digest()
  const mac = createHmac('sha256', createSecretKey(derive('request'))).update(`${head}\n`)
  return {
    hash,
    update: (part) => void mac.update(part),
    end: () => ({ hash, mac: mac.digest(), sealing: derive('answer') }),
  }
}

/** Until when an answer of now is kept, in seconds since the epoch. */
export function keptUntil(now: number): number {
  return Math.ceil((Math.floor(now) + KEPT_SECONDS) / HOUR) * HOUR
}

/**
 * Finds the answer that a request had.
 *
 * @throws {RequestError} `request.idempotency-reused`, `request.in-progress`
 */
export async function findAnswer(
  db: Kysely<Tables>,
  keys: RequestKeys,
  now: number,
): Promise<KeptAnswer | undefined> {
  const row = await db
    .selectFrom('idempotency')
    .select(['request_mac', 'answer', 'is_final'])
    .where('key_hash', '=', keys.hash)
    .where('expires_at', '>', Math.floor(now))
    .executeTakeFirst()
  if (!row) return undefined
  if (Buffer.compare(row.request_mac, keys.mac) !== 0) {
    throw new RequestError('request.idempotency-reused')
  }
  if (!row.is_final || !row.answer) throw inProgress()
  return openAnswer(keys, row.answer).answer
}

/** Whether there is an answer for who sends the same key, and the same request. */
export async function isAnswered(
  db: Kysely<Tables>,
  hash: Uint8Array,
  now: number,
): Promise<boolean> {
  const row = await db
    .selectFrom('idempotency')
    .select('is_final')
    .where('key_hash', '=', hash)
    .where('expires_at', '>', Math.floor(now))
    .executeTakeFirst()
  return row?.is_final ?? false
}

/** Forgets what is older than a day. */
export async function forgetAnswers(db: Kysely<Tables>, now: number): Promise<void> {
  await db.deleteFrom('idempotency').where('expires_at', '<=', Math.floor(now)).execute()
}

/** Another run has the request, or had it a moment ago. */
export function inProgress(): RequestError {
  return new RequestError('request.in-progress', { headers: { 'Retry-After': '1' } })
}

/** Seals an answer. Its length tells of a name how long it is, at most in steps. */
export function sealAnswer(
  { sealing, hash }: RequestKeys,
  { answer, receipt }: Sealed,
): Uint8Array {
  const { status, headers, body } = answer
  const head = Buffer.from(`${JSON.stringify({ status, headers, length: body.length, receipt })}\n`)
  const length = Math.ceil((head.length + body.length) / STEP_BYTES) * STEP_BYTES
  return seal(sealing, hash, Buffer.concat([head, body], length))
}

/** Opens what was kept by the same keys. */
export function openAnswer({ sealing, hash }: RequestKeys, sealed: Uint8Array): Sealed {
  const text = openSealed(sealing, hash, sealed)
  if (!text) throw new Error('unreachable: its own key opens what was kept')
  const end = text.indexOf('\n')
  const { status, headers, length, receipt } = JSON.parse(text.subarray(0, end).toString())
  const body = new Uint8Array(text.subarray(end + 1).subarray(0, length))
  return { answer: { status, headers, body }, ...(receipt && { receipt }) }
}
