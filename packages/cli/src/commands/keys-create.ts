/**
 * `pratique keys create`: a private key in a file that nobody else can use.
 *
 * @module
 */

import { createKeyFile } from '@pratique/node/new-key-file'
import { UsageError } from 'pratique/errors'
import { thumbprintOfKey } from 'pratique/keys'
import { named } from '../bundle/named.ts'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { readNewPassphrase } from '../inputs/passphrase.ts'
import { quote, toJsonLine } from '../output/visible.ts'
import { writing } from '../output/write-output.ts'

export const USAGE = `Usage: pratique keys create FILE [OPTION…]

Makes a private key on P-256 and writes it to FILE: as PEM (PKCS #8), encrypted with a passphrase by
scrypt and AES-256, for its owner alone. OpenSSL reads it too. Never over a file that is there. The
passphrase is typed twice, or comes from standard input, a file or the environment; it is never an
argument. Whoever forgets it has lost the key: nobody can bring it back.

A key in a token is made with what comes with the token; the other parts take its address.

Options
  --passphrase-file FILE   the first line of FILE is the passphrase
  --unencrypted            no passphrase: whoever gets the file has the key
  --json                   one JSON object, and nothing else
  --help                   this text

Environment
  PRATIQUE_PASSPHRASE=TEXT   the passphrase, where nobody can be asked

Examples
  pratique keys create dsc-2027.pem
  pratique keys create dsc-2027.pem --passphrase-file /run/secrets/dsc
`

const OPTIONS = {
  'passphrase-file': { type: 'string' },
  unencrypted: { type: 'boolean' },
  json: { type: 'boolean' },
} as const

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    const [path, ...others] = positionals
    const { unencrypted = false, 'passphrase-file': file } = values
    if (!path || others.length > 0) {
      throw new UsageError('usage.argument', 'keys create takes one name, of the file to make')
    }
    if (unencrypted && file !== undefined) {
      throw new UsageError('usage.option', 'expected --passphrase-file or --unencrypted, not both')
    }
    const asked = { what: 'passphrase', of: quote(path), file } as const
    const options = unencrypted ? {} : { passphrase: await readNewPassphrase(io, asked) }
    const key = writing(path, () =>
      named(path, 'usage.output-file', () => createKeyFile(path, options)),
    )
    const thumbprint = thumbprintOfKey(key)
    io.out(
      values.json
        ? toJsonLine({ file: path, keyKind: key.kind, thumbprint, isEncrypted: !unencrypted })
        : `Made a key on ${key.kind} in ${quote(path)}${unencrypted ? ', NOT encrypted' : ''}: thumbprint ${thumbprint}.\n` +
            'Keep a copy of the file, and the passphrase in another place.\n',
    )
    return 0
  },
)
