/**
 * How much is issued: by site and week, and by operator and hour. Of a single certificate nothing is kept.
 *
 * @module
 */

import { type OperationNodeSource, type RawBuilder, sql, type Transaction } from 'kysely'
import { addAct, type DoneAct, toCounted } from '../identity/audit.ts'
import type { ActsOfHourRow, Tables } from '../storage/tables.ts'
import { isoWeekAt } from './iso-week.ts'

/** What is counted of certificates that were issued. */
export interface IssuedCount extends ActsOfHourRow {
  readonly week: string
}

/** What is counted of an act that issued some. */
export function toIssuedCount(act: DoneAct, now: number): IssuedCount {
  return { ...toCounted(act, now), week: isoWeekAt(now) }
}

/** Counts certificates that were issued, as part of what is done. */
export async function countIssued(
  trx: Transaction<Tables>,
  act: DoneAct,
  now: number,
): Promise<void> {
  await withIssued(sql`SELECT`, toIssuedCount(act, now)).execute(trx)
}

/**
 * Counts them in one statement with another, and only if that has a row: each statement of its own is a way to the
 * database and back, for every certificate.
 *
 * @returns a row if it had
 */
export function withIssued(
  done: OperationNodeSource,
  issued: IssuedCount,
): RawBuilder<{ readonly site: string }> {
  return sql`WITH done AS (${done}), act AS (${addAct(issued, sql`FROM done`)})
    INSERT INTO issued_counts AS own (site, week, count)
    SELECT ${issued.site}, ${issued.week}, ${issued.count} FROM done
    ON CONFLICT (site, week) DO UPDATE SET count = own.count + excluded.count
    RETURNING site`
}
