/**
 * `GET /v1/lists/*`: files as they were published, for any cache.
 *
 * @module
 */

import { createRoute, z } from '@hono/zod-openapi'
import { isKnown } from '@pratique/node/page'
import { FILE_TYPES, INDEX, type PublishedLists } from '../../lists/published.ts'
import { RequestError } from '../../request-error.ts'
import type { App } from '../app.ts'
import { BINARY, describe } from '../describe.ts'
import { EVERY, problems } from '../describe-problems.ts'

/** Names never mean anything else. */
const FOREVER = 'public, max-age=31536000, immutable'
/** The index says what is newest: it is asked for again after a minute. */
const A_MINUTE = 'public, max-age=60'

const FILE = z.object({ number: z.int(), file: z.string(), digest: z.string() })

/** What is newest: nobody has signed it, it proposes files. Files of JSON by other names are as their makers have them. */
const INDEX_SCHEMA = z
  .object({
    lists: z.array(FILE.extend({ list: z.int(), deltas: z.array(z.string()) })),
    bundle: FILE.optional(),
  })
  .openapi('Index')

const TAG = z.object({ ETag: z.string().describe('Of these bytes (RFC 9110 §8.8.3)') })

const ROUTE = {
  method: 'get',
  path: '/v1/lists/{file}',
  operationId: 'getPublishedFile',
  summary: 'Get a published list, bundle or the index of all',
  request: {
    params: z.object({ file: z.string().describe(`\`${INDEX}\`, or a name that it gives`) }),
    headers: z.object({
      'if-none-match': z.string().optional().describe('`ETag` of what you have'),
    }),
  },
  responses: {
    200: {
      description: 'The file',
      headers: TAG,
      content: {
        ...Object.fromEntries(FILE_TYPES.map((type) => [type, { schema: BINARY }])),
        'application/json': { schema: INDEX_SCHEMA },
      },
    },
    304: { description: 'It is what you have', headers: TAG },
    ...problems(...EVERY, 'request.route'),
  },
} as const

/** Adds the route. */
export function addLists(app: App, lists: PublishedLists): void {
  describe(app, 'Lists', createRoute(ROUTE))
  app.get('/v1/lists/:file', (c) => {
    const file = lists.read(c.req.param('file'))
    if (!file) throw new RequestError('request.route')
    const headers = {
      ETag: file.tag,
      'Cache-Control': file.isImmutable ? FOREVER : A_MINUTE,
      // Pages of other origins may read what is public.
      'Access-Control-Allow-Origin': '*',
    }
    if (isKnown(c.req.header('If-None-Match'), file.tag)) return c.body(null, 304, headers)
    return c.body(file.bytes, 200, { ...headers, 'Content-Type': file.type })
  })
}
