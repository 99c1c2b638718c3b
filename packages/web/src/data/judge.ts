/**
 * Whether a bundle may take the place of the one that is held, on whatever road it came.
 *
 * @module
 */

import {
  type CarriedPolicy,
  completeBundle,
  digestOf,
  openBundle,
  parseQuorum,
  readBundleFile,
} from 'pratique/bundle'
import { FormatError, UsageError } from 'pratique/errors'
import type { Bytes } from 'pratique/verify'
import { type HeldRecord, type Kept, type Pinned, type Seal, verifyKept } from './kept.ts'

export type Judgement =
  | { readonly kind: 'accepted'; readonly number: number; readonly record: HeldRecord }
  /** It is the one that is held. */
  | { readonly kind: 'same' }
  /** Code of `usage` or `format`. */
  | { readonly kind: 'refused'; readonly code: string }

/**
 * Judges a bundle: its signatures before anything else of it is read, its number and what is denied against
 * what is held, and whether all of it can be opened.
 *
 * @param held what the device holds, whole or not
 * @param pinned what the page was built with
 */
export async function judge(bytes: Bytes, held: unknown, pinned: Pinned): Promise<Judgement> {
  try {
    return await accept(bytes, await verifyKept(held, pinned), pinned)
  } catch (cause) {
    if (cause instanceof UsageError || cause instanceof FormatError) {
      return { kind: 'refused', code: cause.code }
    }
    throw cause
  }
}

async function accept(
  given: Bytes,
  kept: Kept | undefined,
  { quorum, leastBundle = 1 }: Pinned,
): Promise<Judgement> {
  if (kept && isCopy(given, kept)) return kept.file ? { kind: 'same' } : mend(given, kept)
  const signedBy = kept?.next ?? parseQuorum(quorum)
  const bytes = await completeBundle(given, signedBy, kept?.file)
  const { policies, manifest } = await openBundle(bytes, {
    ...{ signedBy, policies: true, leastNumber: leastBundle },
    ...(kept && { held: kept }),
  })
  await requireRules(policies)
  const { signedBytes, signatures } = readBundleFile(bytes)
  const seal = { signedBytes, signatures }
  return toAccepted(bytes, manifest.number, [...(kept?.handovers ?? []), seal])
}

/** A copy of what is damaged: who may sign now is nothing to it, nor who says to have signed the copy. */
async function mend(bytes: Bytes, { number, handovers, seal }: Kept): Promise<Judgement> {
  const { policies } = await openBundle(bytes, { signedBy: 'nobody', policies: true })
  await requireRules(policies)
  return toAccepted(bytes, number, [...handovers.filter((each) => each !== seal), seal])
}

async function requireRules(policies: readonly Pick<CarriedPolicy, 'bytes'>[]): Promise<void> {
  const { readCarriedPolicy } = await import('./entry-policies.ts')
  for (const policy of policies) readCarriedPolicy(policy)
}

function toAccepted(bytes: Bytes, number: number, seals: readonly Seal[]): Judgement {
  return {
    kind: 'accepted',
    number,
    record: { bytes, digest: digestOf(readBundleFile(bytes)), seals },
  }
}

/** A copy of what is held needs no signature: its digest says what it is. */
function isCopy(given: Bytes, { digest }: Kept): boolean {
  try {
    return digestOf(readBundleFile(given)) === digest
  } catch (error) {
    if (error instanceof FormatError) return false
    throw error
  }
}
