/**
 * `pratique lists verify`: whether files of lists would be taken, one after the other.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import { UsageError } from 'pratique/errors'
import { findUnspoken, type HeldList, readTokenLists } from 'pratique/revocation'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { readFileBytes } from '../inputs/file-bytes.ts'
import { loadTrust } from '../load-trust.ts'
import { timeInWords } from '../output/dates.ts'
import { toJsonLine, visible } from '../output/visible.ts'

export const USAGE = `Usage: pratique lists verify FILE… [OPTION…]

Says whether lists of revoked certificates and what came since would be taken here: who signed them,
whether that key speaks for the issuer, and whether each follows on the one before. A list may name
several networks; for one that its key does not speak for it counts for nothing, and that is told.
Files may be given in any order. Nothing is installed.

Options
  --trust FILE     take the keys in FILE too; may be repeated. ISSUER=FILE for the certificate of a
                   key that signs lists of an issuer of SMART Health Cards
  --data-dir DIR   take the lists of keys that were fetched from DIR
  --json           one JSON object, and nothing else
  --help           this text

Exit codes
  0 all of them count   2 not all, for the reasons that are named; wrong usage   70 a bug of ours

Examples
  pratique lists verify --trust issuer.json list-2517.cbor delta-2517-4.cbor
  pratique lists verify --trust https://example.org=revocation.crt list-2517.cbor
`

const OPTIONS = {
  trust: { type: 'string', multiple: true },
  'data-dir': { type: 'string' },
  json: { type: 'boolean' },
} as const

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    if (positionals.length === 0) throw new UsageError('usage.argument', 'name files of lists')
    const files = positionals.map((path) => readFileBytes(path))
    const options = { files: values.trust ?? [], frameworks: [], dataDir: values['data-dir'] }
    const { store } = await loadTrust(options, io)
    const context = { trust: store, crypto: nodeCrypto, now: io.now() }
    const { held, dropped } = await readTokenLists(files, context)
    const refused = dropped.map(({ reason }) => reason)
    const lists = held.map(toAnswer)
    if (values.json) io.out(toJsonLine({ lists, refused }))
    else {
      for (const each of held) io.out(toText(each))
      for (const reason of refused) io.out(`To be noted: ${visible(reason, 300)}\n`)
    }
    if (refused.length === 0) return 0
    throw new UsageError('usage.lists', 'not every file counts, or one forgets what was revoked')
  },
)

function toAnswer(held: HeldList): object {
  const { content, missing, vanished } = held
  return {
    list: content.list,
    number: content.number,
    asOf: new Date(content.asOf * 1000).toISOString(),
    revoked: content.revoked.length,
    isWhole: missing === undefined,
    vanished: vanished.length,
    notSpokenFor: findUnspoken(held),
  }
}

function toText(held: HeldList): string {
  const { list, number, asOf, revoked } = held.content
  const first = `List ${list}, edition ${number} of ${timeInWords(asOf)}: ${revoked.length} revoked\n`
  const others = findUnspoken(held).map(
    ({ framework, issuer }) =>
      `To be noted: it counts for nothing in ${framework} ${visible(issuer)}: its key does not speak for it\n`,
  )
  return first + others.join('')
}
