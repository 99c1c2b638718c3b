/**
 * Revocation: has the issuer taken it back.
 *
 * @module
 */

import type { RemarkCode } from '../codes.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import type { Check, Remark } from '../outcome.ts'
import type { RevocationList } from '../revocation/list.ts'
import type { TrustRecord } from '../trust/record.ts'
import type { Candidate } from '../trust/store.ts'
import { oldest } from './findings.ts'
import {
  hasRevocationId,
  type LookedUp,
  lookUpRevocation,
  type Revocable,
} from './look-up-revocation.ts'
import type { RevocationIndex } from './revocation-index.ts'
import { findRevocationRow } from './revocation-table.ts'
import { andThen, type Soon } from './soon.ts'
import { findStanding, isTooOld, type MaxListAges } from './standing.ts'

export interface RevocationResult {
  readonly revocation: Check
  readonly remarks: readonly Remark[]
  /** The date of the list that decided, of several the oldest; seconds since the epoch. */
  readonly asOf?: number
}

/** What is looked up in, and when. */
export interface RevocationContext {
  readonly revocation: RevocationIndex
  readonly crypto: CryptoPort
  /** Seconds since the epoch. */
  readonly now: number
  readonly maxAgeSeconds: MaxListAges
}

/**
 * Looks the certificate up in every list of its issuer's, under each identifier of its key, and answers
 * by the table. A list that is here counts even if the key does not announce it; one that it announces
 * must be here, and such that it can be relied on.
 */
export function checkRevocation(
  { records }: Candidate,
  revocable: Revocable,
  context: RevocationContext,
): Soon<RevocationResult> {
  const lists = context.revocation.find(records, revocable.signer)
  const isDeclared = records.some(isDeclaring)
  if (lists.length === 0) {
    const hasId = isDeclared && hasRevocationId(revocable)
    return answer({ hasId, listing: [] }, lists, isDeclared, revocable, context)
  }
  return andThen(lookUpRevocation(revocable, lists, context.crypto), (lookedUp) =>
    answer(lookedUp, lists, isDeclared, revocable, context),
  )
}

function answer(
  { hasId, listing }: LookedUp,
  lists: readonly RevocationList[],
  isDeclared: boolean,
  { claims: { issuedAt } }: Revocable,
  context: RevocationContext,
): RevocationResult {
  const { standing, by } = findStanding(lists, { ...context, issuedAt })
  const isListed = listing.length > 0
  const { check, remark } = findRevocationRow({ isListed, isDeclared, hasId, standing })
  const deciding = isListed ? listing : by
  const asOf = oldest(deciding)
  const codes = new Set<RemarkCode>(remark ? [remark] : [])
  if (check.status === 'passed' || isListed) {
    if (isListed && deciding.every((list) => isTooOld(list, context))) {
      codes.add('revocation.list-old')
    }
    if (deciding.some(({ isComplete, hasSlips }) => hasSlips || !isComplete)) {
      codes.add('revocation.incomplete')
    }
  }
  return {
    revocation: check,
    remarks: [...codes].map((code) => ({ code })),
    ...(asOf !== undefined && hasId && { asOf }),
  }
}

function isDeclaring({ revocation }: TrustRecord): boolean {
  return revocation !== 'none'
}
