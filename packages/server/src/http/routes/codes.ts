/**
 * `GET /codes/CODE`: what a code means and what to do; the `type` of a problem leads here.
 *
 * @module
 */

import { createRoute, z } from '@hono/zod-openapi'
import type { Code } from 'pratique/codes'
import { MESSAGES } from 'pratique/messages/en'
import { RequestError } from '../../request-error.ts'
import type { App } from '../app.ts'
import { describe } from '../describe.ts'
import { EVERY, problems } from '../describe-problems.ts'

const MEANING = z
  .strictObject({
    code: z.string(),
    title: z.string(),
    meaning: z.string(),
    action: z.string().describe('What to do'),
  })
  .openapi('Code')

const ROUTE = createRoute({
  method: 'get',
  path: '/codes/{code}',
  operationId: 'getCode',
  summary: 'Get what a code means',
  request: { params: z.object({ code: z.string().describe('`code` of a problem') }) },
  responses: {
    200: {
      description: 'In words, and what to do',
      content: { 'application/json': { schema: MEANING } },
    },
    ...problems(...EVERY, 'request.route'),
  },
})

/** Adds the route. */
export function addCodes(app: App): void {
  describe(app, 'Operation', ROUTE)
  app.get(ROUTE.getRoutingPath(), (c) => {
    const code = c.req.param('code')
    if (!isCode(code)) throw new RequestError('request.route')
    const { title, meaning, action } = MESSAGES[code]
    return c.json({ code, title, meaning, action })
  })
}

function isCode(code: string): code is Code {
  return Object.hasOwn(MESSAGES, code)
}
