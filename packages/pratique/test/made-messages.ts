/**
 * Signed messages made up for tests: any content, right or wrong, signed by node:crypto.
 *
 * @module
 */

import {
  constants,
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify as verifySignature,
} from 'node:crypto'
import { deflateRawSync, deflateSync } from 'node:zlib'
import { encodeBase45 } from '../src/bytes/base45.ts'
import type { Bytes } from '../src/bytes/bytes.ts'
import { encodeHex } from '../src/bytes/hex.ts'
import { encodeCbor } from '../src/cbor/encode.ts'
import type { CborMap, CborValue } from '../src/cbor/value.ts'
import { type CoseSign1, encodeCoseSign1, sigStructure } from '../src/cose/sign1.ts'
import { UnavailableError } from '../src/errors.ts'
import type { JsonObject, JsonValue } from '../src/json/value.ts'
import { encodeCompactJws, encodeSigningInput } from '../src/jws/compact.ts'
import { type Algorithm, FITTING_ALGORITHMS } from '../src/keys/algorithms.ts'
import type { CryptoPort } from '../src/keys/crypto-port.ts'
import type { PublicKey } from '../src/keys/public-key.ts'
import { readSpki } from '../src/keys/spki.ts'
import type { TrustRecord } from '../src/trust/record.ts'
import { createTrustStore } from '../src/trust/store.ts'
import type { VerifierOptions } from '../src/verify/context.ts'
import { createVerifier, type Verifier } from '../src/verify/verifier.ts'
import { ALL_FORMATS } from './runtimes/all-formats.ts'

/** 2021-06-01; certificates made here are in force from a day before to a year after. */
export const NOW = 1622505600
export const ISSUED_AT = NOW - 86_400
export const EXPIRES_AT = NOW + 31_536_000

export const ISSUER = 'https://issuer.example'

const COSE_NUMBERS: Readonly<Record<Algorithm, number>> = {
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

/** Somebody who signs, and the record that trusts them. */
export interface Signer {
  readonly algorithm: Algorithm
  readonly record: TrustRecord
  readonly kid: Bytes
  sign(data: Bytes): Bytes
}

/** Makes a signer whose record is of a network of countries, or of issuers with an address. */
export function makeSigner(
  framework: 'hcert' | 'smart-health-card',
  algorithm: Algorithm = 'ES256',
  kind: PublicKey['kind'] = 'P-256',
): Signer {
  const { publicKey, privateKey } = generatePair(kind)
  const key = readSpki(new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })))
  const kid = new Uint8Array(createHash('sha256').update(key.spki).digest()).slice(0, 8)
  const isCountry = framework === 'hcert'
  return {
    algorithm,
    kid,
    record: {
      framework,
      environment: 'production',
      issuer: isCountry ? 'UT' : ISSUER,
      keyId: isCountry ? encodeHex(kid) : Buffer.from(kid).toString('base64url'),
      key,
      algorithms: FITTING_ALGORITHMS[key.kind],
      status: 'live',
      evidence: 'local',
      revocation: 'none',
      remarks: [],
    },
    sign: (data) => signWith(privateKey, algorithm, data),
  }
}

function generatePair(kind: PublicKey['kind']): { publicKey: KeyObject; privateKey: KeyObject } {
  if (kind === 'RSA') return generateKeyPairSync('rsa', { modulusLength: 2048 })
  if (kind === 'Ed25519') return generateKeyPairSync('ed25519')
  return generateKeyPairSync('ec', { namedCurve: kind })
}

function signWith(key: KeyObject, algorithm: Algorithm, data: Bytes): Bytes {
  const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
  const options = algorithm === 'PS256' ? pss : { key, dsaEncoding: 'ieee-p1363' as const }
  return new Uint8Array(sign(digestOf(algorithm), data, options))
}

function digestOf(algorithm: Algorithm): string | null {
  if (algorithm === 'EdDSA') return null
  return algorithm === 'PS256' ? 'sha256' : `sha${algorithm.slice(2)}`
}

/** A crypto port of the tests' own, so that they are quick and depend on no package. */
export const testCrypto: CryptoPort = {
  sha256: (data) => new Uint8Array(createHash('sha256').update(data).digest()),
  prepareKey({ spki, kind }) {
    if (kind === 'unknown') throw new UnavailableError('unavailable.algorithm', 'of no known kind')
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
    const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
    const options = kind === 'RSA' ? pss : { key, dsaEncoding: 'ieee-p1363' as const }
    return {
      verify: (algorithm, signature, data) =>
        verifySignature(digestOf(algorithm), data, options, signature),
    }
  },
}

/** Makes a verifier of all formats that trusts the signers. */
export function makeVerifier(
  signers: readonly Signer[],
  options: Partial<VerifierOptions> = {},
): Verifier {
  return createVerifier({
    formats: ALL_FORMATS,
    trust: createTrustStore({ records: signers.map(({ record }) => record) }),
    crypto: testCrypto,
    ...options,
  })
}

/** Signs a payload: claims, or bytes in their place. */
export function signCose(
  { algorithm, kid, sign: signData }: Signer,
  payload: CborMap | Bytes,
  headers: { readonly protected?: Bytes; readonly unprotected?: CborMap } = {},
): CoseSign1 {
  const usual = new Map<number, CborValue>([
    [1, COSE_NUMBERS[algorithm]],
    [4, kid],
  ])
  const unsigned: CoseSign1 = {
    protected: headers.protected ?? encodeCbor(usual),
    unprotected: headers.unprotected ?? new Map(),
    payload: payload instanceof Uint8Array ? payload : encodeCbor(payload),
    signature: new Uint8Array(),
  }
  return { ...unsigned, signature: signData(sigStructure(unsigned)) }
}

/** Writes a message, or bytes in its place, as the text of a barcode. */
export function toHc1(message: CoseSign1 | Bytes, level = 9): string {
  const bytes = message instanceof Uint8Array ? message : encodeCoseSign1(message)
  return toBase45(new Uint8Array(deflateSync(bytes, { level })))
}

export function toBase45(bytes: Bytes): string {
  return `HC1:${encodeBase45(bytes)}`
}

/** Builds the claims of an EU DCC. */
export function dccClaims(dcc: CborValue, changes: CborMap = new Map()): CborMap {
  return new Map<number | bigint | string, CborValue>([
    [1, 'UT'],
    [4, EXPIRES_AT],
    [6, ISSUED_AT],
    [-260, new Map([[1, dcc]])],
    ...changes,
  ])
}

/** Turns objects into maps of text keys. */
export function toMap(value: JsonValue): CborValue {
  if (typeof value !== 'object' || value === null) return value
  if (isArray(value)) return value.map(toMap)
  return new Map(Object.entries(value).map(([name, member]) => [name, toMap(member)]))
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}

/** Signs what stands in the place of a compressed payload. */
export function signJws(
  { record, sign: signData }: Signer,
  payload: Bytes,
  header: JsonObject = { zip: 'DEF', alg: 'ES256', kid: record.keyId },
): string {
  const input = encodeSigningInput(header, payload)
  return encodeCompactJws(input, signData(new TextEncoder().encode(input)))
}

/** Compresses and signs a payload. */
export function signCard(signer: Signer, payload: JsonValue): string {
  return signJws(signer, deflateText(JSON.stringify(payload)))
}

export function deflateText(text: string, level = 9): Bytes {
  return new Uint8Array(deflateRawSync(text, { level }))
}

/** Builds the claims of a card. */
export function cardClaims(fhirBundle: JsonValue, changes: JsonObject = {}): JsonObject {
  return {
    iss: ISSUER,
    nbf: ISSUED_AT,
    exp: EXPIRES_AT,
    vc: {
      type: ['https://smarthealth.cards#health-card'],
      credentialSubject: { fhirVersion: '4.0.1', fhirBundle },
    },
    ...changes,
  }
}

/** Builds a bundle with the short addresses of a card in a QR code. */
export function bundle(...resources: readonly JsonValue[]): JsonObject {
  const entry = resources.map((resource, i) => ({ fullUrl: `resource:${i}`, resource }))
  return { resourceType: 'Bundle', type: 'collection', entry }
}
