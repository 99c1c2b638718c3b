/**
 * One source brought up to date, all of it or not at all.
 *
 * @module
 */

import { PratiqueError } from 'pratique/errors'
import { importSource, type SourceImport } from 'pratique/trust'
import { type Failed, type Failure, fail } from './failure.ts'
import type { FetchPorts } from './fetch-file.ts'
import { type FetchedSource, fetchSource, type SourceTask } from './fetch-source.ts'
import {
  type StoredFile,
  type StoredSource,
  sha256Of,
  toSourceFiles,
  toStoredSource,
} from './stored-source.ts'

/**
 * `updated`, `unchanged`: it is what its servers have now. `kept`: it is what was held before, and
 * `failure` says why. `missing`: there is nothing, and never was.
 */
export type SyncResult =
  | {
      readonly result: 'updated' | 'unchanged'
      readonly state: StoredSource
      readonly imported: SourceImport
      readonly absent: number
    }
  | { readonly result: 'kept'; readonly state: StoredSource; readonly failure: Failure }
  | { readonly result: 'missing'; readonly failure: Failure }

export interface SyncTask extends Omit<SourceTask, 'held'> {
  readonly held?: StoredSource
  /** Seconds since the epoch. */
  readonly now: number
}

/** Clocks differ; a list from further ahead would make every later one look old. */
const MAX_AHEAD_SECONDS = 3600

/** The file that has the source's date. Others may be made anew beside it. */
const DATED = { gdhcn: 'did.json', vci: 'snapshot.json' } as const

/**
 * Fetches a source and judges it. What comes of it is to be stored by the caller if it is `updated` or
 * `unchanged`, which has a new date too.
 */
export async function syncSource(task: SyncTask, ports: FetchPorts): Promise<SyncResult> {
  const { held, source } = task
  // Another kind under the same name is another source.
  const last = held?.kind === source.kind ? held : undefined
  const fetched = await fetchSource({ ...task, held: last?.files ?? [] }, ports)
  const judged = fetched.kind === 'failed' ? fetched : await judge(fetched, task, last)
  if (judged.kind !== 'failed') return judged.synced
  const { failure } = judged
  return last ? { result: 'kept', state: last, failure } : { result: 'missing', failure }
}

async function judge(
  { files, absent }: FetchedSource,
  { source, options, now }: SyncTask,
  held: StoredSource | undefined,
): Promise<{ readonly kind: 'good'; readonly synced: SyncResult } | Failed> {
  const imported = await importFetched(source.kind, files, options)
  if (imported.kind === 'failed') return imported
  const { signedAt } = imported
  const refusal = signedAt === undefined ? undefined : refuseDate(signedAt, { files, held, now })
  if (refusal) return refusal
  const { crypto: _, ...pins } = options
  const state = { ...toStoredSource(imported, { name: source.name, files, fetchedAt: now }), pins }
  const result = held && isSame(held.files, files) ? 'unchanged' : 'updated'
  return { kind: 'good', synced: { result, state, imported, absent } }
}

async function importFetched(
  kind: SyncTask['source']['kind'],
  files: readonly StoredFile[],
  options: SyncTask['options'],
): Promise<SourceImport | Failed> {
  try {
    return await importSource(kind, toSourceFiles({ files }), options)
  } catch (error) {
    if (!(error instanceof PratiqueError)) throw error
    return fail('unverified', error.message)
  }
}

/** A signed list that is older than the one before is a list that somebody has kept for us. */
export function refuseDate(
  signedAt: number,
  {
    files,
    held,
    now,
  }: {
    readonly files: readonly StoredFile[]
    readonly held: StoredSource | undefined
    readonly now: number
  },
): Failed | undefined {
  const date = toDate(signedAt)
  if (signedAt > now + MAX_AHEAD_SECONDS) {
    return fail('future', `the list is dated ${date}, which is still to come: is the clock right?`)
  }
  if (held?.signedAt === undefined || signedAt > held.signedAt) return undefined
  if (signedAt < held.signedAt) {
    return fail(
      'older',
      `the list is of ${date}, and the one that is held of ${toDate(held.signedAt)}`,
    )
  }
  const isOther = digestOfDated(held.kind, files) !== digestOfDated(held.kind, held.files)
  return isOther ? fail('replayed', `there are two lists of ${date}, and they differ`) : undefined
}

function digestOfDated(kind: SourceImport['kind'], files: readonly StoredFile[]): string {
  const name = kind === 'gdhcn' || kind === 'vci' ? DATED[kind] : undefined
  return files
    .filter((file) => name === undefined || file.name === name)
    .map(({ bytes }) => sha256Of(bytes))
    .join()
}

function isSame(held: readonly StoredFile[], files: readonly StoredFile[]): boolean {
  const toText = ({ name, bytes }: StoredFile) => `${name} ${sha256Of(bytes)}`
  return held.map(toText).toSorted().join() === files.map(toText).toSorted().join()
}

function toDate(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}
