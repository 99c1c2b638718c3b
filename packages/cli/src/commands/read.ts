/**
 * `pratique read`: what is inside, without verifying it.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { worstExitCode } from '../exit-code.ts'
import type { InputText } from '../inputs/inputs.ts'
import type { Io } from '../io.ts'
import type { OtherFile } from '../link/open-files.ts'
import { openInputs } from '../link/open-inputs.ts'
import type { FetchTask } from '../link/read-fetched.ts'
import type { Options } from '../options.ts'
import { type InputContents, readContents } from '../read/read-inputs.ts'
import { writeContents, writeContentsJson } from '../read/report.ts'
import { parseTime } from '../times.ts'

export const USAGE = `Usage: pratique read INPUT… [OPTION…]

Shows what is inside certificates: sizes, header, and the names and types of what they state.
VERIFIES NOTHING without --fetch: anybody can write anything into a certificate. INPUT is as for
verify; encrypted files (.jwe) are opened with the link beside them.

Options
  --show-person     show the values too: name, birth date, facts
  --fetch           INPUT is one SMART Health Link: ask its server for what it leads to, open it,
                    and verify every card. Nothing else in Pratique asks anybody. If the link asks
                    for a passcode, type it; without a terminal it comes from standard input
  --recipient NAME  with --fetch: who the sender of the link is told that asks; else "Pratique"
  --trust FILE      with --fetch: take the keys in FILE, as for verify; may be repeated
  --at TIME         with --fetch: verify as if it were TIME
  --json            one JSON object for each certificate, a line each, and nothing else; with
                    --fetch one for its verification, too
  --help            this text

Exit codes
  0 taken apart in full   12 damaged   22 a part of it is missing
  30 no certificate, or of a format that is only known by name   2 wrong usage   70 a bug of ours
  With --fetch those of verify, the worst of all files

Examples
  pratique read certificate.png
  pratique read --show-person --json - < certificate.txt
  pratique read --fetch --trust issuer-keys.json link.png
`

const OPTIONS = {
  'show-person': { type: 'boolean' },
  fetch: { type: 'boolean' },
  recipient: { type: 'string' },
  trust: { type: 'string', multiple: true },
  at: { type: 'string' },
  json: { type: 'boolean' },
} as const

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    const task = parseFetch(values, io)
    const { texts, others, faults } = await openInputs(positionals, io)
    const fetched = task && faults === 0 ? await follow(texts, task, positionals, io) : undefined
    if (fetched !== undefined) return fetched
    const showPerson = values['show-person'] ?? false
    const found = [
      ...(await readContents(texts, showPerson)),
      ...(others.length > 0 ? await readOthers(others, showPerson) : []),
    ]
    if (values.json) for (const each of found) io.out(writeContentsJson(each))
    else if (found.length > 0) io.out(writeContents(found))
    return worstExitCode(
      found.map(({ contents }) => contents.exitCode),
      { hasFaults: faults > 0, authenticityOnly: false },
    )
  },
)

/** FHIR is outlined; of access to a server, and of other kinds, it is only told that they are there. */
async function readOthers(
  others: readonly OtherFile[],
  showValues: boolean,
): Promise<readonly InputContents[]> {
  const { readOther } = await import('../link/other-file.ts')
  return others.map(({ file, source }) => ({
    contents: readOther(file, showValues),
    sources: [source],
  }))
}

/** @throws {UsageError} `usage.option` if an option is given that goes with `--fetch` */
function parseFetch(
  { fetch, recipient, trust, at, ...values }: Options<typeof OPTIONS>['values'],
  io: Io,
): FetchTask | undefined {
  if (!fetch) {
    if (recipient === undefined && trust === undefined && at === undefined) return undefined
    throw new UsageError('usage.option', '--recipient, --trust and --at go with --fetch')
  }
  const now = at === undefined ? io.now() : parseTime('--at', at)
  const context = { now, ...(at !== undefined && { simulated: true }) }
  return {
    verify: { context, trustFiles: trust ?? [], isTogether: false },
    recipient: recipient ?? 'Pratique',
    showPerson: values['show-person'] ?? false,
    asJson: values.json ?? false,
  }
}

/** Loaded here alone: no other command and no other option reaches for a network. */
async function follow(
  texts: readonly InputText[],
  task: FetchTask,
  args: readonly string[],
  io: Io,
): Promise<number | undefined> {
  const { readFetched } = await import('../link/read-fetched.ts')
  const { createFetchPort } = await import('../link/fetch.ts')
  const { askPasscode } = await import('../link/passcode.ts')
  return readFetched(texts, task, io, {
    createPort: () => createFetchPort(),
    askPasscode: () => askPasscode(io, args.includes('-')),
  })
}
