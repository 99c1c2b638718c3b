/**
 * `pratique bundle codes`: a bundle as QR codes, for a page at a counter that has no network.
 *
 * @module
 */

import { omitSections, toUpdateCodes } from 'pratique/bundle'
import { encodeQr, toTerminal } from 'pratique/qr'
import { requireOneFile } from '../bundle/arguments.ts'
import { readBundle } from '../bundle/bundle-file.ts'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'

export const USAGE = `Usage: pratique bundle codes FILE [OPTION…]

Shows a bundle as QR codes. The page at the counter scans them in any order ("Lists", "Scan update
codes"), and takes the bundle if those who must sign it have, and it is newer than its own.

Up to 32 codes are read, of 390 bytes each: a key that is denied, changed entry rules, a small
network. With --after, what the bundle before has alike is left out; a page that holds another one
cannot take them. All the world's keys are a file for a USB stick.

Options
  --after FILE   leave out what this bundle has alike: the one that the pages hold
  --text         the texts of the codes, a line each, for another program that prints them
  --help         this text

Exit codes
  0 they are shown   2 it is no bundle, damaged, or too large; wrong usage   70 a bug of ours

Examples
  pratique bundle codes april.bundle --after march.bundle
  pratique bundle codes april.bundle --after march.bundle --text > codes.txt
`

const OPTIONS = { after: { type: 'string' }, text: { type: 'boolean' } } as const

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    const { bytes } = readBundle(requireOneFile('codes', positionals))
    const before = values.after === undefined ? undefined : readBundle(values.after).file
    const texts = toUpdateCodes(before ? omitSections(bytes, before) : bytes)
    for (const [at, text] of texts.entries()) {
      const symbol = `${at + 1} of ${texts.length}\n${toTerminal(encodeQr(text, { level: 'L' }))}\n`
      io.out(values.text ? `${text}\n` : symbol)
    }
    return 0
  },
)
