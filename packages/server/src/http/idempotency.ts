/**
 * Writes that are done once, however often they are sent (draft-ietf-httpapi-idempotency-key-header).
 *
 * @module
 */

import { randomUUID } from 'node:crypto'
import { type Kysely, sql, type Transaction, type Updateable, type UpdateObject } from 'kysely'
import type { Receipt } from 'pratique/revocation'
import { leaseEnd } from '../storage/leases.ts'
import type { IdempotencyRow, Tables } from '../storage/tables.ts'
import {
  findAnswer,
  forgetAnswers,
  inProgress,
  type KeptAnswer,
  keptUntil,
  openAnswer,
  type RequestKeys,
  type Sealed,
  sealAnswer,
} from './kept-answer.ts'

/** Whoever says nothing for so long was stopped: then another begins. What it may have made, nobody got. */
const LEASE_SECONDS = 30
const HEARTBEAT_MS = (LEASE_SECONDS * 1000) / 3

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
  const begun = await begin(db, keys, own, now)
  if ('answer' in begun) return begun.answer
  let { held } = begun
  let isFinal = false
  const heartbeat = setInterval(() => {
    // Without it another run begins, and this one gives nothing out.
    extend(db, own).catch(() => {})
  }, HEARTBEAT_MS)
  const finish: Run['finish'] = async (answer, change) => {
    await db.transaction().execute(async (trx) => {
      await keep(trx, own, { answer: sealAnswer(keys, { answer }), ...FINAL })
      // Behind it, as it may wait for rows that many change.
      await change(trx)
    })
    isFinal = true
    return answer
  }
  try {
    const answer = await act({
      ...{ held, finish },
      async hold({ receipt, ...made }) {
        await keep(db, own, { answer: sealAnswer(keys, { answer: made, receipt }) })
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

/** A request's row, while a run has it. */
interface OwnRow {
  readonly hash: Uint8Array
  readonly lease: string
}

/** Nobody has it. */
const FREE = { lease: null, leased_until: null }
const FINAL = { ...FREE, is_final: true }

/** The answer that a request had, or its row is taken, with what a run that did not end had made. */
type Begun = { readonly answer: KeptAnswer } | { readonly held: HeldAnswer | undefined }

async function begin(
  db: Kysely<Tables>,
  keys: RequestKeys,
  own: OwnRow,
  now: number,
): Promise<Begun> {
  const taken = await take(db, keys, own, now)
  if (taken) return { held: taken.answer ? toHeld(openAnswer(keys, taken.answer)) : undefined }
  const answer = await findAnswer(db, keys, now)
  if (answer) return { answer }
  // It is older than a day, and to be forgotten with the next minute: it is now.
  await forgetAnswers(db, now)
  return begin(db, keys, own, now)
}

/** Takes the row of a request, if nobody has it. */
function take(
  db: Kysely<Tables>,
  { hash, mac }: Pick<RequestKeys, 'hash' | 'mac'>,
  { lease }: OwnRow,
  now: number,
): Promise<Pick<IdempotencyRow, 'answer'> | undefined> {
  const taken = { lease, leased_until: leaseEnd(LEASE_SECONDS) }
  return db
    .insertInto('idempotency')
    .values({
      ...{ key_hash: hash, request_mac: mac, answer: null, is_final: false },
      ...{ expires_at: keptUntil(now), ...taken },
    })
    .onConflict((same) =>
      same
        .column('key_hash')
        .doUpdateSet(taken)
        .where('idempotency.is_final', '=', false)
        .where('idempotency.expires_at', '>', Math.floor(now))
        .where('idempotency.request_mac', '=', mac)
        .where((each) =>
          each.or([
            each('idempotency.leased_until', 'is', null),
            each('idempotency.leased_until', '<=', sql<Date>`clock_timestamp()`),
          ]),
        ),
    )
    .returning('answer')
    .executeTakeFirst()
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

function toHeld({ answer, receipt }: Sealed): HeldAnswer | undefined {
  return receipt && { ...answer, receipt }
}
