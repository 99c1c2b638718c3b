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

/** Tells keys apart: two spellings of one key have one text. */
export function toIdentity({ spki, identity = spki }: PublicKey): string {
  return encodeHex(identity)
}
