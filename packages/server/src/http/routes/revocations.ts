/**
 * `POST /v1/revocations`: takes certificates back. They are on the list of the next day.
 *
 * @module
 */

import { createRoute, z } from '@hono/zod-openapi'
import { REVOCATION_REASONS, revokeByTokens } from 'pratique/revocation'
import { chooseSite, requireAct } from '../../identity/acts.ts'
import { countAct } from '../../identity/audit.ts'
import { findTokenOf } from '../../issuing/tokens.ts'
import { createListStore } from '../../storage/list-store.ts'
import type { App } from '../app.ts'
import { readBody } from '../body.ts'
import { createDoor } from '../caller.ts'
import { describe, IDEMPOTENCY_KEY, keyFor, SITE_SCHEMA } from '../describe.ts'
import { BODY, ONCE, problems } from '../describe-problems.ts'
import type { Services } from '../services.ts'
import { answerOnce, jsonAnswer } from '../write.ts'

/** More at once is a batch, which two people approve. */
const MOST = 20
/** Of one code; the chunks of a card are a text each. */
const MAX_TEXT = 12_000

const REVOCATION = z
  .strictObject({
    site: SITE_SCHEMA.optional(),
    reason: z.enum(REVOCATION_REASONS).describe('For your own count: it is never published'),
    certificates: z
      .array(z.string().min(1).max(MAX_TEXT))
      .min(1)
      .max(MOST)
      .describe('What the codes say, or the identifiers in them'),
  })
  .openapi('Revocation')

const REVOKED = z
  .object({ revoked: z.int().describe('How many were not revoked before') })
  .openapi('Revoked')

const ROUTE = {
  method: 'post',
  path: '/v1/revocations',
  operationId: 'revokeCertificates',
  summary: 'Take certificates back',
  security: keyFor('revoke'),
  request: {
    headers: IDEMPOTENCY_KEY,
    body: { required: true, content: { 'application/json': { schema: REVOCATION } } },
  },
  responses: {
    200: {
      description: 'They are taken back, all of them, and stand on the next list',
      content: { 'application/json': { schema: REVOKED } },
    },
    ...problems(...ONCE, ...BODY, 'usage.token', 'usage.lists'),
  },
} as const

/** Adds the route. */
export function addRevocations(app: App, services: Services): void {
  const { issuer, database, now } = services
  if (!issuer || !database) return
  describe(app, 'Revocation', createRoute(ROUTE))
  app.post(ROUTE.path, createDoor(services)('revoke'), (c) =>
    answerOnce(c, services, async () => {
      const { reason, certificates, ...body } = await readBody(c, REVOCATION)
      const caller = c.get('caller')
      const site = chooseSite(caller, body.site)
      requireAct(caller, 'revoke', site)
      const tokens = await Promise.all(
        certificates.map((text, at) =>
          findTokenOf(text, issuer.authority, now(), `certificates.${at}`),
        ),
      )
      const { secret } = issuer
      const act = {
        act: 'revoke',
        operator: caller.id,
        site,
        count: tokens.length,
        reason,
      } as const
      const { revoked } = await database.db.transaction().execute(async (trx) => {
        const lists = { store: createListStore(trx), secret, now }
        const result = await revokeByTokens(lists, tokens, reason)
        await countAct(trx, act, now())
        return result
      })
      return jsonAnswer(200, { revoked })
    }),
  )
}
