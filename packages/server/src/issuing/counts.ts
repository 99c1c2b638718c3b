/**
 * How much is issued: by site and week, and by operator and hour. Of a single certificate nothing is kept.
 *
 * @module
 */

import { type OperationNodeSource, type RawBuilder, sql, type Transaction } from 'kysely'
import { addAct, type DoneAct } from '../identity/audit.ts'
import type { Tables } from '../storage/tables.ts'
import { isoWeekAt } from './iso-week.ts'

/** Counts certificates that were issued, as part of what is done. */
export async function countIssued(
  trx: Transaction<Tables>,
  act: DoneAct,
  now: number,
): Promise<void> {
  await withIssued(sql`SELECT`, act, now).execute(trx)
}

/**
 * Counts them in one statement with another, and only if that has a row: each statement of its own is a way to the
 * database and back, for every certificate.
 *
 * @returns a row if it had
 */
export function withIssued(
  done: OperationNodeSource,
  act: DoneAct,
  now: number,
): RawBuilder<unknown> {
  return sql`WITH done AS (${done}), act AS (${addAct(act, now, sql`FROM done`)})
    INSERT INTO issued_counts AS own (site, week, count)
    SELECT ${act.site}, ${isoWeekAt(now)}, ${act.count} FROM done
    ON CONFLICT (site, week) DO UPDATE SET count = own.count + excluded.count
    RETURNING site`
}
