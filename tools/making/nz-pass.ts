/**
 * NZ COVID Passes that are all made up, right or wrong as wanted.
 *
 * @module
 */

import {
  type CborMap,
  type CborValue,
  type CoseSign1,
  encodeBase32,
} from '../../packages/pratique/src/codecs.ts'
import { encodeNzcp, NZCP_PREFIX } from '../../packages/pratique/src/nz-pass.ts'
import { type Bytes, cborMap, LABELS, type Plain, signMessage, toCbor } from './hcert.ts'
import type { KeyPair } from './key-pairs.ts'

/** Members of a credential or of its subject. */
export interface Members {
  readonly [name: string]: Plain
}

/** Claims of a pass. Times in seconds since the epoch; what is absent is left out. */
export interface PassEnvelope {
  readonly iss?: CborValue
  readonly nbf?: CborValue
  readonly exp?: CborValue
  readonly cti?: CborValue
  readonly vc?: Plain
  /** Other claims, by key. */
  readonly others?: readonly (readonly [number | string, CborValue])[]
}

/** How a pass is signed; what is absent is as NZCP has it. */
export interface PassSigning {
  readonly key: KeyPair
  readonly protected?: CborMap
  readonly unprotected?: CborMap
}

/** A UUID of version 4, and no random one. */
export const CTI: Bytes = Uint8Array.from({ length: 16 }, (_, i) => (i === 6 ? 0x40 : 0x80 + i))

/** Builds the credential of a pass. */
export function credential(credentialSubject: Plain, other: Members = {}): Members {
  return {
    '@context': [
      'https://www.w3.org/2018/credentials/v1',
      'https://nzcp.covid19.health.nz/contexts/v1',
    ],
    version: '1.0.0',
    type: ['VerifiableCredential', 'PublicCovidPass'],
    credentialSubject,
    ...other,
  }
}

/** Builds the claims of a pass. */
export function passClaims({ iss, nbf, exp, cti, vc, others = [] }: PassEnvelope): CborMap {
  const stated: readonly (readonly [number | string, CborValue])[] = [
    [1, iss],
    [5, nbf],
    [4, exp],
    ['vc', toCbor(vc)],
    [7, cti],
    ...others,
  ]
  return new Map(stated.filter(([, value]) => value !== undefined))
}

/** The protected header that an issuer writes; the name of the key may be text or its bytes. */
export function passHeader({ name }: KeyPair, kid: CborValue = toBytes(name)): CborMap {
  return cborMap([LABELS.kid, kid], [LABELS.alg, -7])
}

/** Signs claims, or bytes in the place of claims. */
export function signPassMessage(claims: CborMap | Bytes, signing: PassSigning): CoseSign1 {
  return signMessage(claims, {
    ...signing,
    protected: signing.protected ?? passHeader(signing.key),
  })
}

/** Signs claims and writes them as the text of a barcode. */
export function signPass(claims: CborMap | Bytes, signing: PassSigning): string {
  return encodeNzcp(signPassMessage(claims, signing))
}

/** Writes bytes, whatever they are, as the text of a barcode. */
export function toNzcp(bytes: Bytes): string {
  return NZCP_PREFIX + encodeBase32(bytes)
}

/** Fills up the last group of a text, as the specification asks not to (RFC 4648 §6). */
export function pad(text: string): string {
  return text + '='.repeat((8 - ((text.length - NZCP_PREFIX.length) % 8)) % 8)
}

function toBytes(text: string): Bytes {
  return new TextEncoder().encode(text)
}
