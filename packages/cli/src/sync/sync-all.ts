/**
 * Several sources, each for itself: that one fails is nothing to the others.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import type { DataFolder } from '@pratique/node/data-folder'
import { UnavailableError } from 'pratique/errors'
import type { FetchPorts } from './fetch-file.ts'
import { type SourceConfig, toSourceOptions } from './sources.ts'
import { readStoredSource, type StoredSource, storeSource } from './stored-source.ts'
import { type SyncResult, syncSource } from './sync-source.ts'

export interface SyncOptions {
  /** Seconds since the epoch. */
  readonly now: number
  /** Nothing is stored. */
  readonly isDryRun: boolean
  readonly onFile?: (source: string, bytes: number) => void
  /** For all files of one source. */
  readonly sourceMs?: number
}

/** What became of a source. */
export interface SyncedSource {
  readonly source: SourceConfig
  readonly synced: SyncResult
  /** What was held could not be read any more, so that nothing is known of it. */
  readonly wasDamaged: boolean
}

const SOURCE_MS = 300_000

/**
 * Brings sources up to date. Under the lock, unless it is a dry run.
 *
 * @throws {UnavailableError} `unavailable.data-folder` if something could not be stored, after all
 *   sources were tried
 */
export async function syncAll(
  sources: readonly SourceConfig[],
  folder: DataFolder,
  ports: FetchPorts,
  options: SyncOptions,
): Promise<readonly SyncedSource[]> {
  const results = await Promise.allSettled(
    sources.map((source) => syncOne(source, folder, ports, options)),
  )
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason
    return result.value
  })
}

async function syncOne(
  source: SourceConfig,
  folder: DataFolder,
  ports: FetchPorts,
  { now, isDryRun, onFile, sourceMs = SOURCE_MS }: SyncOptions,
): Promise<SyncedSource> {
  const { held, wasDamaged } = readHeld(folder, source.name)
  const synced = await syncSource(
    {
      source,
      options: toSourceOptions(source, nodeCrypto),
      now,
      signal: AbortSignal.timeout(sourceMs),
      onFile: (bytes) => onFile?.(source.name, bytes),
      ...(held && { held }),
    },
    ports,
  )
  const isGood = synced.result === 'updated' || synced.result === 'unchanged'
  if (isGood && !isDryRun) storeSource(folder, synced.state)
  return { source, synced, wasDamaged }
}

/** What is held of a source. What is damaged is as good as nothing, and is fetched again. */
export interface Held {
  readonly held?: StoredSource
  readonly wasDamaged: boolean
}

export function readHeld(folder: DataFolder, name: string): Held {
  try {
    const held = readStoredSource(folder, name)
    return { ...(held && { held }), wasDamaged: false }
  } catch (error) {
    if (error instanceof UnavailableError) return { wasDamaged: true }
    throw error
  }
}
