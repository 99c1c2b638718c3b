/**
 * `pratique api-keys revoke`: takes a key back by which a program asks a server.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { withDatabase } from '../serve/with-database.ts'

export const USAGE = `Usage: pratique api-keys revoke ID [OPTION…]

Takes a key back: from the next request on it opens nothing. ID is what "api-keys list" names, and
stands in the key between its underscores. An embedded database belongs to its server while that
runs: end it first. With PostgreSQL it may run. What was proposed with the key is forgotten.

Options
  --made          also the keys that were made with it, and with those: as for a stolen one
  --config FILE   the configuration of the server. Default: pratique.config.json in this folder
  --help          this text

Exit codes
  0 it is taken back   2 it is not; wrong usage   70 a bug of ours

Examples
  pratique api-keys revoke k3v9d0c2m1qa
`

const OPTIONS = { made: { type: 'boolean' }, config: { type: 'string' } } as const

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(USAGE, OPTIONS, async (given, io) => {
  const [id, ...others] = given.positionals
  if (id === undefined || others.length > 0) {
    throw new UsageError('usage.argument', 'api-keys revoke takes the ID of one key')
  }
  const { revokeApiKey } = await import('@pratique/server')
  const { config, made: withMade = false } = given.values
  const count = await withDatabase(config, ({ db }) =>
    db.transaction().execute((trx) => revokeApiKey(trx, id, io.now(), { withMade })),
  )
  if (count === 0) {
    const words =
      'there is no key of this ID that is not taken back already: see "pratique api-keys list"'
    throw new UsageError('usage.argument', words)
  }
  io.out(withMade ? `Keys taken back: ${count}.\n` : 'The key is taken back.\n')
  return 0
})
