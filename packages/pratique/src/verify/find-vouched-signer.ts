/**
 * Signers whose certificate stands in the message: an authority of the trust records must have issued
 * it, or the signer's own key must be on record. That it names an authority counts for nothing.
 *
 * @module
 */

import { UnavailableError } from '../errors.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import { isWeakKey } from '../keys/public-key.ts'
import type { CarriedSigner, Framework, SignerCertificate, Usage } from '../model/format.ts'
import { type Check, failed, indeterminate } from '../outcome.ts'
import { isOfPart, mergeRecords, type Part, type TrustedKey } from '../trust/merge-records.ts'
import type { TrustRecord } from '../trust/record.ts'
import { type Candidate, type TrustStore, toCandidates } from '../trust/store.ts'
import { checkMissing } from './check-missing.ts'
import type { SignerCache } from './signer-cache.ts'
import { andThen, type Soon } from './soon.ts'

interface Context {
  readonly trust: TrustStore
  readonly crypto: CryptoPort
  readonly signers: SignerCache
  readonly now: number
}

/** The signer's key with all that is known of it, or the `signer` check that says why there is none. */
export type VouchedSigner =
  | { readonly kind: 'vouched'; readonly candidate: Candidate }
  | { readonly kind: 'missing'; readonly signer: Check }

/** Finds who vouches for a carried certificate. */
export function findVouchedSigner(
  carried: CarriedSigner,
  certificate: SignerCertificate,
  framework: Framework,
  context: Context,
): Soon<VouchedSigner> {
  const known = context.signers.find(certificate)
  if (known) return { kind: 'vouched', candidate: known }
  const { trust } = context
  const part: Part = { framework, role: 'signer' }
  const own = trust.findRecords(certificate.key).filter((record) => isOfPart(record, part))
  // Where an authority of a signer on record is known, it must have issued the certificate: anybody can
  // write one around the signer's key, with a number that no list of revoked ones has.
  const names = new Set([certificate.authorityKeyId, ...own.map(({ keyId }) => keyId)])
  const authorities = [...names].flatMap((name) => trust.findAuthorities(framework, name))
  return andThen(findIssuer(certificate, authorities, 0, false, context.crypto), (issuer) => {
    const derived = issuer.kind === 'issued' ? [derive(certificate, issuer.authority)] : []
    const isPinned = own.length > 0 && issuer.kind !== 'refused'
    const records = [...trust.findRecords(certificate.key), ...derived]
    if (!isPinned && derived.length === 0) {
      const signer =
        issuer.kind === 'refused' ? issuer.signer : checkMissing(framework, undefined, context)
      return { kind: 'missing', signer }
    }
    const [candidate] = toCandidates(
      mergeRecords(records, part, trust.isDenied(certificate.key)),
      part,
    )
    if (!candidate) throw new Error('unreachable: a part with records has a candidate')
    // Around a key that is on record itself, anybody can write any number of certificates.
    if (issuer.kind === 'issued') context.signers.keep(carried, certificate, candidate)
    return { kind: 'vouched', candidate }
  })
}

type Issuer =
  | { readonly kind: 'issued'; readonly authority: Candidate }
  | { readonly kind: 'refused'; readonly signer: Check }
  | { readonly kind: 'none' }

/** Tries the authorities in turn: one key identifier may stand for several. */
function findIssuer(
  certificate: SignerCertificate,
  authorities: readonly Candidate[],
  next: number,
  isUnsaid: boolean,
  crypto: CryptoPort,
): Soon<Issuer> {
  const authority = authorities[next]
  if (!authority)
    return next === 0 ? { kind: 'none' } : { kind: 'refused', signer: refusal(isUnsaid) }
  const answer = isOfItsTime(certificate, authority) && ask(certificate, authority, crypto)
  return andThen(answer, (isIssuer) => {
    if (isIssuer) return { kind: 'issued', authority }
    const isStillUnsaid = isUnsaid || isIssuer === undefined
    return findIssuer(certificate, authorities, next + 1, isStillUnsaid, crypto)
  })
}

/** An authority's signers outlive it, but it issues none after its end (ICAO Doc 9303-12 §4). */
function isOfItsTime({ notBefore }: SignerCertificate, { records }: Candidate): boolean {
  return records.some(({ notAfter }) => notAfter === undefined || notBefore <= notAfter)
}

function refusal(isUnsaid: boolean): Check {
  return isUnsaid
    ? indeterminate('signer', 'signer.unsupported-authority')
    : failed('signer', 'signer.not-issued')
}

function ask(
  certificate: SignerCertificate,
  { trusted }: Candidate,
  crypto: CryptoPort,
): Soon<boolean | undefined> {
  try {
    const answer = certificate.isIssuedBy(trusted.key, crypto)
    return answer instanceof Promise ? answer.catch(refuse) : answer
  } catch (error) {
    return refuse(error)
  }
}

/** A key that the platform cannot use leaves the answer open; any other error is a bug. */
function refuse(error: unknown): undefined {
  if (error instanceof UnavailableError) return undefined
  throw error
}

/** A signer may sign what its certificate and its authority both allow; under a weak key, nothing. */
function restrict(
  usages: readonly Usage[] | undefined,
  { key, usages: allowed }: TrustedKey,
): readonly Usage[] | undefined {
  if (isWeakKey(key)) return []
  if (!allowed || !usages) return allowed ?? usages
  return usages.filter((usage) => allowed.includes(usage))
}

/**
 * What an authority's certificate says of its signer, as a record. An authority's own dates do not end
 * its signers' lives: it issues for less time than they sign (ICAO Doc 9303-12 §4).
 */
function derive(certificate: SignerCertificate, { record, trusted }: Candidate): TrustRecord {
  const { key, algorithms, name = record.name, notBefore, notAfter, remarks } = certificate
  const usages = restrict(certificate.usages, trusted)
  const { framework, issuer, keyId, evidence, list, revocation } = record
  return {
    framework,
    environment: trusted.isSpecimen ? 'test' : record.environment,
    issuer,
    ...(name !== undefined && { name }),
    // The authority's: its list of revoked signers is found by it.
    keyId,
    key,
    algorithms,
    ...(usages && { usages }),
    notBefore,
    notAfter,
    status: trusted.isWithdrawn ? 'withdrawn' : record.status,
    evidence,
    ...(list !== undefined && { list }),
    revocation,
    remarks,
  }
}
