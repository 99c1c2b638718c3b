/**
 * Lists of revoked tokens and their deltas, out of files in any order, once all keys are known.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { FormatError } from '../errors.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import { type OpenedListFile, openListFile } from '../revocation/token-list/list-file.ts'
import { toRevocationLists } from '../revocation/token-list/lists.ts'
import {
  applyOpenedFile,
  type HeldList,
  isTaken,
  UPDATE_WORDS,
  type UpdateAnswer,
} from '../revocation/token-list/update.ts'
import type { Dropped } from '../trust/record.ts'
import type { TrustStore } from '../trust/store.ts'
import type { ReadRevocations } from './revocations.ts'

/** `D2`: a tagged COSE_Sign1, and an array of four. No text and no certificate begins so. */
const BEGINNING: readonly number[] = [0xd2, 0x84]

/** Tells a signed list or delta from other files, by its first bytes. */
export function isTokenListFile(bytes: Uint8Array): boolean {
  return BEGINNING.every((byte, at) => bytes[at] === byte)
}

export interface TokenListOptions {
  readonly trust: Pick<TrustStore, 'findRevokers'>
  readonly crypto: CryptoPort
  /** Seconds since the epoch. */
  readonly now: number
}

/** What files came to: lists to be asked, what is held of each, and why other files count for nothing. */
export interface ReadTokenLists extends ReadRevocations {
  readonly held: readonly HeldList[]
}

/**
 * Puts lists and deltas together: of each list the oldest edition first, so that what a later one has
 * forgotten stays revoked, and each delta after what it follows on.
 */
export async function readTokenLists(
  files: readonly Bytes[],
  { trust, crypto, now }: TokenListOptions,
): Promise<ReadTokenLists> {
  const dropped: Dropped[] = []
  const readable = files.flatMap((bytes) => {
    return openOrDrop(bytes, dropped) ?? []
  })
  readable.sort((a, b) => orderOf(a) - orderOf(b))
  const held = new Map<string, HeldList>()
  for (const file of readable) {
    const keys = trust.findRevokers(file.signature.keyId)
    const name = nameOf(file)
    const take = (base: HeldList | undefined) => applyOpenedFile(base, file, { keys, now, crypto })
    const earlier = held.has(name) ? undefined : findBefore(held, file)
    const next = earlier === undefined ? undefined : await take(held.get(earlier))
    const isHandedOver = next !== undefined && isTaken(next.answer)
    if (earlier !== undefined && isHandedOver) held.delete(earlier)
    const result = isHandedOver ? next : await take(held.get(name))
    if (result.held) held.set(name, result.held)
    if (isWorthTelling(result.answer)) {
      dropped.push({ keyId: file.signature.keyId, reason: tell(file, result.answer) })
    }
  }
  return {
    lists: [...held.values()].flatMap(toRevocationLists),
    held: [...held.values()],
    dropped,
  }
}

function openOrDrop(bytes: Bytes, dropped: Dropped[]): OpenedListFile | undefined {
  try {
    return openListFile(bytes)
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    const reason = `a revocation list ${UPDATE_WORDS.unreadable} (${error.message})`
    dropped.push({ keyId: '', reason })
    return undefined
  }
}

/** By number; of one number the list comes before a delta, which then brings nothing new. */
function orderOf({ kind, head: { number } }: OpenedListFile): number {
  return 2 * number + (kind === 'list' ? 0 : 1)
}

/** Lists of one number may be of several issuers: whose key has signed them tells them apart. */
function nameOf({ head, signature }: OpenedListFile): string {
  const issuers = [...head.issuers].map(([framework, issuer]) => `${framework} ${issuer}`)
  return JSON.stringify([head.list, signature.keyId, ...issuers.toSorted()])
}

/** What one key has begun, another of the issuer goes on with: a file names the edition that it follows on. */
function findBefore(
  held: ReadonlyMap<string, HeldList>,
  { head: { list }, follows }: OpenedListFile,
): string | undefined {
  const isBefore = ({ content, digest }: HeldList) => content.list === list && digest === follows
  return [...held].find(([, each]) => isBefore(each))?.[0]
}

/** The alarm too, though the file was taken. */
function isWorthTelling(answer: UpdateAnswer): boolean {
  return answer === 'vanished' || !(isTaken(answer) || answer === 'held')
}

function tell({ kind, head: { list, number } }: OpenedListFile, answer: UpdateAnswer): string {
  return `${kind} ${list}, edition ${number}, ${UPDATE_WORDS[answer]}`
}
