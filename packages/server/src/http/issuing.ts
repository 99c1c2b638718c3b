/**
 * Both ends of the routes that issue: who is let in, and what is given out.
 *
 * @module
 */

import type { Context, MiddlewareHandler } from 'hono'
import { rememberKeys } from '../identity/remembered-keys.ts'
import { RequestError } from '../request-error.ts'
import { createDoor } from './caller.ts'
import { type IssuedAnswer, issueOnce } from './issue-once.ts'
import type { RequestEnv, Services } from './services.ts'
import { readKeys, toResponse } from './write.ts'

/** The ends of a route. */
export interface Issuing {
  /** Lets those in who may issue, by keys that are remembered. */
  readonly door: MiddlewareHandler<RequestEnv>
  /** Issues what a request asks for, or gives the answer that it had: to whom a key is still in force. */
  answer(c: Context<RequestEnv>, make: () => Promise<IssuedAnswer>): Promise<Response>
}

/** Makes both: neither is safe without the other. */
export function createIssuing(services: Services): Issuing {
  const { database, metrics, now } = services
  const remembered = rememberKeys(now)
  return {
    door: createDoor(services, remembered.find)('issue'),
    async answer(c, make) {
      if (!database) throw new Error('unreachable: what is issued is kept for whoever asks again')
      const caller = c.get('caller')
      const request = { keys: await readKeys(c), caller, now: now() }
      try {
        const { answer, act } = await issueOnce(database.db, request, make)
        if (act) metrics.countIssued(act.count)
        return toResponse(c, answer)
      } catch (error) {
        if (error instanceof RequestError && error.code === 'request.key')
          remembered.forget(caller.id)
        throw error
      }
    },
  }
}
