/**
 * What those ask who run the server: whether it lives, whether it can work, and its numbers.
 *
 * @module
 */

import type { App } from '../app.ts'
import type { Services } from '../services.ts'

/** Adds `/healthz`, `/readyz` and `/metrics`. */
export function addOperations(app: App, { database, metrics, isOpen }: Services): void {
  app.get('/healthz', (c) => c.json({ status: 'alive' }))
  app.get('/readyz', async (c) => {
    if (!isOpen()) return c.json({ status: 'closing' }, 503)
    try {
      await database?.ping()
      return c.json({ status: 'ready' })
    } catch {
      return c.json({ status: 'database' }, 503)
    }
  })
  app.get('/metrics', async (c) =>
    c.text(await metrics.read(), 200, { 'Content-Type': metrics.type }),
  )
}
