/**
 * `pratique serve`: the page at the counter, for browsers on this machine or in this network.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { isLoopback } from '../serve/page-server.ts'
import { LOOPBACK, PORT, serveUntilEnded } from '../serve/serve-page.ts'

export const USAGE = `Usage: pratique serve --web [options]

Serves the page that scans and verifies certificates. What it scans stays in the browser: this
server gets no certificate, and keeps no log of who asked for the page.

Options
  --web           serve the page
  --port NUMBER   where it listens; 0 takes any free port. Default: 8040
  --host HOST     the address it listens on. Default: 127.0.0.1, which only this machine reaches.
                  It answers to that name alone; with 0.0.0.0 to any
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

/** Runs the command, until it is interrupted. */
export const run: CommandModule['run'] = defineCommand(USAGE, OPTIONS, async (given, io) => {
  const { web, port = String(PORT), host = LOOPBACK } = given.values
  if (!web) throw new UsageError('usage.option', 'say what to serve: "pratique serve --web"')
  await serveUntilEnded({ port, host, io }, (address) => {
    if (!isLoopback(host)) io.err(WARNING)
    return [`The page is at ${address}`, 'Ctrl+C ends it.']
  })
  return 0
})

const WARNING = `pratique: others in this network can open the page now. Browsers give it the camera over HTTPS
  alone: put a server with a certificate before it, or host its files there (docs/guide/page.md)
`
