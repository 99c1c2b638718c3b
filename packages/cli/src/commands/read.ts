/**
 * `pratique read`: what is inside, without verifying it.
 *
 * @module
 */

import { worstExitCode } from '../exit-code.ts'
import { readInputs } from '../inputs/inputs.ts'
import type { Io } from '../io.ts'
import { parseOptions } from '../options.ts'
import { readContents } from '../read/read-inputs.ts'
import { writeContents, writeContentsJson } from '../read/report.ts'

export const USAGE = `Usage: pratique read INPUT… [OPTION…]

Shows what is inside certificates: sizes, header, and the names and types of what they state.
VERIFIES NOTHING: anybody can write anything into a certificate. INPUT is as for verify.

Options
  --show-person   show the values too: name, birth date, facts
  --json          one JSON object for each certificate, a line each, and nothing else
  --help          this text

Exit codes
  0 taken apart in full   12 damaged   22 a part of it is missing
  30 no certificate, or of a format that is only known by name   2 wrong usage   70 a bug of ours

Examples
  pratique read certificate.png
  pratique read --show-person --json - < certificate.txt
`

const OPTIONS = {
  'show-person': { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/** Runs the command. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = await parseOptions(args, OPTIONS)
  if (values.help) {
    io.out(USAGE)
    return 0
  }
  const { texts, faults } = await readInputs(positionals, io)
  const found = await readContents(texts, values['show-person'] ?? false)
  if (values.json) for (const each of found) io.out(writeContentsJson(each))
  else if (found.length > 0) io.out(writeContents(found))
  return worstExitCode(
    found.map(({ contents }) => contents.exitCode),
    { hasFaults: faults > 0, authenticityOnly: false },
  )
}
