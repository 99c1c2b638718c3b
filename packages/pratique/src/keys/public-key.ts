/**
 * A public key, before a platform has made it ready.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { encodeHex } from '../bytes/hex.ts'
import type { KeyKind } from './algorithms.ts'

/** A public key as SubjectPublicKeyInfo (RFC 5280 §4.1.2.7), with what was read of it. */
export interface PublicKey {
  /** DER; a known kind in its one spelling (RSA always as rsaEncryption, which all platforms take). */
  readonly spki: Bytes
  readonly kind: KeyKind
  /** RSA only: bits of the modulus. */
  readonly modulusBits?: number
  /**
   * Kind `unknown` only: the spelling that the same numbers have as a known kind. It tells that two
   * keys are one; it is not to be verified with.
   */
  readonly identity?: Bytes
}

/** Shorter RSA keys can be broken (SOG-IS, NIST SP 800-131A): their signature proves nothing. */
const MIN_RSA_BITS = 2048

/** Tells whether a key is too short for its signature to prove anything. */
export function isWeakKey({ kind, modulusBits = 0 }: PublicKey): boolean {
  return kind === 'RSA' && modulusBits < MIN_RSA_BITS
}

/** Tells keys apart: two spellings of one key have one text. */
export function toIdentity({ spki, identity = spki }: PublicKey): string {
  return encodeHex(identity)
}
