/**
 * Chains of certificates (RFC 5280 §6), as far as is needed to see that a key stands under another.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { encodeHex } from '../bytes/hex.ts'
import { type DerElement, readDer, readInteger } from '../der/read.ts'
import { SEQUENCE } from '../der/tags.ts'
import { FormatError, UnavailableError } from '../errors.ts'
import type { Algorithm, KeyKind } from '../keys/algorithms.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import { COORDINATE_BYTES, isEcCurve } from '../keys/curves.ts'
import type { PublicKey } from '../keys/public-key.ts'
import type { Status } from '../outcome.ts'
import type { Certificate } from './certificate.ts'
import type { Name } from './name.ts'

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
  const { algorithm, value } = signature
  if (algorithm === undefined || issuerKey.kind === 'unknown') return undefined
  const raw = toPortSignature(algorithm, issuerKey.kind, value)
  if (!raw) return false
  try {
    const key = await crypto.prepareKey(issuerKey)
    return await key.verify(algorithm, raw, tbs)
  } catch (error) {
    if (error instanceof UnavailableError) return undefined
    throw error
  }
}

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

function isSameName(a: Name, b: Name): boolean {
  return encodeHex(a.der) === encodeHex(b.der)
}

/** A signature as the port takes it; `undefined` if no key of this kind can have made it. */
function toPortSignature(algorithm: Algorithm, kind: KeyKind, value: Bytes): Bytes | undefined {
  switch (algorithm) {
    case 'PS256':
    case 'PS384':
    case 'PS512':
    case 'RS256':
    case 'RS384':
    case 'RS512':
      return kind === 'RSA' ? value : undefined
    case 'EdDSA':
      return kind === 'Ed25519' ? value : undefined
    case 'ES256':
    case 'ES384':
    case 'ES512':
      return isEcCurve(kind) ? toFixedHalves(value, COORDINATE_BYTES[kind]) : undefined
  }
}

/** From SEQUENCE { r INTEGER, s INTEGER } (RFC 3279 §2.2.3) to r‖s, of fixed length. */
function toFixedHalves(value: Bytes, bytes: number): Bytes | undefined {
  try {
    const signature = readDer(value)
    const [r, s, ...others] = signature.tag === SEQUENCE ? signature.children() : []
    if (!r || !s || others.length > 0) return undefined
    const fixed = new Uint8Array(2 * bytes)
    return putHalf(fixed.subarray(0, bytes), r) && putHalf(fixed.subarray(bytes), s)
      ? fixed
      : undefined
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}

function putHalf(half: Bytes, integer: DerElement): boolean {
  if (readInteger(integer) <= 0n) return false
  const digits = integer.contents[0] === 0 ? integer.contents.subarray(1) : integer.contents
  if (digits.length > half.length) return false
  half.set(digits, half.length - digits.length)
  return true
}
