/**
 * Revocation lists of authorities that issue signers' certificates (RFC 5280 §5, ICAO Doc 9303-12 §7.2).
 *
 * @module
 */

import { encodeHex } from '../../bytes/hex.ts'
import type { CryptoPort } from '../../keys/crypto-port.ts'
import type { PublicKey } from '../../keys/public-key.ts'
import { toCountry } from '../../model/country-codes.ts'
import type { Framework } from '../../model/format.ts'
import { verifyCertificateSignature } from '../../x509/chain.ts'
import type { Crl } from '../../x509/crl.ts'
import type { RevocationList } from '../list.ts'

/** Somebody whose list it may be: what a trust record of an authority says. */
export interface CrlAuthority {
  readonly framework: Framework
  readonly role?: string
  readonly issuer: string
  /** Its key identifier, lower-case hex. */
  readonly keyId: string
  readonly key: PublicKey
}

/** The lists that a file stands for: one for each authority of the key; or why it counts for nothing. */
export type VerifiedCrl =
  | { readonly lists: readonly RevocationList[] }
  | { readonly keyId: string; readonly reason: string }

const UNKNOWN = 'is a revocation list of an authority that is not among the trusted ones'
const FORGED = 'is a revocation list that its authority has not signed'
const UNSAID = 'is a revocation list whose signature cannot be checked here'

/**
 * Verifies that an authority has signed a list, and makes it one that a verification looks signers up
 * in. Its dates are told, and not judged.
 */
export async function verifyCrl(
  crl: Crl,
  authorities: readonly CrlAuthority[],
  crypto: CryptoPort,
): Promise<VerifiedCrl> {
  const keyId = crl.authorityKeyId ?? ''
  const named = authorities.filter((authority) => mayHaveIssued(authority, crl))
  if (named.length === 0) return { keyId, reason: UNKNOWN }
  const lists: RevocationList[] = []
  let isUnsaid = false
  for (const authority of named) {
    const isSigned = await verifyCertificateSignature(crl, authority.key, crypto)
    if (isSigned) lists.push(toList(crl, authority))
    isUnsaid ||= isSigned === undefined
  }
  if (lists.length > 0) return { lists: withoutTwins(lists) }
  return { keyId, reason: isUnsaid ? UNSAID : FORGED }
}

/**
 * By key identifier (RFC 5280 §5.2.1); old lists have none, and then by country, if they name one. The
 * signature decides.
 */
function mayHaveIssued({ role, issuer, keyId }: CrlAuthority, crl: Crl): boolean {
  if (role !== 'authority') return false
  if (crl.authorityKeyId !== undefined) return keyId === crl.authorityKeyId
  const { country } = crl.issuer
  return country === undefined || toCountry(country) === issuer
}

function toList(
  { issuer: name, thisUpdate, nextUpdate, revoked }: Crl,
  authority: CrlAuthority,
): RevocationList {
  const { framework, issuer, keyId } = authority
  return {
    framework,
    issuer,
    keyId,
    issuerName: encodeHex(name.der),
    asOf: thisUpdate,
    ...(nextUpdate !== undefined && { freshUntil: nextUpdate }),
    isComplete: true,
    // Whenever it was signed: nothing in a seal says when (ICAO Doc 9303-13).
    isRevoked: (serialNumber) => revoked.has(serialNumber),
  }
}

/** An authority may have several records, such as that of a link certificate. */
function withoutTwins(lists: readonly RevocationList[]): readonly RevocationList[] {
  const kept = new Map<string, RevocationList>()
  for (const list of lists) kept.set(`${list.framework} ${list.issuer} ${list.keyId}`, list)
  return [...kept.values()]
}
