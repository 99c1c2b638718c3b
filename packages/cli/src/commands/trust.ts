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
  sync       fetch the lists: the only command that does
  import     take keys from files, and say of each what became of it
  show       the keys that a verification finds
  report     what became of every key of the sources that are held, and why
  diff       what differs between two lists
  withdraw   deny a key for ever

Options
  --help   this text; after a part, about the part

Examples
  pratique trust sync
  pratique trust import list.json --dry-run
  pratique trust show --issuer FR
  pratique help trust sync
`

export const PARTS: readonly Command[] = [
  { name: 'sync', load: () => import('./trust-sync.ts') },
  { name: 'import', load: () => import('./trust-import.ts') },
  { name: 'show', load: () => import('./trust-show.ts') },
  { name: 'report', load: () => import('./trust-report.ts') },
  { name: 'diff', load: () => import('./trust-diff.ts') },
  { name: 'withdraw', load: () => import('./trust-withdraw.ts') },
]

/** Runs the part that the first argument names. */
export function run(args: readonly string[], io: Io): Promise<number> {
  return runPart({ name: 'trust', USAGE, PARTS }, args, io)
}
