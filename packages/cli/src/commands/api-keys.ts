/**
 * `pratique api-keys`: who may ask a server by a key.
 *
 * @module
 */

import type { Command } from '../command-table.ts'
import type { Io } from '../io.ts'
import { runPart } from '../parts.ts'

export const USAGE = `Usage: pratique api-keys PART [OPTION…]

Keys by which programs ask an authority's server: for some acts, at some sites, until a day. A key
is shown once, when it is made; the server knows only how to recognise it.

Parts
  create   make a key
  list     list the keys that there are
  revoke   take a key back, at once

Options
  --help   this text; after a part, about the part

Examples
  pratique api-keys create --name "Laboratory 7" --acts issue,revoke --sites lab-7
  pratique api-keys list
  pratique api-keys revoke k3v9d0c2m1qa
  pratique help api-keys create
`

export const PARTS: readonly Command[] = [
  { name: 'create', load: () => import('./api-keys-create.ts') },
  { name: 'list', load: () => import('./api-keys-list.ts') },
  { name: 'revoke', load: () => import('./api-keys-revoke.ts') },
]

/** Runs the part that the first argument names. */
export function run(args: readonly string[], io: Io): Promise<number> {
  return runPart({ name: 'api-keys', USAGE, PARTS }, args, io)
}
