/**
 * `pratique keys request`: a request for the certificate of a key.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import { UsageError } from 'pratique/errors'
import { thumbprintOfKey, writeCertificateRequest } from 'pratique/keys'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { NAME_OPTIONS, parseSubject } from '../keys/arguments.ts'
import { writeNewPem } from '../keys/certificate-files.ts'
import { withSigner } from '../keys/open-signer.ts'
import { quote, toJsonLine } from '../output/visible.ts'
import { requireOption } from '../require-option.ts'

export const USAGE = `Usage: pratique keys request --signer KEY --country UT --name NAME --out FILE [OPTION…]

Writes a request for a certificate (PKCS #10), signed by the key that it is for: so the authority sees
that whoever asks has the key, and the key itself goes nowhere.

Options
  --signer KEY             the file of the private key, or its address in a token, such as
                           "pkcs11:object=dsc?module-path=/usr/lib/softhsm/libsofthsm2.so"
  --country UT             two letters: the same as the authority's
  --organization NAME      whose key it is; may be left out
  --name NAME              what the key is called: another one for each key
  --out FILE               where the request is written, never over a file that is there
  --passphrase-file FILE   the first line of FILE is the passphrase or PIN
  --json                   one JSON object, and nothing else
  --help                   this text

Examples
  pratique keys request --signer dsc.pem --country UT --name "DSC 2027-1" --out dsc.csr
`

const OPTIONS = {
  ...NAME_OPTIONS,
  signer: { type: 'string' },
  out: { type: 'string' },
  'passphrase-file': { type: 'string' },
  json: { type: 'boolean' },
} as const

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    if (positionals.length > 0) {
      throw new UsageError('usage.argument', 'keys request takes options alone')
    }
    const name = requireOption('signer', values.signer, 'the file or the address of the key')
    const out = requireOption('out', values.out, 'name the file of the request')
    const subject = parseSubject(values)
    const options = { passphraseFile: values['passphrase-file'] }
    const { der, thumbprint } = await withSigner(name, io, options, async (signer) => ({
      der: await writeCertificateRequest(subject, signer, nodeCrypto),
      thumbprint: thumbprintOfKey(signer.key),
    }))
    writeNewPem(out, 'CERTIFICATE REQUEST', der)
    io.out(
      values.json
        ? toJsonLine({ file: out, thumbprint })
        : `Wrote a request to ${quote(out)}, for the key with the thumbprint ${thumbprint}.\n` +
            'Bring it to the authority, and tell the thumbprint by another way.\n',
    )
    return 0
  },
)
