/**
 * An authority certifies a key: from a request to a certificate.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { decodeHex } from '../bytes/hex.ts'
import { UsageError } from '../errors.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import { toIdentity } from '../keys/public-key.ts'
import type { SignPort } from '../keys/sign-port.ts'
import { decideLife, type Life, type WholeLife } from './authority.ts'
import { type Certificate, readCertificate } from './certificate.ts'
import { verifyChain } from './chain.ts'
import { isSameName, type Name, type NameParts } from './name.ts'
import { readPrivateKeyUsage } from './private-key-usage.ts'
import { type Purpose, profileFor, roleOf } from './profiles.ts'
import { type CertificateRequest, isRequestProven } from './request.ts'
import { requireName, signAndSeal, toSubjectKeyId, withCertificate } from './sign.ts'
import { encodeName, encodeTbsCertificate } from './write-certificate.ts'

export interface CertifyOptions extends Life {
  /** The authority's own certificate. */
  readonly authority: Certificate
  readonly purpose: Purpose
  readonly crypto: CryptoPort
}

/**
 * Certifies the key of a request. Of the request's name the country, the organisation and the common
 * name are taken over, and of what else it asks for nothing: the profile of the purpose decides.
 *
 * @param signer the authority's
 * @returns DER
 * @throws {UsageError} `usage.certificate` if the request does not prove that its maker has the key, is
 *   of another country or another kind of key; if the authority is none, ends before the certificate,
 *   or is past the time in which it certifies; `usage.key-file` if the signer is not the authority's;
 *   `usage.argument` on a life that it may not have
 */
export async function certifyRequest(
  request: CertificateRequest,
  { authority, purpose, crypto, ...asked }: CertifyOptions,
  signer: SignPort,
): Promise<Bytes> {
  const issuer = requireAuthority(authority, signer)
  const profile = profileFor(purpose)
  if (profile.extendedKeyUsages?.oids.length === 0) {
    throw new UsageError('usage.argument', 'expected at least one kind of certificate to sign')
  }
  const life = decideLife(asked, profile)
  requireLifeWithin(life, authority)
  const subject = await requireRequest(request, authority, crypto)
  const { lifeMonths, signingMonths, ...extensions } = profile
  const tbs = encodeTbsCertificate({
    ...life,
    ...extensions,
    ...issuer,
    subject,
    spki: request.publicKey.spki,
    isCa: false,
    subjectKeyId: toSubjectKeyId(request.publicKey),
  })
  const der = await signAndSeal(tbs, signer, crypto)
  const chain = await verifyChain([readCertificate(der), authority], life.notBefore, crypto)
  if (chain.status === 'passed') return der
  throw refuse(`what was certified is not good under this authority: ${chain.reason}`)
}

/** Requires an authority that is the signer's, and answers with how certificates name it. */
function requireAuthority(
  authority: Certificate,
  signer: SignPort,
): { readonly issuer: Name; readonly authorityKeyId: Bytes } {
  if (roleOf(authority) !== 'authority') {
    throw refuse('this certificate is of no authority: it may not certify keys')
  }
  if (authority.unknownCritical.length > 0) {
    throw refuse('the authority has a critical extension that is not known')
  }
  const authorityKeyId = decodeHex(authority.subjectKeyId ?? '')
  if (!authorityKeyId?.length) throw refuse('the authority names no identifier of its key')
  withCertificate(signer, authority)
  return { issuer: authority.subject, authorityKeyId }
}

/** The shell model: nothing outlives what it stands under (hcert_spec §A.1; WHO GDHCN). */
function requireLifeWithin({ notBefore, notAfter }: WholeLife, authority: Certificate): void {
  if (notBefore < authority.notBefore || notAfter > authority.notAfter) {
    const [from, until] = [authority.notBefore, authority.notAfter].map(toDay)
    throw refuse(`the certificate must lie within the authority's life, ${from} to ${until}`)
  }
  const { notAfter: last = authority.notAfter } = readPrivateKeyUsage(authority) ?? {}
  if (notBefore > last)
    throw refuse(`the authority certifies no key that begins after ${toDay(last)}`)
}

/** Requires a request that may be certified, and answers with the name that it gets. */
async function requireRequest(
  request: CertificateRequest,
  authority: Certificate,
  crypto: CryptoPort,
): Promise<NameParts> {
  const { publicKey, subject } = request
  if (publicKey.kind !== 'P-256') throw refuse('the key of the request is not on P-256')
  if ((await isRequestProven(request, crypto)) !== true) {
    throw refuse('the request does not prove that its maker has the key: ask for another one')
  }
  if (toIdentity(publicKey) === toIdentity(authority.publicKey)) {
    throw refuse("the key of the request is the authority's own, and no key has two roles")
  }
  if (subject.country === undefined || subject.country !== authority.subject.country) {
    throw refuse('the request is of another country than the authority')
  }
  const parts = toParts(subject)
  requireName(parts)
  if (isSameName(authority.subject, { der: encodeName(parts) })) {
    throw refuse("the request has the authority's own name")
  }
  return parts
}

function toParts({ country, organization, commonName }: Name): NameParts {
  if (commonName === undefined) throw refuse('a common name is missing')
  return {
    ...(country !== undefined && { country }),
    ...(organization !== undefined && { organization }),
    commonName,
  }
}

function toDay(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10)
}

function refuse(reason: string): UsageError {
  return new UsageError('usage.certificate', reason)
}
