/**
 * What a key is called by what it has signed: the first bytes of SHA-256 of its SubjectPublicKeyInfo.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { encodeHex } from '../bytes/hex.ts'
import { sha256 } from '../bytes/sha256.ts'
import type { PublicKey } from './public-key.ts'

const KEY_ID_BYTES = 8

/** @returns 16 digits of lower-case hex */
export function toSignerId(key: PublicKey): string {
  return encodeHex(toSignerIdBytes(key))
}

/** @returns 8 bytes */
export function toSignerIdBytes({ spki }: PublicKey): Bytes {
  return sha256(spki).slice(0, KEY_ID_BYTES)
}
