/**
 * Keys of the authority that were withdrawn, and sign nothing any more. They are written down in a folder too, which only
 * ever grows: an old copy of the database brings no key back.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { writeAtomically } from '@pratique/node/atomic-file'
import { nodeFiles } from '@pratique/node/data-folder'
import type { Kysely } from 'kysely'
import type { Tables } from '../storage/tables.ts'

const FOLDER = 'withdrawn-keys'
const FINGERPRINT = /^[0-9a-f]{64}$/
const EMPTY = new Uint8Array()

/** What was withdrawn, by fingerprints in hex. */
export interface WithdrawnKeys {
  /** @param db the connection or transaction that is held, if one is */
  list(db?: Kysely<Tables>): Promise<ReadonlySet<string>>
  /** Withdraws a key, for good. */
  withdraw(fingerprint: string, now: number, db?: Kysely<Tables>): Promise<void>
  /** Writes down what was found to be withdrawn: a file a key, so that several processes never write one. */
  keep(fingerprints: Iterable<string>): void
}

/** What a key is called here: SHA-256 of its public half (SPKI), in hex. */
export function fingerprintOf(spki: Uint8Array): string {
  return createHash('sha256').update(spki).digest('hex')
}

/** Opens what was withdrawn, as the database and the folder of the secrets have it together. */
export function openWithdrawnKeys(own: Kysely<Tables>, secrets: string): WithdrawnKeys {
  const folder = join(secrets, FOLDER)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const readFolder = () => readdirSync(folder).filter((name) => FINGERPRINT.test(name))
  const keep: WithdrawnKeys['keep'] = (fingerprints) => {
    const known = new Set(readFolder())
    for (const each of fingerprints) {
      if (!known.has(each)) writeAtomically(nodeFiles, join(folder, each), EMPTY)
    }
  }
  return {
    keep,
    async list(db = own) {
      const rows = await db.selectFrom('withdrawn_keys').select('key').execute()
      return new Set([...rows.map(({ key }) => Buffer.from(key).toString('hex')), ...readFolder()])
    },
    async withdraw(fingerprint, now, db = own) {
      keep([fingerprint])
      await db
        .insertInto('withdrawn_keys')
        .values({ key: Buffer.from(fingerprint, 'hex'), withdrawn_at: Math.floor(now) })
        .onConflict((same) => same.column('key').doNothing())
        .execute()
    },
  }
}

/** Lists them for every certificate that is issued: they are asked for once in a few seconds. */
export function rememberWithdrawnKeys(
  keys: Pick<WithdrawnKeys, 'list'>,
  now: () => number,
): () => Promise<ReadonlySet<string>> {
  let asked: { readonly at: number; readonly keys: Promise<ReadonlySet<string>> } | undefined
  return async () => {
    if (!asked || Math.abs(now() - asked.at) >= REMEMBERED_SECONDS) {
      asked = { at: now(), keys: keys.list() }
    }
    const { keys: listed } = asked
    return listed.catch((error: unknown) => {
      asked = undefined
      throw error
    })
  }
}

const REMEMBERED_SECONDS = 5
