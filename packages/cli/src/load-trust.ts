/**
 * The keys to trust: those that this machine holds, and what the user gives.
 *
 * @module
 */

import type { RevocationList } from 'pratique/revocation'
import { createShelfStore, type TrustStore } from 'pratique/trust'
import { FRAMEWORKS, type Framework } from 'pratique/verify'
import { readSpecimens } from './built-in.ts'
import type { Io } from './io.ts'
import type { GivenTrust, loadTrustFiles as LoadTrustFiles } from './load-trust-files.ts'
import { findExistingDataFolder } from './trust/data-dir.ts'
import { loadHeld } from './trust/load-held.ts'

/** What a verifier needs of trust. */
export interface Trust {
  readonly store: TrustStore
  readonly revocation: readonly RevocationList[]
}

export interface TrustOptions {
  /** Values of `--trust`: FILE or ISSUER=FILE. */
  readonly files: readonly string[]
  /** Values of `--revocations`. */
  readonly revocationFiles?: readonly string[] | undefined
  /** The networks that are asked for. */
  readonly frameworks: readonly Framework[]
  /** Value of `--data-dir`. */
  readonly dataDir?: string | undefined
}

const NOTHING: GivenTrust = { records: [], lists: [], revocation: [], tokenLists: [] }

/**
 * Loads all keys: those that are held, and those of given files. What is odd about a file is said on
 * standard error.
 *
 * @throws {UsageError} `usage.trust-file`, and the codes of files
 */
export async function loadTrust(options: TrustOptions, io: Io): Promise<Trust> {
  const { files, revocationFiles = [], dataDir } = options
  const hasFiles = files.length + revocationFiles.length > 0
  // All that is said of a key counts, and what a file says may be about a key of any network.
  const frameworks = hasFiles ? FRAMEWORKS : options.frameworks
  const dataFolder = findExistingDataFolder(dataDir)
  const held = await loadHeld({ frameworks, dataFolder })
  const specimens = readSpecimens()
  const given = hasFiles ? await loadGiven(files, revocationFiles, specimens.records, io) : NOTHING
  const store = createShelfStore({
    records: [...specimens.records, ...given.records],
    shelves: held.shelves,
    lists: [...specimens.lists, ...held.lists, ...given.lists],
    denied: held.denied.map(({ key }) => key),
  })
  const byToken = await loadByToken([...held.tokenLists, ...given.tokenLists], store, io)
  return { store, revocation: [...held.revocation, ...given.revocation, ...byToken] }
}

/** Once all keys are known: who signs such a list may stand in any file. */
async function loadByToken(
  files: GivenTrust['tokenLists'],
  store: TrustStore,
  io: Io,
): Promise<readonly RevocationList[]> {
  if (files.length === 0) return []
  const { loadTokenLists } = await import('./load-trust-files.ts')
  return loadTokenLists(files, store, io)
}

/** Loaded when there are any: most verifications have no such file. */
async function loadGiven(...args: Parameters<typeof LoadTrustFiles>): Promise<GivenTrust> {
  const { loadTrustFiles } = await import('./load-trust-files.ts')
  return loadTrustFiles(...args)
}
