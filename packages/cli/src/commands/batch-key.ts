/**
 * `pratique batch key`: a key that results of batches are encrypted to.
 *
 * @module
 */

import { writeNew } from '@pratique/node/atomic-file'
import { nodeFiles } from '@pratique/node/data-folder'
import { UsageError } from 'pratique/errors'
import { makeResultKey } from '../batch/result-key.ts'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { quote, toJsonLine } from '../output/visible.ts'
import { writing } from '../output/write-output.ts'

export const USAGE = `Usage: pratique batch key FILE [OPTION…]

Makes a private key on X25519 and writes it to FILE as JWK, for its owner alone, never over a file
that is there. Tells its public half as the server takes it with each batch: the value of the header
Pratique-Result-Key. Whoever gets the file can open the results that are encrypted to it.

Options
  --json   one JSON object, and nothing else
  --help   this text

Examples
  pratique batch key laboratory.jwk
`

const OPTIONS = { json: { type: 'boolean' } } as const

/** For the owner alone. */
const MODE = 0o600

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    const [path, ...others] = positionals
    if (path === undefined || others.length > 0) {
      throw new UsageError('usage.argument', 'batch key takes one name, of the file to make')
    }
    const { file, header } = await makeResultKey()
    writing(path, () => writeNew(nodeFiles, path, new TextEncoder().encode(file), MODE))
    io.out(
      values.json
        ? toJsonLine({ file: path, header })
        : `Made a key on X25519 in ${quote(path)}. Send with each batch\nPratique-Result-Key: ${header}\n`,
    )
    return 0
  },
)
