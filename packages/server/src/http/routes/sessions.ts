/**
 * People sign in and out: `/sign-in` leads to their identity provider, which leads back; `/v1/session` says who they are.
 *
 * @module
 */

import { createRoute, z } from '@hono/zod-openapi'
import { endSession, findSession, startSession } from '../../identity/sessions.ts'
import { RequestError } from '../../request-error.ts'
import type { App } from '../app.ts'
import { requireOwnOrigin } from '../caller.ts'
import { describe, TIME, toTime } from '../describe.ts'
import { EVERY, problems } from '../describe-problems.ts'
import type { Services } from '../services.ts'

const SESSION = z
  .strictObject({
    operator: z.string().describe('As the log of acts names you'),
    roles: z.array(z.string()),
    acts: z.array(z.string()),
    sites: z.array(z.string()),
    expiresAt: TIME,
  })
  .openapi('Session')

const locationOf = (words: string) => z.object({ Location: z.string().describe(words) })

const SIGN_IN = createRoute({
  method: 'get',
  path: '/sign-in',
  operationId: 'signIn',
  summary: 'Go to the identity provider',
  responses: {
    302: { description: 'To the provider', headers: locationOf('Of the provider') },
    ...problems(...EVERY, 'unavailable.identity-provider'),
  },
})

/** Where the provider sends people back to. */
export const CALLBACK = '/sign-in/callback'

const RETURNING = [
  ...EVERY,
  ...(['request.sign-in', 'request.scope'] as const),
  ...(['unavailable.identity-provider', 'unavailable.database'] as const),
]

const RETURN = createRoute({
  method: 'get',
  path: CALLBACK,
  operationId: 'returnFromSignIn',
  summary: 'Come back from the identity provider',
  request: {
    query: z.object({
      code: z.string().optional().describe('Of the provider, good once'),
      state: z.string().optional(),
    }),
  },
  responses: {
    303: { description: 'Signed in', headers: locationOf('Of the page of this server') },
    ...problems(...RETURNING),
  },
})

const WHO = createRoute({
  method: 'get',
  path: '/v1/session',
  operationId: 'getSession',
  summary: 'Ask who has signed in',
  responses: {
    200: { description: 'It is you', content: { 'application/json': { schema: SESSION } } },
    ...problems(...EVERY, 'request.key', 'unavailable.database'),
  },
})

const SIGN_OUT = createRoute({
  method: 'delete',
  path: '/v1/session',
  operationId: 'signOut',
  summary: 'Sign out',
  responses: {
    204: { description: 'The session is over' },
    ...problems(...EVERY, 'request.origin', 'unavailable.database'),
  },
})

/** Adds the routes. */
export function addSessions(app: App, { database, people, now }: Services): void {
  if (!database || !people) return
  const { db } = database
  const { signIn, cookies, home, sessionSeconds } = people
  for (const route of [SIGN_IN, RETURN, WHO, SIGN_OUT]) describe(app, 'Session', route)
  app.get(SIGN_IN.path, async (c) => {
    const { url, pending } = await signIn.begin()
    cookies.keepPending(c, pending)
    c.header('Cache-Control', 'no-store')
    return c.redirect(url, 302)
  })
  app.get(RETURN.path, async (c) => {
    c.header('Cache-Control', 'no-store')
    const pending = cookies.takePending(c)
    if (!pending) throw new RequestError('request.sign-in')
    const person = await signIn.finish(new URL(c.req.url).search, pending)
    const secret = await startSession(db, person, now() + sessionSeconds)
    cookies.keepSession(c, secret, sessionSeconds)
    return c.redirect(home, 303)
  })
  app.get(WHO.path, async (c) => {
    const session = await findSession(db, cookies.readSession(c) ?? '', now())
    if (!session)
      throw new RequestError('request.key', { headers: { 'WWW-Authenticate': 'Bearer' } })
    const { id: operator, roles, acts, sites, expiresAt } = session
    c.header('Cache-Control', 'no-store')
    return c.json({
      ...{ operator, roles, acts: [...acts], sites: [...sites], expiresAt: toTime(expiresAt) },
    })
  })
  app.delete(SIGN_OUT.path, async (c) => {
    requireOwnOrigin(c, people)
    const secret = cookies.readSession(c)
    if (secret !== undefined) await endSession(db, secret)
    cookies.dropSession(c)
    return c.body(null, 204)
  })
}
