/**
 * The log of acts: who did what how often, at which site, in which hour. Each line is bound to the one before, and the
 * newest stands in every published list, so that none can be changed afterwards.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
import { TURNS, takeTurn } from '../storage/locks.ts'
import type { ActsOfHourRow, AuditRow, Tables } from '../storage/tables.ts'
import type { Act } from './acts.ts'

export const HOUR = 3600
/** What the first line follows on. */
const BEGINNING = new Uint8Array(32)

/** The site of what is done for the whole authority. */
export const SERVER_SITE = 'server'

type ProposedAct = Extract<Act, 'revoke-mass' | 'withdraw-key'> | 'create-key'

/** An act that was done. */
export interface DoneAct {
  readonly act:
    | Act
    | 'create-key'
    | 'revoke-key'
    | 'publish'
    | `${'propose' | 'approve' | 'refuse'}-${ProposedAct}`
  readonly operator: string
  readonly site: string
  readonly count: number
  readonly reason?: string
}

/** What is counted of an act: a line of its own for each would tell when a certificate was issued, and in which order. */
export function toCounted(
  { act, operator, site, count, reason = '' }: DoneAct,
  now: number,
): ActsOfHourRow {
  return { act, operator, site, hour: Math.floor(now / HOUR) * HOUR, reason, count }
}

/** Counts an act towards the line of its hour. */
export async function countAct(
  db: Kysely<Tables> | Transaction<Tables>,
  act: DoneAct,
  now: number,
): Promise<void> {
  await addAct(toCounted(act, now), sql``).execute(db)
}

/** The statement that does so for each row of a `FROM`, to be one with another. */
export function addAct(
  { act, operator, site, hour, reason, count }: ActsOfHourRow,
  from: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`INSERT INTO acts_of_hour AS own (act, operator, site, hour, reason, count)
    SELECT ${act}, ${operator}, ${site}, ${hour}, ${reason}, ${count} ${from}
    ON CONFLICT (act, operator, site, hour, reason) DO UPDATE SET count = own.count + excluded.count`
}

/** Moves the counts of hours that are over into the log. Done twice, it does nothing the second time. */
export async function closeHours(db: Kysely<Tables>, now: number): Promise<void> {
  const hour = Math.floor(now / HOUR) * HOUR
  await takeTurn(db, TURNS.log, async (trx) => {
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
  return row ?? START
}

/** A part of the log, in its order. */
export interface AuditPage {
  readonly lines: readonly AuditRow[]
  /** The first line of the part that is not what was written, or is missing. */
  readonly brokenAt?: number
  /** How many of the heads are no line of the log: lines were taken off its end, or put in others' place. */
  readonly missingHeads: number
  readonly head: Pick<AuditRow, 'sequence' | 'hash'>
}

/** Reads a part of the log, and follows the chain through it. Who reads all parts has followed all of it. */
export async function readAudit(
  db: Kysely<Tables>,
  { after, most, heads }: AuditRequest,
): Promise<AuditPage> {
  const lines = await db
    .selectFrom('audit')
    .selectAll()
    .where('sequence', '>', after)
    .orderBy('sequence')
    .limit(most)
    .execute()
  const before = await findLine(db, after)
  const brokenAt = before ? findBroken(before, lines) : after
  return {
    lines,
    ...(brokenAt !== undefined && { brokenAt }),
    missingHeads: await countMissingHeads(db, heads),
    head: await readHead(db),
  }
}

/** Which part is asked for. */
export interface AuditRequest {
  /** The line before the first; 0: from the beginning. */
  readonly after: number
  readonly most: number
  /** What lists that were ever published say the newest line was, as hex: each must be a line of the log. */
  readonly heads: readonly string[]
}

type Link = Pick<AuditRow, 'sequence' | 'hash'>

const START: Link = { sequence: 0, hash: BEGINNING }

async function findLine(db: Kysely<Tables>, sequence: number): Promise<Link | undefined> {
  if (sequence === START.sequence) return START
  return db
    .selectFrom('audit')
    .select(['sequence', 'hash'])
    .where('sequence', '=', sequence)
    .executeTakeFirst()
}

/** Follows the chain: the number of the first line that is not what was written, or is missing. */
function findBroken(before: Link, lines: readonly AuditRow[]): number | undefined {
  let { sequence, hash } = before
  for (const { hash: written, ...line } of lines) {
    hash = chain(hash, line)
    sequence++
    if (line.sequence !== sequence || Buffer.compare(hash, written) !== 0) return sequence
  }
  return undefined
}

/** Counts heads, as hex, that are no line of the log. */
export async function countMissingHeads(
  db: Kysely<Tables>,
  heads: readonly string[],
): Promise<number> {
  const asked = new Set(heads)
  asked.delete(Buffer.from(BEGINNING).toString('hex'))
  if (asked.size === 0) return 0
  const { rows } = await sql<{ readonly hash: Uint8Array }>`
    SELECT DISTINCT hash FROM audit WHERE hash = ANY(${Array.from(asked, (head) => Buffer.from(head, 'hex'))})
  `.execute(db)
  return asked.size - rows.length
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
