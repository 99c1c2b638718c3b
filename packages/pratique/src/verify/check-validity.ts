/**
 * Validity of the signature in time: the certificate's own period, and the life of its key.
 *
 * @module
 */

import type { CertificateClaims } from '../model/format.ts'
import { type Check, failed, indeterminate, passed, type Remark } from '../outcome.ts'
import type { TrustList } from '../trust/record.ts'
import type { TrustedKey } from '../trust/store.ts'

type Period = Pick<CertificateClaims, 'issuedAt' | 'notBefore' | 'expiresAt' | 'isExpiryExclusive'>
type KeyLife = Pick<TrustedKey, 'notBefore' | 'notAfter'>

/**
 * Checks that `now` lies in the period and in the key's life. Bounds are inclusive, but where a format
 * says that its period is over at its end.
 *
 * A clock earlier than a signed date that we hold cannot be right, and then nothing can be said.
 */
export function checkValidity(
  period: Period,
  life: KeyLife,
  lists: readonly TrustList[],
  now: number,
): Check {
  const isTooEarly = lists.some(
    ({ isSigned, asOf }) => isSigned && asOf !== undefined && now < asOf,
  )
  if (isTooEarly) return indeterminate('validity', 'validity.clock')
  const ownPeriod = checkPeriod(period, now)
  if (ownPeriod.status !== 'passed') return ownPeriod
  if (life.notBefore !== undefined && now < life.notBefore) {
    return failed('validity', 'validity.key-not-yet')
  }
  if (life.notAfter !== undefined && now > life.notAfter) {
    return failed('validity', 'validity.key-expired')
  }
  return passed('validity')
}

/** Checks a certificate's own period: `iat` and `nbf` ≤ now ≤ `exp` (RFC 8392 §3.1, RFC 7519 §4.1). */
export function checkPeriod(
  { issuedAt, notBefore, expiresAt, isExpiryExclusive }: Period,
  now: number,
): Check {
  const begins = Math.max(
    issuedAt ?? Number.NEGATIVE_INFINITY,
    notBefore ?? Number.NEGATIVE_INFINITY,
  )
  const ends = expiresAt ?? Number.POSITIVE_INFINITY
  if (Number.isNaN(begins) || Number.isNaN(ends)) {
    return failed('validity', 'validity.unreadable')
  }
  if (ends <= begins) return failed('validity', 'validity.contradictory')
  if (now < begins) return failed('validity', 'validity.not-yet')
  if (now > ends || (isExpiryExclusive && now === ends)) {
    return failed('validity', 'validity.expired')
  }
  return passed('validity')
}

/** Issuers let certificates begin before and end after their key: odd, and no fault. */
export function remarkOnPeriod({ issuedAt, expiresAt }: Period, life: KeyLife): Remark[] {
  const remarks: Remark[] = []
  if (expiresAt !== undefined && life.notAfter !== undefined && expiresAt > life.notAfter) {
    remarks.push({ code: 'validity.outlives-key' })
  }
  if (issuedAt !== undefined && life.notBefore !== undefined && issuedAt < life.notBefore) {
    remarks.push({ code: 'validity.predates-key' })
  }
  return remarks
}
