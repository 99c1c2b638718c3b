/**
 * Signature algorithms, and which of them fits which key.
 *
 * @module
 */

import { COORDINATE_BYTES, type EcCurve } from './curves.ts'

/** Names of JOSE (RFC 7518 §3.1, RFC 8037 §3.1); COSE's numbers map to them. */
export const ALGORITHMS = ['ES256', 'ES384', 'ES512', 'PS256', 'EdDSA'] as const

export type Algorithm = (typeof ALGORITHMS)[number]

/** The kinds of key that we know. Others are `unknown`: no algorithm fits them. */
export type KeyKind = EcCurve | 'RSA' | 'Ed25519' | 'unknown'

/**
 * The algorithms that fit a key. ES256 on P-384 (SHA-256, 96 bytes) is what Spain signs with;
 * RFC 9053 §2.1 allows any curve with any hash.
 */
export const FITTING_ALGORITHMS: Readonly<Record<KeyKind, readonly Algorithm[]>> = {
  'P-256': ['ES256'],
  'P-384': ['ES384', 'ES256'],
  'P-521': ['ES512'],
  RSA: ['PS256'],
  Ed25519: ['EdDSA'],
  unknown: [],
}

/** R and S of 32 bytes each (RFC 8032 §5.1.6). */
const ED25519_SIGNATURE_BYTES = 64

/** Tells whether a signature of `bytes` bytes can be one by a key of this kind; ECDSA's is r‖s. */
export function isSignatureLength(kind: KeyKind, bytes: number, modulusBits = 0): boolean {
  switch (kind) {
    case 'P-256':
    case 'P-384':
    case 'P-521':
      return bytes === 2 * COORDINATE_BYTES[kind]
    case 'RSA':
      return bytes === Math.ceil(modulusBits / 8)
    case 'Ed25519':
      return bytes === ED25519_SIGNATURE_BYTES
    case 'unknown':
      return false
  }
}
