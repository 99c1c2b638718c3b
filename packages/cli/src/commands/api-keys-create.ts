/**
 * `pratique api-keys create`: makes a key by which a program asks a server.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { quote, toJsonLine } from '../output/visible.ts'
import { requireOption } from '../require-option.ts'
import { withDatabase } from '../serve/with-database.ts'

export const USAGE = `Usage: pratique api-keys create --name NAME --acts ACTS --sites SITES [OPTION…]

Makes a key, and shows it once: give it to who is to ask, and keep it nowhere else. The server
knows only how to recognise it. An embedded database belongs to its server while that runs: end it
first. With PostgreSQL it may run.

Options
  --name NAME     who is to have it, such as "Laboratory 7": it stands in no certificate
  --acts ACTS     issue, batch, replace, revoke, revoke-mass, approve, manage-keys, withdraw-key,
                  read-audit or read-metrics, with commas between
  --sites SITES   where the acts are done, such as lab-7,lab-8; * for all
  --days NUMBER   until it is over. Default: 365
  --config FILE   the configuration of the server. Default: pratique.config.json in this folder
  --json          one JSON object, and nothing else
  --help          this text

Exit codes
  0 the key is made   2 it is not; wrong usage   70 a bug of ours

Examples
  pratique api-keys create --name "Laboratory 7" --acts issue,revoke --sites lab-7
  pratique api-keys create --name "Auditor" --acts read-audit --sites "*" --days 30
`

const OPTIONS = {
  name: { type: 'string' },
  acts: { type: 'string' },
  sites: { type: 'string' },
  days: { type: 'string' },
  config: { type: 'string' },
  json: { type: 'boolean' },
} as const

const MAX_DAYS = 1095
const DAY_SECONDS = 86_400
const SITE = /^(\*|[a-z0-9][a-z0-9-]{0,31})$/

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    if (positionals.length > 0)
      throw new UsageError('usage.argument', 'api-keys create takes no input')
    const { ACTS, createApiKey } = await import('@pratique/server')
    const name = requireOption('name', values.name, 'who is to have the key')
    const acts = split(requireOption('acts', values.acts, 'what it is for')).map((act) => {
      const found = ACTS.find((known) => known === act)
      return found ?? refuse(`--acts takes ${ACTS.join(', ')}, with commas between`)
    })
    const sites = split(requireOption('sites', values.sites, 'where the acts are done'))
    if (!sites.every((site) => SITE.test(site))) {
      refuse('--sites takes small letters, digits and hyphens, with commas between, or *')
    }
    const expiresAt = Math.floor(io.now()) + parseDays(values.days) * DAY_SECONDS
    const made = await withDatabase(values.config, ({ db }) =>
      createApiKey(db, { name, acts, sites, expiresAt }),
    )
    const until = new Date(expiresAt * 1000).toISOString()
    io.out(
      values.json
        ? toJsonLine({ ...made, name, acts, sites, expiresAt: until })
        : `${made.key}\nThe key of ${quote(name)} until ${until.slice(0, 10)}. It is shown this once; "api-keys revoke ${made.id}" takes it back.\n`,
    )
    return 0
  },
)

function split(list: string): readonly string[] {
  return list.split(',').map((each) => each.trim())
}

function parseDays(days = '365'): number {
  const number = /^\d{1,4}$/.test(days) ? Number(days) : 0
  return number >= 1 && number <= MAX_DAYS
    ? number
    : refuse(`--days takes a number from 1 to ${MAX_DAYS}`)
}

function refuse(words: string): never {
  throw new UsageError('usage.option', words)
}
