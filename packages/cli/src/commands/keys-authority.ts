/**
 * `pratique keys authority`: the certificate of an authority of one's own.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import { UsageError } from 'pratique/errors'
import { readCertificate, writeAuthority } from 'pratique/keys'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { LIFE_OPTIONS, NAME_OPTIONS, parseLife, parseSubject } from '../keys/arguments.ts'
import { newSerialNumber, writeNewPem } from '../keys/certificate-files.ts'
import { tellKey, writeFacts } from '../keys/describe-key.ts'
import { withSigner } from '../keys/open-signer.ts'
import { quote, toJsonLine } from '../output/visible.ts'
import { requireOption } from '../require-option.ts'

export const USAGE = `Usage: pratique keys authority --signer KEY --country UT --name NAME --out FILE [OPTION…]

Makes the certificate of an authority (SCA), signed by its own key: a CA with no CA below it. It lasts
four years, and certifies keys in the first two, so that what it certifies ends before it does. Keep
its key offline, and use it for nothing but "keys certify".

Options
  --signer KEY             the file of the private key, or its address in a token
  --country UT             two letters
  --organization NAME      whose authority it is; may be left out
  --name NAME              what it is called
  --out FILE               where the certificate is written, never over a file that is there
  --from DATE              begins on DATE. Default: today
  --until DATE             ends before DATE. Default: four years after it begins
  --passphrase-file FILE   the first line of FILE is the passphrase or PIN
  --json                   one JSON object, and nothing else
  --help                   this text

Examples
  pratique keys authority --signer sca.pem --country UT --name "Utopia SCA" --out sca.crt
`

const OPTIONS = {
  ...NAME_OPTIONS,
  ...LIFE_OPTIONS,
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
      throw new UsageError('usage.argument', 'keys authority takes options alone')
    }
    const name = requireOption('signer', values.signer, 'the file or the address of the key')
    const out = requireOption('out', values.out, 'name the file of the certificate')
    const subject = parseSubject(values)
    const life = { serialNumber: newSerialNumber(), ...parseLife(values, io.now()) }
    const options = { passphraseFile: values['passphrase-file'] }
    const der = await withSigner(name, io, options, (signer) =>
      writeAuthority({ subject, ...life }, signer, nodeCrypto),
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
