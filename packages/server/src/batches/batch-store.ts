/**
 * Batches in the database: each chunk is written once, and counted with the same stroke.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { countIssued } from '../issuing/counts.ts'
import { leaseEnd } from '../storage/leases.ts'
import type { BatchRow, Tables } from '../storage/tables.ts'
import type { BatchOptions, BatchProgress, ChunkOutcome, LeasedChunk } from './batch.ts'

/** A result waits so long to be fetched. */
export const KEPT_SECONDS = 86_400
/** Whoever takes a batch in and says nothing for so long was stopped. */
const RECEIVING_SECONDS = 60
/** So many chunks are deleted with one statement. */
const DELETED_AT_ONCE = 32
const NAME_BYTES = 16

type Db = Kysely<Tables>

/** A batch that begins to come in. */
export interface NewBatch {
  readonly id: string
  /** What its request is known by. */
  readonly keyHash: Uint8Array
  readonly operator: string
  readonly options: BatchOptions
  readonly dayKey: string
  readonly wrappedKey: Uint8Array
}

/** Makes a name of a batch or a lease. */
export function makeName(): string {
  return randomBytes(NAME_BYTES).toString('base64url')
}

/** @returns whether it may come in: not while the same request does */
export async function beginBatch(db: Db, batch: NewBatch, now: number): Promise<boolean> {
  const { id, keyHash, operator, options, dayKey, wrappedKey } = batch
  const { site, format, purpose, pictures, recipient } = options
  const at = Math.floor(now)
  await db
    .deleteFrom('batches')
    .where('key_hash', '=', keyHash)
    .where('busy_until', '<=', at)
    .execute()
  const counts = { chunks: 0, chunks_done: 0, begun: 0, rows: 0, issued: 0, refused: 0, lost: 0 }
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('batches')
    .values({
      ...{ id, key_hash: keyHash, operator, site, format, purpose, pictures, ...counts },
      ...{ recipient: JSON.stringify(recipient), day_key: dayKey, wrapped_key: wrappedKey },
      ...{ state: 'receiving', began_at: at, busy_until: at + RECEIVING_SECONDS, ended_at: null },
    })
    .onConflict((same) => same.column('key_hash').doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Says that it still comes in. */
export async function keepReceiving(db: Db, id: string, now: number): Promise<void> {
  await db
    .updateTable('batches')
    .set({ busy_until: Math.floor(now) + RECEIVING_SECONDS })
    .where('id', '=', id)
    .where('state', '=', 'receiving')
    .execute()
}

/** Some rows that came in, sealed. */
export interface NewChunk {
  readonly chunk: number
  readonly firstRow: number
  readonly rows: number
  readonly input: Uint8Array
}

export async function addChunk(
  db: Db,
  batch: string,
  { chunk, firstRow, rows, input }: NewChunk,
): Promise<void> {
  const none = { result: null, leased_until: null, lease: null, attempts: 0 }
  await db
    .insertInto('batch_chunks')
    .values({ batch, chunk, first_row: firstRow, rows, input, ...none })
    .execute()
}

/** The rows of a chunk, sealed. */
export async function readInput(
  db: Db,
  batch: string,
  chunk: number,
): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom('batch_chunks')
    .select('input')
    .where('batch', '=', batch)
    .where('chunk', '=', chunk)
    .executeTakeFirst()
  return row?.input ?? undefined
}

/** Puts others in their place, before anybody works on them. */
export async function replaceInput(
  db: Db,
  batch: string,
  chunk: number,
  input: Uint8Array,
): Promise<void> {
  await db
    .updateTable('batch_chunks')
    .set({ input })
    .where('batch', '=', batch)
    .where('chunk', '=', chunk)
    .execute()
}

/** All of it is here: from now on it is worked on. @returns whether it was still waited for */
export async function receiveBatch(
  db: Db,
  id: string,
  { chunks, rows }: Pick<BatchRow, 'chunks' | 'rows'>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('batches')
    .set({ state: 'working', key_hash: null, busy_until: null, chunks, rows })
    .where('id', '=', id)
    .where('state', '=', 'receiving')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** How far a batch is, and whose it is; none that still comes in, or is destroyed. */
export async function findBatch(
  db: Db,
  id: string,
): Promise<(BatchProgress & Pick<BatchRow, 'site' | 'chunks'>) | undefined> {
  return db
    .selectFrom('batches')
    .select(['id', 'state', 'rows', 'issued', 'refused', 'lost', 'site', 'chunks'])
    .where('id', '=', id)
    .where('state', 'in', ['working', 'done', 'failed'])
    .executeTakeFirst()
}

/**
 * Takes a chunk to work on: of the batch of which least was begun, so that small ones do not wait for large ones, and none
 * for one that always fails. Leases are by the clock of the database, which all workers have in common.
 *
 * @returns `undefined` if nothing is left that this worker could end
 */
export async function leaseChunk(
  db: Db,
  { seconds, dayKeys, firstInForce }: Leasing,
): Promise<LeasedChunk | undefined> {
  const lease = makeName()
  const { rows } = await sql<ClaimedRow>`
    WITH b AS (
      SELECT batches.*, open.chunk FROM batches CROSS JOIN LATERAL (
        SELECT c.chunk FROM batch_chunks AS c
        WHERE c.batch = batches.id AND c.result IS NULL
          AND (c.leased_until IS NULL OR c.leased_until <= clock_timestamp())
        ORDER BY c.chunk LIMIT 1 FOR UPDATE SKIP LOCKED
      ) AS open
      WHERE state = 'working'
        AND (day_key = ANY(${dayKeys}::text[]) OR day_key < ${firstInForce} COLLATE "C")
      ORDER BY begun, began_at LIMIT 1
    ), counted AS (
      UPDATE batches SET begun = batches.begun + 1 FROM b WHERE batches.id = b.id
    )
    UPDATE batch_chunks AS own
    SET lease = ${lease}, attempts = own.attempts + 1,
      leased_until = ${leaseEnd(seconds)}
    FROM b WHERE own.batch = b.id AND own.chunk = b.chunk
    RETURNING own.batch, own.chunk, own.first_row, own.rows, own.input, own.attempts, b.site, b.format,
      b.purpose, b.pictures, b.recipient, b.operator, b.chunks, b.day_key, b.wrapped_key`.execute(
    db,
  )
  const [row] = rows
  if (!row) return undefined
  const { batch, chunk, input, attempts, site, format, purpose, pictures, recipient, operator } =
    row
  return {
    ...{ batch, chunk, firstRow: row.first_row, rows: row.rows, input, lease, attempts, operator },
    options: { site, format, purpose, pictures, recipient },
    ...{ chunks: row.chunks, dayKey: row.day_key, wrappedKey: row.wrapped_key },
  }
}

/** For how long a chunk is taken, and which: of batches whose key of the day is here, or is over everywhere. */
export interface Leasing {
  readonly seconds: number
  readonly dayKeys: readonly string[]
  readonly firstInForce: string
}

interface ClaimedRow
  extends Pick<
    BatchRow,
    'site' | 'format' | 'purpose' | 'pictures' | 'operator' | 'chunks' | 'day_key'
  > {
  readonly batch: string
  readonly chunk: number
  readonly first_row: number
  readonly rows: number
  readonly input: Uint8Array
  readonly attempts: number
  readonly recipient: BatchOptions['recipient']
  readonly wrapped_key: Uint8Array
}

type Lease = Pick<LeasedChunk, 'batch' | 'chunk' | 'lease'>

/** Keeps a chunk for longer. */
export async function extendLease(
  db: Db,
  { batch, chunk, lease }: Lease,
  seconds: number,
): Promise<void> {
  await sql`UPDATE batch_chunks SET leased_until = ${leaseEnd(seconds)}
    WHERE batch = ${batch} AND chunk = ${chunk} AND lease = ${lease}`.execute(db)
}

/** Gives a chunk back. The try does not count: whoever had it lives. */
export async function releaseChunk(db: Db, { batch, chunk, lease }: Lease): Promise<void> {
  await db
    .updateTable('batch_chunks')
    .set({ lease: null, leased_until: null, attempts: sql`attempts - 1` })
    .where('batch', '=', batch)
    .where('chunk', '=', chunk)
    .where('lease', '=', lease)
    .execute()
}

/**
 * Writes down what came of a chunk, deletes its input, and counts it. Whoever comes second with the same chunk changes
 * nothing: what they made is given to nobody.
 *
 * @returns whether it was the first
 */
export async function completeChunk(
  db: Db,
  { batch, chunk, operator, options: { site } }: LeasedChunk,
  { result, issued, refused, lost }: ChunkOutcome,
  now: number,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('batch_chunks')
      .set({ result: Buffer.from(result), input: null, lease: null, leased_until: null })
      .where('batch', '=', batch)
      .where('chunk', '=', chunk)
      .where('result', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    await sql`UPDATE batches SET chunks_done = chunks_done + 1, issued = issued + ${issued},
        refused = refused + ${refused}, lost = lost + ${lost} WHERE id = ${batch}`.execute(trx)
    await sql`UPDATE batches SET ended_at = ${Math.floor(now)}, wrapped_key = NULL,
        state = CASE WHEN lost > 0 THEN 'failed' ELSE 'done' END
      WHERE id = ${batch} AND state = 'working' AND chunks_done = chunks`.execute(trx)
    const act = { act: 'issue', operator, site, count: issued } as const
    if (issued > 0) await countIssued(trx, act, now)
    return true
  })
}

/** The result of a chunk: one JWE, and the end of its line. As text it comes in half the characters. */
export async function readResult(
  db: Db,
  batch: string,
  chunk: number,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('batch_chunks')
    .innerJoin('batches', 'batches.id', 'batch_chunks.batch')
    .select(sql<string>`convert_from(result, 'UTF8') || chr(10)`.as('line'))
    .where('batch', '=', batch)
    .where('chunk', '=', chunk)
    .where('batches.state', 'in', ['done', 'failed'])
    .executeTakeFirst()
  return row?.line
}

/** Destroys a batch whose rows are all done. @returns whether there was one */
export async function destroyBatch(db: Db, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('batches')
    .set({ state: 'gone' })
    .where('id', '=', id)
    .where('state', 'in', ['done', 'failed'])
    .executeTakeFirst()
  if (numUpdatedRows > 0n) await remove(db, id)
  return numUpdatedRows > 0n
}

/** Drops a batch that did not come in whole. */
export async function dropBatch(db: Db, id: string): Promise<void> {
  await db
    .updateTable('batches')
    .set({ state: 'gone', busy_until: null, ended_at: 0 })
    .where('id', '=', id)
    .where('state', '=', 'receiving')
    .execute()
  await remove(db, id)
}

/** Destroys what waited for a day, what never came in whole, and what somebody began to destroy. */
export async function sweepBatches(db: Db, now: number): Promise<void> {
  const at = Math.floor(now)
  const stale = await db
    .selectFrom('batches')
    .select('id')
    .where('state', '=', 'receiving')
    .where('busy_until', '<=', at)
    .execute()
  for (const { id } of stale) await dropBatch(db, id)
  const over = await db
    .selectFrom('batches')
    .select('id')
    .where((each) =>
      each.or([each('ended_at', '<=', at - KEPT_SECONDS), each('state', '=', 'gone')]),
    )
    .execute()
  for (const { id } of over) {
    await db.updateTable('batches').set({ state: 'gone' }).where('id', '=', id).execute()
    await remove(db, id)
  }
}

/** By parts: a large result takes long to delete. Only what is gone already. */
async function remove(db: Db, id: string): Promise<void> {
  for (;;) {
    const { numDeletedRows } = await db
      .deleteFrom('batch_chunks')
      .where('batch', '=', (from) =>
        from.selectFrom('batches').select('id').where('id', '=', id).where('state', '=', 'gone'),
      )
      .where('chunk', 'in', (from) =>
        from
          .selectFrom('batch_chunks')
          .select('chunk')
          .where('batch', '=', id)
          .orderBy('chunk')
          .limit(DELETED_AT_ONCE),
      )
      .executeTakeFirst()
    if (numDeletedRows === 0n) break
  }
  await db.deleteFrom('batches').where('id', '=', id).where('state', '=', 'gone').execute()
}
