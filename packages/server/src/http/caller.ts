/**
 * Who asks, what for, and how often: before anything of a request is read.
 *
 * @module
 */

import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { type Act, type Caller, requireAct } from '../identity/acts.ts'
import { authenticate, type FindKey, findKey } from '../identity/api-keys.ts'
import { findSession } from '../identity/sessions.ts'
import { RequestError } from '../request-error.ts'
import type { Database } from '../storage/database.ts'
import type { People, RequestEnv, Services } from './services.ts'

/** Lets those in who may do one of some acts, at any site. */
export type Door = (...acts: readonly [Act, ...Act[]]) => MiddlewareHandler<RequestEnv>

/** Methods that change nothing (RFC 9110 §9.2.1). */
const SAFE: readonly string[] = ['GET', 'HEAD']

const DOORS = new WeakSet<object>()

/**
 * Makes the door of all routes that take a key, or a person's session. It counts whoever comes: by who they are, or by
 * their address if it does not know them.
 *
 * @param find how keys are found
 */
export function createDoor(services: Services, find: FindKey = findKey): Door {
  return (...acts) => {
    const door: MiddlewareHandler<RequestEnv> = async (c, next) => {
      const caller = await findCaller(c, services, find)
      await services.rate.countCaller(caller.id)
      requireAct(caller, acts.find((act) => caller.acts.has(act)) ?? acts[0])
      c.set('caller', caller)
      await next()
    }
    DOORS.add(door)
    return door
  }
}

/** Whether a request comes to a door before it is answered. */
export function hasDoor(c: Context): boolean {
  return matchedRoutes(c).some(({ handler }) => DOORS.has(handler))
}

async function findCaller(c: Context, services: Services, find: FindKey): Promise<Caller> {
  const { database, people, rate, now } = services
  if (!database) throw new Error('unreachable: keys are in the database')
  try {
    const person = people && (await findPerson(c, database, people, now()))
    if (person) return person
    return await authenticate(database.db, c.req.header('Authorization'), now(), find)
  } catch (error) {
    if (error instanceof RequestError) await rate.countAddress(c)
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
