/**
 * `POST /v1/mass-revocations`: proposes to take a faulty batch back, by the receipts that its laboratory kept.
 *
 * @module
 */

import { createRoute, z } from '@hono/zod-openapi'
import { REVOCATION_REASONS, requireOwnBatch } from 'pratique/revocation'
import { chooseSite, requireAct } from '../../identity/acts.ts'
import { readReceipt } from '../../identity/carry-out.ts'
import { propose } from '../../identity/proposals.ts'
import type { App } from '../app.ts'
import { readBody } from '../body.ts'
import { createDoor } from '../caller.ts'
import {
  describe,
  IDEMPOTENCY_KEY,
  keyFor,
  SITE_SCHEMA,
  toTime,
  WRITE_PROBLEMS,
} from '../describe.ts'
import type { Services } from '../services.ts'
import { answerOnce, jsonAnswer } from '../write.ts'
import { PROPOSED } from './proposals.ts'

const MOST = 50_000

const MASS_REVOCATION = z
  .strictObject({
    site: SITE_SCHEMA.optional(),
    reason: z.enum(REVOCATION_REASONS).describe('For your own count: it is never published'),
    receipts: z
      .array(z.string().regex(/^\d{1,5}\/\d{1,10}$/))
      .min(2)
      .max(MOST)
      .describe('LIST/INDEX each, as they were answered; as many as one body holds'),
    count: z.int().min(2).describe('How many different certificates the batch has'),
  })
  .openapi('MassRevocation')

const ROUTE = createRoute({
  method: 'post',
  path: '/v1/mass-revocations',
  summary: 'Propose to take a batch back',
  security: keyFor('revoke-mass'),
  request: {
    headers: IDEMPOTENCY_KEY,
    body: { required: true, content: { 'application/json': { schema: MASS_REVOCATION } } },
  },
  responses: {
    202: {
      description: 'It is done when another person approves it',
      content: { 'application/json': { schema: PROPOSED } },
    },
    ...WRITE_PROBLEMS,
  },
})

/** Adds the route. */
export function addMassRevocations(app: App, services: Services): void {
  const { database, issuer, now } = services
  if (!database || !issuer) return
  describe(app, ROUTE)
  app.post(ROUTE.path, createDoor(services)('revoke-mass'), (c) =>
    answerOnce(c, services, async () => {
      const { receipts, count, reason, ...body } = await readBody(c, MASS_REVOCATION)
      const caller = c.get('caller')
      const site = chooseSite(caller, body.site)
      requireAct(caller, 'revoke-mass', site)
      await requireOwnBatch(issuer, { receipts: receipts.map(readReceipt), count })
      const different = [...new Set(receipts)]
      const content = { kind: 'revoke-mass', site, reason, receipts: different } as const
      const { id, expiresAt } = await propose(
        database.db,
        caller,
        { content, sites: [site] },
        now(),
      )
      return jsonAnswer(202, { proposal: id, expiresAt: toTime(expiresAt) })
    }),
  )
}
