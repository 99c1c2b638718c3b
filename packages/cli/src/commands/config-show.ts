/**
 * `pratique config show`: the configuration as a server would take it.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { findConfig } from '../serve/find-config.ts'

export const USAGE = `Usage: pratique config show [--config FILE] [OPTION…]

Shows what "pratique serve" would do: every member, with its default where none is given. A faulty
configuration is refused with all its faults. No password is shown.

Options
  --config FILE   the configuration. Default: pratique.config.json in this folder
  --help          this text

Exit codes
  0 it is shown   2 it cannot be used; wrong usage   70 a bug of ours

Environment
  PRATIQUE_ROLES, PRATIQUE_HOST, PRATIQUE_PORT, PRATIQUE_DATABASE_URL, PRATIQUE_DATABASE_FOLDER,
  PRATIQUE_SECRETS, PRATIQUE_LISTS_FOLDER   go before the file

Examples
  pratique config show
  pratique config show --config /etc/pratique.config.json
`

const OPTIONS = { config: { type: 'string' } } as const

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(USAGE, OPTIONS, async (given, io) => {
  if (given.positionals.length > 0) {
    throw new UsageError('usage.argument', 'config show takes no input: name the file by --config')
  }
  const { loadConfig, showConfig } = await import('@pratique/server')
  const config = loadConfig({ file: findConfig(given.values.config), flags: {} })
  io.out(`${JSON.stringify(showConfig(config), null, 2)}\n`)
  return 0
})
