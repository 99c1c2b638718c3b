/**
 * All files of a source: which there are, and what came of each.
 *
 * @module
 */

import { FormatError } from 'pratique/errors'
import { importAnchored, importGdhcnList, type SourceOptions } from 'pratique/trust'
import { type Failed, fail } from './failure.ts'
import { type FetchPorts, fetchFile } from './fetch-file.ts'
import type { GdhcnConfig, SourceConfig } from './sources.ts'
import type { StoredFile } from './stored-source.ts'

/** All that there is of a source. */
export interface FetchedSource {
  readonly kind: 'fetched'
  readonly files: readonly StoredFile[]
  /** How many files were asked for and are not there, where that is no fault. */
  readonly absent: number
}

export interface SourceTask {
  readonly source: SourceConfig
  readonly options: SourceOptions
  /** Of the last time, to be asked for only if they are others now. */
  readonly held: readonly StoredFile[]
  readonly signal: AbortSignal
  /** Called after each file. */
  readonly onFile: (bytes: number) => void
}

/** One file of the plan. */
interface Wanted {
  readonly name: string
  readonly url: string
  readonly maxBytes: number
}

const MAX_LIST_BYTES = 16 * 1024 * 1024
const MAX_SMALL_BYTES = 64 * 1024
/** Of all files of a source together. */
const MAX_SOURCE_BYTES = 32 * 1024 * 1024

/** Participants that are asked for at a time. */
const AT_ONCE = 6

/** Fetches a source: all of it, or what went wrong. It never throws for what a server does. */
export async function fetchSource(
  task: SourceTask,
  ports: FetchPorts,
): Promise<FetchedSource | Failed> {
  const fetcher = createFetcher(task, ports)
  const { source } = task
  switch (source.kind) {
    case 'gdhcn':
      return fetchGdhcn(source, task, fetcher)
    case 'vci':
      return fetchAll(fetcher, [
        list('snapshot.json', source.snapshot),
        small('snapshot.sig', source.signature),
        small('snapshot.crt', source.certificate),
        ...(source.directory === undefined ? [] : [list('directory.json', source.directory)]),
      ])
    case 'nz':
      return fetchAll(fetcher, [small('did.json', source.document)])
    case 'eu':
      return fetchAll(fetcher, [
        list('list.json', source.list),
        ...(source.signature === undefined ? [] : [small('list.sig', source.signature)]),
      ])
    case 'file':
      return fetchAll(fetcher, [list('file', source.file)])
  }
}

function list(name: string, url: string): Wanted {
  return { name, url, maxBytes: MAX_LIST_BYTES }
}

function small(name: string, url: string): Wanted {
  return { name, url, maxBytes: MAX_SMALL_BYTES }
}

/** Fetches files of one source, within what all of them may have. */
type Fetcher = (wanted: Wanted) => Promise<StoredFile | Absent | Failed>

interface Absent {
  readonly kind: 'absent'
}

function createFetcher(task: SourceTask, ports: FetchPorts): Fetcher {
  const { source, held, signal, onFile } = task
  let left = MAX_SOURCE_BYTES
  return async ({ name, url, maxBytes }) => {
    const last = held.find((file) => file.name === name && file.url === url)
    const fetched = await fetchFile(
      {
        url,
        maxBytes: Math.min(maxBytes, left),
        hosts: source.redirectHosts,
        signal,
        ...(last && { validators: last }),
      },
      ports,
    )
    switch (fetched.kind) {
      case 'failed':
        return nameAddress(fetched, url)
      case 'absent':
        return fetched
      case 'same':
      case 'new': {
        const file = fetched.kind === 'new' ? toStored(name, url, fetched) : last
        if (!file) return fail('status', 'the server says that a file is as it was, and none was')
        left -= file.bytes.length
        onFile(file.bytes.length)
        return left < 0 ? fail('too-large', 'the files of the source are too large') : file
      }
    }
  }
}

function toStored(
  name: string,
  url: string,
  { bytes, etag, lastModified }: Pick<StoredFile, 'bytes' | 'etag' | 'lastModified'>,
): StoredFile {
  return {
    name,
    url,
    bytes,
    ...(etag !== undefined && { etag }),
    ...(lastModified !== undefined && { lastModified }),
  }
}

/** Says of which address it is. */
function nameAddress({ failure }: Failed, url: string): Failed {
  return { kind: 'failed', failure: { ...failure, words: `${failure.words}: ${url}` } }
}

/** Files that all must be there. */
async function fetchAll(
  fetcher: Fetcher,
  wanted: readonly Wanted[],
): Promise<FetchedSource | Failed> {
  const files: StoredFile[] = []
  for (const each of wanted) {
    const fetched = await fetcher(each)
    if ('kind' in fetched) return requireThere(fetched, each.url)
    files.push(fetched)
  }
  return { kind: 'fetched', files, absent: 0 }
}

function requireThere(fetched: Absent | Failed, url: string): Failed {
  return fetched.kind === 'failed' ? fetched : fail('status', `there is no such file: ${url}`)
}

/**
 * The list says which authorities there are. For each participant files of the anchor are asked for, one
 * name after another, until they cover what is listed of it; most have one. That a participant has none
 * is no fault; that a file cannot be had is, as the source would be another one without it.
 */
async function fetchGdhcn(
  source: GdhcnConfig,
  task: SourceTask,
  fetcher: Fetcher,
): Promise<FetchedSource | Failed> {
  const wanted = list('did.json', source.list)
  const root = await fetcher(wanted)
  if ('kind' in root) return requireThere(root, wanted.url)
  const participants = await listParticipants(root, task.options)
  if ('failure' in participants) return participants
  const files: StoredFile[] = [root]
  let absent = 0
  let failed: Failed | undefined
  const waiting = source.anchors === undefined ? [] : [...participants.values()]
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next && !failed; next = waiting.shift()) {
      const result = await fetchAnchorFiles(next, source, task.options, fetcher)
      if (result.kind === 'failed') failed = result
      else {
        files.push(...result.files)
        absent += result.absent
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return failed ?? { kind: 'fetched', files: files.toSorted(byName), absent }
}

interface Participant {
  readonly participant: string
  readonly domain: string
  /** Fingerprints of its authorities that no file was found for yet. */
  readonly uncovered: Set<string>
}

/** Of a list that verifies: what nobody has signed does not say what we ask for. */
async function listParticipants(
  { bytes }: StoredFile,
  { crypto, signers = [] }: SourceOptions,
): Promise<ReadonlyMap<string, Participant> | Failed> {
  const participants = new Map<string, Participant>()
  try {
    const { proof, keys } = await importGdhcnList(bytes, { crypto, signers })
    if (proof !== 'verified') {
      return fail('unverified', 'no signer of its network has made the proof of the list')
    }
    for (const { participant, domain, usage, fingerprint } of keys) {
      if (usage !== 'SCA' || fingerprint === '') continue
      const id = `${participant} ${domain}`
      const entry = participants.get(id) ?? { participant, domain, uncovered: new Set<string>() }
      entry.uncovered.add(fingerprint)
      participants.set(id, entry)
    }
    return participants
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    return fail('unverified', `the list has another form than it must: ${error.message}`)
  }
}

async function fetchAnchorFiles(
  { participant, domain, uncovered }: Participant,
  { anchors = '', anchorFiles }: GdhcnConfig,
  options: SourceOptions,
  fetcher: Fetcher,
): Promise<FetchedSource | Failed> {
  const files: StoredFile[] = []
  let absent = 0
  for (const file of anchorFiles) {
    if (uncovered.size === 0) break
    const url = anchors
      .replace('{participant}', participant)
      .replace('{domain}', encodeURIComponent(domain))
      .replace('{file}', file)
    const fetched = await fetcher(small(`TNG_TA.signed.${participant}.${domain}.${file}.json`, url))
    if (!('kind' in fetched)) {
      files.push(fetched)
      for (const each of await listAnchored(fetched, options)) uncovered.delete(each)
    } else if (fetched.kind === 'failed') return fetched
    else absent++
  }
  return { kind: 'fetched', files, absent }
}

async function listAnchored(
  { bytes }: StoredFile,
  { crypto, anchors = [] }: SourceOptions,
): Promise<ReadonlySet<string>> {
  const pins = anchors.map(({ fingerprint }) => fingerprint)
  try {
    return (await importAnchored(bytes, { crypto, anchors: pins })).anchored
  } catch (error) {
    // It is reported when the source is imported.
    if (error instanceof FormatError) return new Set()
    throw error
  }
}

function byName(a: StoredFile, b: StoredFile): number {
  return a.name < b.name ? -1 : 1
}
