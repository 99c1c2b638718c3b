/**
 * HMAC-SHA-256 (RFC 2104, FIPS 198-1), at once: numbers of certificates are made by the thousand.
 *
 * @module
 */

import type { Bytes } from './bytes.ts'
import { sha256, startSha256 } from './sha256.ts'

const BLOCK_BYTES = 64
const INNER = 0x36
const OUTER = 0x5c

/** A key made ready: answers with 32 bytes. */
export type Hmac = (message: Uint8Array) => Bytes

/** Makes a key ready. One longer than a block is hashed first (RFC 2104 §2). */
export function createHmac(key: Uint8Array): Hmac {
  const block = new Uint8Array(BLOCK_BYTES)
  block.set(key.length > BLOCK_BYTES ? sha256(key) : key)
  const inner = startSha256(block.map((byte) => byte ^ INNER))
  const outer = startSha256(block.map((byte) => byte ^ OUTER))
  return (message) => sha256(sha256(message, inner), outer)
}

/** Tells whether both hold the same bytes, in a time that does not say where they differ. */
export function isSameSecret(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let at = 0; at < a.length; at++) difference |= (a[at] ?? 0) ^ (b[at] ?? 0)
  return difference === 0
}
