/**
 * Whether a bundle may take the place of the one that is held, on whatever road it came.
 *
 * @module
 */

import { completeBundle, digestOf, openBundle, readBundleFile, writeQuorum } from 'pratique/bundle'
import type { JsonValue } from 'pratique/codecs'
import { FormatError, UsageError } from 'pratique/errors'
import type { Bytes } from 'pratique/verify'
import type { HeldRecord } from './device-store.ts'
import { findSigners, isOfThisBuild, quorumText, whoSigns } from './quorum.ts'

export type Judgement =
  | { readonly kind: 'accepted'; readonly record: HeldRecord }
  /** It is the one that is held. */
  | { readonly kind: 'same' }
  /** Code of `usage` or `format`. */
  | { readonly kind: 'refused'; readonly code: string }

/**
 * Judges a bundle: its signatures before anything else of it is read, its number and what is denied against
 * what is held, and whether all of it can be opened.
 *
 * @param held what the device holds, whole or not
 * @param built the quorum that the page was built with
 */
export async function judge(
  bytes: Bytes,
  held: HeldRecord | undefined,
  built: JsonValue,
): Promise<Judgement> {
  try {
    return await accept(bytes, held, built)
  } catch (cause) {
    if (cause instanceof UsageError || cause instanceof FormatError) {
      return { kind: 'refused', code: cause.code }
    }
    throw cause
  }
}

async function accept(
  given: Bytes,
  held: HeldRecord | undefined,
  built: JsonValue,
): Promise<Judgement> {
  const before = held && findFile(held)
  if (held && before && isOfThisBuild(held, built) && isCopy(given, held)) return { kind: 'same' }
  const quorum = whoSigns(held, built)
  const bytes = await completeBundle(given, quorum, before)
  const { policies, manifest } = await openBundle(bytes, {
    signedBy: quorum,
    policies: true,
    ...(held && { leastNumber: held.number }),
    ...(held && before && { held: { ...held, denied: before.manifest.denied } }),
  })
  const { readCarriedPolicy } = await import('./entry-policies.ts')
  for (const policy of policies) readCarriedPolicy(policy)
  const file = readBundleFile(bytes)
  const record: HeldRecord = {
    bytes,
    number: manifest.number,
    digest: digestOf(file),
    signers: await findSigners(file, quorum),
    builtWith: quorumText(built),
    quorum: writeQuorum(manifest.nextQuorum ?? quorum),
  }
  return { kind: 'accepted', record }
}

/** A copy of what is held needs no signature: its digest says what it is. */
function isCopy(given: Bytes, { digest }: HeldRecord): boolean {
  try {
    return digestOf(readBundleFile(given)) === digest
  } catch (error) {
    if (error instanceof FormatError) return false
    throw error
  }
}

/** Unless it is damaged: its number still counts then. */
function findFile({ bytes }: HeldRecord): ReturnType<typeof readBundleFile> | undefined {
  try {
    return readBundleFile(bytes)
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}
