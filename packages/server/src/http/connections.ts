/**
 * What a connection may cost: whoever sends slowly, or does not read what was asked for, is ended, and there are only so
 * many at once.
 *
 * @module
 */

import { createServer, type Server } from 'node:http'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { Config } from '../config/config.ts'
import type { App } from './app.ts'
import { setHeaders } from './headers.ts'

/** Headers that are on their way are looked at so often. */
const CHECK_MS = 1000
/** Longer than an answer may take: a connection that only waits for its answer is not ended. */
const MARGIN_MS = 1000
/** Whoever was answered before the body was here may end it in this time. */
const REST_MS = 500

/**
 * Makes the listener. A request as a whole has no limit of Node's, as batches come in for as long as they take: `app.ts`
 * limits all other requests, and batches limit each piece.
 */
export function createListener(
  app: Pick<App, 'fetch'>,
  { seconds, connections }: Config['limits'],
): Server {
  const answer = getRequestListener(app.fetch)
  const server = createServer(
    {
      requestTimeout: 0,
      // Said, as it is none where the one above is none.
      headersTimeout: seconds * 1000,
      connectionsCheckingInterval: CHECK_MS,
    },
    (incoming, outgoing) => {
      setHeaders(outgoing)
      return answer(incoming, outgoing)
    },
  )
  server.maxConnections = connections
  // In which nothing was sent, and nothing taken.
  server.timeout = seconds * 1000 + MARGIN_MS
  server.on('request', (incoming, outgoing) => {
    outgoing.once('close', () => {
      if (incoming.complete) return
      setTimeout(() => incoming.complete || incoming.socket.destroy(), REST_MS).unref()
    })
  })
  return server
}

/** Has a connection wait for its answer, however long: what was asked has limits of its own. */
export function liftTimeLimit(c: Context): void {
  const { incoming }: Partial<HttpBindings> = c.env ?? {}
  incoming?.socket.setTimeout(0)
}
