/**
 * `/v1/api-keys`: keys are listed, made and taken back by those who may. A key for strong acts comes into force when
 * another person has approved it.
 *
 * @module
 */

import { createRoute, z } from '@hono/zod-openapi'
import { ACTS, type Caller, EVERY_SITE, hasSites, SITE, STRONG_ACTS } from '../../identity/acts.ts'
import {
  drawApiKey,
  holdKey,
  type KnownApiKey,
  keepApiKey,
  listApiKeys,
  revokeApiKey,
} from '../../identity/api-keys.ts'
import { countAct, type DoneAct, SERVER_SITE } from '../../identity/audit.ts'
import { propose } from '../../identity/proposals.ts'
import { RequestError } from '../../request-error.ts'
import type { App } from '../app.ts'
import { readBody, requireForm } from '../body.ts'
import { createDoor } from '../caller.ts'
import { describe, IDEMPOTENCY_KEY, keyFor, TIME, toTime } from '../describe.ts'
import { BODY, KEYED, ONCE, problems } from '../describe-problems.ts'
import type { Services } from '../services.ts'
import { answerOnce, jsonAnswer, NO_CONTENT } from '../write.ts'

const DAY = 86_400
const MAX_DAYS = 1095

export const KEY_SITES = z
  .array(
    z.union([z.literal(EVERY_SITE), z.string().regex(SITE)], {
      error: 'expected *, or 1 to 32 of a-z, 0-9 and -, not - first',
    }),
  )
  .min(1)
  .max(100)

/** A name is shown: it is of one line, and has something to see. */
const NAME = /^[^\p{C}\p{Zl}\p{Zp}]{1,80}$/u

const NAME_SCHEMA = z
  .string()
  .regex(NAME, 'expected 1 to 80 characters in one line')
  // JSON Schema has no flags: its patterns are read by code points as they are (2020-12 §6.3.3).
  .openapi({ pattern: NAME.source })

const NEW_KEY = z
  .strictObject({
    name: NAME_SCHEMA.describe('Who is to have it, such as Laboratory 7'),
    acts: z.array(z.enum(ACTS)).min(1).max(ACTS.length),
    sites: KEY_SITES.describe('Where the acts are done; *: everywhere'),
    days: z
      .int()
      .min(1)
      .max(MAX_DAYS)
      .default(365)
      .describe('A key that nobody has to approve ends with the key that made it, at the latest'),
  })
  .openapi('NewApiKey')

const MADE_KEY = z
  .strictObject({
    id: z.string(),
    key: z.string().describe('Told this once'),
    expiresAt: TIME,
    proposal: z.string().optional().describe('What another person has to approve first'),
  })
  .openapi('MadeApiKey')

const KEY = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    acts: z.array(z.string()),
    sites: z.array(z.string()),
    state: z.enum(['in-force', 'expired', 'revoked']),
    expiresAt: TIME,
    madeBy: z.string().optional(),
  })
  .openapi('ApiKey')

const LIST = createRoute({
  method: 'get',
  path: '/v1/api-keys',
  operationId: 'listApiKeys',
  summary: 'List the keys that there are',
  security: keyFor('manage-keys'),
  responses: {
    200: {
      description: 'What is known of them; no key can be made out of it',
      content: { 'application/json': { schema: z.strictObject({ keys: z.array(KEY) }) } },
    },
    ...problems(...KEYED),
  },
})

const MADE = { 'application/json': { schema: MADE_KEY } }

const CREATE = createRoute({
  method: 'post',
  path: '/v1/api-keys',
  operationId: 'createApiKey',
  summary: 'Make a key',
  security: keyFor('manage-keys'),
  request: {
    headers: IDEMPOTENCY_KEY,
    body: { required: true, content: { 'application/json': { schema: NEW_KEY } } },
  },
  responses: {
    201: { description: 'The key, in force', content: MADE },
    202: {
      description: `The key; in force when another person approves it: ${STRONG_ACTS.join(', ')}`,
      content: MADE,
    },
    ...problems(...ONCE, ...BODY),
  },
})

const WITH_MADE = z.object({
  made: z
    .enum(['true', 'false'])
    .default('false')
    .describe('true: also the keys that were made with it, and with those, as for a stolen one'),
})

const REVOKE = createRoute({
  method: 'delete',
  path: '/v1/api-keys/{id}',
  operationId: 'revokeApiKey',
  summary: 'Take a key back, at once, and what it has proposed',
  security: keyFor('manage-keys'),
  request: {
    headers: IDEMPOTENCY_KEY,
    params: z.object({ id: z.string().describe('`id` of the key') }),
    query: WITH_MADE,
  },
  responses: {
    204: { description: 'It is taken back' },
    ...problems(...ONCE, 'request.body', 'request.unknown'),
  },
})

/** Adds the routes. */
export function addApiKeys(app: App, services: Services): void {
  const { database, now } = services
  if (!database) return
  const { db } = database
  const door = createDoor(services)('manage-keys')
  for (const route of [LIST, CREATE, REVOKE]) describe(app, 'Keys', route)
  app.get(LIST.path, door, async (c) => {
    const keys = (await listApiKeys(db)).filter(({ sites }) => hasSites(c.get('caller'), sites))
    return c.json({ keys: keys.map((key) => toJson(key, now())) })
  })
  app.post(CREATE.path, door, (c) =>
    answerOnce(c, services, async () => {
      const { days, ...asked } = await readBody(c, NEW_KEY)
      const caller = c.get('caller')
      if (!hasSites(caller, asked.sites)) throw new RequestError('request.scope')
      const { id, hash, key } = drawApiKey()
      const wanted = Math.floor(now()) + days * DAY
      if (asked.acts.some((act) => STRONG_ACTS.includes(act))) {
        const digest = Buffer.from(hash).toString('hex')
        const made = { kind: 'create-key', id, hash: digest, ...asked, expiresAt: wanted } as const
        const proposal = await propose(db, caller, { content: made, sites: asked.sites }, now())
        return jsonAnswer(202, { id, key, expiresAt: toTime(wanted), proposal: proposal.id })
      }
      // What nobody else has approved ends with the key that made it.
      const expiresAt = Math.min(wanted, caller.keyExpiresAt ?? Infinity)
      await db.transaction().execute(async (trx) => {
        await holdKey(trx, caller)
        await keepApiKey(trx, { id, hash }, { ...asked, expiresAt, maker: caller })
        await countAct(trx, actOf('create-key', caller, 1), now())
      })
      return jsonAnswer(201, { id, key, expiresAt: toTime(expiresAt) })
    }),
  )
  app.delete(REVOKE.getRoutingPath(), door, (c) =>
    answerOnce(c, services, async () => {
      const caller = c.get('caller')
      const id = c.req.param('id')
      const known = (await listApiKeys(db)).find((key) => key.id === id)
      if (!known || !hasSites(caller, known.sites)) throw new RequestError('request.unknown')
      const { made } = requireForm(WITH_MADE, c.req.query())
      await db.transaction().execute(async (trx) => {
        const count = await revokeApiKey(trx, known.id, now(), { withMade: made === 'true' })
        if (count > 0) await countAct(trx, actOf('revoke-key', caller, count), now())
      })
      return NO_CONTENT
    }),
  )
}

function actOf(act: 'create-key' | 'revoke-key', { id: operator }: Caller, count: number): DoneAct {
  return { act, operator, site: SERVER_SITE, count }
}

function toJson(key: KnownApiKey, now: number): z.infer<typeof KEY> {
  const { id, name, acts, sites, expires_at, revoked_at, made_by } = key
  return {
    ...{ id, name, acts, sites, expiresAt: toTime(expires_at) },
    state: revoked_at !== null ? 'revoked' : expires_at <= now ? 'expired' : 'in-force',
    ...(made_by !== null && { madeBy: made_by }),
  }
}
