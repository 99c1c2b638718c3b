/**
 * The day's editions: made, signed and published whatever happened, by one process at a time, and whole. Run twice, it
 * publishes nothing new.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeAtomically } from '@pratique/node/atomic-file'
import { type FilePort, nodeFiles } from '@pratique/node/data-folder'
import { readOwnEdition } from '@pratique/node/own-edition'
import type { Kysely } from 'kysely'
import { type BundleFile, readBundleFile } from 'pratique/bundle'
import { UsageError } from 'pratique/errors'
import {
  type BundleEntry,
  type EditionEntry,
  type EditionIndex,
  makeEdition,
  openListFile,
  type PublishedEdition,
  readLists,
  type SignPort,
  signTokenDelta,
  signTokenList,
  type TokenListContent,
  UPDATE_WORDS,
} from 'pratique/revocation'
import type { PublicKey } from 'pratique/verify'
import { countAct, readHead, SERVER_SITE } from '../identity/audit.ts'
import type { WithdrawnKeys } from '../identity/withdrawn-keys.ts'
import type { Database } from '../storage/database.ts'
import { createListStore } from '../storage/list-store.ts'
import { TURNS, takeLongTurn } from '../storage/locks.ts'
import type { Tables } from '../storage/tables.ts'
import { type BundleOptions, listWithdrawn, makeBundle } from './bundle.ts'
import { INDEX, LATEST_BUNDLE, readEditionIndex } from './published.ts'
import type { PublishedHeads } from './published-heads.ts'

export interface PublisherOptions {
  readonly database: Database
  readonly signer: SignPort
  /** Public halves of keys that have signed earlier editions. */
  readonly earlier: readonly PublicKey[]
  /** What published lists have said of the log of acts. */
  readonly heads: PublishedHeads
  /** Where the files are published from. */
  readonly folder: string
  /** Until the next edition is due, in days. */
  readonly days: number
  /** How long an edition is the newest, in seconds: a day, but for the demonstration. */
  readonly periodSeconds: number
  /** What the bundle is made of; absent: none is published. */
  readonly bundle?: BundleOptions
  readonly withdrawnKeys: Pick<WithdrawnKeys, 'list'>
  /** Seconds since the epoch. */
  readonly now: () => number
  /** The system calls that publishing is made of. Default: the machine's. */
  readonly fs?: FilePort
}

/** Publishes. */
export interface Publisher {
  /** @returns how many new files there are: lists, and a bundle */
  publish(): Promise<number>
  /** What is published, verified. @throws {UsageError} `usage.lists` if it cannot be read */
  readAll(): Promise<readonly PublishedEdition[]>
  /** The heads of the log of acts that were ever published, in hex. @throws {UsageError} as `readAll` */
  readHeads(): Promise<readonly string[]>
  /** Keys that the published bundle calls withdrawn, by their fingerprints. */
  readWithdrawn(): readonly string[]
}

type Place = Pick<PublisherOptions, 'folder' | 'fs'>

/** Others read what is published. */
const MODE = 0o644
const PUBLISHER = 'server'

/** Makes the publisher of an authority. */
export function createPublisher(options: PublisherOptions): Publisher {
  const { database, folder } = options
  mkdirSync(folder, { recursive: true })
  const readAll = () => readPublished(options)
  return {
    readAll,
    readHeads: async () => [...new Set([...options.heads.read(), ...headsOf(await readAll())])],
    readWithdrawn() {
      const { bundle } = readEditionIndex(folder)
      const file = bundle && readBundleIfAny(join(folder, bundle.file))
      return file ? listWithdrawn(file) : []
    },
    publish: () =>
      takeLongTurn(database.db, TURNS.publication, async (connection) =>
        publishAll(connection, options, await readAll()),
      ),
  }
}

function headsOf(published: readonly PublishedEdition[]): readonly string[] {
  return published.flatMap(({ content }) => content.audit ?? [])
}

/** Over one connection: the embedded database has no second. */
async function publishAll(
  db: Kysely<Tables>,
  options: PublisherOptions,
  published: readonly PublishedEdition[],
): Promise<number> {
  const { signer, heads, folder, days, periodSeconds, now } = options
  const store = createListStore(db)
  const { lists, issuers } = await readLists(store)
  if (!issuers) throw new Error('unreachable: the lists are named when the server begins')
  const audit = Buffer.from((await readHead(db)).hash).toString('hex')
  heads.note([...headsOf(published), audit])
  const known = new Map(published.map((edition) => [edition.content.list, edition]))
  const before = readEditionIndex(folder)
  const entries = new Map(before.lists.map((entry) => [entry.list, entry]))
  let made = 0
  for (const { number: list } of lists) {
    const previous = known.get(list)
    const edition = await makeEdition(
      { store, now },
      { list, issuers, audit, lifeDays: days, periodSeconds, ...(previous && { previous }) },
    )
    if (edition === previous?.content) continue
    const deltas = entries.get(list)?.deltas ?? []
    entries.set(list, await write(options, edition, { content: previous?.content, deltas }, signer))
    made++
  }
  const newest = [...entries.values()].toSorted((a, b) => a.list - b.list)
  const bundle = await writeBundle(db, options, newest, before.bundle)
  if (bundle !== before.bundle) made++
  if (made > 0) {
    const index: EditionIndex = { lists: newest, ...(bundle && { bundle }) }
    put(options, INDEX, new TextEncoder().encode(`${JSON.stringify(index)}\n`))
    prune(folder, [before, index])
  }
  if (bundle) keepLatest(options, bundle)
  if (made === 0) return 0
  const act = { act: 'publish', operator: PUBLISHER, site: SERVER_SITE, count: made } as const
  await countAct(db, act, now())
  return made
}

/** Files of new names, which the index names last. */
async function write(
  place: Place,
  edition: TokenListContent,
  previous: { readonly content: TokenListContent | undefined; readonly deltas: readonly string[] },
  signer: SignPort,
): Promise<EditionEntry> {
  const { list, number } = edition
  const { file, digest } = putNew(
    place,
    'list',
    `${list}-${number}`,
    await signTokenList(edition, signer),
  )
  const entry = { list, number, file, digest }
  if (!previous.content) return { ...entry, deltas: [] }
  const signed = await signTokenDelta(previous.content, edition, signer)
  const { file: delta } = putNew(place, 'delta', `${list}-${number}`, signed)
  return { ...entry, deltas: [...previous.deltas, delta].slice(-MOST_DELTAS) }
}

/** Whoever was away for longer takes the whole list. */
const MOST_DELTAS = 14

/** @returns the entry of the one before, if nothing is new */
async function writeBundle(
  db: Kysely<Tables>,
  { folder, fs, bundle, withdrawnKeys, now, periodSeconds }: PublisherOptions,
  lists: readonly EditionEntry[],
  before: BundleEntry | undefined,
): Promise<BundleEntry | undefined> {
  if (!bundle) return undefined
  const bytes = await makeBundle(bundle, {
    asOf: Math.floor(now() / periodSeconds) * periodSeconds,
    lists: lists.map(({ file }) => new Uint8Array(readFileSync(join(folder, file)))),
    withdrawn: await withdrawnKeys.list(db),
    after: before?.number ?? 0,
    previous: before && readBundleIfAny(join(folder, before.file)),
  })
  if (!bytes) return before
  const { number } = readBundleFile(bytes).manifest
  return { number, ...putNew({ folder, ...(fs && { fs }) }, 'bundle', String(number), bytes) }
}

/** One that is gone or damaged is no reason to publish none: its number is known. */
function readBundleIfAny(path: string): BundleFile | undefined {
  try {
    return readBundleFile(new Uint8Array(readFileSync(path)))
  } catch {
    return undefined
  }
}

/** After the index: what has this name was never another bundle of its number. */
function keepLatest(place: Place, { file }: BundleEntry): void {
  const { folder } = place
  const bytes = readFileSync(join(folder, file))
  const path = join(folder, LATEST_BUNDLE)
  if (existsSync(path) && readFileSync(path).equals(bytes)) return
  put(place, LATEST_BUNDLE, bytes)
}

/** What neither the index names nor the one before, which somebody may just have read. */
function prune(folder: string, indexes: readonly EditionIndex[]): void {
  const named = indexes.flatMap(({ lists, bundle }) => [
    ...lists.flatMap(({ file, deltas }) => [file, ...deltas]),
    ...(bundle ? [bundle.file] : []),
  ])
  const kept = new Set([...named, INDEX, LATEST_BUNDLE])
  for (const name of readdirSync(folder)) {
    if (OWN_NAME.test(name) && !kept.has(name)) rmSync(join(folder, name), { force: true })
  }
}

const OWN_NAME = /^(list|delta|bundle)-[\da-f-]+\.(cbor|bundle)$/

/** So many digits of the digest are in a name. */
const NAME_DIGITS = 16

/**
 * Under a name that says what is in it: signing is random, and what was left by an attempt that failed half way may be in
 * caches already.
 */
function putNew(
  place: Place,
  kind: 'list' | 'delta' | 'bundle',
  number: string,
  bytes: Uint8Array,
): { readonly file: string; readonly digest: string } {
  const digest = createHash('sha256').update(bytes).digest('hex')
  const extension = kind === 'bundle' ? 'bundle' : 'cbor'
  const file = `${kind}-${number}-${digest.slice(0, NAME_DIGITS)}.${extension}`
  put(place, file, bytes)
  return { file, digest }
}

function put({ folder, fs = nodeFiles }: Place, name: string, bytes: Uint8Array): void {
  writeAtomically(fs, join(folder, name), bytes, MODE)
}

async function readPublished({
  folder,
  signer,
  earlier,
  now,
}: PublisherOptions): Promise<readonly PublishedEdition[]> {
  return Promise.all(
    readEditionIndex(folder).lists.map(async ({ file }) => {
      const opened = openListFile(new Uint8Array(readFileSync(join(folder, file))))
      const { held, answer } = await readOwnEdition(opened, [signer.key, ...earlier], now())
      if (held) return held
      throw new UsageError('usage.lists', `the published list ${file} ${UPDATE_WORDS[answer]}`)
    }),
  )
}
