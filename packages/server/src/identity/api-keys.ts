/**
 * Keys for programs: a name that is known here, and a secret that is not.
 *
 * @module
 */

import { createHash, randomBytes } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import { RequestError } from '../request-error.ts'
import type { ApiKeyRow, Tables } from '../storage/tables.ts'
import { ACTS, type Act, type Caller } from './acts.ts'

/** `prat_` so that whoever finds one knows what it is; twelve characters of name, 256 bits of secret. */
const KEY = /^prat_([a-z0-9]{12})_([A-Za-z0-9_-]{43})$/
const SECRET_BYTES = 32
const ID_LENGTH = 12
const ID_LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'

export interface NewApiKey {
  readonly name: string
  readonly acts: readonly Act[]
  readonly sites: readonly string[]
  /** Seconds since the epoch. */
  readonly expiresAt: number
  /** Whose it is, as principals are called; absent: made on the machine itself. */
  readonly madeBy?: string
}

/** A key that was drawn: what it is recognised by, and the key itself, which is told once. */
export interface DrawnKey {
  readonly id: string
  readonly hash: Uint8Array
  readonly key: string
}

/** Makes a key. It is told this once, and cannot be made out of what is stored. */
export async function createApiKey(
  db: Kysely<Tables>,
  made: NewApiKey,
): Promise<{ readonly id: string; readonly key: string }> {
  const { key, ...drawn } = drawApiKey()
  await keepApiKey(db, drawn, made)
  return { id: drawn.id, key }
}

/** Draws a key, which is good for nothing until it is kept. */
export function drawApiKey(): DrawnKey {
  const id = Array.from(
    randomBytes(ID_LENGTH),
    (byte) => ID_LETTERS[byte % ID_LETTERS.length],
  ).join('')
  const secret = randomBytes(SECRET_BYTES).toString('base64url')
  return { id, hash: hashOf(secret), key: `prat_${id}_${secret}` }
}

/** Brings a key into force. Done twice, it does nothing the second time. */
export async function keepApiKey(
  db: Kysely<Tables> | Transaction<Tables>,
  { id, hash }: Pick<DrawnKey, 'id' | 'hash'>,
  { name, acts, sites, expiresAt, madeBy = null }: Omit<NewApiKey, 'madeBy'> & MadeBy,
): Promise<void> {
  await db
    .insertInto('api_keys')
    .values({
      ...{ id, name, hash, expires_at: Math.floor(expiresAt), revoked_at: null, made_by: madeBy },
      ...{ acts: [...acts], sites: [...sites] },
    })
    .onConflict((same) => same.column('id').doNothing())
    .execute()
}

interface MadeBy {
  readonly madeBy?: string | null
}

/** What is known of a key. */
export type KnownApiKey = Omit<ApiKeyRow, 'hash'>

/** Lists the keys that there are, taken back or not. */
export function listApiKeys(db: Kysely<Tables>): Promise<readonly KnownApiKey[]> {
  return db
    .selectFrom('api_keys')
    .select(['id', 'name', 'acts', 'sites', 'expires_at', 'revoked_at', 'made_by'])
    .orderBy('name')
    .orderBy('id')
    .execute()
}

/** Takes a key back, at once. */
export async function revokeApiKey(db: Kysely<Tables>, id: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('api_keys')
    .set({ revoked_at: Math.floor(now) })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/**
 * Finds out who sends a key.
 *
 * @param authorization the header
 * @throws {RequestError} `request.key` if it is missing, unknown, over or taken back; which of them is not said
 */
export async function authenticate(
  db: Kysely<Tables>,
  authorization: string | undefined,
  now: number,
): Promise<Caller> {
  const [, id = '', secret = ''] =
    KEY.exec(/^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? '') ?? []
  const row =
    id === ''
      ? undefined
      : await db
          .selectFrom('api_keys')
          .select(['acts', 'sites', 'expires_at', 'revoked_at', 'made_by'])
          .where('id', '=', id)
          // Hashes of 256 random bits: how long the comparison takes tells nothing of the secret.
          .where('hash', '=', hashOf(secret))
          .executeTakeFirst()
  if (!row || row.revoked_at !== null || now >= row.expires_at) {
    throw new RequestError('request.key', { headers: { 'WWW-Authenticate': 'Bearer' } })
  }
  return {
    id,
    principal: row.made_by ?? id,
    acts: new Set(ACTS.filter((act) => row.acts.includes(act))),
    sites: new Set(row.sites),
  }
}

function hashOf(secret: string): Uint8Array {
  return createHash('sha256').update(secret).digest()
}
