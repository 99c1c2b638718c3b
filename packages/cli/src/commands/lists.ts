/**
 * `pratique lists`: an issuer's lists of revoked certificates. Each of its parts is a command.
 *
 * @module
 */

import type { Command } from '../command-table.ts'
import type { Io } from '../io.ts'
import { runPart } from '../parts.ts'

export const USAGE = `Usage: pratique lists PART [ARGUMENT…] [OPTION…]

An issuer's lists of revoked certificates: exact, small, and without a name of anybody. Certificates
have a place on a list; the list says which places are revoked. Only fetch asks a server.

Parts
  build    begin the lists of an issuer, and make the editions of the day
  show     show what a list says, or how far the lists in a folder have come
  export   write what is revoked for verifiers that read other forms
  fetch    bring the newest lists of an authority, and its bundle, to this machine
  verify   say whether files of lists would be taken here, one after the other

Options
  --help   this text; after a part, about the part

Examples
  pratique lists build --lists DIR --key revocation.pem --issuer hcert=UT
  pratique lists show list-2517.cbor
  pratique help lists build
`

export const PARTS: readonly Command[] = [
  { name: 'build', load: () => import('./lists-build.ts') },
  { name: 'show', load: () => import('./lists-show.ts') },
  { name: 'export', load: () => import('./lists-export.ts') },
  { name: 'fetch', load: () => import('./lists-fetch.ts') },
  { name: 'verify', load: () => import('./lists-verify.ts') },
]

/** Runs the part that the first argument names. */
export function run(args: readonly string[], io: Io): Promise<number> {
  return runPart({ name: 'lists', USAGE, PARTS }, args, io)
}
