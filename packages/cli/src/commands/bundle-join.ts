/**
 * `pratique bundle join`: the signatures of several copies of one bundle, put together. Those who sign
 * sit in different places.
 *
 * @module
 */

import { addSignature, digestOf } from 'pratique/bundle'
import { UsageError } from 'pratique/errors'
import { type GivenBundle, readBundle, titleOf, writeBundle } from '../bundle/bundle-file.ts'
import { isWhole } from '../bundle/held.ts'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { quote, toJsonLine } from '../output/visible.ts'
import { requireOption } from '../require-option.ts'

export const USAGE = `Usage: pratique bundle join FILE FILE… --out FILE [OPTION…]

Puts the signatures of several copies of one bundle together, each once. Verifies none of them: see
"bundle verify".

Options
  --out FILE   where to write it; one of the copies may be replaced
  --json       one JSON object, and nothing else
  --help       this text

Exit codes
  0 it is written   2 it is not: they are different bundles, or wrong usage   70 a bug of ours

Examples
  pratique bundle join march-ministry.bundle march-airport.bundle --out march.bundle
`

const OPTIONS = {
  out: { type: 'string' },
  json: { type: 'boolean' },
} as const

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    const out = requireOption('out', values.out, 'say where to write the bundle')
    const [first, ...others] = positionals.map(readBundle)
    if (!first || others.length === 0) {
      throw new UsageError('usage.argument', 'bundle join takes two files or more')
    }
    for (const other of others) requireSame(first, other)
    const whole = [first, ...others].find(({ file }) => isWhole(file))
    if (!whole) throw new UsageError('usage.bundle', 'all copies are damaged')
    const signatures = [first, ...others].flatMap(({ file }) => file.signatures)
    const joined = signatures.reduce(addSignature, whole.bytes)
    writeBundle(out, joined)
    const count = new Set(signatures.map(String)).size
    const { number } = first.file.manifest
    io.out(
      values.json
        ? toJsonLine({ file: out, number, digest: digestOf(first.file), signatures: count })
        : `Joined, signatures: ${count}: ${titleOf(first.file)}\n  in ${quote(out)}\n`,
    )
    return 0
  },
)

function requireSame(first: GivenBundle, other: GivenBundle): void {
  if (digestOf(first.file) === digestOf(other.file)) return
  throw new UsageError(
    'usage.argument',
    `${quote(first.path)} and ${quote(other.path)} are different bundles, which have no signature in common`,
  )
}
