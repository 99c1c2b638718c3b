/**
 * Who asks, what for, and how often: before anything of a request is read.
 *
 * @module
 */

import type { Context, MiddlewareHandler } from 'hono'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { type Act, type Caller, requireAct } from '../identity/acts.ts'
import { authenticate } from '../identity/api-keys.ts'
import { findSession } from '../identity/sessions.ts'
import { RequestError } from '../request-error.ts'
import type { Database } from '../storage/database.ts'
import type { People, RequestEnv, Services } from './services.ts'

/** Lets those in who may do one of some acts. */
export type Door = (act: Act) => MiddlewareHandler<RequestEnv>

/** Methods that change nothing (RFC 9110 §9.2.1). */
const SAFE: readonly string[] = ['GET', 'HEAD']

/** Makes the door of all routes that take a key, or a person's session. */
export function createDoor({ database, people, limits, now }: Services): Door {
  const limiter = new RateLimiterMemory({ points: limits.perMinute, duration: 60 })
  return (act) => async (c, next) => {
    if (!database) throw new Error('unreachable: keys are in the database')
    const caller =
      (people && (await findPerson(c, database, people, now()))) ??
      (await authenticate(database.db, c.req.header('Authorization'), now()))
    await consume(limiter, caller.id)
    requireAct(caller, act)
    c.set('caller', caller)
    await next()
  }
}

/** Finds the person of a browser; a program sends its key, which goes before. */
async function findPerson(
  c: Context,
  { db }: Database,
  people: People,
  now: number,
): Promise<Caller | undefined> {
  const secret = people.cookies.readSession(c)
  if (secret === undefined || c.req.header('Authorization') !== undefined) return undefined
  const session = await findSession(db, secret, now)
  if (session && !SAFE.includes(c.req.method)) requireOwnOrigin(c, people)
  return session
}

/**
 * Lets a page of this origin alone act for whoever has signed in.
 *
 * @throws {RequestError} `request.origin`
 */
export function requireOwnOrigin(c: Context, { origin }: Pick<People, 'origin'>): void {
  if (c.req.header('Origin') !== origin) throw new RequestError('request.origin')
}

/** @throws {RequestError} `request.rate` */
export async function consume(limiter: RateLimiterMemory, who: string): Promise<void> {
  try {
    await limiter.consume(who)
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    const seconds = Math.ceil(refused.msBeforeNext / 1000)
    throw new RequestError('request.rate', {
      headers: { 'Retry-After': String(Math.max(1, seconds)) },
    })
  }
}
