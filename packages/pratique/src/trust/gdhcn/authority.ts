/**
 * Which authority (SCA) issued the certificate of a document signer.
 *
 * @module
 */

import type { CryptoPort } from '../../keys/crypto-port.ts'
import { toNamedCurve } from '../../keys/explicit-curve.ts'
import { isWeakKey } from '../../keys/public-key.ts'
import { verifySha1Signature } from '../../keys/verify-signature.ts'
import { toCountry } from '../../model/country-codes.ts'
import type { Certificate } from '../../x509/certificate.ts'
import { verifyCertificateSignature } from '../../x509/chain.ts'
import type { GdhcnKey } from './key.ts'

/** An authority of the list. */
export interface Authority {
  readonly fingerprint: string
  readonly certificate: Certificate
  /** Whether the trust anchor of the network has signed its certificate. */
  readonly isSigned: boolean
  /** Whether it has, the certificate names this participant's country, and it may issue others. */
  readonly isAnchored: boolean
}

/** Who signed a certificate. */
export interface Issuance {
  readonly authority?: Authority
  /** With an authority: whether its signature is of SHA-1, and so tells who it was and proves nothing. */
  readonly isWeak?: boolean
  /** Without an authority: whether there is a signature that cannot be checked. */
  readonly isUnchecked: boolean
}

/** As many as of a document signer (hcert_spec §A.1). */
const KEY_ID_DIGITS = 16

/** More than any participant has. Each is tried for each of the participant's keys. */
const MAX_OF_ONE = 32

/**
 * Reads the authorities of a list, by participant.
 *
 * The anchor signs a certificate. Whose it is, the certificate must say itself, as the list's own
 * signer could put the authority of one country under the name of another.
 */
export function readAuthorities(
  keys: readonly GdhcnKey[],
  anchored: ReadonlySet<string>,
): ReadonlyMap<string, readonly Authority[]> {
  const authorities = new Map<string, Authority[]>()
  // No crowd keeps out those that are anchored.
  const inOrder = keys.toSorted(
    (a, b) => Number(anchored.has(b.fingerprint)) - Number(anchored.has(a.fingerprint)),
  )
  for (const { entry, certificate, fingerprint } of inOrder) {
    if (entry.usage !== 'SCA' || !certificate) continue
    const { participant } = entry
    const isSigned = anchored.has(fingerprint)
    const isAnchored = isSigned && isOfCountry(certificate, participant) && mayIssue(certificate)
    const authority = { fingerprint, certificate, isSigned, isAnchored }
    const others = authorities.get(participant) ?? []
    if (others.length >= MAX_OF_ONE) continue
    if (others.some((other) => other.fingerprint === fingerprint)) continue
    authorities.set(participant, [...others, authority])
  }
  return authorities
}

/**
 * Finds who signed a certificate: by the signature, as names and key identifiers of some issuers do not
 * fit. Of several, one that is anchored, then the one that lives longest.
 */
export async function findAuthority(
  { certificate, fingerprint }: GdhcnKey,
  authorities: readonly Authority[],
  crypto: CryptoPort,
): Promise<Issuance> {
  if (!certificate) return { isUnchecked: false }
  const found: Authority[] = []
  let isUnchecked = false
  let isWeak = false
  for (const authority of authorities) {
    // A signer that is listed as an authority too does not vouch for itself.
    if (authority.fingerprint === fingerprint) continue
    const key = toNamedCurve(authority.certificate.publicKey)
    const isProven = await verifyCertificateSignature(certificate, key, crypto)
    const { signature, tbs } = certificate
    const isIssuer = isProven ?? (await verifySha1Signature(signature, tbs, key, crypto))
    if (isIssuer) found.push(authority)
    if (isIssuer && !isProven) isWeak = true
    if (isIssuer === undefined) isUnchecked = true
  }
  const [authority] = found.toSorted(compareAuthorities)
  return authority ? { authority, isWeak, isUnchecked: false } : { isUnchecked }
}

/** What an authority is found by: its subject key identifier, else the beginning of its fingerprint. */
export function toAuthorityKeyId({
  certificate,
  fingerprint,
}: Pick<Authority, 'certificate' | 'fingerprint'>): string {
  return certificate.subjectKeyId ?? fingerprint.slice(0, KEY_ID_DIGITS)
}

/** The anchor signs certificates of other roles too, and its signature does not say which (RFC 5280 §4.2.1.3). */
function mayIssue({ isCa, keyUsages, publicKey, unknownCritical }: Certificate): boolean {
  const isForIssuing = isCa && (keyUsages?.includes('keyCertSign') ?? true)
  return isForIssuing && unknownCritical.length === 0 && !isWeakKey(publicKey)
}

/** Tells whether a certificate names the country of a participant. */
export function isOfCountry({ subject }: Certificate, participant: string): boolean {
  const country = toCountry(subject.country ?? '')
  return country !== undefined && country === toCountry(participant)
}

function compareAuthorities(a: Authority, b: Authority): number {
  return (
    Number(b.isAnchored) - Number(a.isAnchored) ||
    b.certificate.notAfter - a.certificate.notAfter ||
    (a.fingerprint < b.fingerprint ? -1 : 1)
  )
}
