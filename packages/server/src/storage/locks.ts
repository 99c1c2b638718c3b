/**
 * Turns among processes over one database: advisory locks of PostgreSQL, by class and number.
 *
 * @module
 */

import { type Kysely, sql, type Transaction } from 'kysely'
import type { Tables } from './tables.ts'

/** The class of ours. Its numbers are those of the lists, and below zero those of {@link TURNS}. */
const CLASS = 0x70726174

/** What is done by one process at a time. */
export const TURNS = {
  /** What all lists have in common. */
  allLists: -1,
  /** The next lines of the log of acts. */
  log: -2,
  publication: -3,
  witness: -4,
  proposals: -5,
} as const

/** Does something in turn with all who ask for the same turn. */
export async function takeTurn<T>(
  db: Kysely<Tables>,
  turn: number,
  act: (trx: Transaction<Tables>) => T | Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (trx) => {
    await waitForTurn(trx, turn)
    return act(trx)
  })
}

/** Waits for a turn, which is over with the transaction. */
export async function waitForTurn(trx: Transaction<Tables>, turn: number): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${CLASS}, ${turn})`.execute(trx)
}

/** Does something in turn, and holds no transaction open in the meantime. Whoever dies lets go of it. */
export async function takeLongTurn<T>(
  db: Kysely<Tables>,
  turn: number,
  act: (connection: Kysely<Tables>) => Promise<T>,
): Promise<T> {
  return db.connection().execute(async (connection) => {
    await sql`SELECT pg_advisory_lock(${CLASS}, ${turn})`.execute(connection)
    try {
      return await act(connection)
    } finally {
      await sql`SELECT pg_advisory_unlock(${CLASS}, ${turn})`.execute(connection)
    }
  })
}
