/**
 * JWKs of SMART Health Card issuers, made up for tests.
 *
 * @module
 */

import type { JsonObject } from '../src/json/value.ts'
import { thumbprint } from '../src/keys/jwk.ts'
import { webCrypto } from '../src/keys/web-crypto.ts'
import type { KeyPair } from './make-certificate.ts'

/** Writes the public half of a P-256 key as the issuer of cards publishes it. */
export async function makeJwk({ publicKey }: KeyPair): Promise<JsonObject> {
  const { kty = '', crv = '', x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const kid = await thumbprint({ kty, crv, x, y }, webCrypto)
  return { kty, kid, use: 'sig', alg: 'ES256', crv, x, y }
}
