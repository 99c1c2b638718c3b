/**
 * `GET /openapi.json`: the description of every route that there is (OpenAPI 3.1).
 *
 * @module
 */

import { createRoute, z } from '@hono/zod-openapi'
import type { App } from '../app.ts'
import { describe, describeKeys, TAGS } from '../describe.ts'
import { describeProblems, EVERY, problems } from '../describe-problems.ts'

/** The version of the API that it states. */
const API_VERSION = '1.0.0'

const ROUTE = createRoute({
  method: 'get',
  path: '/openapi.json',
  operationId: 'getDescription',
  summary: 'Get this description',
  responses: {
    200: {
      description: 'All routes of the roles that this process has',
      content: { 'application/json': { schema: z.record(z.string(), z.unknown()) } },
    },
    ...problems(...EVERY),
  },
})

/** Adds the route, after all others. */
export function addDescription(app: App): void {
  describeKeys(app)
  describeProblems(app)
  describe(app, 'Operation', ROUTE)
  let text: string | undefined
  app.get(ROUTE.path, (c) => {
    text ??= JSON.stringify(app.getOpenAPI31Document(DOCUMENT))
    return c.body(text, 200, { 'Content-Type': 'application/json' })
  })
}

const DOCUMENT = {
  openapi: '3.1.0',
  info: {
    title: 'Pratique',
    version: API_VERSION,
    description:
      'Issues, replaces and takes back health certificates, publishes lists, and verifies. No path or query ever ' +
      'carries a certificate, a token or a person. A path answers 405 (`MethodNotAllowed`) to methods that it has not.',
  },
  tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
}
