/**
 * Who asks, what for, and how often: before anything of a request is read.
 *
 * @module
 */

import type { Context, MiddlewareHandler } from 'hono'
import { type Act, type Caller, requireAct } from '../identity/acts.ts'
import { authenticate } from '../identity/api-keys.ts'
import { findSession } from '../identity/sessions.ts'
import { RequestError } from '../request-error.ts'
import type { Database } from '../storage/database.ts'
import type { People, RequestEnv, Services } from './services.ts'

/** Lets those in who may do one of some acts, at any site. */
export type Door = (...acts: readonly [Act, ...Act[]]) => MiddlewareHandler<RequestEnv>

/** Methods that change nothing (RFC 9110 §9.2.1). */
const SAFE: readonly string[] = ['GET', 'HEAD']

/** Makes the door of all routes that take a key, or a person's session. */
export function createDoor(services: Services): Door {
  return (...acts) =>
    async (c, next) => {
      const caller = await findCaller(c, services)
      await services.rate.countCaller(caller.id)
      requireAct(caller, acts.find((act) => caller.acts.has(act)) ?? acts[0])
      c.set('caller', caller)
      await next()
    }
}

async function findCaller(c: Context, services: Services): Promise<Caller> {
  const { database, people, rate, now } = services
  if (!database) throw new Error('unreachable: keys are in the database')
  const person = people && (await findPerson(c, database, people, now()))
  if (person) return person
  const authorization = c.req.header('Authorization')
  try {
    return await authenticate(database.db, authorization, now())
  } catch (error) {
    // Whoever sends no key was counted on arrival.
    if (error instanceof RequestError && authorization !== undefined) await rate.countAddress(c)
    throw error
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
