/**
 * `pratique keys`: an issuer's own keys and their certificates. Each of its parts is a command.
 *
 * @module
 */

import type { Command } from '../command-table.ts'
import type { Io } from '../io.ts'
import { runPart } from '../parts.ts'

export const USAGE = `Usage: pratique keys PART [OPTION…]

An issuer's own keys: made, certified, published and followed by the next one in time. Nothing here
asks a server. Private keys are files that are encrypted, or stay in a token (PKCS #11).

Parts
  create     make a private key, in an encrypted file
  request    ask for a certificate of a key (PKCS #10)
  authority  make the certificate of an authority of your own (SCA)
  certify    certify the key of a request, as the authority
  show       tell how formats name a key, what it may sign, and when
  plan       tell by when the next key must be there, be published and sign

Options
  --help   this text; after a part, about the part

Examples
  pratique keys create sca.pem
  pratique keys authority --signer sca.pem --country UT --name "Utopia SCA" --out sca.crt
  pratique keys create dsc.pem
  pratique keys request --signer dsc.pem --country UT --name "DSC 1" --out dsc.csr
  pratique keys certify dsc.csr --signer sca.pem --authority sca.crt --for test --out dsc.crt
  pratique keys plan .
  pratique help keys certify

Environment
  PRATIQUE_PASSPHRASE=TEXT       the passphrase or PIN, where nobody can be asked
  PRATIQUE_KEY_PERMISSIONS=any   take key files that others may read
`

export const PARTS: readonly Command[] = [
  { name: 'create', load: () => import('./keys-create.ts') },
  { name: 'request', load: () => import('./keys-request.ts') },
  { name: 'authority', load: () => import('./keys-authority.ts') },
  { name: 'certify', load: () => import('./keys-certify.ts') },
  { name: 'show', load: () => import('./keys-show.ts') },
  { name: 'plan', load: () => import('./keys-plan.ts') },
]

/** Runs the part that the first argument names. */
export function run(args: readonly string[], io: Io): Promise<number> {
  return runPart({ name: 'keys', USAGE, PARTS }, args, io)
}
