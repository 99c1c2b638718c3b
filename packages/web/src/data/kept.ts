/**
 * What the device kept of the bundle that was accepted last, verified anew: whoever can write into a browser's
 * storage can say nothing that the quorum of the page has not signed.
 *
 * @module
 */

import {
  type BundleFile,
  decodeManifest,
  digestOf,
  type HeldBundle,
  parseQuorum,
  type Quorum,
  readBundleFile,
  verifyQuorum,
  writeQuorum,
} from 'pratique/bundle'
import { canonicalizeJson, type JsonValue } from 'pratique/codecs'
import { FormatError, UsageError } from 'pratique/errors'
import { type Bytes, webCrypto } from 'pratique/verify'

/** What is signed of a bundle, and by whom: its number and who signs the next, without its sections. */
export type Seal = Pick<BundleFile, 'signedBytes' | 'signatures'>

/** What stays on the device of an accepted bundle. */
export interface HeldRecord {
  readonly bytes: Bytes
  /** By which one is told from another when it is replaced; nothing else relies on it. */
  readonly digest: string
  /** Those of bundles that changed the quorum, oldest first; then that of this one. */
  readonly seals: readonly Seal[]
}

/** What a page says of bundles when it is built. */
export interface Pinned {
  /** Who must sign, as `parseQuorum` reads it. */
  readonly quorum: JsonValue
  /** The least number that is taken. Default: 1. */
  readonly leastBundle?: number
}

/** What of a record holds. */
export interface Kept extends HeldBundle {
  /** Who of the quorum has signed it, by name. */
  readonly signers: readonly string[]
  /** Who must sign the next one. */
  readonly next: Quorum
  readonly seal: Seal
  /** The seals by which the quorum of the page came to be that one. */
  readonly handovers: readonly Seal[]
  /** Absent if it is damaged: its number and its denials count all the same. */
  readonly file?: BundleFile
}

/** Quorums change once in years. */
const MAX_SEALS = 64

/**
 * Verifies a record, from the quorum that the page was built with on. Total.
 *
 * @returns `undefined` if nothing of it holds
 */
export async function verifyKept(
  record: unknown,
  { quorum, leastBundle = 1 }: Pinned,
): Promise<Kept | undefined> {
  const { bytes, seals } = toRecord(record)
  const sealed = await orNothing(() => verifySeals(seals, parseQuorum(quorum)))
  if (!sealed || sealed.number < leastBundle) return undefined
  const file = await orNothing(async () => bytes && readBundleFile(bytes))
  return { ...sealed, ...(file && digestOf(file) === sealed.digest && { file }) }
}

/** Who of a quorum has signed, by name; nobody, if they are too few. */
export async function findSigners(
  { signatures, signedBytes }: Seal,
  quorum: Quorum,
): Promise<readonly string[]> {
  const result = await verifyQuorum(signatures, signedBytes, quorum, webCrypto)
  const names = result.signatures.flatMap(({ name, status }) =>
    status === 'good' && name !== undefined ? [name] : [],
  )
  return result.isMet ? [...new Set(names)] : []
}

/** Seals of quorums before the one that the page was built with are passed over. */
async function verifySeals(
  seals: readonly Seal[],
  built: Quorum,
): Promise<Omit<Kept, 'file'> | undefined> {
  let kept: Omit<Kept, 'file'> | undefined
  for (const seal of seals) {
    const { next: quorum = built, handovers: before = [], number: least = 0 } = kept ?? {}
    const signers = await findSigners(seal, quorum)
    if (signers.length === 0 && !kept) continue
    const { number, denied, nextQuorum: next = quorum } = decodeManifest(seal.signedBytes)
    if (signers.length === 0 || number <= least) return undefined
    const handovers = isSame(next, quorum) ? before : [...before, seal]
    kept = { number, denied, signers, next, seal, handovers, digest: digestOf(seal) }
  }
  return kept
}

function isSame(a: Quorum, b: Quorum): boolean {
  return canonicalizeJson(writeQuorum(a)) === canonicalizeJson(writeQuorum(b))
}

/** What is not of the form is of another page, or of nobody's. */
function toRecord(value: unknown): { readonly bytes?: Bytes; readonly seals: readonly Seal[] } {
  if (!isObject(value)) return { seals: [] }
  const { bytes, seals } = value
  const isList = Array.isArray(seals) && seals.length <= MAX_SEALS && seals.every(isSeal)
  return { ...(isBytes(bytes) && { bytes }), seals: isList ? seals : [] }
}

function isSeal(value: unknown): value is Seal {
  if (!isObject(value)) return false
  const { signedBytes, signatures } = value
  return isBytes(signedBytes) && Array.isArray(signatures) && signatures.every(isBytes)
}

function isBytes(value: unknown): value is Bytes {
  return value instanceof Uint8Array
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

async function orNothing<T>(act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof FormatError || error instanceof UsageError) return undefined
    throw error
  }
}
