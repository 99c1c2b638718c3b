/**
 * `pratique bundle sign`: one more signature over a bundle.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import {
  addSignature,
  type BundleFile,
  digestOf,
  requireSeparateRoles,
  type SignPort,
  signTyped,
  toSignerId,
  verifyQuorum,
} from 'pratique/bundle'
import type { Bytes } from 'pratique/verify'
import { requireOneFile } from '../bundle/arguments.ts'
import { type GivenBundle, readBundle, titleOf, writeBundle } from '../bundle/bundle-file.ts'
import { named } from '../bundle/named.ts'
import { quorumInWords } from '../bundle/quorum-file.ts'
import { changesInWords } from '../bundle/report.ts'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { withSigner } from '../keys/open-signer.ts'
import { quote, toJsonLine, visible } from '../output/visible.ts'
import { requireOption } from '../require-option.ts'

export const USAGE = `Usage: pratique bundle sign FILE --key KEY.pem [OPTION…]

Adds a signature to a bundle. Look at what you sign first, with "bundle show"; better still, build
it yourself and compare the digest. A passphrase is asked for, or comes from standard input, a
file or the environment (PRATIQUE_PASSPHRASE); it is never an argument. A key that the bundle holds
for certificates is refused.

Options
  --key FILE    the private key, as PEM: P-256 or Ed25519, with a passphrase or without; or the
                address of one in a token (pkcs11:…)
  --passphrase-file FILE
                the first line of FILE is the passphrase or PIN
  --out FILE    write the signed bundle to FILE. Default: in place
  --json        one JSON object, and nothing else
  --help        this text

Exit codes
  0 it is signed, now or before   2 it is not   70 a bug of ours

Examples
  pratique bundle sign march.bundle --key ministry.pem
  pratique bundle sign march.bundle --key airport.pem --out march-airport.bundle
`

const OPTIONS = {
  key: { type: 'string' },
  'passphrase-file': { type: 'string' },
  out: { type: 'string' },
  json: { type: 'boolean' },
} as const

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    const path = requireOneFile('sign', positionals)
    const keyPath = requireOption('key', values.key, 'name the file of your private key')
    const { bytes, file } = readBundle(path)
    const options = { passphraseFile: values['passphrase-file'] }
    const { signer, signed, wasSigned } = await withSigner(keyPath, io, options, (port) =>
      sign({ path, bytes, file }, port),
    )
    const out = values.out ?? path
    if (!wasSigned || values.out !== undefined) writeBundle(out, signed)
    const facts = { out, signer, wasSigned }
    io.out(values.json ? toJson(file, facts) : toText(file, facts))
    return 0
  },
)

async function sign(
  { path, bytes, file }: GivenBundle,
  signer: SignPort,
): Promise<Omit<Facts, 'out'> & { readonly signed: Bytes }> {
  named(path, 'usage.bundle', () => requireSeparateRoles(file, [signer.key]))
  const wasSigned = await isSignedBy(file, signer)
  const signed = wasSigned
    ? bytes
    : addSignature(bytes, await signTyped('bundle', file.signedBytes, signer, 'detached'))
  return { signer: toSignerId(signer.key), wasSigned, signed }
}

/** Two signatures of one signer count as one, and whoever signs twice has made a slip. */
async function isSignedBy(file: BundleFile, { key }: SignPort): Promise<boolean> {
  const alone = { threshold: 1, keys: [{ name: 'signer', key }] }
  return (await verifyQuorum(file.signatures, file.signedBytes, alone, nodeCrypto)).isMet
}

interface Facts {
  readonly out: string
  readonly signer: string
  readonly wasSigned: boolean
}

function toJson(file: BundleFile, { out, signer, wasSigned }: Facts): string {
  const { number } = file.manifest
  const signatures = file.signatures.length + (wasSigned ? 0 : 1)
  return toJsonLine({ file: out, number, digest: digestOf(file), signer, wasSigned, signatures })
}

function toText(file: BundleFile, { out, signer, wasSigned }: Facts): string {
  const { nextQuorum } = file.manifest
  const lines = [
    `${wasSigned ? 'Signed before' : 'Signed'} by ${signer}: ${titleOf(file)}`,
    `  ${changesInWords(file)}`,
    ...(nextQuorum
      ? [`  from the next bundle on, ${visible(quorumInWords(nextQuorum), 600)}`]
      : []),
    `  in ${quote(out)}`,
  ]
  return `${lines.join('\n')}\n`
}
