/**
 * The crypto port on `node:crypto`: synchronous, with keys that are parsed once.
 *
 * @module
 */

import type { KeyObject, verify as VerifyFunction } from 'node:crypto'
import { UnavailableError } from 'pratique/errors'
import {
  type Algorithm,
  type Bytes,
  type CryptoPort,
  isSignatureLength,
  type PreparedKey,
  type PublicKey,
} from 'pratique/verify'
import { toDerSignature } from './ecdsa-signature.ts'

// Not imported: an import makes a namespace of all that the module has, and so loads WebCrypto too,
// which costs a short run more than the verification does.
const { constants, createPublicKey, hash, verify } = process.getBuiltinModule('node:crypto')

/** What `crypto.verify` takes beside the bytes; made once, so that a verification allocates none. */
type VerifyKey = Parameters<typeof VerifyFunction>[2]

/** Digest by algorithm (RFC 7518 §3.1); EdDSA takes the message itself (RFC 8037 §3.1). */
type Digests = { readonly [Name in Algorithm]?: 'sha256' | 'sha384' | 'sha512' | null }

/** Any curve goes with any hash (RFC 9053 §2.1); who may sign with what is not the port's to say. */
const ECDSA: Digests = { ES256: 'sha256', ES384: 'sha384', ES512: 'sha512' }

/** The algorithms of each kind of key. */
const DIGESTS: Readonly<Record<PublicKey['kind'], Digests>> = {
  'P-256': ECDSA,
  'P-384': ECDSA,
  'P-521': ECDSA,
  brainpoolP256r1: ECDSA,
  brainpoolP320r1: ECDSA,
  brainpoolP384r1: ECDSA,
  brainpoolP512r1: ECDSA,
  RSA: {
    PS256: 'sha256',
    PS384: 'sha384',
    PS512: 'sha512',
    RS256: 'sha256',
    RS384: 'sha384',
    RS512: 'sha512',
  },
  Ed25519: { EdDSA: null },
  unknown: {},
}

/** OpenSSL's names of the curves (RFC 5480 §2.1.1.1, RFC 5639 §4.1). */
const CURVES: { readonly [Name in PublicKey['kind']]?: string } = {
  'P-256': 'prime256v1',
  'P-384': 'secp384r1',
  'P-521': 'secp521r1',
  brainpoolP256r1: 'brainpoolP256r1',
  brainpoolP320r1: 'brainpoolP320r1',
  brainpoolP384r1: 'brainpoolP384r1',
  brainpoolP512r1: 'brainpoolP512r1',
}

/** The salt of RSASSA-PSS is as long as its digest (RFC 7518 §3.5). */
const SALT_BYTES: { readonly [Name in Algorithm]?: number } = { PS256: 32, PS384: 48, PS512: 64 }
const PS256_SALT_BYTES = 32

/** Above these OpenSSL calls every RSA signature bad (`openssl/rsa.h`), which would be a lie. */
const MAX_MODULUS_BITS = 16_384
const SMALL_MODULUS_BITS = 3_072
const MAX_EXPONENT_BITS = 64n

/** Platform cryptography for verifiers in Node: every answer comes at once. */
export const nodeCrypto: CryptoPort = { prepareKey, sha256, digest }

/**
 * Parses a key once for many verifications.
 *
 * @throws {UnavailableError} `unavailable.algorithm` if Node cannot read or use the key, or if it is
 *   not of the kind it is said to be.
 */
function prepareKey(key: PublicKey): PreparedKey {
  const digests = DIGESTS[key.kind]
  const isEcdsa = digests === ECDSA
  const parsed = importKey(key)
  if (key.kind === 'RSA') return prepareRsaKey(parsed, digests)
  return {
    verify(algorithm, signature, data) {
      const digest = digests[algorithm]
      if (digest === undefined) return false
      // The key itself, not options around it, which Node takes long to tell from a key.
      if (!isEcdsa) return verify(digest, data, parsed, signature)
      // Of another length it is no r‖s (RFC 9053 §2.1), whatever its numbers are.
      if (!isSignatureLength(key.kind, signature.length)) return false
      return verify(digest, data, parsed, toDerSignature(signature))
    },
    ...(isEcdsa && {
      verifySha1: (signature: Bytes, data: Bytes) =>
        isSignatureLength(key.kind, signature.length) &&
        verify('sha1', data, parsed, toDerSignature(signature)),
    }),
  }
}

/** A key of RSASSA-PSS is for nothing else, and was seen to take PS256 (RFC 4055 §1.2). */
function prepareRsaKey(key: KeyObject, digests: Digests): PreparedKey {
  const isPssOnly = key.asymmetricKeyType === 'rsa-pss'
  const options = new Map<Algorithm, VerifyKey>()
  return {
    verify(algorithm, signature, data) {
      const digest = digests[algorithm]
      if (digest === undefined || (isPssOnly && algorithm !== 'PS256')) return false
      const known = options.get(algorithm) ?? toRsaOptions(key, algorithm)
      options.set(algorithm, known)
      return verify(digest, data, known, signature)
    },
  }
}

function toRsaOptions(key: KeyObject, algorithm: Algorithm): VerifyKey {
  const saltLength = SALT_BYTES[algorithm]
  return saltLength === undefined
    ? { key, padding: constants.RSA_PKCS1_PADDING }
    : { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }
}

function importKey(key: PublicKey): KeyObject {
  if (key.kind === 'unknown') throw unusable('an unknown kind of key')
  let parsed: KeyObject
  try {
    parsed = createPublicKey({ key: Buffer.from(key.spki), format: 'der', type: 'spki' })
  } catch (cause) {
    throw unusable('a SubjectPublicKeyInfo that cannot be read', { cause })
  }
  if (!isOfKind(parsed, key.kind)) throw unusable('a key of another kind than stated')
  if (key.kind === 'RSA') checkRsaLimits(parsed)
  return parsed
}

function isOfKind(key: KeyObject, kind: PublicKey['kind']): boolean {
  switch (key.asymmetricKeyType) {
    case 'ec':
      return key.asymmetricKeyDetails?.namedCurve === CURVES[kind]
    case 'rsa':
    case 'rsa-pss':
      return kind === 'RSA'
    case 'ed25519':
      return kind === 'Ed25519'
    default:
      return false
  }
}

/** RSASSA-PSS parameters in the key restrict it (RFC 4055 §1.2): PS256 must be what they allow. */
function checkRsaLimits(key: KeyObject): void {
  const {
    modulusLength = 0,
    publicExponent = 0n,
    hashAlgorithm = 'sha256',
    mgf1HashAlgorithm = 'sha256',
    saltLength = PS256_SALT_BYTES,
  } = key.asymmetricKeyDetails ?? {}
  if (
    hashAlgorithm !== 'sha256' ||
    mgf1HashAlgorithm !== 'sha256' ||
    saltLength > PS256_SALT_BYTES
  ) {
    throw unusable('an RSASSA-PSS key that excludes PS256')
  }
  const isLargeExponent = publicExponent >> MAX_EXPONENT_BITS > 0n
  if (modulusLength > MAX_MODULUS_BITS || (modulusLength > SMALL_MODULUS_BITS && isLargeExponent)) {
    throw unusable('an RSA key that is too large')
  }
}

/** SHA-256, at once. */
export function sha256(data: Bytes): Bytes {
  return new Uint8Array(hash('sha256', data, 'buffer'))
}

function digest(algorithm: 'SHA-384' | 'SHA-512', data: Bytes): Bytes {
  return new Uint8Array(hash(algorithm === 'SHA-384' ? 'sha384' : 'sha512', data, 'buffer'))
}

function unusable(what: string, options?: ErrorOptions): UnavailableError {
  return new UnavailableError('unavailable.algorithm', `cannot verify with ${what}`, options)
}
