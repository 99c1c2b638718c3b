/**
 * `POST /v1/mass-revocations`: proposes to take a faulty batch back, by the receipts that its laboratory kept.
 *
 * @module
 */

import { createRoute, z } from '@hono/zod-openapi'
import { REVOCATION_REASONS, type Receipt, requireOwnBatch } from 'pratique/revocation'
import { chooseSite, EVERY_SITE, requireAct } from '../../identity/acts.ts'
import { type ProposalContent, propose } from '../../identity/proposals.ts'
import { digestReceipts, formatReceipt, parseReceipt, RECEIPT } from '../../issuing/receipts.ts'
import type { App } from '../app.ts'
import { limitBody, readBody } from '../body.ts'
import { createDoor } from '../caller.ts'
import { describe, IDEMPOTENCY_KEY, keyFor, SITE_SCHEMA } from '../describe.ts'
import { BODY, ONCE, problems } from '../describe-problems.ts'
import type { Services } from '../services.ts'
import { answerOnce } from '../write.ts'
import { PROPOSED, proposedAnswer } from './proposals.ts'

export const PATH = '/v1/mass-revocations'

const MOST = 50_000
/** So many of the longest, and what stands beside them. */
const MOST_BYTES = 1024 * 1024

const MASS_REVOCATION = z
  .strictObject({
    site: SITE_SCHEMA.optional(),
    reason: z.enum(REVOCATION_REASONS).describe('For your own count: it is never published'),
    receipts: z
      .array(z.string().regex(RECEIPT, 'expected LIST/INDEX, two numbers'))
      .min(2)
      .max(MOST)
      .describe('LIST/INDEX each, as they were answered'),
    count: z.int().min(2).describe('How many different certificates the batch has'),
  })
  .openapi('MassRevocation')

const ROUTE = createRoute({
  method: 'post',
  path: PATH,
  operationId: 'proposeMassRevocation',
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
    ...problems(...ONCE, ...BODY, 'usage.token', 'usage.lists'),
  },
})

/** Adds the route. */
export function addMassRevocations(app: App, services: Services): void {
  const { database, issuer, now } = services
  if (!database || !issuer) return
  describe(app, 'Revocation', ROUTE)
  app.post(ROUTE.path, createDoor(services)('revoke-mass'), limitBody(MOST_BYTES), (c) =>
    answerOnce(c, services, async () => {
      const { receipts, count, reason, ...body } = await readBody(c, MASS_REVOCATION)
      const caller = c.get('caller')
      const site = chooseSite(caller, body.site)
      requireAct(caller, 'revoke-mass', site)
      const read = receipts.map(parseReceipt)
      await requireOwnBatch(issuer, { receipts: read, count })
      const content = { kind: 'revoke-mass', site, reason, ...summarise(read) } as const
      // A receipt says nothing of the site that gave it: whoever approves answers for all of them.
      const sites = [EVERY_SITE]
      return proposedAnswer(await propose(database.db, caller, { content, sites }, now()))
    }),
  )
}

/** All different receipts, and what is told of them. */
function summarise(
  given: readonly Receipt[],
): Pick<
  Extract<ProposalContent, { readonly kind: 'revoke-mass' }>,
  'receipts' | 'lists' | 'digest'
> {
  const receipts = [...new Set(given.map(formatReceipt))]
  const lists: Record<string, number> = {}
  for (const { list } of receipts.map(parseReceipt)) lists[list] = (lists[list] ?? 0) + 1
  return { receipts, lists, digest: digestReceipts(receipts) }
}
