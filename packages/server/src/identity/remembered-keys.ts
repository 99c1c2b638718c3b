/**
 * Keys of callers, remembered for a minute. Of a key nothing changes but that it is taken back: whoever was let in by what is
 * remembered is asked for again in the statement that keeps what was done. That is a way to the database and back less.
 *
 * @module
 */

import { type RawBuilder, sql } from 'kysely'
import { type FindKey, type FoundKey, findKey } from './api-keys.ts'

const REMEMBERED_SECONDS = 60
const MOST_REMEMBERED = 1000

interface Remembered {
  readonly hash: Uint8Array
  readonly row: FoundKey
  /** Seconds since the epoch. */
  readonly at: number
}

/** Keys that were found lately. */
export interface RememberedKeys {
  /** Asks the database for each key once a minute. For what ends in `isInForce` alone. */
  readonly find: FindKey
  /** Has a key asked for anew, as it was taken back. */
  forget(id: string): void
}

/** Remembers keys. */
export function rememberKeys(now: () => number): RememberedKeys {
  const remembered = new Map<string, Remembered>()
  return {
    async find(db, key) {
      const before = remembered.get(key.id)
      // Whoever knows a key's name alone is looked for like anybody, and has nothing forgotten.
      const isSame = before && Buffer.compare(before.hash, key.hash) === 0
      // Also with a clock that was set back.
      if (isSame && Math.abs(now() - before.at) < REMEMBERED_SECONDS) return before.row
      const row = await findKey(db, key)
      if (!row) return undefined
      if (remembered.size >= MOST_REMEMBERED) remembered.clear()
      remembered.set(key.id, { hash: key.hash, row, at: now() })
      return row
    },
    forget: (id) => void remembered.delete(id),
  }
}

/**
 * Whether a key is in force, as a condition of a statement.
 *
 * @param id null: whoever asks has a session, and no key
 */
export function isInForce(id: string | null): RawBuilder<boolean> {
  return sql`(${id}::text IS NULL OR EXISTS (
    SELECT FROM api_keys WHERE id = ${id} AND revoked_at IS NULL))`
}
