/**
 * The day's editions: made, signed and published whatever happened, by one process at a time, and whole. Run twice, it
 * publishes nothing new.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeAtomically } from '@pratique/node/atomic-file'
import { nodeFiles } from '@pratique/node/data-folder'
import { readOwnEdition } from '@pratique/node/own-edition'
import { type Kysely, sql } from 'kysely'
import { UsageError } from 'pratique/errors'
import {
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
import { countAct, readHead } from '../identity/audit.ts'
import type { Database } from '../storage/database.ts'
import { createListStore } from '../storage/list-store.ts'
import { LIST_LOCKS } from '../storage/locks.ts'
import type { Tables } from '../storage/tables.ts'
import { type EditionEntry, type EditionIndex, INDEX, readEditionIndex } from './published.ts'

export interface PublisherOptions {
  readonly database: Database
  readonly signer: SignPort
  /** Public halves of keys that have signed earlier editions. */
  readonly earlier: readonly PublicKey[]
  /** Where the files are published from. */
  readonly folder: string
  /** Until the next edition is due, in days. */
  readonly days: number
  /** Seconds since the epoch. */
  readonly now: () => number
}

/** Publishes. */
export interface Publisher {
  /** @returns how many new editions there are */
  publish(): Promise<number>
  /** What is published, verified. @throws {UsageError} `usage.lists` if it cannot be read */
  readAll(): Promise<readonly PublishedEdition[]>
}

/** Others read what is published. */
const MODE = 0o644
const PUBLISHER = 'server'
const SITE = 'server'

/** Makes the publisher of an authority. */
export function createPublisher(options: PublisherOptions): Publisher {
  const { database, folder } = options
  mkdirSync(folder, { recursive: true })
  const readAll = () => readPublished(options)
  return {
    readAll,
    publish: () =>
      database.db.connection().execute(async (connection) => {
        // Of the session, so that nothing is held open in the meantime; whoever dies lets go of it.
        await sql`SELECT pg_advisory_lock(${LIST_LOCKS}, ${PUBLISH})`.execute(connection)
        try {
          return await publishAll(connection, options, await readAll())
        } finally {
          await sql`SELECT pg_advisory_unlock(${LIST_LOCKS}, ${PUBLISH})`.execute(connection)
        }
      }),
  }
}

const PUBLISH = -3

/** Over one connection: the embedded database has no second. */
async function publishAll(
  db: Kysely<Tables>,
  { signer, folder, days, now }: PublisherOptions,
  published: readonly PublishedEdition[],
): Promise<number> {
  const store = createListStore(db)
  const { lists, issuers } = await readLists(store)
  if (!issuers) throw new Error('unreachable: the lists are named when the server begins')
  const audit = Buffer.from((await readHead(db)).hash).toString('hex')
  const known = new Map(published.map((edition) => [edition.content.list, edition]))
  const entries = new Map(readEditionIndex(folder).lists.map((entry) => [entry.list, entry]))
  let made = 0
  for (const { number: list } of lists) {
    const previous = known.get(list)
    const edition = await makeEdition(
      { store, now },
      { list, issuers, audit, lifeDays: days, ...(previous && { previous }) },
    )
    if (edition === previous?.content) continue
    entries.set(list, await write(folder, edition, previous?.content, signer))
    made++
  }
  if (made === 0) return 0
  const index: EditionIndex = { lists: [...entries.values()].toSorted((a, b) => a.list - b.list) }
  put(folder, INDEX, new TextEncoder().encode(`${JSON.stringify(index)}\n`))
  const act = { act: 'publish', operator: PUBLISHER, site: SITE, count: made } as const
  await countAct(db, act, now())
  return made
}

/** Files whose names were never there before: nobody sees them until the index names them. */
async function write(
  folder: string,
  edition: TokenListContent,
  previous: TokenListContent | undefined,
  signer: SignPort,
): Promise<EditionEntry> {
  const { list, number } = edition
  const bytes = await signTokenList(edition, signer)
  const file = `list-${list}-${number}.cbor`
  const digest = createHash('sha256').update(bytes).digest('hex')
  const entry = { list, number, file, digest }
  put(folder, file, bytes)
  if (!previous) return entry
  const delta = `delta-${list}-${number}.cbor`
  put(folder, delta, await signTokenDelta(previous, edition, signer))
  return { ...entry, delta }
}

function put(folder: string, name: string, bytes: Uint8Array): void {
  writeAtomically(nodeFiles, join(folder, name), bytes, MODE)
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
