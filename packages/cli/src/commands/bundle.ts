/**
 * `pratique bundle`: the signed file with all that a verifier needs offline. Each of its parts is a
 * command.
 *
 * @module
 */

import type { Command } from '../command-table.ts'
import type { Io } from '../io.ts'
import { runPart } from '../parts.ts'

export const USAGE = `Usage: pratique bundle PART [ARGUMENT…] [OPTION…]

The bundle: one signed file with all that a verifier needs offline. Several people sign it, so that
nobody alone can add an issuer unseen. No part of this command asks a server.

Parts, in the order of a bundle's life
  quorum   say whose signatures a bundle needs, and how many
  build    make a bundle of the lists that "trust sync" has brought
  show     show what is in a bundle, without verifying it
  sign     add a signature
  join     put the signatures of several copies together
  verify   say whether a bundle would be installed, and install nothing
  install  put a bundle in the place of the one that is held
  codes    show a small change as QR codes, for a page without a network

Options
  --help   this text; after a part, about the part

Examples
  pratique bundle build --out march.bundle --previous february.bundle
  pratique bundle sign march.bundle --key ministry.pem
  pratique bundle install march.bundle
  pratique help bundle build
`

export const PARTS: readonly Command[] = [
  { name: 'quorum', load: () => import('./bundle-quorum.ts') },
  { name: 'build', load: () => import('./bundle-build.ts') },
  { name: 'show', load: () => import('./bundle-show.ts') },
  { name: 'sign', load: () => import('./bundle-sign.ts') },
  { name: 'join', load: () => import('./bundle-join.ts') },
  { name: 'verify', load: () => import('./bundle-verify.ts') },
  { name: 'install', load: () => import('./bundle-install.ts') },
  { name: 'codes', load: () => import('./bundle-codes.ts') },
]

/** Runs the part that the first argument names. */
export function run(args: readonly string[], io: Io): Promise<number> {
  return runPart({ name: 'bundle', USAGE, PARTS }, args, io)
}
