/**
 * Signature algorithms, and which of them fits which key.
 *
 * @module
 */

import { COORDINATE_BYTES, type EcCurve } from './curves.ts'

/**
 * Names of JOSE (RFC 7518 §3.1, RFC 8037 §3.1); COSE's numbers map to them. Those of RSA but PS256
 * sign certificates of signers, and old credentials: none of them fits a key unless its record says so.
 */
export const ALGORITHMS = [
  'ES256',
  'ES384',
  'ES512',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
  'EdDSA',
] as const

export type Algorithm = (typeof ALGORITHMS)[number]

/** The kinds of key that we know. Others are `unknown`: no algorithm fits them. */
export type KeyKind = EcCurve | 'RSA' | 'Ed25519' | 'unknown'

/**
 * The algorithms that fit a key. ES256 on P-384 (SHA-256, 96 bytes) is what Spain signs with;
 * RFC 9053 §2.1 allows any curve with any hash. On Brainpool's curves no message is signed.
 */
export const FITTING_ALGORITHMS: Readonly<Record<KeyKind, readonly Algorithm[]>> = {
  'P-256': ['ES256'],
  'P-384': ['ES384', 'ES256'],
  'P-521': ['ES512'],
  brainpoolP256r1: [],
  brainpoolP320r1: [],
  brainpoolP384r1: [],
  brainpoolP512r1: [],
  RSA: ['PS256'],
  Ed25519: ['EdDSA'],
  unknown: [],
}

const RSA_ALGORITHM = /^[PR]S/

/** Tells whether a record may let a key of this kind sign with an algorithm: RSA takes any of its own. */
export function isPossibleAlgorithm(kind: KeyKind, algorithm: Algorithm): boolean {
  if (kind === 'RSA') return RSA_ALGORITHM.test(algorithm)
  return FITTING_ALGORITHMS[kind].includes(algorithm)
}

/** R and S of 32 bytes each (RFC 8032 §5.1.6). */
const ED25519_SIGNATURE_BYTES = 64

/** Tells whether a signature of `bytes` bytes can be one by a key of this kind; ECDSA's is r‖s. */
export function isSignatureLength(kind: KeyKind, bytes: number, modulusBits = 0): boolean {
  switch (kind) {
    case 'P-256':
    case 'P-384':
    case 'P-521':
    case 'brainpoolP256r1':
    case 'brainpoolP320r1':
    case 'brainpoolP384r1':
    case 'brainpoolP512r1':
      return bytes === 2 * COORDINATE_BYTES[kind]
    case 'RSA':
      return bytes === Math.ceil(modulusBits / 8)
    case 'Ed25519':
      return bytes === ED25519_SIGNATURE_BYTES
    case 'unknown':
      return false
  }
}
