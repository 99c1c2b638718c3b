/**
 * `pratique bundle show`: what is in a bundle. It verifies nothing.
 *
 * @module
 */

import type { BundleFile } from 'pratique/bundle'
import { UsageError } from 'pratique/errors'
import { readBundle } from '../bundle/bundle-file.ts'
import { bundleToJson } from '../bundle/describe.ts'
import { findHeldBundle } from '../bundle/held.ts'
import { named } from '../bundle/named.ts'
import { describeBundle } from '../bundle/report.ts'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { quote, toJsonLine } from '../output/visible.ts'
import type { BundleRole } from '../trust/bundles.ts'

export const USAGE = `Usage: pratique bundle show [FILE] [OPTION…]

Shows what is in a bundle: its number and digest, the networks and how old what is said of them is,
the sources with the hash of each file, what changed key by key, what is denied, and who has signed.
Nothing is verified: see "bundle verify". Without FILE it is the bundle that this machine verifies
with: the one that was installed, else the one made of the lists here, else the one that came with
the program.

Options
  --data-dir DIR   look in DIR, in place of the platform's folder or PRATIQUE_DATA_DIR
  --json           one JSON object, and nothing else
  --help           this text

Exit codes
  0 it is shown   2 it is no bundle, or damaged; wrong usage   70 a bug of ours

Examples
  pratique bundle show march.bundle
  pratique bundle show
  pratique bundle show --json march.bundle
`

const OPTIONS = {
  'data-dir': { type: 'string' },
  json: { type: 'boolean' },
} as const

const ROLE_WORDS: Readonly<Record<BundleRole, string>> = {
  installed: 'the bundle that is installed',
  local: 'the bundle made of the lists on this machine',
  starter: 'the bundle that came with the program',
}

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    const [path, ...others] = positionals
    if (others.length > 0) throw new UsageError('usage.argument', 'bundle show takes one file')
    const { name, origin, file } = path === undefined ? findHeld(values['data-dir']) : find(path)
    const now = io.now()
    io.out(
      named(path ?? name, 'usage.bundle', () =>
        values.json
          ? toJsonLine({ ...origin, verified: false, ...bundleToJson(file, now) })
          : [`NOT VERIFIED: what ${name} says of itself`, ...describeBundle(file, now), ''].join(
              '\n',
            ),
      ),
    )
    return 0
  },
)

interface Shown {
  readonly name: string
  readonly origin: object
  readonly file: BundleFile
}

function find(path: string): Shown {
  return { name: quote(path), origin: { file: path }, file: readBundle(path).file }
}

function findHeld(dataDir: string | undefined): Shown {
  const { role, file } = findHeldBundle(dataDir)
  return { name: ROLE_WORDS[role], origin: { held: role }, file }
}
