/**
 * Revocation: has the issuer taken it back.
 *
 * @module
 */

import type { CertificateClaims, SignerCertificate } from '../model/format.ts'
import {
  type Check,
  failed,
  indeterminate,
  notApplicable,
  passed,
  type Remark,
} from '../outcome.ts'
import type { RevocationList } from '../revocation/list.ts'
import type { TrustRecord } from '../trust/record.ts'
import type { Candidate } from '../trust/store.ts'
import { oldest } from './findings.ts'

export interface RevocationResult {
  readonly revocation: Check
  readonly remarks: readonly Remark[]
  /** The oldest of the lists consulted, seconds since the epoch. */
  readonly asOf?: number
}

/** What is looked up, and when. */
export interface RevocationContext {
  readonly revocation: readonly RevocationList[]
  /** Seconds since the epoch. */
  readonly now: number
}

/**
 * Looks the certificate up in every list of its issuer's, under each identifier of its key. A list
 * that is here counts even if the key does not announce it; one that it announces must be here.
 *
 * @param signer whose certificate the message brought: its authority lists signers, not certificates
 */
export function checkRevocation(
  { records }: Candidate,
  { revocationId: ownId, issuedAt }: CertificateClaims,
  signer: SignerCertificate | undefined,
  { revocation: lists, now }: RevocationContext,
): RevocationResult {
  const revocationId = signer?.serialNumber ?? ownId
  const isDeclared = records.some(isDeclaring)
  if (!isDeclared && lists.length === 0) return NONE_PUBLISHED
  const consulted = lists.filter((list) =>
    records.some(
      ({ framework, issuer, keyId }) =>
        list.framework === framework &&
        list.issuer === issuer &&
        (list.keyId === keyId || (signer !== undefined && list.issuerName === signer.issuerName)),
    ),
  )
  if (!isDeclared && consulted.length === 0) return NONE_PUBLISHED
  // A certificate without identifier cannot be listed: there is nothing to look up.
  if (revocationId === undefined) return { revocation: notApplicable('revocation'), remarks: [] }
  if (consulted.length === 0) {
    return { revocation: indeterminate('revocation', 'revocation.list-missing'), remarks: [] }
  }
  const isRevoked = consulted.some((list) => list.isRevoked(revocationId, issuedAt ?? 0))
  const asOf = oldest(consulted)
  return {
    revocation: isRevoked ? failed('revocation', 'revocation.revoked') : passed('revocation'),
    remarks: remarkOnLists(consulted, now),
    ...(asOf !== undefined && { asOf }),
  }
}

function remarkOnLists(consulted: readonly RevocationList[], now: number): readonly Remark[] {
  const remarks: Remark[] = []
  if (consulted.some(({ isComplete }) => !isComplete))
    remarks.push({ code: 'revocation.incomplete' })
  if (consulted.some(({ freshUntil }) => freshUntil !== undefined && now > freshUntil)) {
    remarks.push({ code: 'revocation.list-old' })
  }
  return remarks
}

function isDeclaring({ revocation }: TrustRecord): boolean {
  return revocation !== 'none'
}

const NONE_PUBLISHED: RevocationResult = {
  revocation: notApplicable('revocation'),
  remarks: [{ code: 'revocation.none-published' }],
}
