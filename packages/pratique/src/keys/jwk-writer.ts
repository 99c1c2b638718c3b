/**
 * Writing public keys as JSON Web Keys, as issuers of SMART Health Cards publish them.
 *
 * @module
 */

import { encodeBase64Url } from '../bytes/base64url.ts'
import { thumbprintOfKey } from './key-thumbprint.ts'
import type { PublicKey } from './public-key.ts'

/** A key on P-256 that verifies signatures (RFC 7517 §4; SMART Health Cards, "Determining keys"). */
export interface SigningJwk {
  readonly kty: 'EC'
  /** The key's thumbprint (RFC 7638). */
  readonly kid: string
  readonly use: 'sig'
  readonly alg: 'ES256'
  readonly crv: 'P-256'
  readonly x: string
  readonly y: string
}

const COORDINATE_BYTES = 32

/** Writes a key on P-256; `undefined` for any other, which no SMART Health Card is signed by. */
export function toSigningJwk(key: PublicKey): SigningJwk | undefined {
  const kid = thumbprintOfKey(key)
  if (kid === undefined) return undefined
  const point = key.spki.subarray(-2 * COORDINATE_BYTES)
  return {
    kty: 'EC',
    kid,
    use: 'sig',
    alg: 'ES256',
    crv: 'P-256',
    x: encodeBase64Url(point.subarray(0, COORDINATE_BYTES)),
    y: encodeBase64Url(point.subarray(COORDINATE_BYTES)),
  }
}
