/**
 * `pratique bundle codes`: a bundle as QR codes, for a page at a counter that has no network.
 *
 * @module
 */

import { isPicture } from '@pratique/node/picture-type'
import { omitSections, toUpdateCodes } from 'pratique/bundle'
import { encodeQr, type QrSymbol, toPng, toTerminal } from 'pratique/qr'
import { requireOneFile } from '../bundle/arguments.ts'
import { readBundle } from '../bundle/bundle-file.ts'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { quote } from '../output/visible.ts'
import { type OutputFile, writeOutputs } from '../output/write-output.ts'
import { refuseIdle } from '../require-option.ts'

export const USAGE = `Usage: pratique bundle codes FILE [OPTION…]

Shows a bundle as QR codes. The page at the counter scans them in any order ("Lists", "Scan update
codes"), and takes the bundle if those who must sign it have, and it is newer than its own.

Up to 32 codes are read, of 390 bytes each: a key that is denied, changed entry rules, a small
network. With --after, what the bundle before has alike is left out; a page that holds another one
cannot take them. All the world's keys are a file for a USB stick.

Options
  --after FILE   leave out what this bundle has alike: the one that the pages hold
  --out DIR      a picture (PNG) of each code, for paper or a screen; the folder is
                 made if it is missing
  --text         the texts of the codes, a line each, for another program that prints them
  --help         this text

Exit codes
  0 they are there   2 it is no bundle, damaged, or too large; wrong usage   70 a bug of ours

Examples
  pratique bundle codes april.bundle --after march.bundle
  pratique bundle codes april.bundle --after march.bundle --out april-codes
`

const OPTIONS = {
  after: { type: 'string' },
  out: { type: 'string' },
  text: { type: 'boolean' },
} as const

/** Pixels a module: of the largest symbol, 640 on a side. */
const SCALE = 8
/** More than a picture of a symbol has. */
const MAX_PICTURE_BYTES = 1_000_000

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    const { bytes, file } = readBundle(requireOneFile('codes', positionals))
    const before = values.after === undefined ? undefined : readBundle(values.after).file
    const texts = toUpdateCodes(before ? omitSections(bytes, before) : bytes)
    if (values.text) {
      refuseIdle(values, { out: 'pictures, and not with --text' })
      io.out(texts.map((text) => `${text}\n`).join(''))
      return 0
    }
    const symbols = texts.map((text) => encodeQr(text, { level: 'L' }))
    if (values.out !== undefined) {
      const pictures = toPictures(symbols, file.manifest.number)
      writeOutputs(values.out, pictures, (held) => isPicture(held) === 'png', MAX_PICTURE_BYTES)
      io.out(
        `${symbols.length} ${symbols.length === 1 ? 'code' : 'codes'} in ${quote(values.out)}\n`,
      )
      return 0
    }
    for (const [at, symbol] of symbols.entries()) {
      io.out(`${at + 1} of ${symbols.length}\n${toTerminal(symbol)}\n`)
    }
    return 0
  },
)

/** Named so that they lie in order, and beside those of another bundle. */
function toPictures(symbols: readonly QrSymbol[], bundle: number): readonly OutputFile[] {
  const of = String(symbols.length)
  return symbols.map((symbol, at) => ({
    name: `bundle-${bundle}-code-${String(at + 1).padStart(of.length, '0')}-of-${of}.png`,
    bytes: toPng(symbol, { scale: SCALE }),
  }))
}
