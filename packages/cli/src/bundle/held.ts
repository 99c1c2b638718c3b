/**
 * The bundle that is installed, and who must sign the next one.
 *
 * @module
 */

import { type DataFolder, openDataFolder } from '@pratique/node/data-folder'
import {
  type BundleFile,
  digestOf,
  type HeldBundle,
  type Quorum,
  readBundleFile,
  readPolicies,
  readRecords,
} from 'pratique/bundle'
import { FormatError, PratiqueError, UnavailableError, UsageError } from 'pratique/errors'
import { readStarter } from '../built-in.ts'
import { BUNDLE_FILES, type BundleRole } from '../trust/bundles.ts'
import { findExistingDataFolder } from '../trust/data-dir.ts'
import { readPinned } from './quorum-file.ts'

/** What a machine holds of signed bundles. */
export interface HeldState {
  readonly installed: BundleFile | undefined
  /** Who must sign the next bundle; absent: nobody was pinned yet. */
  readonly quorum: Quorum | undefined
}

/**
 * Reads what is held.
 *
 * A bundle that names the next quorum was accepted by the one before, so that its word counts from when
 * it is installed: even if the process was stopped before it could pin that quorum.
 *
 * @throws {UnavailableError} `unavailable.data-folder` if it cannot be read
 */
export function readHeldState(folder: DataFolder): HeldState {
  const installed = readInstalled(folder)
  const pinned = readPinned(folder)
  return { installed, quorum: pinned && (installed?.manifest.nextQuorum ?? pinned) }
}

/** The same for a command that only looks: where there is no data folder, nothing is held. */
export function findHeldState(dataDir: string | undefined): HeldState {
  const path = findExistingDataFolder(dataDir)
  return path === undefined
    ? { installed: undefined, quorum: undefined }
    : readHeldState(openDataFolder(path))
}

/** What the library must know of the bundle that is installed. */
export function toHeldBundle(installed: BundleFile): HeldBundle {
  const { number, denied } = installed.manifest
  return { number, digest: digestOf(installed), denied }
}

/** Tells whether all that a bundle names is there. */
export function isWhole(file: BundleFile): boolean {
  try {
    readRecords(file)
    readPolicies(file)
    return true
  } catch (error) {
    if (error instanceof FormatError) return false
    throw error
  }
}

/** The bundle that this machine verifies with before all others. */
export function findHeldBundle(dataDir: string | undefined): {
  readonly role: BundleRole
  readonly file: BundleFile
} {
  const path = findExistingDataFolder(dataDir)
  const folder = path === undefined ? undefined : openDataFolder(path)
  for (const role of ['installed', 'local'] as const) {
    const bytes = folder?.readFile(BUNDLE_FILES[role])
    if (!bytes) continue
    try {
      return { role, file: readBundleFile(bytes) }
    } catch (cause) {
      if (!(cause instanceof PratiqueError)) throw cause
      throw new UsageError('usage.bundle', `the ${role} bundle is damaged: ${cause.message}`, {
        cause,
      })
    }
  }
  return { role: 'starter', file: readBundleFile(readStarter()) }
}

function readInstalled(folder: DataFolder): BundleFile | undefined {
  const name = BUNDLE_FILES.installed
  const bytes = folder.readFile(name)
  try {
    return bytes && readBundleFile(bytes)
  } catch (cause) {
    if (!(cause instanceof PratiqueError)) throw cause
    throw new UnavailableError(
      'unavailable.data-folder',
      'the installed bundle is damaged, so that an older one could not be told from a newer one: ' +
        `delete ${name} in the data folder, and install the newest bundle that there is`,
      { cause },
    )
  }
}
