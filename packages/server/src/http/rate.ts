/**
 * How often somebody may ask: a caller by their key or session, anybody else by their address, in memory alone.
 *
 * @module
 */

import type { Context, MiddlewareHandler } from 'hono'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { RequestError } from '../request-error.ts'
import { findAddress } from './address.ts'
import { hasDoor } from './caller.ts'
import type { Limits, RequestEnv } from './services.ts'

/** Counts of one process, for a minute. */
export interface Rate {
  /** @throws {RequestError} `request.rate` */
  countCaller(id: string): Promise<void>
  /** @throws {RequestError} `request.rate` */
  countAddress(c: Context): Promise<void>
}

/** Asked by those who run the server, however often. */
const UNCOUNTED: readonly string[] = ['/healthz', '/readyz']

const MINUTE = 60

/**
 * Makes the counts.
 *
 * @param proxies so many servers of ours stand before this one
 */
export function createRate({ perMinute }: Pick<Limits, 'perMinute'>, proxies = 0): Rate {
  const options = { points: perMinute, duration: MINUTE }
  const callers = new RateLimiterMemory(options)
  const addresses = new RateLimiterMemory(options)
  return {
    countCaller: (id) => consume(callers, id),
    async countAddress(c) {
      const address = findAddress(c, proxies)
      if (address !== undefined) await consume(addresses, address)
    },
  }
}

/** Counts by address what is asked of routes without a door: what is sent with it says nothing there. */
export function countStrangers(rate: Rate): MiddlewareHandler<RequestEnv> {
  return async (c, next) => {
    if (!hasDoor(c) && !UNCOUNTED.includes(c.req.path)) await rate.countAddress(c)
    await next()
  }
}

async function consume(limiter: RateLimiterMemory, who: string): Promise<void> {
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
