/**
 * `pratique trust sync`: the only command that fetches lists. It asks for public files, and says nothing
 * about anybody.
 *
 * @module
 */

import { type DataFolder, findDataFolder, openDataFolder } from '@pratique/node/data-folder'
import { UsageError } from 'pratique/errors'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { LISTS_TOO_OLD } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { toJsonLine } from '../output/visible.ts'
import { loadSources, pickSources } from '../sync/load-sources.ts'
import { createFetchPorts } from '../sync/ports.ts'
import { startProgress } from '../sync/progress.ts'
import { isUsable, type SourceReport, toJson, toText } from '../sync/report.ts'
import type { SourceConfig } from '../sync/sources.ts'
import { readHeld, syncAll } from '../sync/sync-all.ts'
import { rebuild } from '../trust/rebuild.ts'

export const USAGE = `Usage: pratique trust sync [OPTION…]

Fetches the lists of keys of countries and issuers, verifies them, and keeps them in the data folder.
Of each source everything is taken or nothing: where something fails, its last good state stays, and
the answer says how old that is. Servers see this machine's address, "pratique" and its version.

Options
  --source NAME    only this source; may be repeated. Without a file of sources there are gdhcn (the
                   WHO's network), vci (SMART Health Cards) and nz (New Zealand)
  --list           say what is held of these sources, and ask nobody ("trust show" shows all keys)
  --dry-run        fetch and verify, and keep nothing
  --config FILE    take the sources from FILE, in place of sources.json in the data folder
  --data-dir DIR   keep it in DIR, in place of the platform's folder or PRATIQUE_DATA_DIR
  --json           one JSON object for each source, a line each, and nothing else
  --help           this text

Exit codes
  0 what is held of every source is within its age, even if it is from before
  20 a source is missing or too old   2 wrong usage   70 a bug of ours

Examples
  pratique trust sync
  pratique trust sync --source vci --source nz
  pratique trust sync --list
  pratique trust sync --json --data-dir /srv/pratique
`

const OPTIONS = {
  source: { type: 'string', multiple: true },
  list: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  config: { type: 'string' },
  'data-dir': { type: 'string' },
  json: { type: 'boolean' },
} as const

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    if (positionals.length > 0) {
      throw new UsageError('usage.argument', 'trust sync takes no input: use --source for a source')
    }
    const isDryRun = values['dry-run'] ?? false
    if (values.list && isDryRun) {
      throw new UsageError('usage.option', '--list fetches nothing: leave --dry-run out')
    }
    const folder = openDataFolder(findDataFolder(values['data-dir']))
    const config = loadSources(folder, values.config)
    const sources = pickSources(config, values.source ?? [])
    const options = { limits: config.limits, now: io.now(), isDryRun }
    const reports = values.list
      ? sources.map((source) => readReport(source, folder))
      : await fetchReports(sources, folder, options, io)
    for (const report of reports) {
      io.out(
        values.json
          ? toJsonLine(toJson(report, options))
          : `${toText(report, options).join('\n')}\n`,
      )
    }
    return reports.every((report) => isUsable(report, options)) ? 0 : LISTS_TOO_OLD
  },
)

function readReport(source: SourceConfig, folder: DataFolder): SourceReport {
  const { held: state, wasDamaged } = readHeld(folder, source.name)
  const synced = state ? ({ result: 'held', state } as const) : ({ result: 'missing' } as const)
  return { source, synced, wasDamaged }
}

/** A dry run needs no lock: it writes nothing, and what it reads is whole at every instant. */
async function fetchReports(
  sources: readonly SourceConfig[],
  folder: DataFolder,
  options: { readonly now: number; readonly isDryRun: boolean },
  io: Io,
): Promise<readonly SourceReport[]> {
  const progress = startProgress(io)
  const ports = createFetchPorts()
  const sync = () => syncAll(sources, folder, ports, { ...options, onFile: progress.onFile })
  const syncAndRebuild = async () => {
    const synced = await sync()
    const { leftOut } = await rebuild(folder)
    for (const words of leftOut) io.err(`pratique: ${words}\n`)
    return synced
  }
  try {
    return await (options.isDryRun ? sync() : folder.withLock(syncAndRebuild))
  } finally {
    progress.stop()
  }
}
