/**
 * `/v1/signing-keys`: the keys that sign certificates are listed, and one that was stolen is proposed for withdrawal.
 *
 * @module
 */

import { createRoute, z } from '@hono/zod-openapi'
import { EVERY_SITE, hasSites } from '../../identity/acts.ts'
import { propose } from '../../identity/proposals.ts'
import { RequestError } from '../../request-error.ts'
import type { App } from '../app.ts'
import { createDoor } from '../caller.ts'
import { describe, IDEMPOTENCY_KEY, keyFor } from '../describe.ts'
import { KEYED, ONCE, problems } from '../describe-problems.ts'
import type { Services } from '../services.ts'
import { answerOnce } from '../write.ts'
import { PROPOSED, proposedAnswer } from './proposals.ts'

const KEY = z
  .strictObject({
    fingerprint: z.string().describe('SHA-256 of its public half (SPKI), in hex'),
    formats: z.array(z.string()),
    sites: z.array(z.string()),
    state: z.enum(['in-force', 'withdrawn']),
  })
  .openapi('SigningKey')

const LIST = createRoute({
  method: 'get',
  path: '/v1/signing-keys',
  operationId: 'listSigningKeys',
  summary: 'List the keys that sign certificates',
  security: keyFor('withdraw-key'),
  responses: {
    200: {
      description: 'Their public halves, by hash',
      content: { 'application/json': { schema: z.strictObject({ keys: z.array(KEY) }) } },
    },
    ...problems(...KEYED),
  },
})

const WITHDRAW = createRoute({
  method: 'post',
  path: '/v1/signing-keys/{fingerprint}/withdrawal',
  operationId: 'proposeKeyWithdrawal',
  summary: 'Propose to withdraw a key: it signs nothing any more',
  security: keyFor('withdraw-key'),
  request: {
    headers: IDEMPOTENCY_KEY,
    params: z.object({ fingerprint: z.string().describe('As the list has it') }),
  },
  responses: {
    202: {
      description: 'It is withdrawn when another person approves it',
      content: { 'application/json': { schema: PROPOSED } },
    },
    ...problems(...ONCE, 'request.unknown'),
  },
})

/** Adds the routes. */
export function addSigningKeys(app: App, services: Services): void {
  const { database, issuer, now } = services
  if (!database || !issuer) return
  const { db } = database
  const { keys } = issuer.authority
  const door = createDoor(services)('withdraw-key')
  for (const route of [LIST, WITHDRAW]) describe(app, 'Keys', route)
  app.get(LIST.path, door, async (c) => {
    const withdrawn = await issuer.withdrawnKeys.list()
    const told = keys.map(({ fingerprint, formats, sites }) => ({
      ...{ fingerprint, formats: [...formats], sites: [...sites] },
      state: withdrawn.has(fingerprint) ? ('withdrawn' as const) : ('in-force' as const),
    }))
    return c.json({ keys: told })
  })
  app.post(WITHDRAW.getRoutingPath(), door, (c) =>
    answerOnce(c, services, async () => {
      const caller = c.get('caller')
      const known = keys.find(({ fingerprint }) => fingerprint === c.req.param('fingerprint'))
      if (!known) throw new RequestError('request.unknown')
      if (!hasSites(caller, known.sites)) throw new RequestError('request.scope')
      const content = { kind: 'withdraw-key', key: known.fingerprint } as const
      const sites = [EVERY_SITE]
      return proposedAnswer(await propose(db, caller, { content, sites }, now()))
    }),
  )
}
