/**
 * `GET /v1/audit`: the log of acts, for those who look after it.
 *
 * @module
 */

import { createRoute, z } from '@hono/zod-openapi'
import { readAudit } from '../../identity/audit.ts'
import { RequestError } from '../../request-error.ts'
import type { App } from '../app.ts'
import { createDoor } from '../caller.ts'
import { describe, keyFor, TIME, toTime } from '../describe.ts'
import { KEYED, problems } from '../describe-problems.ts'
import type { Services } from '../services.ts'

/** Lines of one answer. */
const MOST = 500
const NUMBER = /^\d{1,15}$/

const HASH = z.string().describe('SHA-256, in hex')

const LINE = z
  .strictObject({
    sequence: z.int(),
    act: z.string(),
    operator: z.string(),
    site: z.string(),
    hour: TIME,
    count: z.int(),
    reason: z.string().optional(),
    hash: HASH.describe('Of the line before and this one'),
  })
  .openapi('AuditLine')

const AUDIT = z
  .strictObject({
    lines: z.array(LINE),
    next: z.int().optional().describe('`after` of the next part; absent: this is the last'),
    chain: z.strictObject({
      state: z
        .enum(['whole', 'broken'])
        .describe(
          'Whether these lines follow on each other, and the heads of published lists are lines of the log',
        ),
      brokenAt: z.int().optional().describe('The first line that is not what was written'),
      missingHeads: z
        .int()
        .describe(
          'So many heads that were ever published are no line of the log: lines were lost or changed',
        ),
      head: z.strictObject({ sequence: z.int(), hash: HASH }),
    }),
  })
  .openapi('Audit')

const ROUTE = createRoute({
  method: 'get',
  path: '/v1/audit',
  operationId: 'readAudit',
  summary: 'Read the log of acts',
  description: 'The acts of an hour become lines when it is over.',
  security: keyFor('read-audit'),
  request: {
    query: z.object({
      after: z.string().regex(NUMBER).optional().describe('The line before the first. Default: 0'),
    }),
  },
  responses: {
    200: {
      description: 'Lines, in order, and whether they are what was written',
      content: { 'application/json': { schema: AUDIT } },
    },
    ...problems(...KEYED, 'request.body', 'usage.lists'),
  },
})

/** Adds the route. */
export function addAudit(app: App, services: Services): void {
  const { database, issuer } = services
  if (!database || !issuer) return
  describe(app, 'Log', ROUTE)
  app.get(ROUTE.path, createDoor(services)('read-audit'), async (c) => {
    const given = c.req.query('after') ?? '0'
    if (!NUMBER.test(given)) {
      throw new RequestError('request.body', {
        faults: [{ path: 'after', words: 'expected a whole number from 0' }],
      })
    }
    const heads = await issuer.publishedHeads()
    const { lines, brokenAt, missingHeads, head } = await readAudit(database.db, {
      ...{ after: Number(given), most: MOST, heads },
    })
    const last = lines.at(-1)
    const isWhole = brokenAt === undefined && missingHeads === 0
    return c.json({
      lines: lines.map(({ reason, hour, hash, ...line }) => ({
        ...{ ...line, hour: toTime(hour), hash: toHex(hash) },
        ...(reason !== null && { reason }),
      })),
      ...(last && last.sequence < head.sequence && { next: last.sequence }),
      chain: {
        ...{ state: isWhole ? 'whole' : 'broken', missingHeads },
        ...(brokenAt !== undefined && { brokenAt }),
        head: { sequence: head.sequence, hash: toHex(head.hash) },
      },
    } satisfies z.infer<typeof AUDIT>)
  })
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
