/**
 * `/v1/proposals`: what waits for a second person, who approves or refuses it.
 *
 * @module
 */

import { createRoute, z } from '@hono/zod-openapi'
import { carryOut } from '../../identity/carry-out.ts'
import {
  closeProposal,
  findForeignProposal,
  findProposal,
  listProposals,
  type Proposal,
} from '../../identity/proposals.ts'
import type { App } from '../app.ts'
import { createDoor } from '../caller.ts'
import {
  describe,
  IDEMPOTENCY_KEY,
  keyFor,
  problems,
  TIME,
  toTime,
  WRITE_PROBLEMS,
} from '../describe.ts'
import type { Services } from '../services.ts'
import { answerOnce } from '../write.ts'

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
  summary: 'List what waits for a second person',
  security: keyFor('approve'),
  responses: {
    200: {
      description: 'The proposals at your sites',
      content: { 'application/json': { schema: z.strictObject({ proposals: z.array(PROPOSAL) }) } },
    },
    ...problems(401, 403, 429, 503),
  },
})

/** What both decisions are asked and answered by. */
const DECISION = {
  security: keyFor('approve'),
  request: { headers: IDEMPOTENCY_KEY, params: PARAMS },
  responses: { 204: { description: 'It is decided' }, ...WRITE_PROBLEMS, ...problems(404) },
}

const APPROVE = createRoute({
  method: 'post',
  path: '/v1/proposals/{id}/approval',
  summary: 'Approve what another has proposed: it is done',
  ...DECISION,
})

const REFUSE = createRoute({
  method: 'delete',
  path: '/v1/proposals/{id}',
  summary: 'Refuse a proposal, also your own: it is forgotten',
  ...DECISION,
})

const DONE = { status: 204, headers: {}, body: new Uint8Array() }

/** Adds the routes. */
export function addProposals(app: App, services: Services): void {
  const { database, issuer, now } = services
  if (!database || !issuer) return
  const { db } = database
  const door = createDoor(services)('approve')
  for (const route of [LIST, APPROVE, REFUSE]) describe(app, route)
  app.get(LIST.path, door, async (c) => {
    const proposals = await listProposals(db, c.get('caller'), now())
    return c.json({ proposals: proposals.map(toJson) })
  })
  app.post(APPROVE.getRoutingPath(), door, (c) =>
    answerOnce(c, services, async () => {
      const caller = c.get('caller')
      const proposal = await findForeignProposal(db, caller, c.req.param('id'), now())
      const done = await carryOut({ ...issuer, db, now }, proposal)
      await closeProposal(db, caller, proposal, 'approve', now(), [done])
      return DONE
    }),
  )
  app.delete(REFUSE.getRoutingPath(), door, (c) =>
    answerOnce(c, services, async () => {
      const caller = c.get('caller')
      const proposal = await findProposal(db, caller, c.req.param('id'), now())
      await closeProposal(db, caller, proposal, 'refuse', now())
      return DONE
    }),
  )
}

function toJson({ id, proposedBy, expiresAt, content }: Proposal): z.infer<typeof PROPOSAL> {
  return { id, proposedBy, expiresAt: toTime(expiresAt), act: toAct(content) }
}

function toAct(content: Proposal['content']): z.infer<typeof PROPOSAL>['act'] {
  switch (content.kind) {
    case 'revoke-mass': {
      const { receipts, ...act } = content
      return { ...act, count: receipts.length }
    }
    case 'create-key': {
      const { hash: _, acts, sites, expiresAt, ...act } = content
      return { ...act, acts: [...acts], sites: [...sites], expiresAt: toTime(expiresAt) }
    }
    case 'withdraw-key':
      return content
  }
}
