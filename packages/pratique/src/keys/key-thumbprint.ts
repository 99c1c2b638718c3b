/**
 * The thumbprint of a key that is no longer a JWK.
 *
 * @module
 */

import { encodeBase64Url } from '../bytes/base64url.ts'
import type { Bytes } from '../bytes/bytes.ts'
import { sha256 } from '../bytes/sha256.ts'
import type { PublicKey } from './public-key.ts'

const COORDINATE_BYTES = 32
const UTF8 = new TextEncoder()

/** A key of several issuers has one thumbprint. */
const known = new WeakMap<PublicKey, string>()

/**
 * Computes the SHA-256 thumbprint of a key on P-256, as base64url (RFC 7638 §3). At once, as many are
 * computed when a list is loaded.
 *
 * @returns `undefined` for any other key
 */
export function thumbprintOfKey(key: PublicKey): string | undefined {
  const { kind, spki } = key
  if (kind !== 'P-256') return undefined
  const computed = known.get(key) ?? compute(spki)
  known.set(key, computed)
  return computed
}

function compute(spki: Bytes): string {
  const point = spki.subarray(-2 * COORDINATE_BYTES)
  const x = encodeBase64Url(point.subarray(0, COORDINATE_BYTES))
  const y = encodeBase64Url(point.subarray(COORDINATE_BYTES))
  const jwk = `{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`
  return encodeBase64Url(sha256(UTF8.encode(jwk)))
}
