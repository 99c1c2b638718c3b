/**
 * Issuing, once for each key of a request. It leaves nothing but its answer: so it takes no row before it begins, as other
 * acts do (`idempotency.ts`), but keeps what it made in one statement, and only the first of several does.
 *
 * @module
 */

import { type Kysely, sql } from 'kysely'
import type { Caller } from '../identity/acts.ts'
import { requireKey } from '../identity/api-keys.ts'
import type { DoneAct } from '../identity/audit.ts'
import { isInForce } from '../identity/remembered-keys.ts'
import { type IssuedCount, toIssuedCount, withIssued } from '../issuing/counts.ts'
import { prepare } from '../storage/prepared.ts'
import type { Tables } from '../storage/tables.ts'
import {
  findAnswer,
  inProgress,
  type KeptAnswer,
  keptUntil,
  type RequestKeys,
  sealAnswer,
} from './kept-answer.ts'

/** The answer to an order. */
export interface IssuedAnswer {
  readonly answer: KeptAnswer
  /** How what was issued is counted. Absent: nothing was, and nothing is kept. */
  readonly act?: DoneAct
}

/** A request to issue. */
interface IssuingRequest {
  readonly keys: RequestKeys
  /** Whose key may have been taken back since it was let in: then nothing is given out. */
  readonly caller: Caller
  /** Seconds since the epoch. */
  readonly now: number
}

/**
 * Issues, or gives the answer that was given before. A request that is sent again is issued anew, and what is made then is
 * thrown away; its place on the list is lost, as with any process that is killed.
 *
 * @throws {RequestError} `request.key` if the caller's was taken back, `request.idempotency-reused`, `request.in-progress`,
 *   and what `make` throws
 */
export async function issueOnce(
  db: Kysely<Tables>,
  { keys, caller, now }: IssuingRequest,
  make: () => Promise<IssuedAnswer>,
): Promise<IssuedAnswer> {
  const findBefore = async (): Promise<KeptAnswer | undefined> => {
    await requireKey(db, caller)
    return findAnswer(db, keys, now)
  }
  let made: IssuedAnswer
  try {
    made = await make()
  } catch (error) {
    // The clock, a key or a limit may have changed since it was answered.
    const answer = await findBefore()
    if (answer) return { answer }
    throw error
  }
  if (!made.act) return { answer: (await findBefore()) ?? made.answer }
  const [kept] = await keepIssued(db, {
    ...{ hash: keys.hash, mac: keys.mac, sealed: sealAnswer(keys, made) },
    ...{ at: Math.floor(now), until: keptUntil(now), ...toIssuedCount(made.act, now) },
    key: caller.keyExpiresAt === undefined ? null : caller.id,
  })
  if (kept) return made
  const answer = await findBefore()
  if (!answer) throw inProgress()
  return { answer }
}

interface Kept extends IssuedCount {
  readonly hash: Uint8Array
  readonly mac: Uint8Array
  readonly sealed: Uint8Array
  readonly at: number
  readonly until: number
  /** Of the caller, whose session has none. */
  readonly key: string | null
}

/** Keeps an answer, and counts what was issued. Returns no row if there is one, or the key was taken back. */
const keepIssued = prepare<Kept, unknown>((db, values) => {
  const { hash, mac, sealed, at, until } = values
  // To be forgotten with the next minute.
  const isOver = sql`idempotency.expires_at <= ${at}`
  // By another release, which took the row before it began, and was stopped.
  const isLeft = sql`NOT idempotency.is_final AND idempotency.request_mac = excluded.request_mac
    AND (idempotency.leased_until IS NULL OR idempotency.leased_until <= clock_timestamp())`
  const kept = sql`
    INSERT INTO idempotency (key_hash, request_mac, answer, is_final, expires_at)
    SELECT ${hash}, ${mac}, ${sealed}, true, ${until} WHERE ${isInForce(values.key)}
    ON CONFLICT (key_hash) DO UPDATE
      SET request_mac = excluded.request_mac, answer = excluded.answer, is_final = true,
        expires_at = excluded.expires_at, lease = NULL, leased_until = NULL
      WHERE ${isOver} OR ${isLeft}
    RETURNING key_hash`
  return withIssued(kept, values).compile(db)
})
