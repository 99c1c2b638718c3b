/**
 * Keys for programs: a name that is known here, and a secret that is not.
 *
 * @module
 */

import { createHash, randomBytes } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import { RequestError } from '../request-error.ts'
import { prepare } from '../storage/prepared.ts'
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
  /** Who made it; absent: it was made on the machine itself, and is its own. */
  readonly maker?: Pick<Caller, 'id' | 'principal'>
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
  db: Kysely<Tables>,
  { id, hash }: Pick<DrawnKey, 'id' | 'hash'>,
  { name, acts, sites, expiresAt, maker }: NewApiKey,
): Promise<void> {
  await db
    .insertInto('api_keys')
    .values({
      ...{ id, name, hash, expires_at: Math.floor(expiresAt), revoked_at: null },
      ...{ acts: [...acts], sites: [...sites] },
      ...{ made_by: maker?.id ?? null, principal: maker?.principal ?? null },
    })
    .onConflict((same) => same.column('id').doNothing())
    .execute()
}

/**
 * Keeps a caller's key as it is until a transaction ends: it is not taken back in the meantime.
 *
 * @throws {RequestError} `request.key` if it was
 */
export async function holdKey(
  trx: Transaction<Tables>,
  { id, keyExpiresAt }: Caller,
): Promise<void> {
  if (keyExpiresAt === undefined) return
  const row = await selectRevoked(trx, id).forShare().executeTakeFirst()
  if (row?.revoked_at !== null) throw keyError()
}

/**
 * Makes sure that a caller's key was not taken back since it was let in.
 *
 * @throws {RequestError} `request.key`
 */
export async function requireKey(db: Kysely<Tables>, { id, keyExpiresAt }: Caller): Promise<void> {
  if (keyExpiresAt === undefined) return
  const row = await selectRevoked(db, id).executeTakeFirst()
  if (row?.revoked_at !== null) throw keyError()
}

function selectRevoked(db: Kysely<Tables>, id: string) {
  return db.selectFrom('api_keys').select('revoked_at').where('id', '=', id)
}

/** What is known of a key. */
export type KnownApiKey = Omit<ApiKeyRow, 'hash' | 'principal'>

/** Lists the keys that there are, taken back or not. */
export function listApiKeys(db: Kysely<Tables>): Promise<readonly KnownApiKey[]> {
  return db
    .selectFrom('api_keys')
    .select(['id', 'name', 'acts', 'sites', 'expires_at', 'revoked_at', 'made_by'])
    .orderBy('name')
    .orderBy('id')
    .execute()
}

/** How far it goes when a key is taken back. */
export interface Revocation {
  /** Also the keys that were made with it, and with those: as for one that was stolen. */
  readonly withMade?: boolean
}

/**
 * Takes a key back, at once, and what it has proposed.
 *
 * @returns how many keys were not taken back before
 */
export async function revokeApiKey(
  db: Kysely<Tables>,
  id: string,
  now: number,
  { withMade = false }: Revocation = {},
): Promise<number> {
  let count = 0
  for (let ids = [id]; ids.length > 0; ) {
    const { numUpdatedRows } = await db
      .updateTable('api_keys')
      .set({ revoked_at: Math.floor(now) })
      .where('id', 'in', ids)
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    count += Number(numUpdatedRows)
    await db.deleteFrom('proposals').where('proposed_by', 'in', ids).execute()
    // Asked after it was taken back: who was making one with it has made it now, or cannot any more.
    const made = withMade
      ? await db.selectFrom('api_keys').select('id').where('made_by', 'in', ids).execute()
      : []
    ids = made.map((each) => each.id)
  }
  return count
}

/**
 * Finds out who sends a key.
 *
 * @param authorization the header
 * @param find how the key is found
 * @throws {RequestError} `request.key` if it is missing, unknown, over or taken back; which of them is not said
 */
export async function authenticate(
  db: Kysely<Tables>,
  authorization: string | undefined,
  now: number,
  find: FindKey = findKey,
): Promise<Caller> {
  const [, id = '', secret = ''] =
    KEY.exec(/^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? '') ?? []
  const row = id === '' ? undefined : await find(db, { id, hash: hashOf(secret) })
  if (!row || row.revoked_at !== null || now >= row.expires_at) {
    throw keyError()
  }
  return {
    ...{ id, principal: row.principal ?? id, keyExpiresAt: row.expires_at },
    acts: new Set(ACTS.filter((act) => row.acts.includes(act))),
    sites: new Set(row.sites),
  }
}

/** A key, as its holder proves to have it. */
type SentKey = Pick<ApiKeyRow, 'id' | 'hash'>

/** What it lets its holder do. */
export type FoundKey = Pick<ApiKeyRow, 'acts' | 'sites' | 'expires_at' | 'revoked_at' | 'principal'>

/** Finds the row of a key. */
export type FindKey = (db: Kysely<Tables>, key: SentKey) => Promise<FoundKey | undefined>

/** Finds it in the database. */
export const findKey: FindKey = async (db, key) => {
  const [row] = await readKey(db, key)
  return row
}

const readKey = prepare<SentKey, FoundKey>((db, { id, hash }) =>
  db
    .selectFrom('api_keys')
    .select(['acts', 'sites', 'expires_at', 'revoked_at', 'principal'])
    .where('id', '=', id)
    // Hashes of 256 random bits: how long the comparison takes tells nothing of the secret.
    .where('hash', '=', hash)
    .compile(),
)

function keyError(): RequestError {
  return new RequestError('request.key', { headers: { 'WWW-Authenticate': 'Bearer' } })
}

function hashOf(secret: string): Uint8Array {
  return createHash('sha256').update(secret).digest()
}
