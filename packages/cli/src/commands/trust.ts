/**
 * `pratique trust`: the lists of keys that are kept on this machine. Each of its parts is a command.
 *
 * @module
 */

import type { Command } from '../command-table.ts'
import type { Io } from '../io.ts'
import { runPart } from '../parts.ts'

export const USAGE = `Usage: pratique trust PART [OPTION…]

The lists of keys of countries and issuers, as they are kept on this machine.

Parts
  sync     fetch the lists: the only command that does

Options
  --help   this text; after a part, about the part

Examples
  pratique trust sync
  pratique help trust sync
`

export const PARTS: readonly Command[] = [{ name: 'sync', load: () => import('./trust-sync.ts') }]

/** Runs the part that the first argument names. */
export function run(args: readonly string[], io: Io): Promise<number> {
  return runPart({ name: 'trust', USAGE, PARTS }, args, io)
}
