/**
 * Keys of the authority that were withdrawn, and sign nothing any more.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Tables } from '../storage/tables.ts'

/** What a key is called here: SHA-256 of its public half (SPKI). */
export function fingerprintOf(spki: Uint8Array): Uint8Array {
  return createHash('sha256').update(spki).digest()
}

/** Withdraws a key, for good. */
export async function withdrawKey(db: Kysely<Tables>, key: Uint8Array, now: number): Promise<void> {
  await db
    .insertInto('withdrawn_keys')
    .values({ key, withdrawn_at: Math.floor(now) })
    .onConflict((same) => same.column('key').doNothing())
    .execute()
}

/** Lists what was withdrawn, as hex. */
export async function listWithdrawnKeys(db: Kysely<Tables>): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('withdrawn_keys').select('key').execute()
  return new Set(rows.map(({ key }) => Buffer.from(key).toString('hex')))
}

/** Lists them for every certificate that is issued: the database is asked once in a few seconds. */
export function rememberWithdrawnKeys(
  db: Kysely<Tables>,
  now: () => number,
): () => Promise<ReadonlySet<string>> {
  let asked: { readonly at: number; readonly keys: Promise<ReadonlySet<string>> } | undefined
  return async () => {
    if (!asked || Math.abs(now() - asked.at) >= REMEMBERED_SECONDS) {
      asked = { at: now(), keys: listWithdrawnKeys(db) }
    }
    const { keys } = asked
    return keys.catch((error: unknown) => {
      asked = undefined
      throw error
    })
  }
}

const REMEMBERED_SECONDS = 5
