/**
 * The keys to trust: those that this machine holds, and what the user gives.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import { UsageError } from 'pratique/errors'
import type { RevocationList } from 'pratique/revocation'
import {
  createShelfStore,
  importTrustFile,
  readCrlLists,
  type TrustFile,
  type TrustRecord,
  type TrustStore,
} from 'pratique/trust'
import { FRAMEWORKS, type Framework } from 'pratique/verify'
import { readSpecimens } from './built-in.ts'
import { readFileBytes } from './inputs/file-bytes.ts'
import type { Io } from './io.ts'
import { quote, visible } from './output/visible.ts'
import { findExistingDataFolder } from './trust/data-dir.ts'
import { loadHeld } from './trust/load-held.ts'

/** What a verifier needs of trust. */
export interface Trust {
  readonly store: TrustStore
  readonly revocation: readonly RevocationList[]
}

/** A key set says no issuer, so that it is given as ISSUER=FILE. */
const BOUND_FILE = /^(https:\/\/[^=]+)=(.+)$/s

/** More notes than these are only counted. */
const MAX_NOTES = 5

export interface TrustOptions {
  /** Values of `--trust`: FILE or ISSUER=FILE. */
  readonly files: readonly string[]
  /** The networks that are asked for. */
  readonly frameworks: readonly Framework[]
  /** Value of `--data-dir`. */
  readonly dataDir?: string | undefined
}

/**
 * Loads all keys: those that are held, and those of given files. What is odd about a file is said on
 * standard error.
 *
 * @throws {UsageError} `usage.trust-file`, and the codes of files
 */
export async function loadTrust(options: TrustOptions, io: Io): Promise<Trust> {
  const { files, dataDir } = options
  // All that is said of a key counts, and what a file says may be about a key of any network.
  const frameworks = files.length > 0 ? FRAMEWORKS : options.frameworks
  const dataFolder = findExistingDataFolder(dataDir)
  const held = await loadHeld({ frameworks, dataFolder })
  const given: TrustFile[] = []
  for (const file of files) given.push(await loadTrustFile(file, io))
  const specimens = readSpecimens()
  const records = [specimens, ...given].flatMap(({ records: each }) => each)
  const lists = given.flatMap(({ revocationLists }) => revocationLists)
  return {
    store: createShelfStore({
      records,
      shelves: held.shelves,
      lists: [specimens, held, ...given].flatMap(({ lists: each }) => each),
      denied: held.denied.map(({ key }) => key),
    }),
    revocation: [...held.revocation, ...lists, ...(await loadCrls(given, records, io))],
  }
}

/** After all files, as the authority that signed a list may stand in another one. */
async function loadCrls(
  files: readonly TrustFile[],
  records: readonly TrustRecord[],
  io: Io,
): Promise<readonly RevocationList[]> {
  const crls = files.flatMap((file) => file.crls)
  if (crls.length === 0) return []
  const { lists, dropped } = await readCrlLists(crls, records, nodeCrypto)
  const taken = crls.length - dropped.length
  tellDropped(
    dropped,
    `${taken} of ${crls.length} X.509 revocation lists of --trust were taken`,
    io,
  )
  return lists
}

async function loadTrustFile(argument: string, io: Io): Promise<TrustFile> {
  const [, issuer, boundPath] = BOUND_FILE.exec(argument) ?? []
  const path = boundPath ?? argument
  const bytes = readFileBytes(path)
  try {
    const imported = await importTrustFile(bytes, { crypto: nodeCrypto, ...(issuer && { issuer }) })
    const { records, dropped, revocationLists } = imported
    const hasListsAlone = records.length === 0 && revocationLists.length > 0
    const taken = hasListsAlone
      ? count(revocationLists.length, 'revocation list')
      : count(records.length, 'key')
    tellDropped(dropped, `of --trust ${quote(path)} ${taken} taken`, io)
    return imported
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause
    throw new UsageError(cause.code, `--trust ${quote(path)}: ${cause.message}`, { cause })
  }
}

function count(number: number, what: string): string {
  return number === 1 ? `1 ${what} was` : `${number} ${what}s were`
}

/**
 * Nothing is dropped silently (DESIGN §8). Not every note is about a key that was not taken: some were
 * taken under another identifier, and some are about the revocation list of a key.
 */
function tellDropped(dropped: TrustFile['dropped'], taken: string, io: Io): void {
  if (dropped.length === 0) return
  io.err(`pratique: ${taken}; to be noted:\n`)
  for (const { keyId, reason } of dropped.slice(0, MAX_NOTES)) {
    io.err(`  key ${visible(keyId || '(no identifier)')}: ${visible(reason)}\n`)
  }
  if (dropped.length > MAX_NOTES) io.err(`  and ${dropped.length - MAX_NOTES} more\n`)
}
