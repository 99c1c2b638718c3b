/**
 * `/v1/batches`: orders of any number in, and what came of each out, encrypted to who sent them.
 *
 * @module
 */

import { z } from '@hono/zod-openapi'
import { BATCH_ID, type BatchProgress } from '../../batches/batch.ts'
import { destroyBatch, findBatch, readResult } from '../../batches/batch-store.ts'
import { parseRecipient, RECIPIENT_HEADER } from '../../batches/recipient.ts'
import { takeIn } from '../../batches/take-in.ts'
import { type Caller, chooseSite, hasSites, requireAct } from '../../identity/acts.ts'
import { type Log, toFields } from '../../operations/log.ts'
import { RequestError } from '../../request-error.ts'
import type { Database } from '../../storage/database.ts'
import type { App } from '../app.ts'
import { BATCH_TYPES, MAPPING_HEADER, toIntake } from '../batch-intake.ts'
import { requireForm } from '../body.ts'
import { createDoor } from '../caller.ts'
import { describe, IDEMPOTENCY_KEY, keyFor, SITE_SCHEMA } from '../describe.ts'
import { BODY, CHANGING, KEYED, ONCE, problems } from '../describe-problems.ts'
import { readRequest } from '../kept-answer.ts'
import type { Services } from '../services.ts'
import { jsonAnswer, toResponse } from '../write.ts'
import { FORMAT_SCHEMA } from './certificates.ts'

const PATH = '/v1/batches'

const OPTIONS = z.strictObject({
  format: FORMAT_SCHEMA,
  site: SITE_SCHEMA.optional(),
  purpose: z
    .enum(['keeping', 'showing'])
    .default('keeping')
    .describe('showing: copies that cannot be revoked and end within 14 days'),
  pictures: z
    .enum(['none', 'svg', 'png'])
    .default('none')
    .describe('Which pictures of the codes stand beside their texts'),
  offset: z
    .string()
    .regex(/^(Z|[+-](0\d|1[0-4]):[0-5]\d)$/, 'expected Z, or such as +02:00')
    .optional()
    .describe('Of times in HL7 v2 that have none'),
})

const HEADERS = IDEMPOTENCY_KEY.extend({
  [MAPPING_HEADER.toLowerCase()]: z
    .string()
    .optional()
    .describe('With text/csv: what its columns mean, as JSON in base64url'),
  [RECIPIENT_HEADER.toLowerCase()]: z
    .string()
    .describe(
      'Your public key, X25519 or P-256, as JWK in base64url: the result is encrypted to it',
    ),
})

const PROGRESS = z
  .object({
    id: z.string(),
    state: z
      .enum(['working', 'done', 'failed'])
      .describe('failed: as done, and rows of the code request.resubmit are to be sent again'),
    rows: z.int(),
    issued: z.int(),
    refused: z.int(),
    code: z.literal('request.resubmit').optional(),
  })
  .openapi('Batch')

const TEXT = { schema: z.string().describe('one row a line; the whole is never in memory') }
const ID = z.object({ id: z.string().regex(BATCH_ID) })

const POST = {
  method: 'post',
  path: PATH,
  operationId: 'createBatch',
  summary: 'Issue certificates in any number',
  security: keyFor('batch'),
  request: {
    headers: HEADERS,
    query: OPTIONS,
    body: {
      required: true,
      content: Object.fromEntries([...BATCH_TYPES].map((type) => [type, TEXT])),
    },
  },
  responses: {
    202: {
      description: 'All of it is here, and is worked on',
      headers: z.object({ Location: z.string().describe('Where it says how far it is') }),
      content: { 'application/json': { schema: PROGRESS } },
    },
    ...problems(...ONCE, ...BODY, 'usage.issuer'),
  },
} as const

const GET = {
  method: 'get',
  path: `${PATH}/{id}`,
  operationId: 'getBatch',
  summary: 'How far a batch is',
  security: keyFor('batch'),
  request: { params: ID },
  responses: {
    200: { description: 'How far it is', content: { 'application/json': { schema: PROGRESS } } },
    ...problems(...KEYED, 'request.unknown'),
  },
} as const

const GET_RESULT = {
  method: 'get',
  path: `${PATH}/{id}/result`,
  operationId: 'getBatchResult',
  summary: 'Fetch what came of each row',
  security: keyFor('batch'),
  request: { params: ID },
  responses: {
    200: {
      description:
        'Lines, each a compact JWE (ECDH-ES, A256GCM) of some hundred rows as JSON lines, in the order of the rows. ' +
        '`batch`, `chunk` and `chunks` in the protected header say which it is',
      content: { 'text/plain': { schema: z.string() } },
    },
    ...problems(...KEYED, 'request.unknown', 'request.unfinished'),
  },
} as const

const DELETE = {
  method: 'delete',
  path: `${PATH}/{id}`,
  operationId: 'acknowledgeBatch',
  summary: 'Acknowledge a result, which destroys it',
  security: keyFor('batch'),
  request: { params: ID },
  responses: {
    204: { description: 'Nothing is left of it. After a day nothing is, acknowledged or not' },
    ...problems(...CHANGING, 'request.unknown', 'request.unfinished'),
  },
} as const

/** Adds the routes. */
export function addBatches(app: App, services: Services): void {
  const { issuer, batches, database, limits, log, now } = services
  if (!issuer || !batches || !database) return
  for (const route of [POST, GET, GET_RESULT, DELETE]) describe(app, 'Batches', route)
  const door = createDoor(services)('batch')

  app.post(PATH, door, async (c) => {
    const caller = c.get('caller')
    const { searchParams } = new URL(c.req.url)
    const { site: named, offset, ...rest } = requireForm(OPTIONS, Object.fromEntries(searchParams))
    const site = chooseSite(caller, named)
    requireAct(caller, 'batch', site)
    const mapping = c.req.header(MAPPING_HEADER)
    const intake = toIntake(c.req.header('Content-Type'), mapping, offset)
    const given = c.req.header(RECIPIENT_HEADER)
    const recipient = await parseRecipient(given)
    await issuer.authority.requireKey({ site, format: rest.format })
    const request = readRequest({
      key: c.req.header('Idempotency-Key'),
      caller: caller.id,
      head: ['POST', `${PATH}?${searchParams}`, intake.form, given, mapping ?? ''].join('\n'),
    })
    const incoming = {
      ...{ db: database.db, dayKeys: batches.dayKeys, operator: caller.id, now, request },
      options: { ...rest, site, recipient },
      ...{ intake, body: c.req.raw.body, patienceMs: limits.seconds * 1000 },
    }
    const answer = await takeIn(incoming, (id, rows) => {
      const begun = { id, state: 'working', rows, issued: 0, refused: 0, lost: 0 } as const
      const { headers, ...json } = jsonAnswer(202, toJson(begun))
      return { ...json, headers: { ...headers, Location: `${PATH}/${id}` } }
    })
    batches.wake()
    return toResponse(c, answer)
  })

  app.get(`${PATH}/:id`, door, async (c) =>
    c.json(toJson(await find(database, c.get('caller'), c.req.param('id'))), 200, NO_STORE),
  )

  app.get(`${PATH}/:id/result`, door, async (c) => {
    const { id, chunks } = await findEnded(database, c.get('caller'), c.req.param('id'))
    const headers = { ...NO_STORE, 'Content-Type': 'text/plain; charset=us-ascii' }
    const read = (chunk: number) => readResult(database.db, id, chunk)
    return c.body(toStream(chunks, read, log), 200, headers)
  })

  app.delete(`${PATH}/:id`, door, async (c) => {
    const { id } = await findEnded(database, c.get('caller'), c.req.param('id'))
    await destroyBatch(database.db, id)
    return c.body(null, 204)
  })
}

const NO_STORE = { 'Cache-Control': 'no-store' }

function toJson({ id, state, rows, issued, refused, lost }: BatchProgress): object {
  return { id, state, rows, issued, refused, ...(lost > 0 && { code: 'request.resubmit' }) }
}

/** Another site's is as if there were none. @throws {RequestError} `request.unknown` */
async function find({ db }: Database, caller: Caller, id: string) {
  const found = BATCH_ID.test(id) ? await findBatch(db, id) : undefined
  if (found && hasSites(caller, [found.site])) return found
  throw new RequestError('request.unknown')
}

/** @throws {RequestError} `request.unknown`; `request.unfinished` while it is worked on */
async function findEnded(database: Database, caller: Caller, id: string) {
  const found = await find(database, caller, id)
  if (found.state !== 'working') return found
  throw new RequestError('request.unfinished', { headers: { 'Retry-After': '5' } })
}

/**
 * Lines, one at a time: the next is read when somebody takes it. Who reads one that breaks off must not think that it was
 * all. Why it did stands in the log: what ends a stream is written as it is by what sends it.
 */
function toStream(
  chunks: number,
  read: (chunk: number) => Promise<string | undefined>,
  log: Log,
): ReadableStream<Uint8Array> {
  let next = 0
  return new ReadableStream({
    async pull(controller) {
      if (next === chunks) return controller.close()
      try {
        const line = await read(next++)
        // Acknowledged while it was being fetched.
        if (line === undefined) throw new RequestError('request.unknown')
        controller.enqueue(Buffer.from(line, 'ascii'))
      } catch (error) {
        log.error('a result broke off', toFields(error))
        controller.error(new Error('a result broke off'))
      }
    },
  })
}
