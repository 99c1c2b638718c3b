/**
 * JSON Web Keys (RFC 7517, RFC 7518 §6, RFC 8037 §2) and their thumbprints (RFC 7638).
 *
 * @module
 */

import { decodeBase64Url, encodeBase64Url } from '../bytes/base64url.ts'
import type { Bytes } from '../bytes/bytes.ts'
import { FormatError } from '../errors.ts'
import { stringMember } from '../json/read.ts'
import type { JsonObject } from '../json/value.ts'
import type { CryptoPort } from './crypto-port.ts'
import { isNistCurve, type NistCurve } from './curves.ts'
import { isOnCurve } from './ec-point.ts'
import type { PublicKey } from './public-key.ts'
import { ecPublicKey, ed25519PublicKey, rsaPublicKey } from './spki-writer.ts'

/** The members that hold private material (RFC 7518 §6.2.2, §6.3.2; RFC 8037 §2). */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

/** The members that a thumbprint covers, in their order (RFC 7638 §3.2; RFC 8037 §2). */
const THUMBPRINT_MEMBERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['EC', ['crv', 'kty', 'x', 'y']],
  ['OKP', ['crv', 'kty', 'x']],
  ['RSA', ['e', 'kty', 'n']],
])

/**
 * Reads a public JWK. Members other than the key's own numbers are not looked at.
 *
 * @throws {FormatError} `format.key` for a private, unknown or malformed key
 */
export function readJwk(jwk: JsonObject): PublicKey {
  if (hasPrivateMember(jwk)) throw new FormatError('format.key', 'the JWK holds a private key')
  const curve = stringMember(jwk, 'crv')
  switch (stringMember(jwk, 'kty')) {
    case 'EC':
      if (isNistCurve(curve)) return ecKey(curve, number(jwk, 'x'), number(jwk, 'y'))
      break
    case 'OKP':
      if (curve === 'Ed25519') return ed25519PublicKey(number(jwk, 'x'))
      break
    case 'RSA':
      return rsaPublicKey(number(jwk, 'n'), number(jwk, 'e'))
    default:
  }
  throw new FormatError('format.key', 'expected kty EC, OKP or RSA with a known curve')
}

/** No platform takes a point beside its curve: a list that names one has no key there. */
function ecKey(curve: NistCurve, x: Bytes, y: Bytes): PublicKey {
  const key = ecPublicKey(curve, x, y)
  if (isOnCurve(curve, x, y)) return key
  throw new FormatError('format.key', 'the point is not on its curve')
}

/** Tells whether a JWK holds more than the public half. */
export function hasPrivateMember(jwk: JsonObject): boolean {
  return PRIVATE_MEMBERS.some((name) => Object.hasOwn(jwk, name))
}

/**
 * Computes the SHA-256 thumbprint of a JWK, as base64url (RFC 7638 §3).
 *
 * @throws {FormatError} `format.key` if a member that it covers is missing
 */
export async function thumbprint(jwk: JsonObject, crypto: CryptoPort): Promise<string> {
  const names = THUMBPRINT_MEMBERS.get(stringMember(jwk, 'kty') ?? '')
  if (!names) throw new FormatError('format.key', 'expected kty EC, OKP or RSA')
  const covered = names.map((name) => {
    const value = stringMember(jwk, name)
    if (value === undefined) throw new FormatError('format.key', `"${name}" is missing`)
    return `${JSON.stringify(name)}:${JSON.stringify(value)}`
  })
  return encodeBase64Url(await crypto.sha256(utf8(`{${covered.join(',')}}`)))
}

function number(jwk: JsonObject, name: string): Bytes {
  const text = stringMember(jwk, name)
  if (text === undefined) throw new FormatError('format.key', `"${name}" is missing`)
  return decodeBase64Url(text)
}

function utf8(text: string): Bytes {
  return new TextEncoder().encode(text)
}
