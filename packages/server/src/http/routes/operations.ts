/**
 * What those ask who run the server: whether it lives, whether it can work, and its numbers.
 *
 * @module
 */

import { createRoute, z } from '@hono/zod-openapi'
import type { Handler } from 'hono'
import type { App } from '../app.ts'
import { createDoor } from '../caller.ts'
import { describe, keyFor, problems } from '../describe.ts'
import type { RequestEnv, Services } from '../services.ts'

const STATUS = z
  .strictObject({ status: z.enum(['alive', 'ready', 'closing', 'database']) })
  .openapi('Status')

const CONTENT = { 'application/json': { schema: STATUS } }

const HEALTH = createRoute({
  method: 'get',
  path: '/healthz',
  summary: 'Ask whether the process lives',
  responses: { 200: { description: 'It does', content: CONTENT } },
})

const READINESS = createRoute({
  method: 'get',
  path: '/readyz',
  summary: 'Ask whether it can work',
  responses: {
    200: { description: 'It can', content: CONTENT },
    503: { description: 'It comes to its end, or the database does not answer', content: CONTENT },
  },
})

const METRICS = createRoute({
  method: 'get',
  path: '/metrics',
  summary: 'Get the numbers of this process, in the text format of Prometheus',
  responses: {
    200: { description: 'The numbers', content: { 'text/plain': { schema: z.string() } } },
  },
})

/**
 * Adds `/healthz`, `/readyz` and `/metrics`. Numbers take a key where there are keys; a server without a database, which has
 * none, tells them on its own machine alone.
 */
export function addOperations(app: App, services: Services): void {
  const { database, metrics, isOpen, isLocal = false } = services
  describe(app, HEALTH)
  describe(app, READINESS)
  app.get(HEALTH.path, (c) => c.json({ status: 'alive' }))
  app.get(READINESS.path, async (c) => {
    if (!isOpen()) return c.json({ status: 'closing' }, 503)
    try {
      await database?.ping()
      return c.json({ status: 'ready' })
    } catch {
      return c.json({ status: 'database' }, 503)
    }
  })
  if (!database && !isLocal) return
  const tell: Handler<RequestEnv> = async (c) =>
    c.text(await metrics.read(), 200, { 'Content-Type': metrics.type })
  if (database) {
    const security = keyFor('read-metrics')
    const responses = { ...METRICS.responses, ...problems(401, 403, 429, 503) }
    describe(app, { ...METRICS, security, responses })
    app.get(METRICS.path, createDoor(services)('read-metrics'), tell)
  } else {
    describe(app, METRICS)
    app.get(METRICS.path, tell)
  }
}
