/**
 * Chains of certificates (RFC 5280 §6), as far as is needed to see that a key stands under another.
 *
 * @module
 */

import type { CryptoPort } from '../keys/crypto-port.ts'
import type { PublicKey } from '../keys/public-key.ts'
import { verifySignature } from '../keys/verify-signature.ts'
import type { Status } from '../outcome.ts'
import type { Certificate } from './certificate.ts'
import { isSameName } from './name.ts'

/** What a chain came to, and at which certificate (0: the leaf) it went wrong, and why. */
export interface ChainResult {
  readonly status: Exclude<Status, 'not-applicable'>
  readonly at?: number
  readonly reason?: string
}

/**
 * Verifies who issued a certificate. Looks at the signature alone: neither names nor dates.
 *
 * @returns `undefined` if that cannot be said: a signature algorithm that the port has nothing for,
 *   such as any with SHA-1, or a key that the platform cannot use
 */
export async function verifyCertificateSignature(
  { signature, tbs }: Pick<Certificate, 'signature' | 'tbs'>,
  issuerKey: PublicKey,
  crypto: CryptoPort,
): Promise<boolean | undefined> {
  return verifySignature(signature, tbs, issuerKey, crypto)
}

/**
 * Tells whether a certificate says that it was issued by another: by name, and by the identifiers of
 * their keys where both have one (RFC 5280 §4.1.2.4, §4.2.1.1). It may say so without being so.
 */
export function namesIssuer(certificate: IssuedBy, issuer: Issuer): boolean {
  const { authorityKeyId } = certificate
  const { subjectKeyId } = issuer
  const isSameKey =
    authorityKeyId === undefined || subjectKeyId === undefined || authorityKeyId === subjectKeyId
  return isSameKey && isSameName(certificate.issuer, issuer.subject)
}

type IssuedBy = Pick<Certificate, 'issuer' | 'authorityKeyId'>
type Issuer = Pick<Certificate, 'subject' | 'subjectKeyId'>

/**
 * Verifies that every certificate is issued by the next one: signature, names, the right to be a CA
 * (RFC 5280 §6.1.4), and its life at `now`. The last one is the caller's to trust: nothing is asked
 * of it but its own life and that it may be a CA.
 *
 * Not checked: revocation, policies, and name constraints, which are refused if they are critical.
 *
 * @param certificates leaf first
 * @param now seconds since the epoch
 */
export async function verifyChain(
  certificates: readonly Certificate[],
  now: number,
  crypto: CryptoPort,
): Promise<ChainResult> {
  if (certificates.length === 0) return { status: 'failed', reason: 'the chain is empty' }
  let unsaid: ChainResult | undefined
  for (const [at, certificate] of certificates.entries()) {
    const reason = findFault(certificate, at, now)
    if (reason !== undefined) return { status: 'failed', at, reason }
    const issuer = certificates[at + 1]
    if (!issuer) break
    if (!isSameName(certificate.issuer, issuer.subject)) {
      return { status: 'failed', at, reason: 'the next certificate is of another name' }
    }
    const isSigned = await verifyCertificateSignature(certificate, issuer.publicKey, crypto)
    if (isSigned === false) {
      return { status: 'failed', at, reason: 'not signed by the key of the next certificate' }
    }
    if (isSigned === undefined) {
      unsaid ??= { status: 'indeterminate', at, reason: 'the signature cannot be checked here' }
    }
  }
  return unsaid ?? { status: 'passed' }
}

/** What is wrong with one certificate at its place, if anything. */
function findFault(certificate: Certificate, at: number, now: number): string | undefined {
  const { notBefore, notAfter, unknownCritical } = certificate
  if (now < notBefore) return 'not yet valid'
  if (now > notAfter) return 'expired'
  if (unknownCritical.length > 0) return 'has a critical extension that is not known'
  if (at === 0) return undefined
  const { isCa, keyUsages, pathLength } = certificate
  if (!isCa) return 'is not a CA'
  if (keyUsages && !keyUsages.includes('keyCertSign')) return 'may not sign certificates'
  // CAs between this one and the leaf (RFC 5280 §4.2.1.9).
  if (pathLength !== undefined && pathLength < at - 1) return 'has too many CAs below it'
  return undefined
}
