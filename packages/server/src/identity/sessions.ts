/**
 * Sessions of people who have signed in: short, known by what their browser alone has, and ended at once.
 *
 * @module
 */

import { createHash, randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Tables } from '../storage/tables.ts'
import type { Caller } from './acts.ts'
import { actsOf, PERSON_ROLES, type PersonRole } from './roles.ts'
import type { Person } from './sign-in.ts'

const SECRET_BYTES = 32
const SECRET = /^[A-Za-z0-9_-]{43}$/

/** Somebody at work. */
export interface Session extends Caller {
  readonly roles: readonly PersonRole[]
  /** Seconds since the epoch. */
  readonly expiresAt: number
}

/**
 * Begins a session.
 *
 * @param expiresAt seconds since the epoch
 * @returns what the browser is to keep
 */
export async function startSession(
  db: Kysely<Tables>,
  { operator, issuer, subject, roles, sites }: Person,
  expiresAt: number,
): Promise<string> {
  const secret = randomBytes(SECRET_BYTES).toString('base64url')
  const principal = Buffer.from(hashOf(JSON.stringify([issuer, subject]))).toString('hex')
  await db
    .insertInto('sessions')
    .values({
      ...{ hash: hashOf(secret), operator, principal, expires_at: Math.floor(expiresAt) },
      ...{ roles: [...roles], sites: [...sites] },
    })
    .execute()
  return secret
}

/** Finds the session of a browser, unless it is over. */
export async function findSession(
  db: Kysely<Tables>,
  secret: string,
  now: number,
): Promise<Session | undefined> {
  if (!SECRET.test(secret)) return undefined
  const row = await db
    .selectFrom('sessions')
    .selectAll()
    .where('hash', '=', hashOf(secret))
    .where('expires_at', '>', Math.floor(now))
    .executeTakeFirst()
  if (!row) return undefined
  const { operator: id, principal, sites, expires_at: expiresAt } = row
  const roles = PERSON_ROLES.filter((role) => row.roles.includes(role))
  return { id, principal, acts: actsOf(roles), sites: new Set(sites), roles, expiresAt }
}

/** Ends a session. */
export async function endSession(db: Kysely<Tables>, secret: string): Promise<void> {
  await db.deleteFrom('sessions').where('hash', '=', hashOf(secret)).execute()
}

/** Forgets what is over. */
export async function forgetSessions(db: Kysely<Tables>, now: number): Promise<void> {
  await db.deleteFrom('sessions').where('expires_at', '<=', Math.floor(now)).execute()
}

function hashOf(text: string): Uint8Array {
  return createHash('sha256').update(text).digest()
}
