/**
 * Signed messages of the HCERT family, right or wrong as wanted.
 *
 * @module
 */

import {
  type CborMap,
  CborTag,
  type CborValue,
  type CoseSign1,
  encodeBase45,
  encodeCbor,
  encodeHc1,
  encodeZlib,
  HC1_PREFIX,
  sigStructure,
} from '../../packages/pratique/src/codecs.ts'
import type { Algorithm } from '../../packages/pratique/src/keys/algorithms.ts'
import type { KeyPair } from './key-pairs.ts'

export type Bytes = Uint8Array<ArrayBuffer>

/** A CBOR value with objects for maps of text keys. */
export type Plain = CborValue | readonly Plain[] | { readonly [name: string]: Plain }

/** COSE's numbers of the algorithms (RFC 9053 §2, RFC 8230 §2). */
export const COSE_ALGORITHMS: Readonly<Record<Algorithm, number>> = {
  ES256: -7,
  ES384: -35,
  ES512: -36,
  PS256: -37,
  PS384: -38,
  PS512: -39,
  RS256: -257,
  RS384: -258,
  RS512: -259,
  EdDSA: -8,
}

/** Labels of header parameters (RFC 9052 §3.1). */
export const LABELS = { alg: 1, crit: 2, contentType: 3, kid: 4 } as const

/** Claims of a CWT beside the certificate. Times in seconds since the epoch. */
export interface Envelope {
  readonly iss?: CborValue
  readonly iat?: CborValue
  readonly nbf?: CborValue
  readonly exp?: CborValue
  /** Other claims, by key. */
  readonly others?: readonly (readonly [number, CborValue])[]
}

/** How a message is signed; what is absent is as hcert_spec has it. */
export interface Signing {
  readonly key: KeyPair
  readonly algorithm?: Algorithm
  readonly protected?: CborMap | Bytes
  readonly unprotected?: CborMap
}

/** Builds a map. */
export function cborMap(
  ...entries: readonly (readonly [number | string | bigint, CborValue])[]
): CborMap {
  return new Map(entries)
}

/** Turns objects into maps. */
export function toCbor(value: Plain): CborValue {
  if (isArray(value)) return value.map(toCbor)
  if (!isObject(value)) return value
  return new Map(Object.entries(value).map(([name, member]) => [name, toCbor(member)]))
}

function isArray(value: Plain): value is readonly Plain[] {
  return Array.isArray(value)
}

function isObject(value: Plain): value is { readonly [name: string]: Plain } {
  if (typeof value !== 'object' || value === null) return false
  return !(value instanceof Uint8Array || value instanceof Map || value instanceof CborTag)
}

/** Builds the claims of an EU DCC: the certificate is sub-claim 1 of claim −260 (hcert_spec §3.3). */
export function dccClaims(dcc: Plain, { iss, iat, nbf, exp, others = [] }: Envelope): CborMap {
  const stated: readonly (readonly [number, CborValue])[] = [
    [1, iss],
    [4, exp],
    [5, nbf],
    [6, iat],
    ...others,
    [-260, new Map([[1, toCbor(dcc)]])],
  ]
  return new Map(stated.filter(([, value]) => value !== undefined))
}

/** The protected header that an issuer writes: `alg` and `kid`. */
export function usualHeader(key: KeyPair, algorithm: Algorithm = 'ES256'): CborMap {
  return new Map<number, CborValue>([
    [LABELS.alg, COSE_ALGORITHMS[algorithm]],
    [LABELS.kid, key.kid],
  ])
}

/** Signs claims, or bytes in the place of claims. */
export function signMessage(claims: CborMap | Bytes, signing: Signing): CoseSign1 {
  const { key, algorithm = 'ES256', unprotected = new Map() } = signing
  const header = signing.protected ?? usualHeader(key, algorithm)
  const unsigned: CoseSign1 = {
    protected: header instanceof Uint8Array ? header : encodeCbor(header),
    unprotected,
    payload: claims instanceof Uint8Array ? claims : encodeCbor(claims),
    signature: new Uint8Array(),
  }
  return { ...unsigned, signature: key.sign(algorithm, sigStructure(unsigned)) }
}

/** Signs claims and writes them as the text of a barcode. */
export function signHc1(claims: CborMap | Bytes, signing: Signing): string {
  return encodeHc1(signMessage(claims, signing))
}

/** Writes bytes, whatever they are, as the text of a barcode. */
export function toHc1(bytes: Bytes): string {
  return HC1_PREFIX + encodeBase45(encodeZlib(bytes))
}
