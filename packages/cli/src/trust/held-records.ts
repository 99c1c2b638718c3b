/**
 * The keys that this machine holds, or that a file holds, as a list to look at and to compare.
 *
 * @module
 */

import { basename } from 'node:path'
import { nodeCrypto } from '@pratique/node/crypto'
import { findDataFolder, openDataFolder } from '@pratique/node/data-folder'
import { isBundleFile, readBundleFile, readRecords } from 'pratique/bundle'
import { FormatError, UsageError } from 'pratique/errors'
import { importSource, type TrustRecord, takeRecords } from 'pratique/trust'
import { FRAMEWORKS } from 'pratique/verify'
import { readSpecimens } from '../built-in.ts'
import { readFileBytes } from '../inputs/file-bytes.ts'
import { loadSources } from '../sync/load-sources.ts'
import { collectSources, SOURCES_FOLDER } from './collect.ts'
import { findExistingDataFolder } from './data-dir.ts'
import { type HeldBundle, loadHeld } from './load-held.ts'
import { type PinOptions, readPins } from './pinned.ts'
import { recogniseSource } from './recognise.ts'

/** What is held. */
export interface HeldRecords {
  readonly records: readonly TrustRecord[]
  /** Where each network was taken from. */
  readonly bundles: readonly HeldBundle[]
}

/** Reads all keys that a verification would find. */
export async function readHeldRecords(dataDir: string | undefined): Promise<HeldRecords> {
  const dataFolder = findExistingDataFolder(dataDir)
  const { shelves, bundles } = await loadHeld({ frameworks: FRAMEWORKS, dataFolder })
  const { records } = readSpecimens()
  const all = [...records, ...takeRecords(shelves, (shelf) => shelf.all())]
  return { records: all, bundles }
}

/** What stands for all that is held, in place of a file. */
export const HELD = 'held'

/**
 * Reads the keys of a bundle, of a file of keys, of a source that is held by its name, or of all that
 * is held.
 *
 * @throws {UsageError} if there is no such thing, or it cannot be read
 */
export async function readRecordsOf(
  argument: string,
  options: PinOptions & { readonly dataDir: string | undefined },
): Promise<readonly TrustRecord[]> {
  if (argument === HELD) return (await readHeldRecords(options.dataDir)).records
  const ofSource = await readSource(argument, options.dataDir)
  if (ofSource) return ofSource
  const bytes = readFileBytes(argument)
  try {
    if (isBundleFile(bytes)) return readRecords(readBundleFile(bytes))
    const given = [{ name: basename(argument), bytes }]
    const { kind, files } = recogniseSource(given, options.signers.length > 0)
    const { records } = await importSource(kind, files, {
      ...readPins(kind, options),
      crypto: nodeCrypto,
    })
    return records
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    throw new UsageError('usage.trust-file', `it cannot be read: ${cause.message}`, { cause })
  }
}

/** @returns `undefined` if no source of this name is held */
async function readSource(
  name: string,
  dataDir: string | undefined,
): Promise<readonly TrustRecord[] | undefined> {
  const path = findExistingDataFolder(dataDir)
  if (path === undefined) return undefined
  const folder = openDataFolder(findDataFolder(path))
  if (!folder.list(SOURCES_FOLDER).includes(name)) return undefined
  const { sources, faults } = await collectSources(folder, loadSources(folder), [name])
  const [fault] = faults
  if (fault) throw new UsageError('usage.trust-file', fault.reason)
  return sources.flatMap(({ imported }) => imported.records)
}
