/**
 * Writing Card Revocation Lists of SMART Health Cards (VCI "Revocation").
 *
 * @module
 */

import { UsageError } from '../../errors.ts'
import type { JsonObject } from '../../json/value.ts'

/** A card that its issuer has revoked. */
export interface RevokedCard {
  /** The card's `rid`, as it stands there. */
  readonly rid: string
  /**
   * Whole seconds since the epoch: cards of this `rid` that were issued before are revoked, later ones
   * are not. Absent: all of them.
   */
  readonly before?: number
}

export interface CardRevocationListOptions {
  /** `kid` of the key that the list is about. */
  readonly keyId: string
  /** One more than in the list before. The key announces it as `crlVersion`. */
  readonly counter: number
}

/** What a `rid` may be. */
const RID = /^[A-Za-z0-9_-]{1,24}$/

/** Twelve digits: what readers take for a time. */
const LAST_TIME = 999_999_999_999

/**
 * Writes a list. Each `rid` is there once, and they are sorted, so that order tells nothing. The list has
 * no signature of its own: who fetches it goes by the address that it is published at.
 *
 * @throws {UsageError} `usage.argument` on a `rid`, time or counter that no reader would take
 */
export function createCardRevocationList(
  revoked: Iterable<RevokedCard>,
  { keyId, counter }: CardRevocationListOptions,
): JsonObject {
  if (keyId === '') misuse('expected the kid of a key')
  if (!Number.isSafeInteger(counter) || counter < 1) misuse('expected a counter from 1')
  const times = new Map<string, number>()
  for (const { rid, before = Number.POSITIVE_INFINITY } of revoked) {
    if (!RID.test(rid)) misuse('expected a rid of 1 to 24 characters of base64url')
    const isTime = Number.isInteger(before) && before >= 0 && before <= LAST_TIME
    if (!isTime && before !== Number.POSITIVE_INFINITY) misuse('expected whole seconds')
    // Twice the same: as much is revoked as either says.
    times.set(rid, Math.max(before, times.get(rid) ?? 0))
  }
  const rids = [...times]
    .map(([rid, before]) => (Number.isFinite(before) ? `${rid}.${before}` : rid))
    .toSorted()
  return { kid: keyId, method: 'rid', ctr: counter, rids }
}

function misuse(reason: string): never {
  throw new UsageError('usage.argument', reason)
}
