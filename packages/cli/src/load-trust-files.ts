/**
 * The files of `--trust`: keys, and lists of what was revoked.
 *
 * @module
 */

import { nodeCrypto } from '@pratique/node/crypto'
import { UsageError } from 'pratique/errors'
import type { RevocationList } from 'pratique/revocation'
import {
  importTrustFile,
  readCrlLists,
  type TrustFile,
  type TrustImport,
  type TrustRecord,
  type TrustStore,
} from 'pratique/trust'
import type { Bytes } from 'pratique/verify'
import { readFileBytes } from './inputs/file-bytes.ts'
import type { Io } from './io.ts'
import { quote, visible } from './output/visible.ts'

/** What stands in the files. */
export interface GivenTrust extends Pick<TrustImport, 'records' | 'lists'> {
  readonly revocation: readonly RevocationList[]
  /** Signed lists of revoked tokens, to be read when all keys are known. */
  readonly tokenLists: readonly Bytes[]
}

/** A key set says no issuer of cards, nor does a certificate: they are given as ISSUER=FILE. */
const BOUND_FILE = /^(https:\/\/[^=]+)=(.+)$/s

/** More notes than these are only counted. */
const MAX_NOTES = 5

/**
 * Loads files. What is odd about one is said on standard error.
 *
 * @param revocationPaths files that hold revocations and no key
 * @param known records of authorities that may have signed a list in the files
 * @throws {UsageError} `usage.trust-file`, and the codes of files
 */
export async function loadTrustFiles(
  paths: readonly string[],
  revocationPaths: readonly string[],
  known: readonly TrustRecord[],
  io: Io,
): Promise<GivenTrust> {
  const files: TrustFile[] = []
  for (const path of paths) files.push(await loadTrustFile('--trust', path, io))
  for (const path of revocationPaths) {
    const file = await loadTrustFile('--revocations', path, io)
    requireNoKeys(file, path)
    files.push(file)
  }
  const records = files.flatMap((file) => file.records)
  return {
    records,
    lists: files.flatMap(({ lists }) => lists),
    revocation: [
      ...files.flatMap(({ revocationLists }) => revocationLists),
      ...(await loadCrls(files, [...known, ...records], io)),
    ],
    tokenLists: files.flatMap(({ tokenLists }) => tokenLists),
  }
}

/** Reads lists of revoked tokens. What is odd about one is said on standard error. */
export async function loadTokenLists(
  files: readonly Bytes[],
  trust: TrustStore,
  io: Io,
): Promise<readonly RevocationList[]> {
  const { readTokenLists } = await import('pratique/revocation')
  const now = io.now()
  const { lists, dropped, held } = await readTokenLists(files, { trust, crypto: nodeCrypto, now })
  const taken = count(held.length, 'revocation list')
  tellDropped(dropped, `of ${files.length} files of revocations ${taken} taken`, io)
  return lists
}

/** Requires that files hold revocations and nothing else: `--trust` takes keys. */
function requireNoKeys({ records }: TrustFile, path: string): void {
  if (records.length === 0) return
  const reason = 'it holds keys: give it to --trust, if you trust them'
  throw new UsageError('usage.trust-file', `--revocations ${quote(path)}: ${reason}`)
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

async function loadTrustFile(option: string, argument: string, io: Io): Promise<TrustFile> {
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
    tellDropped(dropped, `of ${option} ${quote(path)} ${taken} taken`, io)
    return imported
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause
    throw new UsageError(cause.code, `${option} ${quote(path)}: ${cause.message}`, { cause })
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
