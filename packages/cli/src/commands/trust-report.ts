/**
 * `pratique trust report`: what became of every key of the sources that are held.
 *
 * @module
 */

import { openDataFolder } from '@pratique/node/data-folder'
import { UsageError } from 'pratique/errors'
import { reportSource } from 'pratique/trust'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { quote, toJsonLine, visible } from '../output/visible.ts'
import { loadSources } from '../sync/load-sources.ts'
import { collectSources, SOURCES_FOLDER } from '../trust/collect.ts'
import { findExistingDataFolder } from '../trust/data-dir.ts'
import { toReportJson, writeReport } from '../trust/write-report.ts'

export const USAGE = `Usage: pratique trust report [SOURCE…] [OPTION…]

Verifies the sources that are held in the data folder once more, and says of every key whether it is
kept or dropped, how well it is vouched for, and why, with counts and known defects.

Options
  --summary        no line for each key
  --data-dir DIR   the data folder, in place of the platform's or PRATIQUE_DATA_DIR
  --json           one JSON object for each source, a line each, and nothing else
  --help           this text

Examples
  pratique trust report
  pratique trust report gdhcn --summary
  pratique trust report --json > report.jsonl
`

const OPTIONS = {
  summary: { type: 'boolean' },
  'data-dir': { type: 'string' },
  json: { type: 'boolean' },
} as const

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    const path = findExistingDataFolder(values['data-dir'])
    const folder = path === undefined ? undefined : openDataFolder(path)
    const held = folder?.list(SOURCES_FOLDER) ?? []
    for (const name of positionals) {
      if (!held.includes(name)) refuse(name, held)
    }
    const names = positionals.length > 0 ? positionals : held
    if (!folder || names.length === 0) {
      io.err('pratique: no source is held: fetch them with "pratique trust sync", or import them\n')
      return 0
    }
    const config = loadSources(folder)
    const { sources, faults } = await collectSources(folder, names)
    const options = { now: io.now(), all: !values.summary, maxAgeDays: config.limits }
    for (const { stored, imported } of sources) {
      const reported = { name: stored.name, imported, report: reportSource(imported) }
      io.out(
        values.json
          ? toJsonLine(toReportJson(reported))
          : `${writeReport(reported, options).join('\n')}\n\n`,
      )
    }
    for (const { name, reason } of faults) io.err(`pratique: ${quote(name)}: ${visible(reason)}\n`)
    if (faults.length > 0)
      throw new UsageError('usage.trust-file', 'not every source could be read')
    return 0
  },
)

function refuse(name: string, held: readonly string[]): never {
  const advice = held.length > 0 ? `there are ${held.join(', ')}` : 'none is held'
  throw new UsageError('usage.argument', `there is no source ${quote(name)}: ${advice}`)
}
