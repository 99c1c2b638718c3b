/**
 * `pratique batch`: what a laboratory does with batches that it sends to a server.
 *
 * @module
 */

import type { Command } from '../command-table.ts'
import type { Io } from '../io.ts'
import { runPart } from '../parts.ts'

export const USAGE = `Usage: pratique batch PART [OPTION…]

A batch is a file of orders that an authority's server issues certificates for, in any number. What
comes of it is encrypted to a key of who sends it, and opened here.

Parts
  key    make the key that results are encrypted to
  open   open a result

Options
  --help   this text; after a part, about the part

Examples
  pratique batch key laboratory.jwk
  pratique batch open monday.result --key laboratory.jwk > monday.ndjson
  pratique help batch open
`

export const PARTS: readonly Command[] = [
  { name: 'key', load: () => import('./batch-key.ts') },
  { name: 'open', load: () => import('./batch-open.ts') },
]

/** Runs the part that the first argument names. */
export function run(args: readonly string[], io: Io): Promise<number> {
  return runPart({ name: 'batch', USAGE, PARTS }, args, io)
}
