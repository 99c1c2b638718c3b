/**
 * `pratique batch open`: what came of each row of a batch.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import { openResult } from '../batch/open-result.ts'
import { readResultKey } from '../batch/result-key.ts'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { requireOption } from '../require-option.ts'

export const USAGE = `Usage: pratique batch open RESULT --key FILE

Opens the result of a batch, a file or - for standard input, and writes what came of each row as a
line of JSON, in the order of the rows. It holds certificates: mind where it goes. It is whole, or
the command says that it is not. Acknowledge a result at the server when it is opened.

Options
  --key FILE   the private key that the batch was sent with ("batch key" makes one)
  --help       this text

Exit codes
  0 it is opened, whole   2 it is not; wrong usage   70 a bug of ours

Examples
  pratique batch open monday.result --key laboratory.jwk > monday.ndjson
  curl -s https://issuer.example/v1/batches/ID/result -H "Authorization: Bearer $KEY" |
    pratique batch open - --key laboratory.jwk
`

const OPTIONS = { key: { type: 'string' } } as const

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    const [path, ...others] = positionals
    if (path === undefined || others.length > 0) {
      throw new UsageError('usage.argument', 'batch open takes one result, a file or -')
    }
    const key = await readResultKey(requireOption('key', values.key, 'the key it is opened with'))
    for await (const text of openResult(path, key)) io.out(text)
    return 0
  },
)
