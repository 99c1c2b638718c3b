/**
 * `pratique bundle quorum`: who must sign bundles, and how many of them.
 *
 * @module
 */

import { basename } from 'node:path'
import { readPublicKeyFile } from '@pratique/node/key-file'
import { type QuorumKey, requireQuorum, toSignerId } from 'pratique/bundle'
import { UsageError } from 'pratique/errors'
import { named } from '../bundle/named.ts'
import { encodeQuorum, quorumToJson } from '../bundle/quorum-file.ts'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { readFileBytes } from '../inputs/file-bytes.ts'
import { quote, toJsonLine, visible } from '../output/visible.ts'
import { writeOutput } from '../output/write-output.ts'
import { requireOption } from '../require-option.ts'

export const USAGE = `Usage: pratique bundle quorum [NAME=]KEY.pem… --out FILE [OPTION…]

Says whose signatures a bundle needs, and how many, as the file that "bundle install --quorum"
takes. Keys are public ones, of P-256 or Ed25519; of a private one only the public half is taken. A
key is called by the name of its file unless it is given another one.

Options
  --out FILE       where to write it
  --threshold N    how many must sign. Default: more than half
  --json           one JSON object, and nothing else
  --help           this text

Exit codes
  0 it is written   2 it is not: wrong usage, or a key cannot be used   70 a bug of ours

Examples
  pratique bundle quorum ministry.pem airport.pem port.pem --out quorum.json
  pratique bundle quorum "Port health"=a.pem Navy=b.pem --threshold 2 --out quorum.json
`

const OPTIONS = {
  out: { type: 'string' },
  threshold: { type: 'string' },
  json: { type: 'boolean' },
} as const

/** What comes before the first = is a name if there is no slash in it. */
const NAMED = /^([^=/\\]+)=(.+)$/s

/** A file may be called after its key's form. */
const ENDINGS = /(?:\.(?:pem|pub|key|public))+$/i

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    const out = requireOption('out', values.out, 'say where to write the quorum')
    if (positionals.length === 0) {
      throw new UsageError('usage.argument', 'bundle quorum takes the keys of those who sign')
    }
    const keys = positionals.map(readKey)
    requireNames(keys)
    const threshold = parseThreshold(values.threshold) ?? Math.floor(keys.length / 2) + 1
    const quorum = requireQuorum({ threshold, keys })
    writeOutput(out, encodeQuorum(quorum), isQuorumFile)
    if (threshold === 1) {
      io.err(
        'pratique: one key alone can now add an issuer unseen: two of three is what official use needs\n',
      )
    }
    io.out(
      values.json
        ? toJsonLine({ file: out, ...quorumToJson(quorum) })
        : [
            `Written to ${quote(out)}: ${threshold} of ${keys.length} must sign`,
            ...keys.map(({ name, key }) => `  ${toSignerId(key)}  ${visible(name)}`),
            '',
          ].join('\n'),
    )
    return 0
  },
)

function readKey(argument: string): QuorumKey {
  const [, name, boundPath] = NAMED.exec(argument) ?? []
  const path = boundPath ?? argument
  const pem = readFileBytes(path)
  const key = named(path, 'usage.key-file', () => readPublicKeyFile(pem))
  return { name: name ?? (basename(path).replace(ENDINGS, '') || basename(path)), key }
}

function requireNames(keys: readonly QuorumKey[]): void {
  const names = keys.map(({ name }) => name)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice === undefined) return
  throw new UsageError('usage.quorum', `two keys are called ${quote(twice)}: give one as NAME=FILE`)
}

function parseThreshold(text: string | undefined): number | undefined {
  if (text === undefined || /^\d{1,3}$/.test(text)) return text === undefined ? text : Number(text)
  throw new UsageError('usage.option', '--threshold needs a whole number, such as 2')
}

function isQuorumFile(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes).includes('"pratique-quorum"')
}
