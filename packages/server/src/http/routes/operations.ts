/**
 * What those ask who run the server: whether it lives, whether it can work, and its numbers.
 *
 * @module
 */

import { createRoute, z } from '@hono/zod-openapi'
import type { App } from '../app.ts'
import { describe } from '../describe.ts'
import type { Services } from '../services.ts'

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

/** Adds `/healthz`, `/readyz` and `/metrics`. */
export function addOperations(app: App, { database, metrics, isOpen }: Services): void {
  describe(app, HEALTH)
  describe(app, READINESS)
  describe(app, METRICS)
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
  app.get(METRICS.path, async (c) =>
    c.text(await metrics.read(), 200, { 'Content-Type': metrics.type }),
  )
}
