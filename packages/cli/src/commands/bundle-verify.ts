/**
 * `pratique bundle verify`: whether a bundle would be installed. It changes nothing.
 *
 * @module
 */

import { type BundleFile, digestOf } from 'pratique/bundle'
import { requireOneFile } from '../bundle/arguments.ts'
import { readBundle, titleOf } from '../bundle/bundle-file.ts'
import { findHeldState } from '../bundle/held.ts'
import {
  chainInWords,
  type Judgement,
  judge,
  signaturesInWords,
  signaturesToJson,
} from '../bundle/judge.ts'
import { isSameQuorum, readQuorum } from '../bundle/quorum-file.ts'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { toJsonLine } from '../output/visible.ts'

export const USAGE = `Usage: pratique bundle verify FILE [OPTION…]

Says whether a bundle would be installed here, and installs nothing: whether enough of those who
must sign it have, whether it is newer than the bundle that is held, and whether it is whole.

Options
  --quorum FILE    who must sign it. Default: the quorum that is pinned in the data folder
  --data-dir DIR   look in DIR, in place of the platform's folder or PRATIQUE_DATA_DIR
  --json           one JSON object, and nothing else
  --help           this text

Exit codes
  0 it would be installed
  2 it would be refused, for the reason that is named; wrong usage   70 a bug of ours

Examples
  pratique bundle verify march.bundle
  pratique bundle verify march.bundle --quorum quorum.json
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
    const path = requireOneFile('verify', positionals)
    const given = values.quorum === undefined ? undefined : readQuorum(values.quorum)
    const bundle = readBundle(path)
    const state = findHeldState(values['data-dir'])
    if (given && state.quorum && !isSameQuorum(given, state.quorum)) {
      io.err('pratique: another quorum is pinned here, by which "bundle install" goes\n')
    }
    const judgement = await judge(bundle, state, given)
    const { file } = bundle
    io.out(values.json ? toJson(path, file, judgement) : toText(file, judgement))
    if (judgement.refusal) throw judgement.refusal
    return 0
  },
)

function toJson(path: string, file: BundleFile, judgement: Judgement): string {
  const { refusal, installed } = judgement
  return toJsonLine({
    file: path,
    number: file.manifest.number,
    digest: digestOf(file),
    accepted: !refusal,
    ...(refusal && { code: refusal.code }),
    ...signaturesToJson(judgement),
    ...(installed && {
      installed: { number: installed.manifest.number, digest: digestOf(installed) },
    }),
  })
}

function toText(file: BundleFile, judgement: Judgement): string {
  const { refusal, installed, wasInstalled } = judgement
  const lines = [
    titleOf(file),
    ...signaturesInWords(judgement).map((line) => `  ${line}`),
    `  ${installed ? `installed: ${titleOf(installed)}` : 'none is installed'}`,
    ...chainInWords(file, installed).map((line) => `  ${line}`),
    refusal ? 'It would be REFUSED' : wasInstalled ? 'It is installed' : 'It would be installed',
  ]
  return `${lines.join('\n')}\n`
}
