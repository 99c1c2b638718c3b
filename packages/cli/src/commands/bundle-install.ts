/**
 * `pratique bundle install`: a bundle in the place of the one that is held, if it may.
 *
 * @module
 */

import { findDataFolder, openDataFolder } from '@pratique/node/data-folder'
import type { BundleFile } from 'pratique/bundle'
import { requireOneFile } from '../bundle/arguments.ts'
import { type GivenBundle, readBundle, titleOf } from '../bundle/bundle-file.ts'
import { bundleToJson } from '../bundle/describe.ts'
import { installBundle } from '../bundle/install.ts'
import {
  chainInWords,
  type Judgement,
  signaturesInWords,
  signaturesToJson,
} from '../bundle/judge.ts'
import { quorumInWords, readQuorum } from '../bundle/quorum-file.ts'
import { changesInWords } from '../bundle/report.ts'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { ageInWords } from '../output/dates.ts'
import { toJsonLine, visible } from '../output/visible.ts'

export const USAGE = `Usage: pratique bundle install FILE [OPTION…]

Puts a bundle in the place of the one that is held, if enough of those who must sign it have, it is
newer, and it is whole. Else the one that is held stays. From then on "pratique verify" takes from
it the keys of every network that it has. What was denied on this machine stays denied.

The first time, --quorum says who must sign. That is pinned, and changes only when a bundle that the
pinned quorum has signed names the next one.

Options
  --quorum FILE    who must sign; the first time, and not again
  --data-dir DIR   install it in DIR, in place of the platform's folder or PRATIQUE_DATA_DIR
  --json           one JSON object, and nothing else
  --help           this text

Exit codes
  0 it is installed, now or before
  2 it is refused, for the reason that is named; wrong usage   70 a bug of ours

Examples
  pratique bundle install march.bundle --quorum quorum.json
  pratique bundle install april.bundle
`

const OPTIONS = {
  quorum: { type: 'string' },
  'data-dir': { type: 'string' },
  json: { type: 'boolean' },
} as const

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    const path = requireOneFile('install', positionals)
    const given = values.quorum === undefined ? undefined : readQuorum(values.quorum)
    const bundle = readBundle(path)
    const folder = openDataFolder(findDataFolder(values['data-dir']))
    const judgement = await folder.withLock(() => installBundle(folder, bundle, given))
    const now = io.now()
    io.out(values.json ? toJson(bundle, judgement, now) : toText(bundle.file, judgement, now))
    return 0
  },
)

function toJson({ path, file }: GivenBundle, judgement: Judgement, now: number): string {
  const { installed, wasInstalled } = judgement
  return toJsonLine({
    file: path,
    wasInstalled,
    ...(installed && { before: installed.manifest.number }),
    ...bundleToJson(file, now),
    ...signaturesToJson(judgement),
  })
}

function toText(file: BundleFile, judgement: Judgement, now: number): string {
  const { networks, nextQuorum } = file.manifest
  const { installed, wasInstalled } = judgement
  const before = installed && !wasInstalled && ` in place of number ${installed.manifest.number}`
  const lines = [
    `${wasInstalled ? 'Installed before' : `Installed${before ?? ''}`}: ${titleOf(file)}`,
    ...signaturesInWords(judgement).map((line) => `  ${line}`),
    ...networks.map(({ framework, asOf }) => {
      const dated = asOf === undefined ? 'no date' : `dated ${ageInWords(asOf, now)}`
      return `  ${framework}: ${dated}`
    }),
    `  ${changesInWords(file)}`,
    ...chainInWords(file, installed).map((line) => `  ${line}`),
    ...(nextQuorum ? [`  pinned from now on, ${visible(quorumInWords(nextQuorum), 600)}`] : []),
  ]
  return `${lines.join('\n')}\n`
}
