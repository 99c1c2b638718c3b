/**
 * Until when a process has a row to itself: by the clock of the database, which all processes have in common.
 *
 * @module
 */

import { type RawBuilder, sql } from 'kysely'

/** The end of a lease that begins now. */
export function leaseEnd(seconds: number): RawBuilder<Date> {
  return sql<Date>`clock_timestamp() + make_interval(secs => ${seconds})`
}
