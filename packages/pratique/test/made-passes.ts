/**
 * NZ COVID Passes made up for tests, right or wrong as wanted.
 *
 * @module
 */

import type { Bytes } from '../src/bytes/bytes.ts'
import { encodeHex } from '../src/bytes/hex.ts'
import type { CborMap, CborValue } from '../src/cbor/value.ts'
import { encodeNzcp } from '../src/formats/nz-pass/carrier.ts'
import type { JsonObject } from '../src/json/value.ts'
import { EXPIRES_AT, ISSUED_AT, makeSigner, type Signer, signCose, toMap } from './made-messages.ts'

export const PASS_ISSUER = 'did:web:utopia.pratique.example'

export const SUBJECT: JsonObject = {
  givenName: 'Raphael',
  familyName: 'Hythlodæus',
  dob: '1976-05-16',
}

export const CREDENTIAL: JsonObject = {
  '@context': [
    'https://www.w3.org/2018/credentials/v1',
    'https://nzcp.covid19.health.nz/contexts/v1',
  ],
  version: '1.0.0',
  type: ['VerifiableCredential', 'PublicCovidPass'],
  credentialSubject: SUBJECT,
}

/** Claims that are absent are those of {@link passClaims}; `undefined` removes one. */
export type PassChanges = readonly (readonly [number | string, CborValue])[]

/** Makes somebody who signs passes, and the record that trusts them. */
export function makePassSigner(keyId = 'key-1'): Signer {
  const signer = makeSigner('hcert')
  const kid: Bytes = new TextEncoder().encode(keyId)
  const record = {
    ...signer.record,
    framework: 'nz-pass',
    issuer: PASS_ISSUER,
    keyId: encodeHex(kid),
  } as const
  return { ...signer, kid, record }
}

/** Builds the claims of a pass. */
export function passClaims(changes: PassChanges = []): CborMap {
  const claims = new Map<number | string, CborValue>([
    [1, PASS_ISSUER],
    [5, ISSUED_AT],
    [4, EXPIRES_AT],
    ['vc', toMap(CREDENTIAL)],
    [7, Uint8Array.from({ length: 16 }, (_, i) => i)],
  ])
  for (const [key, value] of changes) {
    if (value === undefined) claims.delete(key)
    else claims.set(key, value)
  }
  return claims
}

/** Builds the claims of a pass whose credential differs in some members. */
export function withCredential(other: JsonObject): CborMap {
  return passClaims([['vc', toMap({ ...CREDENTIAL, ...other })]])
}

/** Builds the claims of a pass whose holder differs in some members. */
export function withSubject(other: JsonObject): CborMap {
  return withCredential({ credentialSubject: { ...SUBJECT, ...other } })
}

/** Signs claims and writes them as the text of a barcode. */
export function signPass(signer: Signer, claims: CborMap | Bytes = passClaims()): string {
  return encodeNzcp(signCose(signer, claims))
}
