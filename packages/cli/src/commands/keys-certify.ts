/**
 * `pratique keys certify`: an authority certifies the key of a request.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import { UsageError } from 'pratique/errors'
import { certifyRequest, readCertificate } from 'pratique/keys'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { LIFE_OPTIONS, parseLife, parsePurpose } from '../keys/arguments.ts'
import {
  newSerialNumber,
  readOneCertificate,
  readOneRequest,
  writeNewPem,
} from '../keys/certificate-files.ts'
import { tellKey, writeFacts } from '../keys/describe-key.ts'
import { withSigner } from '../keys/open-signer.ts'
import { quote, toJsonLine } from '../output/visible.ts'
import { requireOption } from '../require-option.ts'

export const USAGE = `Usage: pratique keys certify REQUEST --signer KEY --authority FILE --for WHAT --out FILE [OPTION…]

Certifies the key of a request, as the authority. The request must prove that its maker has the key,
the key be on P-256, and the country be the authority's. Of the request the name is taken, and nothing
else: what the key may do, --for says. A key has one role.

Options
  --signer KEY             the authority's private key: a file, or an address in a token
  --authority FILE         the authority's certificate
  --for WHAT               some of "test,vaccination,recovery" (a DSC), "vds-nc" or "revocation"
  --out FILE               where the certificate is written, never over a file that is there
  --from DATE              begins on DATE. Default: today
  --until DATE             ends before DATE. Default: two years after it begins
  --passphrase-file FILE   the first line of FILE is the passphrase or PIN
  --json                   one JSON object, and nothing else
  --help                   this text

Examples
  pratique keys certify dsc.csr --signer sca.pem --authority sca.crt \\
    --for test,vaccination,recovery --out dsc.crt
  pratique verify certificate.png --trust dsc.crt
`

const OPTIONS = {
  ...LIFE_OPTIONS,
  signer: { type: 'string' },
  authority: { type: 'string' },
  for: { type: 'string' },
  out: { type: 'string' },
  'passphrase-file': { type: 'string' },
  json: { type: 'boolean' },
} as const

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    const [path, ...others] = positionals
    if (path === undefined || others.length > 0) {
      throw new UsageError('usage.argument', 'keys certify takes one file, which is a request')
    }
    const name = requireOption('signer', values.signer, "the authority's private key")
    const authorityPath = requireOption(
      'authority',
      values.authority,
      "the authority's certificate",
    )
    const purpose = parsePurpose(requireOption('for', values.for, 'what the key is to sign'))
    const out = requireOption('out', values.out, 'name the file of the certificate')
    const life = { serialNumber: newSerialNumber(), ...parseLife(values, io.now()) }
    const [request, authority] = [readOneRequest(path), readOneCertificate(authorityPath)]
    const options = { passphraseFile: values['passphrase-file'] }
    const der = await withSigner(name, io, options, (signer) =>
      certifyRequest(request, { authority, purpose, crypto: nodeCrypto, ...life }, signer),
    )
    writeNewPem(out, 'CERTIFICATE', der)
    const facts = await tellKey({ kind: 'certificate', certificate: readCertificate(der) })
    io.out(
      values.json
        ? toJsonLine({ file: out, ...facts })
        : `Wrote to ${quote(out)} the ${writeFacts(facts)}`,
    )
    return 0
  },
)
