/**
 * Who must sign, where a page was built with one quorum and bundles may name the next (decision 0015).
 *
 * @module
 */

import { type BundleFile, parseQuorum, type Quorum, verifyQuorum } from 'pratique/bundle'
import { canonicalizeJson, type JsonValue } from 'pratique/codecs'
import { webCrypto } from 'pratique/verify'
import type { HeldRecord } from './device-store.ts'

type Pinned = Pick<HeldRecord, 'builtWith' | 'quorum'>

/** A quorum as text, by which one is told from another. */
export function quorumText(quorum: JsonValue): string {
  return canonicalizeJson(quorum)
}

/** Whether a bundle was taken by a page with this quorum, so that its word on the next one counts. */
export function isOfThisBuild(held: Pinned, built: JsonValue): boolean {
  return held.builtWith === quorumText(built)
}

/**
 * Who must sign the next bundle. A page that was built anew with another quorum says it itself: who can change
 * the page can change that.
 */
export function whoSigns(held: Pinned | undefined, built: JsonValue): Quorum {
  return parseQuorum(held && isOfThisBuild(held, built) ? held.quorum : built)
}

/** Who of a quorum has signed a bundle, by name; nobody, if they are too few. */
export async function findSigners(
  { signatures, signedBytes }: Pick<BundleFile, 'signatures' | 'signedBytes'>,
  quorum: Quorum,
): Promise<readonly string[]> {
  const result = await verifyQuorum(signatures, signedBytes, quorum, webCrypto)
  const names = result.signatures.flatMap(({ name, status }) =>
    status === 'good' && name !== undefined ? [name] : [],
  )
  return result.isMet ? [...new Set(names)] : []
}
