/**
 * The newest lists of an authority, brought by as few bytes as may be: what follows on what is held, or the whole list.
 * What is held stays, with its age, where nothing better comes.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import type { FileSet } from '@pratique/node/data-folder'
import { decodeJson } from 'pratique/codecs'
import { FormatError } from 'pratique/errors'
import {
  type EditionEntry,
  type EditionIndex,
  findNeededFiles,
  type HeldList,
  openListFile,
  parseEditionIndex,
  readTokenLists,
} from 'pratique/revocation'
import type { TrustStore } from 'pratique/trust'
import type { Bytes } from 'pratique/verify'
import { type Failed, fail } from '../sync/failure.ts'
import { type FetchPorts, fetchFile } from '../sync/fetch-file.ts'
import { sha256Of } from '../sync/stored-source.ts'

const MAX_INDEX_BYTES = 1024 * 1024
/** As long as a list or a bundle may be. */
const MAX_FILE_BYTES = 16 * 1024 * 1024
const PATIENCE_MS = 10 * 60_000
/** A chain that is longer is given up for the whole list. */
const MOST_FILES = 30

/** What fetching and judging stand on. */
export interface ListsContext {
  readonly trust: TrustStore
  /** Seconds since the epoch. */
  readonly now: number
  readonly ports: FetchPorts
}

/** What became of one list. */
export interface FetchedList {
  readonly list: number
  /** The edition that the index names. */
  readonly newest: number
  /** What is held now; absent: nothing is. */
  readonly held?: HeldList
  readonly isNew: boolean
  /** Why it is not the newest. */
  readonly failure?: string
}

/** Fetches an index. */
export async function fetchIndex(
  address: URL,
  ports: FetchPorts,
): Promise<{ readonly kind: 'index'; readonly index: EditionIndex } | Failed> {
  const fetched = await fetchOne(address, MAX_INDEX_BYTES, ports)
  if (fetched.kind === 'failed') return fetched
  try {
    return { kind: 'index', index: parseEditionIndex(decodeJson(fetched.bytes).value) }
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    return fail('type', 'the answer is no index of published lists')
  }
}

/** Fetches a file that an index names, from beside it. */
export async function fetchNamed(
  address: URL,
  name: string,
  ports: FetchPorts,
): Promise<{ readonly kind: 'file'; readonly bytes: Bytes } | Failed> {
  return fetchOne(new URL(name, address), MAX_FILE_BYTES, ports)
}

async function fetchOne(
  url: URL,
  maxBytes: number,
  ports: FetchPorts,
): Promise<{ readonly kind: 'file'; readonly bytes: Bytes } | Failed> {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  const fetched = await fetchFile({ url: url.href, maxBytes, hosts: [], signal }, ports)
  switch (fetched.kind) {
    case 'new':
      return { kind: 'file', bytes: fetched.bytes }
    case 'failed':
      return fetched
    default:
      return fail('status', 'the server has no such file')
  }
}

/**
 * Brings the lists of an index.
 *
 * @param held the files that are held of this address
 * @returns the files to hold from now on, and what became of each list
 */
export async function fetchLists(
  address: URL,
  index: EditionIndex,
  held: FileSet,
  context: ListsContext,
): Promise<{ readonly files: FileSet; readonly lists: readonly FetchedList[] }> {
  let files = new Map(held)
  const lists: FetchedList[] = []
  for (const entry of index.lists) {
    const brought = await bringList(address, entry, ofList(files, entry.list), context)
    const others = [...files].filter(([, bytes]) => listOf(bytes) !== entry.list)
    files = new Map([...others, ...brought.files])
    lists.push(brought.list)
  }
  return { files, lists }
}

async function bringList(
  address: URL,
  entry: EditionEntry,
  before: FileSet,
  context: ListsContext,
): Promise<{ readonly files: FileSet; readonly list: FetchedList }> {
  const { list, number } = entry
  const had = await judge(before, list, context)
  const tell = (files: FileSet, held: HeldList | undefined, failure?: string) => ({
    files,
    list: {
      ...{ list, newest: number, isNew: held !== undefined && held.digest !== had.held?.digest },
      ...(held && { held }),
      ...(failure !== undefined && { failure }),
    },
  })
  if (had.held && number < had.held.content.number) {
    return tell(before, had.held, 'the server has an older edition than the one that is held')
  }
  const names = findNeededFiles(entry, had.held)
  const isLong = before.size + names.length > MOST_FILES
  // By the deltas; and where they come to nothing, by the whole list.
  const ways = names.length === 0 ? [] : isLong ? [[entry.file]] : [names, [entry.file]]
  let failure: string | undefined
  for (const way of ways) {
    const fetched = await fetchAll(address, way, entry, context)
    if (fetched.kind === 'failed') {
      failure = fetched.failure.words
      continue
    }
    const all = new Map([...before, ...fetched.files])
    const judged = await judge(all, list, context)
    failure = judged.refusals.join('; ') || undefined
    if (judged.held?.content.number !== number || judged.held.missing !== undefined) continue
    return tell(prune(all, entry, judged.held), judged.held)
  }
  return tell(before, had.held, failure)
}

async function fetchAll(
  address: URL,
  names: readonly string[],
  { file, digest }: EditionEntry,
  { ports }: ListsContext,
): Promise<{ readonly kind: 'files'; readonly files: FileSet } | Failed> {
  const files = new Map<string, Bytes>()
  for (const name of names) {
    const fetched = await fetchNamed(address, name, ports)
    if (fetched.kind === 'failed') return fetched
    if (name === file && sha256Of(fetched.bytes) !== digest) {
      return fail('type', 'the list is another one than the index says')
    }
    files.set(name, fetched.bytes)
  }
  return { kind: 'files', files }
}

async function judge(
  files: FileSet,
  list: number,
  { trust, now }: ListsContext,
): Promise<{ readonly held?: HeldList; readonly refusals: readonly string[] }> {
  const own = [...files.values()]
  const { held, dropped } = await readTokenLists(own, { trust, now, crypto: nodeCrypto })
  const found = held.find(({ content }) => content.list === list)
  return { ...(found && { held: found }), refusals: dropped.map(({ reason }) => reason) }
}

/** The whole list needs nothing before it, unless it has forgotten something. */
function prune(files: FileSet, { file }: EditionEntry, { vanished }: HeldList): FileSet {
  const whole = files.get(file)
  return whole && vanished.length === 0 ? new Map([[file, whole]]) : files
}

function ofList(files: FileSet, list: number): FileSet {
  return new Map([...files].filter(([, bytes]) => listOf(bytes) === list))
}

/** What cannot be read is of no list, and not held any longer. */
function listOf(bytes: Bytes): number | undefined {
  try {
    return openListFile(bytes).head.list
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}
