/**
 * `pratique config`: what a server would be told.
 *
 * @module
 */

import type { Command } from '../command-table.ts'
import type { Io } from '../io.ts'
import { runPart } from '../parts.ts'

export const USAGE = `Usage: pratique config PART [OPTION…]

The configuration of a server: of its file, the environment and the defaults.

Parts
  show   show it as a server would take it, without secrets

Options
  --help   this text; after a part, about the part

Examples
  pratique config show
  pratique help config show
`

export const PARTS: readonly Command[] = [{ name: 'show', load: () => import('./config-show.ts') }]

/** Runs the part that the first argument names. */
export function run(args: readonly string[], io: Io): Promise<number> {
  return runPart({ name: 'config', USAGE, PARTS }, args, io)
}
