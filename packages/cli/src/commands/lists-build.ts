/**
 * `pratique lists build`: the day's editions of an issuer's lists, signed.
 *
 * @module
 */

import { join } from 'node:path'
import { makeFolder } from '@pratique/node/atomic-file'
import { nodeFiles } from '@pratique/node/data-folder'
import { PUBLISHED } from '@pratique/node/list-store'
import { type SignPort, toSignerId } from 'pratique/bundle'
import { UsageError } from 'pratique/errors'
import {
  type ListStore,
  makeEdition,
  openList,
  type PublishedEdition,
  readLists,
  recoverLists,
  requireSameSecret,
  signTokenDelta,
  signTokenList,
  type TokenListContent,
} from 'pratique/revocation'
import type { PublicKey } from 'pratique/verify'
import type { CommandModule } from '../command-table.ts'
import { defineCommand } from '../define-command.ts'
import type { Io } from '../io.ts'
import { type Issuers, keepIssuers, parseIssuers } from '../lists/list-issuers.ts'
import { openLists } from '../lists/open-lists.ts'
import { deltaName, isListFile, listName, readPublished } from '../lists/published.ts'
import { readEarlierKeys, withRevoker } from '../lists/revocation-keys.ts'
import { quote, toJsonLine } from '../output/visible.ts'
import { writeOutput } from '../output/write-output.ts'
import { requireOption } from '../require-option.ts'

export const USAGE = `Usage: pratique lists build --lists DIR --key KEY.pem [OPTION…]

Makes the editions of the day: of each list of the issuer one file with all that is revoked, and one
with what came since the edition before. Run it once a day, at the same time, whatever happened: a
second run on the same day changes nothing. The first run begins the first list, and makes the
secret that its places are drawn by. A passphrase is asked for, or comes from standard input, a
file or the environment (PRATIQUE_PASSPHRASE); it is never an argument.

Options
  --lists DIR             the folder with the issuer's state; made if it is missing
  --key FILE              the issuer's revocation key, as PEM: P-256 or Ed25519; or
                          its address in a token (pkcs11:…)
  --passphrase-file FILE  the first line of FILE is the passphrase or PIN
  --certificate FILE      its certificate: makes sure that it is one for lists, which verifiers take
  --previous-certificate FILE
                          the certificate, or public key as PEM, of an earlier revocation key, by which
                          published lists are signed; may be repeated. The next edition of each, which
                          follows on them, is signed by the key of --key
  --issuer NETWORK=NAME   who the issuer is, such as hcert=UT or
                          smart-health-card=https://example.org; may be repeated. Default: as before. One
                          that was named stays: verifiers take no list without it
  --days NUMBER           days until the next edition is due. Default: 7
  --after-restore         an old copy of the state was put back: close its lists, and begin a new
                          one, which hands out from the next half hour on
  --json                  one JSON object, and nothing else
  --help                  this text

Exit codes
  0 the editions are there   2 they are not; wrong usage   70 a bug of ours

Examples
  pratique lists build --lists DIR --key revocation.pem --issuer hcert=UT
  pratique lists build --lists DIR --key revocation.pem
  pratique lists build --lists DIR --key new.pem --previous-certificate old.crt
`

const OPTIONS = {
  lists: { type: 'string' },
  key: { type: 'string' },
  'passphrase-file': { type: 'string' },
  certificate: { type: 'string' },
  'previous-certificate': { type: 'string', multiple: true },
  issuer: { type: 'string', multiple: true },
  days: { type: 'string' },
  'after-restore': { type: 'boolean' },
  json: { type: 'boolean' },
} as const

const MAX_DAYS = 365

/** An edition, and the files that it is in. */
interface Built {
  readonly edition: TokenListContent
  readonly files: readonly string[]
}

/** Runs the command. */
export const run: CommandModule['run'] = defineCommand(
  USAGE,
  OPTIONS,
  async ({ values, positionals }, io) => {
    if (positionals.length > 0) throw new UsageError('usage.argument', 'lists build takes no file')
    const folder = requireOption('lists', values.lists, 'name the folder of the lists')
    const keyPath = requireOption('key', values.key, 'name the file of your revocation key')
    const given = parseIssuers(values.issuer ?? [])
    const lifeDays = parseDays(values.days)
    const afterRestore = values['after-restore'] ?? false
    const earlier = readEarlierKeys(values['previous-certificate'] ?? [])
    const options = { passphraseFile: values['passphrase-file'] }
    const answer = await withRevoker(keyPath, values.certificate, io, options, async (signer) => {
      const request = { folder, signer, earlier, given, lifeDays, afterRestore }
      const { built, issuers } = await buildAll(request, io)
      return values.json ? toJson(built, signer) : toText(built, issuers)
    })
    io.out(answer)
    return 0
  },
)

/** What editions are made of. */
interface Request {
  readonly folder: string
  readonly signer: SignPort
  /** Keys that have signed what is published. */
  readonly earlier: readonly PublicKey[]
  readonly given: Issuers | undefined
  readonly lifeDays: number
  readonly afterRestore: boolean
}

async function buildAll(
  { folder, signer, earlier, given, lifeDays, afterRestore }: Request,
  io: Io,
): Promise<{ readonly built: readonly Built[]; readonly issuers: Issuers }> {
  const out = join(folder, PUBLISHED)
  const published = await readPublished(out, [signer.key, ...earlier], io.now())
  const lists = openLists(folder, { afterRestore })
  const isNew = await lists.makeSecret()
  const { store } = lists
  requireSameSecret(await readLists(store), lists.readSecret())
  await requireList(store, { afterRestore, isNew }, published, io)
  const issuers = await keepIssuers(store, given, contentsOf(published))
  makeFolder(nodeFiles, out)
  const built: Built[] = []
  for (const { number: list } of (await readLists(store)).lists) {
    const previous = published.get(list)
    const options = { list, issuers, lifeDays, ...(previous && { previous }) }
    const edition = await makeEdition({ store, now: io.now }, options)
    const before = previous?.content
    const files = edition === before ? [] : await write(out, edition, before, signer)
    built.push({ edition, files })
  }
  return { built, issuers }
}

async function requireList(
  store: ListStore,
  { afterRestore, isNew }: { readonly afterRestore: boolean; readonly isNew: boolean },
  published: ReadonlyMap<number, PublishedEdition>,
  { now }: Io,
): Promise<void> {
  if (afterRestore) {
    await recoverLists({ store, now }, contentsOf(published))
    return
  }
  if ((await readLists(store)).lists.length > 0) return
  if (!isNew || published.size > 0) {
    const reason =
      'there is a secret, or published lists, and the state that belongs to them is gone'
    throw new UsageError('usage.lists-restored', reason)
  }
  await openList({ store, now })
}

function contentsOf(published: ReadonlyMap<number, PublishedEdition>): readonly TokenListContent[] {
  return [...published.values()].map(({ content }) => content)
}

/** The delta first: whoever sees the new edition can have it. */
async function write(
  out: string,
  edition: TokenListContent,
  previous: TokenListContent | undefined,
  signer: SignPort,
): Promise<readonly string[]> {
  const { list, number } = edition
  const files: string[] = []
  if (previous) {
    const delta = join(out, deltaName(list, number))
    writeOutput(delta, await signTokenDelta(previous, edition, signer), isListFile)
    files.push(delta)
  }
  const path = join(out, listName(list))
  writeOutput(path, await signTokenList(edition, signer), isListFile)
  return [path, ...files]
}

function parseDays(days = '7'): number {
  const number = /^\d{1,3}$/.test(days) ? Number(days) : 0
  if (number >= 1 && number <= MAX_DAYS) return number
  throw new UsageError('usage.option', `--days takes a number from 1 to ${MAX_DAYS}`)
}

function toJson(built: readonly Built[], { key }: SignPort): string {
  const lists = built.map(({ edition: { list, number, asOf, revoked }, files }) => ({
    ...{ list, number, asOf: new Date(asOf * 1000).toISOString() },
    ...{ revoked: revoked.length, files },
  }))
  return toJsonLine({ signer: toSignerId(key), lists })
}

function toText(built: readonly Built[], issuers: Issuers): string {
  const lines = built.map(({ edition, files }) => {
    const { list, number, revoked } = edition
    const [path] = files
    const where = path === undefined ? 'of today already' : `in ${quote(path)}`
    const isNew = [...issuers].some(([framework]) => !edition.issuers.has(framework))
    const later = isNew ? '; who else it speaks for is in the edition of tomorrow' : ''
    return `List ${list}, edition ${number}: ${revoked.length} revoked, ${where}${later}`
  })
  return `${lines.join('\n')}\n`
}
