/**
 * `pratique serve`: the server of an authority by its configuration, or the page at the counter alone.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { refuseIdle } from '../require-option.ts'
import { findConfig } from '../serve/find-config.ts'
import { LOOPBACK, PORT, serveUntilEnded } from '../serve/serve-page.ts'

export const USAGE = `Usage: pratique serve [--config FILE] [OPTION…]
       pratique serve --web [--port NUMBER] [--host HOST]

Runs an authority's server: it issues, replaces and takes back certificates, publishes the lists, or
verifies for others, by the roles in its configuration. It keeps no certificate and no person.
With --web it serves the page that scans and verifies: what that scans stays in the browser.

Options
  --config FILE   the configuration. Default: pratique.config.json in this folder
  --roles ROLES   issuer, worker, lists or verifier, with commas between. Workers issue what came as
                  batches, beside an issuer. verifier shares a process with neither of these
  --port NUMBER   where it listens; 0 takes any free port. Default: 8080; with --web 8040
  --host HOST     the address it listens on. Default: 127.0.0.1, which only this machine reaches.
                  The page answers to that name alone; with 0.0.0.0 to any.
                  Browsers give a page the camera on this machine, or over HTTPS
  --web           serve the page, and nothing else
  --help          this text

Exit codes
  0 it was ended   2 wrong usage, a faulty configuration, a port that is in use   70 a bug of ours

Examples
  pratique serve
  pratique serve --config /etc/pratique.config.json --roles lists
  pratique serve --config /etc/pratique.config.json --roles worker --port 0
  pratique serve --web
  pratique serve --web --port 0
`

const OPTIONS = {
  web: { type: 'boolean' },
  config: { type: 'string' },
  roles: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
} as const

/** Runs the command, until it is interrupted. */
export const run: CommandModule['run'] = defineCommand(USAGE, OPTIONS, async (given, io) => {
  const { web, config, roles, port, host } = given.values
  if (given.positionals.length > 0) throw new UsageError('usage.argument', 'serve takes no input')
  if (!web) {
    const server = await import('@pratique/server')
    const flags = { PRATIQUE_ROLES: roles, PRATIQUE_PORT: port, PRATIQUE_HOST: host }
    await server.serveUntilEnded({ file: findConfig(config), flags }, (address) => {
      io.err(
        `pratique: the server is at ${address}/, its API at ${address}/openapi.json; Ctrl+C ends it\n`,
      )
    })
    return 0
  }
  refuseIdle(given.values, { config: 'a server', roles: 'a server' })
  const own = host ?? LOOPBACK
  await serveUntilEnded({ port: port ?? String(PORT), host: own, io }, (address) => {
    if (!isLoopback(own)) io.err(WARNING)
    return [`The page is at ${address}`, 'Ctrl+C ends it.']
  })
  return 0
})

const WARNING = `pratique: others in this network can open the page now. Browsers give it the camera over HTTPS
  alone: put a server with a certificate before it, or host its files there (docs/guide/page.md)
`

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host)
}
