/**
 * Token Status Lists made up for tests: right ones, and such as nobody should write.
 *
 * @module
 */

import assert from 'node:assert/strict'
import type { Bytes } from '../src/bytes/bytes.ts'
import { decodeCbor } from '../src/cbor/decode.ts'
import { encodeCbor } from '../src/cbor/encode.ts'
import type { CborValue } from '../src/cbor/value.ts'
import { decodeCoseSign1, encodeCoseSign1, sigStructure } from '../src/cose/sign1.ts'
import { webCrypto as crypto } from '../src/keys/web-crypto.ts'
import {
  signTokenStatusListCwt,
  type TokenStatusListContent,
} from '../src/revocation/token-status-list/write.ts'
import { makeKeys } from './make-certificate.ts'
import { toSigner } from './make-signer.ts'

export const URI = 'https://example.com/statuslists/1'
export const ISSUED = 1_686_920_170
export const KEYS = makeKeys()
export const SIGNER = toSigner(KEYS)
export const OPTIONS = { keys: [SIGNER.key], crypto }
export const CONTENT: TokenStatusListContent = {
  uri: URI,
  revoked: { size: 16, indices: [0, 3, 15] },
  issuedAt: ISSUED,
}
export const HEADER = { alg: 'ES256', typ: 'statuslist+jwt' }
export const CLAIMS = { sub: URI, iat: ISSUED, status_list: { bits: 1, lst: 'eNrbuRgAAhcBXQ' } }

/** Signs any JSON as a JWT. */
export async function sign(header: object, claims: object): Promise<string> {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const input = `${encode(header)}.${encode(claims)}`
  const signature = await SIGNER.sign(new Uint8Array(Buffer.from(input)))
  return `${input}.${Buffer.from(signature).toString('base64url')}`
}

/** Signs a COSE_Sign1 anew. */
export async function resign(message: Omit<ReturnType<typeof decodeCoseSign1>, 'signature'>) {
  const unsigned = { ...message, signature: new Uint8Array() }
  return encodeCoseSign1({ ...message, signature: await SIGNER.sign(sigStructure(unsigned)) })
}

/** What differs from a good CWT. */
export interface CwtSpec {
  readonly alg?: number
  readonly typ?: CborValue
  readonly claims?: ReadonlyMap<number, CborValue>
}

/** Signs a CWT of any kind. */
export async function makeCwt({ alg = -7, typ = 'application/statuslist+cwt', claims }: CwtSpec) {
  const header = new Map<number, CborValue>([
    [1, alg],
    [16, typ],
  ])
  const { payload } = decodeCoseSign1(await signTokenStatusListCwt(CONTENT, SIGNER))
  return resign({
    protected: encodeCbor(header),
    unprotected: new Map(),
    payload: encodeCbor(new Map([...claimsOf(payload), ...(claims ?? [])])),
  })
}

/** Reads the claims of a CWT. */
export function claimsOf(payload: Bytes): ReadonlyMap<number, CborValue> {
  const claims = decodeCbor(payload)
  assert.ok(claims instanceof Map)
  return claims
}
