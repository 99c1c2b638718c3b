/**
 * `pratique serve`: the page at the counter, for browsers on this machine or in this network.
 *
 * @module
 */

import { once } from 'node:events'
import { UsageError } from 'pratique/errors'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { findPage } from '../serve/find-page.ts'
import { createPageServer, end, listen } from '../serve/page-server.ts'

export const USAGE = `Usage: pratique serve --web [options]

Serves the page that scans and verifies certificates. What it scans stays in the browser: this
server gets no certificate, and keeps no log of who asked for the page.

Options
  --web           serve the page
  --port NUMBER   where it listens; 0 takes any free port. Default: 8040
  --host HOST     the address it listens on. Default: 127.0.0.1, which only this machine reaches.
                  Browsers give a page the camera on this machine, or over HTTPS
  --help          this text

Exit codes
  0 it was ended   2 wrong usage, such as a port that is in use   70 a bug of ours

Examples
  pratique serve --web
  pratique serve --web --port 0
`

const OPTIONS = {
  web: { type: 'boolean' },
  port: { type: 'string' },
  host: { type: 'string' },
} as const

const PORT = 8040
const LOOPBACK = '127.0.0.1'

/** Runs the command, until it is interrupted. */
export const run: CommandModule['run'] = defineCommand(USAGE, OPTIONS, async (given, io) => {
  const { web, port, host = LOOPBACK } = given.values
  if (!web) throw new UsageError('usage.option', 'say what to serve: "pratique serve --web"')
  const server = createPageServer(findPage())
  const taken = await listen(server, parsePort(port), host)
  if (!isLoopback(host)) io.err(WARNING)
  io.out(`The page is at ${addressOf(host, taken)}\nCtrl+C ends it.\n`)
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  await end(server)
  return 0
})

const WARNING = `pratique: others in this network can open the page now. Browsers give it the camera over HTTPS
  alone: put a server with a certificate before it, or host its files there (docs/guide/page.md)
`

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host)
}

function addressOf(host: string, port: number): string {
  const name = host === LOOPBACK ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}/`
}

function parsePort(value: string | undefined): number {
  const port = value === undefined ? PORT : Number(value)
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port
  throw new UsageError('usage.option', '--port takes a number from 0 to 65535')
}
