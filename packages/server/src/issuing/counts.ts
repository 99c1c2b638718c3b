/**
 * How much is issued: by site and week, and by operator and hour. Of a single certificate nothing is kept.
 *
 * @module
 */

import { sql, type Transaction } from 'kysely'
import { addAct, type DoneAct } from '../identity/audit.ts'
import type { Tables } from '../storage/tables.ts'
import { isoWeekAt } from './iso-week.ts'

/** Counts certificates that were issued, as part of what is done. */
export async function countIssued(
  trx: Transaction<Tables>,
  act: DoneAct,
  now: number,
): Promise<void> {
  await trx
    .with('act', (each) => addAct(each, act, now))
    .insertInto('issued_counts')
    .values({ site: act.site, week: isoWeekAt(now), count: act.count })
    .onConflict((same) =>
      same
        .columns(['site', 'week'])
        .doUpdateSet({ count: sql<number>`issued_counts.count + excluded.count` }),
    )
    .execute()
}
