/**
 * The log of acts: who did what how often, at which site, in which hour. Each line is bound to the one before, and the
 * newest stands in every published list, so that none can be changed afterwards.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import { LIST_LOCKS } from '../storage/locks.ts'
import type { AuditRow, Tables } from '../storage/tables.ts'
import type { Act } from './acts.ts'

export const HOUR = 3600
/** What the first line follows on. */
const BEGINNING = new Uint8Array(32)
/** Whoever appends waits for its turn. */
const LOCK = -2

/** An act that was done. */
export interface DoneAct {
  readonly act: Act | 'create-key' | 'revoke-key' | 'publish'
  readonly operator: string
  readonly site: string
  readonly count: number
  readonly reason?: string
}

/**
 * Counts an act towards the line of its hour. A line of its own for each would tell when a certificate was issued, and
 * in which order.
 */
export async function countAct(
  db: Kysely<Tables> | Transaction<Tables>,
  { act, operator, site, count, reason = '' }: DoneAct,
  now: number,
): Promise<void> {
  const hour = Math.floor(now / HOUR) * HOUR
  await db
    .insertInto('acts_of_hour')
    .values({ act, operator, site, hour, reason, count })
    .onConflict((same) =>
      same
        .columns(['act', 'operator', 'site', 'hour', 'reason'])
        .doUpdateSet({ count: sql<number>`acts_of_hour.count + excluded.count` }),
    )
    .execute()
}

/** Moves the counts of hours that are over into the log. Done twice, it does nothing the second time. */
export async function closeHours(db: Kysely<Tables>, now: number): Promise<void> {
  const hour = Math.floor(now / HOUR) * HOUR
  await db.transaction().execute(async (trx) => {
    await sql`SELECT pg_advisory_xact_lock(${LIST_LOCKS}, ${LOCK})`.execute(trx)
    const over = await trx
      .deleteFrom('acts_of_hour')
      .where('hour', '<', hour)
      .returningAll()
      .execute()
    if (over.length === 0) return
    const last = await readHead(trx)
    let { sequence, hash } = last
    const rows = over.toSorted(inOrder).map(({ reason, ...rest }): AuditRow => {
      const line = { ...rest, sequence: ++sequence, reason: reason === '' ? null : reason }
      hash = chain(hash, line)
      return { ...line, hash }
    })
    await trx.insertInto('audit').values(rows).execute()
  })
}

/** The newest line, or what the first follows on. */
export async function readHead(
  db: Kysely<Tables> | Transaction<Tables>,
): Promise<Pick<AuditRow, 'sequence' | 'hash'>> {
  const row = await db
    .selectFrom('audit')
    .select(['sequence', 'hash'])
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? { sequence: 0, hash: BEGINNING }
}

/**
 * Follows the chain.
 *
 * @param heads what published lists say the newest line was, as hex: each must be one of the lines
 * @returns the number of the first line that is not what was written or is missing; `undefined` if all hold
 */
export function findBroken(
  rows: readonly AuditRow[],
  heads: readonly string[] = [],
): number | undefined {
  let before: Uint8Array = BEGINNING
  const known = new Set([toHex(before)])
  for (const [at, { hash, ...line }] of rows.entries()) {
    before = chain(before, line)
    if (line.sequence !== at + 1 || toHex(before) !== toHex(hash)) return at + 1
    known.add(toHex(hash))
  }
  return heads.every((head) => known.has(head)) ? undefined : rows.length + 1
}

function chain(before: Uint8Array, line: Omit<AuditRow, 'hash'>): Uint8Array {
  const { sequence, act, operator, site, hour, count, reason } = line
  const text = JSON.stringify([sequence, act, operator, site, hour, count, reason])
  return createHash('sha256').update(before).update(text).digest()
}

function inOrder(a: LineKey, b: LineKey): number {
  const [one, other] = [a, b].map(({ hour, act, operator, site, reason }) =>
    JSON.stringify([hour, act, operator, site, reason]),
  )
  return (one ?? '') < (other ?? '') ? -1 : 1
}

type LineKey = Pick<AuditRow, 'hour' | 'act' | 'operator' | 'site' | 'reason'>

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
