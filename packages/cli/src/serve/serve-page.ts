/**
 * Serving the page for as long as somebody wants it.
 *
 * @module
 */

import { once } from 'node:events'
import type { Server } from 'node:http'
import { UsageError } from 'pratique/errors'
import type { Io } from '../io.ts'
import { findPage } from './find-page.ts'
import { createPageServer, end, isPortTaken, listen } from './page-server.ts'

/** Where the page is, unless somebody says otherwise. */
export const PORT = 8040
export const LOOPBACK = '127.0.0.1'
/** As many are tried after it, where nobody named one. */
const MORE_PORTS = 20

export interface ServeOptions {
  /** Value of `--port`; absent: the first that is free, from {@link PORT} on. */
  readonly port: string | undefined
  readonly host?: string
  readonly io: Io
}

/**
 * Serves the page until the process is interrupted.
 *
 * @param tell the lines to print once it is there
 * @throws {UsageError} `usage.option` if it cannot listen, `usage.file-missing` if the page was not built
 */
export async function serveUntilEnded(
  { port, host = LOOPBACK, io }: ServeOptions,
  tell: (address: string) => readonly string[],
): Promise<void> {
  const server = createPageServer(findPage(), { host })
  const taken =
    port === undefined
      ? await listenNearby(server, host)
      : await listen(server, parsePort(port), host)
  const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  io.out(`${tell(addressOf(host, taken)).join('\n')}\n`)
  await interrupted
  await end(server)
}

/** @throws {UsageError} `usage.option` */
export function parsePort(value: string): number {
  const port = Number(value)
  if (/^\d+$/.test(value) && port <= 65535) return port
  throw new UsageError('usage.option', '--port takes a number from 0 to 65535')
}

/** Somebody who names no port has no use for "in use". */
async function listenNearby(server: Server, host: string): Promise<number> {
  for (let port = PORT; port < PORT + MORE_PORTS; port++) {
    try {
      return await listen(server, port, host)
    } catch (error) {
      if (!(error instanceof UsageError) || !isPortTaken(error)) throw error
    }
  }
  return listen(server, 0, host)
}

function addressOf(host: string, port: number): string {
  const name = host === LOOPBACK ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}/`
}
