/**
 * `pratique lists show`: what a list says, or how far the lists in a folder have come.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import { coveredBy, type ListFile, readListFile, readLists, readRevoked } from 'pratique/revocation'
import { named } from '../bundle/named.ts'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import { readFileBytes } from '../inputs/file-bytes.ts'
import { openLists } from '../lists/open-lists.ts'
import { timeInWords } from '../output/dates.ts'
import { toJsonLine, visible } from '../output/visible.ts'

export const USAGE = `Usage: pratique lists show FILE… | --lists DIR [OPTION…]

Shows what files of lists say: whose certificates, which edition, how old, what is covered and how
many are revoked. Nothing is verified: see "lists verify". With --lists, how far the lists of an
issuer have come. No place on a list is shown.

Options
  --lists DIR   the folder with an issuer's state
  --json        one JSON object for each, a line each, and nothing else
  --help        this text

Exit codes
  0 it is shown   2 it is no list, or damaged; wrong usage   70 a bug of ours

Examples
  pratique lists show list-2517.cbor
  pratique lists show --lists DIR
`

const OPTIONS = {
  lists: { type: 'string' },
  json: { type: 'boolean' },
} as const

/** A line of what is shown: a name, and its value. */
type Facts = Readonly<Record<string, string | number | readonly string[]>>

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    const { lists: folder } = values
    if ((folder === undefined) === (positionals.length === 0)) {
      throw new UsageError('usage.argument', 'lists show takes files of lists, or --lists DIR')
    }
    const all = folder === undefined ? positionals.map(showFile) : await showFolder(folder)
    for (const facts of all) io.out(values.json ? toJsonLine(facts) : toText(facts))
    return 0
  },
)

function showFile(path: string): Facts {
  const bytes = readFileBytes(path)
  const file = named(path, 'usage.lists', () => readListFile(bytes))
  const { content, signature } = file
  const { issued, issuedFrom, issuedUntil } = content.coverage
  return {
    file: path,
    kind: file.kind,
    issuers: [...content.issuers].map(([framework, issuer]) => `${framework}=${issuer}`),
    list: content.list,
    number: content.number,
    ...countOf(file),
    asOf: timeInWords(content.asOf),
    nextUpdate: timeInWords(content.nextUpdate),
    covered: issued,
    ...(issuedFrom !== undefined && { issuedFrom: timeInWords(issuedFrom) }),
    ...(issuedUntil !== undefined && { issuedUntil: timeInWords(issuedUntil) }),
    signer: signature.keyId,
    bytes: bytes.length,
  }
}

function countOf(file: ListFile): Facts {
  if (file.kind === 'list') return { digest: file.digest, revoked: file.content.revoked.length }
  const { base, result, added } = file.content
  return { follows: base.number, digest: result, added: added.length }
}

async function showFolder(path: string): Promise<readonly Facts[]> {
  const { store } = openLists(path)
  const { lists } = await readLists(store)
  if (lists.length === 0) {
    throw new UsageError('usage.lists', 'there is no list in the folder: begin with "lists build"')
  }
  return Promise.all(
    lists.map(async (list) => {
      const revoked = await readRevoked(store, list.number)
      const reasons = [...revoked].map(([reason, indices]) => `${reason}=${indices.length}`)
      return {
        list: list.number,
        begun: timeInWords(list.openedAt),
        ...(list.closedAt !== undefined && { closed: timeInWords(list.closedAt) }),
        covered: coveredBy(list),
        revoked: [...revoked.values()].reduce((sum, { length }) => sum + length, 0),
        ...(reasons.length > 0 && { reasons }),
      }
    }),
  )
}

function toText(facts: Facts): string {
  const lines = Object.entries(facts).map(
    ([name, value]) => `${name.padEnd(12)}${visible([value].flat().join(', '), 200)}`,
  )
  return `${lines.join('\n')}\n\n`
}
