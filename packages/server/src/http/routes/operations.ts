/**
 * What those ask who run the server: whether it lives, whether it can work, and its numbers.
 *
 * @module
 */

import { createRoute, z } from '@hono/zod-openapi'
import type { Handler } from 'hono'
import { RequestError } from '../../request-error.ts'
import { isForThisMachine } from '../address.ts'
import type { App } from '../app.ts'
import { createDoor } from '../caller.ts'
import { describe, keyFor } from '../describe.ts'
import { EVERY, KEYED, problems } from '../describe-problems.ts'
import type { RequestEnv, Services } from '../services.ts'

const STATUS = z
  .strictObject({ status: z.enum(['alive', 'ready', 'closing', 'database']) })
  .openapi('Status')

const CONTENT = { 'application/json': { schema: STATUS } }

const HEALTH = createRoute({
  method: 'get',
  path: '/healthz',
  operationId: 'getHealth',
  summary: 'Ask whether the process lives',
  responses: { 200: { description: 'It does', content: CONTENT } },
})

const READINESS = createRoute({
  method: 'get',
  path: '/readyz',
  operationId: 'getReadiness',
  summary: 'Ask whether it can work',
  responses: {
    200: { description: 'It can', content: CONTENT },
    503: { description: 'It comes to its end, or the database does not answer', content: CONTENT },
  },
})

/** Whoever asks whether it can work has the database asked so often, at most. */
const PING_MS = 1000

const METRICS = createRoute({
  method: 'get',
  path: '/metrics',
  operationId: 'getMetrics',
  summary: 'Get the numbers of this process, in the text format of Prometheus',
  responses: {
    200: { description: 'The numbers', content: { 'text/plain': { schema: z.string() } } },
  },
})

/**
 * Adds `/healthz`, `/readyz` and `/metrics`. Numbers take a key where there are keys; a server without a database, which has
 * none, tells them on its own machine alone, and to nobody by another name or through another server.
 */
export function addOperations(app: App, services: Services): void {
  const { database, metrics, isOpen, isLocal = false } = services
  describe(app, 'Operation', HEALTH)
  describe(app, 'Operation', READINESS)
  const ping = shareFor(PING_MS, async () => database?.ping())
  app.get(HEALTH.path, (c) => c.json({ status: 'alive' }))
  app.get(READINESS.path, async (c) => {
    if (!isOpen()) return c.json({ status: 'closing' }, 503)
    try {
      await ping()
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
    const responses = { ...METRICS.responses, ...problems(...KEYED) }
    describe(app, 'Operation', { ...METRICS, security, responses })
    app.get(METRICS.path, createDoor(services)('read-metrics'), tell)
  } else {
    const responses = { ...METRICS.responses, ...problems(...EVERY, 'request.route') }
    describe(app, 'Operation', { ...METRICS, responses })
    app.get(METRICS.path, (c, next) => {
      if (!isForThisMachine(c)) throw new RequestError('request.route')
      return tell(c, next)
    })
  }
}

/** One answer for all who ask while it is under way, and so long after it was asked for. */
function shareFor(ms: number, ask: () => Promise<void>): () => Promise<void> {
  let asked: { readonly at: number; readonly answer: Promise<void> } | undefined
  return () => {
    const at = performance.now()
    if (!asked || at - asked.at >= ms) asked = { at, answer: ask() }
    return asked.answer
  }
}
