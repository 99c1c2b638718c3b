/**
 * Turns among processes over one database: advisory locks of PostgreSQL, by class and number.
 *
 * @module
 */

import { type Kysely, sql, type Transaction } from 'kysely'
import type { Tables } from './tables.ts'

/** Of lists: a list's own number, or one below zero for what they have in common. */
export const LIST_LOCKS = 0x70726174

/** Does something in turn with all who ask for the same turn. */
export async function takeTurn<T>(
  db: Kysely<Tables>,
  turn: number,
  act: (trx: Transaction<Tables>) => T | Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (trx) => {
    await sql`SELECT pg_advisory_xact_lock(${LIST_LOCKS}, ${turn})`.execute(trx)
    return act(trx)
  })
}
