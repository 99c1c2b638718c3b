/**
 * Who asks, what for, and how often: before anything of a request is read.
 *
 * @module
 */

import type { MiddlewareHandler } from 'hono'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { type Act, requireAct } from '../identity/acts.ts'
import { authenticate } from '../identity/api-keys.ts'
import { RequestError } from '../request-error.ts'
import type { RequestEnv, Services } from './services.ts'

/** Lets those in who may do one of some acts. */
export type Door = (act: Act) => MiddlewareHandler<RequestEnv>

/** Makes the door of all routes that take a key. */
export function createDoor({ database, limits, now }: Services): Door {
  const limiter = new RateLimiterMemory({ points: limits.perMinute, duration: 60 })
  return (act) => async (c, next) => {
    if (!database) throw new Error('unreachable: keys are in the database')
    const caller = await authenticate(database.db, c.req.header('Authorization'), now())
    await consume(limiter, caller.id)
    requireAct(caller, act)
    c.set('caller', caller)
    await next()
  }
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
