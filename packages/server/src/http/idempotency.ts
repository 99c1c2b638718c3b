/**
 * Writes that are done once, however often they are sent (draft-ietf-httpapi-idempotency-key-header).
 *
 * What is kept for a day can be recognised and opened by who holds the key alone, a random UUID that is nowhere here:
 * its hash, an HMAC of the request and the sealed answer, by keys that are made of the UUID.
 *
 * @module
 */

import { createHash, createHmac, createSecretKey, hkdfSync, randomUUID } from 'node:crypto'
import { type Kysely, sql, type Transaction, type Updateable, type UpdateObject } from 'kysely'
import type { Receipt } from 'pratique/revocation'
import type { DoneAct } from '../identity/audit.ts'
import { type IssuedCount, toIssuedCount, withIssued } from '../issuing/counts.ts'
import { RequestError } from '../request-error.ts'
import { leaseEnd } from '../storage/leases.ts'
import { prepare } from '../storage/prepared.ts'
import { openSealed, seal } from '../storage/seal.ts'
import type { IdempotencyRow, Tables } from '../storage/tables.ts'

/** RFC 9562, version 4. */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

const KEPT_SECONDS = 86_400
/** Of whole hours: what is forgotten does not tell when it was made. */
const HOUR = 3600
/** Whoever says nothing for so long was stopped: then another begins. What it may have made, nobody got. */
const LEASE_SECONDS = 30
const HEARTBEAT_MS = (LEASE_SECONDS * 1000) / 3
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

/** An answer that is not given out yet, and the place of the certificate in it. */
export interface HeldAnswer extends KeptAnswer {
  readonly receipt: Receipt
}

/** A run of an act. */
export interface Run {
  /** For acts of several steps: what a run that did not end had made and not given out. */
  readonly held: HeldAnswer | undefined
  /**
   * Keeps what is made, sealed, before the next step.
   *
   * @throws {RequestError} `request.in-progress` if another run has begun meanwhile
   */
  hold(answer: HeldAnswer): Promise<void>
  /** Forgets what is held, as it is not to be given out. */
  drop(): void
  /**
   * Keeps the answer in one transaction with what it tells of: both or neither.
   *
   * @throws {RequestError} `request.in-progress` if another run has begun meanwhile
   */
  finish(
    answer: KeptAnswer,
    change: (trx: Transaction<Tables>) => Promise<void>,
  ): Promise<KeptAnswer>
  /**
   * The same with what was issued, which is counted.
   *
   * @throws {RequestError} `request.in-progress`, as `finish` does
   */
  finishIssued(answer: KeptAnswer, act: DoneAct): Promise<KeptAnswer>
}

/**
 * Does an act, or gives the answer that it had. One run has the request at a time, and says that it lives; one that was
 * taken for stopped gives nothing out. An act that throws may be sent again: it begins anew, or with what was held.
 *
 * @throws {RequestError} `request.idempotency-reused`, `request.in-progress`
 */
export async function doOnce(
  db: Kysely<Tables>,
  keys: RequestKeys,
  now: number,
  act: (run: Run) => Promise<KeptAnswer>,
): Promise<KeptAnswer> {
  const own: OwnRow = { hash: keys.hash, lease: randomUUID() }
  const { answer: sealed, is_final: isKnown } = await begin(db, keys, own, now)
  const before = sealed ? open(keys, sealed) : undefined
  if (before && isKnown) return before.answer
  let held = before && toHeld(before)
  let isFinal = false
  const heartbeat = setInterval(() => {
    // Without it another run begins, and this one gives nothing out.
    extend(db, own).catch(() => {})
  }, HEARTBEAT_MS)
  const finish: Run['finish'] = async (answer, change) => {
    await db.transaction().execute(async (trx) => {
      await change(trx)
      await keep(trx, own, { answer: toSealed(keys, { answer }), ...FINAL })
    })
    isFinal = true
    return answer
  }
  const finishIssued: Run['finishIssued'] = async (answer, issued) => {
    const sealed = toSealed(keys, { answer })
    const kept = await keepIssued(db, { ...own, ...toIssuedCount(issued, now), sealed })
    if (kept.length === 0) throw inProgress()
    isFinal = true
    return answer
  }
  try {
    const answer = await act({
      ...{ held, finish, finishIssued },
      async hold({ receipt, ...made }) {
        await keep(db, own, { answer: toSealed(keys, { answer: made, receipt }) })
        held = { ...made, receipt }
      },
      drop() {
        held = undefined
      },
    })
    return isFinal ? answer : await finish(answer, async () => {})
  } catch (error) {
    // If this fails too, the lease ends.
    await giveBack(db, own, held !== undefined).catch(() => {})
    throw error
  } finally {
    clearInterval(heartbeat)
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
  const mac = createHmac('sha256', createSecretKey(derive('request'))).update(`${head}\n`)
  return {
    hash,
    update: (part) => void mac.update(part),
    end: () => ({ hash, mac: mac.digest(), sealing: derive('answer') }),
  }
}

/** A request's row, while a run has it. */
interface OwnRow {
  readonly hash: Uint8Array
  readonly lease: string
}

/** Nobody has it. */
const FREE = { lease: null, leased_until: null }
const FINAL = { ...FREE, is_final: true }

interface Begun extends OwnRow {
  readonly mac: Uint8Array
  readonly at: number
  readonly until: number
}

/** Takes the row of a request, if nobody has it. */
const take = prepare<Begun, Pick<IdempotencyRow, 'answer' | 'is_final'>>(
  (db, { hash, mac, lease, at, until }) => {
    const taken = { lease, leased_until: leaseEnd(LEASE_SECONDS) }
    return db
      .insertInto('idempotency')
      .values({
        ...{ key_hash: hash, request_mac: mac, answer: null, is_final: false, expires_at: until },
        ...taken,
      })
      .onConflict((same) =>
        same
          .column('key_hash')
          .doUpdateSet(taken)
          .where('idempotency.is_final', '=', false)
          .where('idempotency.expires_at', '>', at)
          .where('idempotency.request_mac', '=', mac)
          .where((each) =>
            each.or([
              each('idempotency.leased_until', 'is', null),
              each('idempotency.leased_until', '<=', sql<Date>`clock_timestamp()`),
            ]),
          ),
      )
      .returning(['answer', 'is_final'])
      .compile()
  },
)

/** Keeps the answer to a request, and counts what was issued. Returns no row if another run has it. */
const keepIssued = prepare<OwnRow & IssuedCount & { readonly sealed: Uint8Array }, unknown>(
  (db, values) => {
    const kept = setRow(db, values, { answer: values.sealed, ...FINAL }).returning('lease')
    return withIssued(kept, values).compile(db)
  },
)

/** @returns what is kept of it, if the act was done, or begun by a run that did not end */
async function begin(
  db: Kysely<Tables>,
  { hash, mac }: Pick<RequestKeys, 'hash' | 'mac'>,
  own: OwnRow,
  now: number,
): Promise<Pick<IdempotencyRow, 'answer' | 'is_final'>> {
  const at = Math.floor(now)
  const until = Math.ceil((at + KEPT_SECONDS) / HOUR) * HOUR
  const [begun] = await take(db, { ...own, mac, at, until })
  if (begun) return begun
  const row = await db
    .selectFrom('idempotency')
    .select(['request_mac', 'answer', 'is_final', 'expires_at'])
    .where('key_hash', '=', hash)
    .executeTakeFirst()
  if (row && row.expires_at <= at) {
    // To be forgotten with the next minute: it is now.
    await forgetAnswers(db, now)
    return begin(db, { hash, mac }, own, now)
  }
  if (row && Buffer.compare(row.request_mac, mac) !== 0) {
    throw new RequestError('request.idempotency-reused')
  }
  if (row?.is_final) return row
  throw inProgress()
}

/** @throws {RequestError} `request.in-progress` if another run has the row */
async function keep(
  db: Kysely<Tables>,
  own: OwnRow,
  kept: Updateable<IdempotencyRow>,
): Promise<void> {
  const { numUpdatedRows } = await setRow(db, own, kept).executeTakeFirst()
  if (numUpdatedRows === 0n) throw inProgress()
}

async function extend(db: Kysely<Tables>, own: OwnRow): Promise<void> {
  await setRow(db, own, { leased_until: leaseEnd(LEASE_SECONDS) }).execute()
}

function setRow(
  db: Kysely<Tables>,
  { hash, lease }: OwnRow,
  row: UpdateObject<Tables, 'idempotency'>,
) {
  return db
    .updateTable('idempotency')
    .set(row)
    .where('key_hash', '=', hash)
    .where('lease', '=', lease)
}

/** For the next run, at once: with what is held, or as if there had been none. */
async function giveBack(
  db: Kysely<Tables>,
  { hash, lease }: OwnRow,
  isHeld: boolean,
): Promise<void> {
  if (isHeld) return keep(db, { hash, lease }, FREE)
  await db
    .deleteFrom('idempotency')
    .where('key_hash', '=', hash)
    .where('lease', '=', lease)
    .execute()
}

function inProgress(): RequestError {
  return new RequestError('request.in-progress', { headers: { 'Retry-After': '1' } })
}

/** What rests sealed. */
interface Sealed {
  readonly answer: KeptAnswer
  readonly receipt?: Receipt
}

function toHeld({ answer, receipt }: Sealed): HeldAnswer | undefined {
  return receipt && { ...answer, receipt }
}

/** Its length tells of a name how long it is, at most in steps. */
function toSealed({ sealing, hash }: RequestKeys, { answer, receipt }: Sealed): Uint8Array {
  const { status, headers, body } = answer
  const head = Buffer.from(`${JSON.stringify({ status, headers, length: body.length, receipt })}\n`)
  const length = Math.ceil((head.length + body.length) / STEP_BYTES) * STEP_BYTES
  return seal(sealing, hash, Buffer.concat([head, body], length))
}

function open({ sealing, hash }: RequestKeys, sealed: Uint8Array): Sealed {
  const text = openSealed(sealing, hash, sealed)
  if (!text) throw new Error('unreachable: its own key opens what was kept')
  const end = text.indexOf('\n')
  const { status, headers, length, receipt } = JSON.parse(text.subarray(0, end).toString())
  const body = new Uint8Array(text.subarray(end + 1).subarray(0, length))
  return { answer: { status, headers, body }, ...(receipt && { receipt }) }
}
