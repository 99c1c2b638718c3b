/**
 * Verifying signatures as X.509 and CMS write them: ECDSA's as DER (RFC 3279 §2.2.3).
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { type DerElement, readDer, readInteger } from '../der/read.ts'
import { SEQUENCE } from '../der/tags.ts'
import { FormatError, UnavailableError } from '../errors.ts'
import type { Algorithm, KeyKind } from './algorithms.ts'
import type { CryptoPort, PreparedKey } from './crypto-port.ts'
import { COORDINATE_BYTES, isEcCurve } from './curves.ts'
import type { PublicKey } from './public-key.ts'
import type { SignatureAlgorithm } from './signature-algorithm.ts'

/**
 * Tells whether a signature over `data` is good.
 *
 * @returns `undefined` if that cannot be said: a signature algorithm that the port has nothing for,
 *   such as any with SHA-1, or a key that the platform cannot use
 */
export async function verifySignature(
  { algorithm, value }: Pick<SignatureAlgorithm, 'algorithm'> & { readonly value: Bytes },
  data: Bytes,
  publicKey: PublicKey,
  crypto: CryptoPort,
): Promise<boolean | undefined> {
  if (algorithm === undefined || publicKey.kind === 'unknown') return undefined
  const raw = toPortSignature(algorithm, publicKey.kind, value)
  if (!raw) return false
  return withKey(publicKey, crypto, (key) => key.verify(algorithm, raw, data))
}

/**
 * Tells whether an ECDSA signature with SHA-1 over `data` is good, of which {@link verifySignature} says
 * nothing. It tells who issued an old certificate. It authenticates nothing: who may write a part of a
 * certificate can make two of one SHA-1, and have one of them signed.
 *
 * @returns `undefined` if it is of another algorithm, or if that cannot be said
 */
export async function verifySha1Signature(
  { oid, value }: Pick<SignatureAlgorithm, 'oid'> & { readonly value: Bytes },
  data: Bytes,
  publicKey: PublicKey,
  crypto: CryptoPort,
): Promise<boolean | undefined> {
  if (oid !== ECDSA_WITH_SHA1) return undefined
  if (!isEcCurve(publicKey.kind)) return publicKey.kind === 'unknown' ? undefined : false
  const raw = toFixedHalves(value, COORDINATE_BYTES[publicKey.kind])
  if (!raw) return false
  return withKey(publicKey, crypto, (key) => key.verifySha1?.(raw, data))
}

/** ecdsa-with-SHA1 (RFC 3279 §2.2.3). */
const ECDSA_WITH_SHA1 = '1.2.840.10045.4.1'

/** Asks a key; `undefined` if the platform cannot use it. */
async function withKey<T>(
  publicKey: PublicKey,
  crypto: CryptoPort,
  ask: (key: PreparedKey) => T | Promise<T>,
): Promise<T | undefined> {
  try {
    return await ask(await crypto.prepareKey(publicKey))
  } catch (error) {
    if (error instanceof UnavailableError) return undefined
    throw error
  }
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
