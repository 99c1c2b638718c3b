/**
 * `pratique api-keys list`: the keys by which programs ask a server.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { toJsonLine, visible } from '../output/visible.ts'
import { withDatabase } from '../serve/with-database.ts'

export const USAGE = `Usage: pratique api-keys list [OPTION…]

Lists the keys that there are: whose, for which acts and sites, until when. No key can be made out
of what the server knows. An embedded database belongs to its server while that runs: end it
first. With PostgreSQL it may run.

Options
  --config FILE   the configuration of the server. Default: pratique.config.json in this folder
  --json          one JSON object for each, a line each, and nothing else
  --help          this text

Exit codes
  0 they are listed   2 they are not; wrong usage   70 a bug of ours

Examples
  pratique api-keys list
  pratique api-keys list --json
`

const OPTIONS = { config: { type: 'string' }, json: { type: 'boolean' } } as const

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(USAGE, OPTIONS, async (given, io) => {
  if (given.positionals.length > 0)
    throw new UsageError('usage.argument', 'api-keys list takes no input')
  const { listApiKeys } = await import('@pratique/server')
  const keys = await withDatabase(given.values.config, ({ db }) => listApiKeys(db))
  for (const { id, name, acts, sites, expires_at: expiresAt, revoked_at: revokedAt } of keys) {
    const until = new Date(expiresAt * 1000).toISOString()
    const state = revokedAt !== null ? 'revoked' : expiresAt <= io.now() ? 'expired' : 'in-force'
    io.out(
      given.values.json
        ? toJsonLine({ id, name, acts, sites, expiresAt: until, state })
        : `${id}  ${state}, until ${until.slice(0, 10)}  ${visible(name)}: ${acts.join(', ')} at ${sites.join(', ')}\n`,
    )
  }
  if (keys.length === 0 && !given.values.json)
    io.out('There is no key yet: "pratique api-keys create" makes one.\n')
  return 0
})
