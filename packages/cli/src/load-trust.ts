/**
 * The keys to trust: those of the specimens that come with the program, and what the user gives.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import { UsageError } from 'pratique/errors'
import type { RevocationList } from 'pratique/revocation'
import {
  createTrustStore,
  importRecords,
  importTrustFile,
  readCrlLists,
  type TrustFile,
  type TrustRecord,
  type TrustStore,
} from 'pratique/trust'
import { fs } from './builtins.ts'
import { readFileBytes } from './inputs/file-bytes.ts'
import type { Io } from './io.ts'
import { quote, visible } from './output/visible.ts'

/** What a verifier needs of trust. */
export interface Trust {
  readonly store: TrustStore
  readonly revocation: readonly RevocationList[]
}

/** A key set says no issuer, so that it is given as ISSUER=FILE. */
const BOUND_FILE = /^(https:\/\/[^=]+)=(.+)$/s

const MAX_EVIDENCE = { maxEvidence: 'local' } as const

const SPECIMENS = new URL('../data/specimen-trust.json', import.meta.url)

/** More notes than these are only counted. */
const MAX_NOTES = 5

/**
 * Loads all keys. What is odd about a file is said on standard error.
 *
 * @param files values of `--trust`: FILE or ISSUER=FILE
 * @throws {UsageError} `usage.trust-file`, and the codes of files
 */
export async function loadTrust(files: readonly string[], io: Io): Promise<Trust> {
  // Our own file, so that its form is known; its records are a test authority's, and no more.
  const specimens = importRecords(JSON.parse(fs.readFileSync(SPECIMENS, 'utf8')), MAX_EVIDENCE)
  const given: TrustFile[] = []
  for (const file of files) given.push(await loadTrustFile(file, io))
  const imports = [specimens, ...given]
  const records = imports.flatMap(({ records: each }) => each)
  const lists = given.flatMap(({ revocationLists }) => revocationLists)
  return {
    store: createTrustStore({ records, lists: imports.flatMap(({ lists: each }) => each) }),
    revocation: [...lists, ...(await loadCrls(given, records, io))],
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
