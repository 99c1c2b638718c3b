/**
 * `/v1/proposals`: what waits for a second person, who approves or refuses it.
 *
 * @module
 */

import { createRoute, z } from '@hono/zod-openapi'
import { carryOut } from '../../identity/carry-out.ts'
import {
  approveProposal,
  listProposals,
  type Proposal,
  refuseProposal,
  type ToldContent,
} from '../../identity/proposals.ts'
import type { App } from '../app.ts'
import { createDoor } from '../caller.ts'
import { describe, IDEMPOTENCY_KEY, keyFor, TIME, toTime } from '../describe.ts'
import { KEYED, ONCE, problems } from '../describe-problems.ts'
import type { KeptAnswer } from '../kept-answer.ts'
import type { Services } from '../services.ts'
import { answerOnce, jsonAnswer, NO_CONTENT } from '../write.ts'

/** Whoever may propose, and may take that back. */
const PROPOSING = ['revoke-mass', 'manage-keys', 'withdraw-key'] as const

/** What another is to know before it is approved. */
const PROPOSAL = z
  .strictObject({
    id: z.string(),
    proposedBy: z.string(),
    expiresAt: TIME,
    act: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('revoke-mass'),
        site: z.string(),
        reason: z.string(),
        count: z.int().describe('How many certificates'),
        lists: z
          .record(z.string(), z.int())
          .describe('How many of them are on each list, by its number'),
        digest: z
          .string()
          .describe(
            'SHA-256 of the receipts, in hex: sorted by their bytes, each once and with a line feed behind it',
          ),
      }),
      z.strictObject({
        kind: z.literal('create-key'),
        id: z.string(),
        name: z.string(),
        acts: z.array(z.string()),
        sites: z.array(z.string()),
        expiresAt: TIME,
      }),
      z.strictObject({ kind: z.literal('withdraw-key'), key: z.string() }),
    ]),
  })
  .openapi('Proposal')

/** What is answered to who proposes. */
export const PROPOSED = z
  .strictObject({ proposal: z.string().describe('Its `id`'), expiresAt: TIME })
  .openapi('Proposed')

const PARAMS = z.object({ id: z.string().describe('`id` of the proposal') })

const LIST = createRoute({
  method: 'get',
  path: '/v1/proposals',
  operationId: 'listProposals',
  summary: 'List what waits for a second person',
  security: keyFor('approve', ...PROPOSING),
  responses: {
    200: {
      description: 'Your own, and with `approve` those at your sites',
      content: { 'application/json': { schema: z.strictObject({ proposals: z.array(PROPOSAL) }) } },
    },
    ...problems(...KEYED),
  },
})

/** What both decisions are asked and answered by. */
const DECISION = {
  request: { headers: IDEMPOTENCY_KEY, params: PARAMS },
}

const DECIDED = { 204: { description: 'It is decided' } }

const APPROVE = createRoute({
  method: 'post',
  path: '/v1/proposals/{id}/approval',
  operationId: 'approveProposal',
  summary: 'Approve what another has proposed: it is done',
  security: keyFor('approve'),
  ...DECISION,
  responses: {
    ...DECIDED,
    ...problems(...ONCE, 'request.unknown', 'request.own-proposal', 'usage.token', 'usage.lists'),
  },
})

const REFUSE = createRoute({
  method: 'delete',
  path: '/v1/proposals/{id}',
  operationId: 'refuseProposal',
  summary: 'Refuse a proposal, or take back your own: it is forgotten',
  security: keyFor('approve', ...PROPOSING),
  ...DECISION,
  responses: { ...DECIDED, ...problems(...ONCE, 'request.unknown') },
})

/** Adds the routes. */
export function addProposals(app: App, services: Services): void {
  const { database, issuer, now } = services
  if (!database || !issuer) return
  const { db } = database
  const door = createDoor(services)
  for (const route of [LIST, APPROVE, REFUSE]) describe(app, 'Approval', route)
  app.get(LIST.path, door('approve', ...PROPOSING), async (c) => {
    const proposals = await listProposals(db, c.get('caller'), now())
    return c.json({ proposals: proposals.map(toJson) })
  })
  app.post(APPROVE.getRoutingPath(), door('approve'), (c) =>
    answerOnce(c, services, async () => {
      await approveProposal(db, c.get('caller'), c.req.param('id'), now(), (trx, proposal) =>
        carryOut(trx, { ...issuer, now }, proposal),
      )
      return NO_CONTENT
    }),
  )
  app.delete(REFUSE.getRoutingPath(), door('approve', ...PROPOSING), (c) =>
    answerOnce(c, services, async () => {
      await refuseProposal(db, c.get('caller'), c.req.param('id'), now())
      return NO_CONTENT
    }),
  )
}

/** What is answered to who has proposed. */
export function proposedAnswer({ id, expiresAt }: Pick<Proposal, 'id' | 'expiresAt'>): KeptAnswer {
  return jsonAnswer(202, { proposal: id, expiresAt: toTime(expiresAt) })
}

function toJson({
  id,
  proposedBy,
  expiresAt,
  content,
}: Proposal<ToldContent>): z.infer<typeof PROPOSAL> {
  return { id, proposedBy, expiresAt: toTime(expiresAt), act: toAct(content) }
}

function toAct(content: ToldContent): z.infer<typeof PROPOSAL>['act'] {
  switch (content.kind) {
    case 'revoke-mass': {
      const { lists, ...act } = content
      const count = Object.values(lists).reduce((sum, each) => sum + each, 0)
      return { ...act, lists: { ...lists }, count }
    }
    case 'create-key': {
      const { hash: _, acts, sites, expiresAt, ...act } = content
      return { ...act, acts: [...acts], sites: [...sites], expiresAt: toTime(expiresAt) }
    }
    case 'withdraw-key':
      return content
  }
}
