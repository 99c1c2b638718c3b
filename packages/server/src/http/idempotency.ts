/**
 * Writes that are done once, however often they are sent (draft-ietf-httpapi-idempotency-key-header).
 *
 * What is kept for a day can be recognised and opened by who holds the key alone, a random UUID that is nowhere here:
 * its hash, an HMAC of the request and the sealed answer, by keys that are made of the UUID.
 *
 * @module
 */

import { createHash, createHmac, hkdfSync } from 'node:crypto'
import type { Kysely } from 'kysely'
import { RequestError } from '../request-error.ts'
import { openSealed, seal } from '../storage/seal.ts'
import type { IdempotencyRow, Tables } from '../storage/tables.ts'

/** RFC 9562, version 4. */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

const KEPT_SECONDS = 86_400
/** Whoever is longer at work was stopped: then another begins anew. What it may have made, nobody got. */
const BUSY_SECONDS = 30

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

/** For acts of several steps: what a run that was stopped had made and not given out. */
export interface Progress {
  readonly held?: KeptAnswer
  /** Keeps what is made, sealed, before the next step. */
  hold(answer: KeptAnswer): Promise<void>
}

/**
 * Does an act, or gives the answer that it had. What throws did nothing, and may be sent again.
 *
 * @throws {RequestError} `request.idempotency-reused`, `request.in-progress`
 */
export async function doOnce(
  db: Kysely<Tables>,
  keys: RequestKeys,
  now: number,
  act: (progress: Progress) => Promise<KeptAnswer>,
): Promise<KeptAnswer> {
  const known = await begin(db, keys, now)
  const before = known?.answer ? open(keys, known.answer) : undefined
  if (before && known?.is_final) return before
  const keep = async (answer: KeptAnswer, isFinal: boolean): Promise<void> => {
    await db
      .updateTable('idempotency')
      .set({ answer: toSealed(keys, answer), is_final: isFinal })
      .where('key_hash', '=', keys.hash)
      .execute()
  }
  try {
    const answer = await act({
      ...(before && { held: before }),
      hold: (held) => keep(held, false),
    })
    await keep(answer, true)
    return answer
  } catch (error) {
    await db.deleteFrom('idempotency').where('key_hash', '=', keys.hash).execute()
    throw error
  }
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
  const mac = createHmac('sha256', derive('request')).update(`${head}\n`)
  return {
    hash,
    update: (part) => void mac.update(part),
    end: () => ({ hash, mac: mac.digest(), sealing: derive('answer') }),
  }
}

/** @returns what is kept of it, if the act was done, or begun by a run that was stopped */
async function begin(
  db: Kysely<Tables>,
  { hash, mac }: RequestKeys,
  now: number,
): Promise<Pick<IdempotencyRow, 'answer' | 'is_final'> | undefined> {
  const at = Math.floor(now)
  const own = { request_mac: mac, busy_until: at + BUSY_SECONDS, expires_at: at + KEPT_SECONDS }
  await db
    .deleteFrom('idempotency')
    .where('key_hash', '=', hash)
    .where('expires_at', '<=', at)
    .execute()
  const taken = await db
    .insertInto('idempotency')
    .values({ key_hash: hash, answer: null, is_final: false, ...own })
    .onConflict((same) =>
      same
        .column('key_hash')
        .doUpdateSet({ busy_until: own.busy_until })
        .where('idempotency.is_final', '=', false)
        .where('idempotency.busy_until', '<=', at)
        .where('idempotency.request_mac', '=', mac),
    )
    .returning(['answer', 'is_final'])
    .executeTakeFirst()
  if (taken) return taken
  const row = await db
    .selectFrom('idempotency')
    .select(['request_mac', 'answer', 'is_final'])
    .where('key_hash', '=', hash)
    .executeTakeFirst()
  if (row && Buffer.compare(row.request_mac, mac) !== 0) {
    throw new RequestError('request.idempotency-reused')
  }
  if (row?.is_final) return row
  throw new RequestError('request.in-progress', { headers: { 'Retry-After': '1' } })
}

function toSealed({ sealing, hash }: RequestKeys, answer: KeptAnswer): Uint8Array {
  const { status, headers, body } = answer
  const head = Buffer.from(`${JSON.stringify({ status, headers })}\n`)
  return seal(sealing, hash, Buffer.concat([head, body]))
}

function open({ sealing, hash }: RequestKeys, sealed: Uint8Array): KeptAnswer {
  const text = openSealed(sealing, hash, sealed)
  if (!text) throw new Error('unreachable: its own key opens what was kept')
  const end = text.indexOf('\n')
  const { status, headers }: Omit<KeptAnswer, 'body'> = JSON.parse(text.subarray(0, end).toString())
  return { status, headers, body: new Uint8Array(text.subarray(end + 1)) }
}
