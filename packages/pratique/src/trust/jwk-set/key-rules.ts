/**
 * What a key of a SMART Health Card issuer looks like (SMART Health Cards "Signing and Verification",
 * "Determining keys associated with an issuer").
 *
 * @module
 */

import { decodeBase64 } from '../../bytes/base64url.ts'
import { encodeHex } from '../../bytes/hex.ts'
import { FormatError } from '../../errors.ts'
import { member, stringMember } from '../../json/read.ts'
import type { JsonObject } from '../../json/value.ts'
import type { CryptoPort } from '../../keys/crypto-port.ts'
import { hasPrivateMember, readJwk, thumbprint } from '../../keys/jwk.ts'
import type { PublicKey } from '../../keys/public-key.ts'
import { type Certificate, readCertificate } from '../../x509/certificate.ts'

/** One key of a set, read. `faults` say in words which rules it breaks; with none, `key` is there. */
export interface SetKey {
  /** `kid` as it stands; empty if there is none. */
  readonly keyId: string
  readonly key?: PublicKey
  /** `x5c`, leaf first; absent if there is none or it cannot be read. */
  readonly chain?: readonly Certificate[]
  readonly faults: readonly string[]
}

/** Members that have one value only. */
const FIXED = { kty: 'EC', crv: 'P-256', use: 'sig', alg: 'ES256' } as const

/**
 * Reads one key and holds it against the rules. Its certificates are compared with it and not judged:
 * an expired one does not kill a key that is trusted for another reason.
 */
export async function readSetKey(jwk: JsonObject, crypto: CryptoPort): Promise<SetKey> {
  const keyId = stringMember(jwk, 'kid') ?? ''
  const faults = Object.entries(FIXED)
    .filter(([name, value]) => stringMember(jwk, name) !== value)
    .map(([name, value]) => `${name} is not "${value}"`)
  if (hasPrivateMember(jwk)) faults.push('holds a private key')
  // With another kty or crv the numbers mean something else, and that has been said.
  if (faults.length > 0) return { keyId, faults }
  const key = readOrFault(() => readJwk(jwk))
  if (key instanceof FormatError) return { keyId, faults: [`x or y: ${key.message}`] }
  if ((await thumbprint(jwk, crypto)) !== keyId) faults.push('kid is not the thumbprint of the key')
  if (member(jwk, 'x5c') === undefined) return { keyId, key, faults }
  const chain = readOrFault(() => readX5c(jwk))
  if (chain instanceof FormatError) {
    return { keyId, key, faults: [...faults, `x5c: ${chain.message}`] }
  }
  const [leaf] = chain
  if (!leaf) return { keyId, key, faults: [...faults, 'x5c holds no certificate'] }
  if (encodeHex(leaf.publicKey.spki) !== encodeHex(key.spki)) {
    faults.push('the first certificate of x5c is about another key')
  }
  return { keyId, key, chain, faults }
}

/** Standard Base64 of DER, leaf first (RFC 7517 §4.7). */
function readX5c(jwk: JsonObject): readonly Certificate[] {
  const chain = member(jwk, 'x5c')
  if (!Array.isArray(chain)) throw new FormatError('format.json', 'x5c is no array')
  return chain.map((text) => {
    if (typeof text !== 'string') throw new FormatError('format.json', 'x5c holds no text')
    return readCertificate(decodeBase64(text))
  })
}

function readOrFault<T>(read: () => T): T | FormatError {
  try {
    return read()
  } catch (error) {
    if (error instanceof FormatError) return error
    throw error
  }
}
