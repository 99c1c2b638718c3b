/**
 * Made-up issuers, with keys that are new in every run.
 *
 * @module
 */

import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createTrustStore, type TrustRecord, type TrustStore } from 'pratique/trust'
import type { Framework, PublicKey } from 'pratique/verify'

export type Bytes = Uint8Array<ArrayBuffer>

/** A key pair (P-256) of Examplia, and what its cards and its passes are issued under. */
export interface Issuer {
  readonly url: string
  readonly did: string
  readonly publicKey: KeyObject
  readonly spki: Bytes
  /** The key identifier in COSE: the first 8 bytes of a digest. */
  readonly kid: Bytes
  /** The key identifier in JOSE (RFC 7638). */
  readonly thumbprint: string
  /** Signs with ES256, as r‖s. */
  readonly sign: (data: Bytes) => Bytes
}

/** Examplia, which does not exist. */
export const COUNTRY = 'XE'
const ISSUERS = 8

/** One moment for the whole run, seconds since the epoch. */
export const NOW: number = Math.floor(Date.now() / 1000)
const DAY = 86_400

/** Makes issuers. */
export function makeIssuers(): readonly Issuer[] {
  return Array.from({ length: ISSUERS }, (_, index) => makeIssuer(index))
}

function makeIssuer(index: number): Issuer {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }))
  const { crv, kty, x, y } = publicKey.export({ format: 'jwk' })
  const signingKey = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const
  return {
    url: `https://cards-${index}.examplia.example/r4`,
    did: `did:web:passes-${index}.examplia.example`,
    publicKey,
    spki,
    kid: new Uint8Array(createHash('sha256').update(spki).digest().subarray(0, 8)),
    thumbprint: createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url'),
    sign: (data) => new Uint8Array(sign('sha256', data, signingKey)),
  }
}

/** Returns the issuer of a number: they take turns. */
export function issuerOf(issuers: readonly Issuer[], index: number): Issuer {
  const issuer = issuers[index % issuers.length]
  if (!issuer) throw new Error('there is no issuer')
  return issuer
}

/** Lists the issuers' keys as a network's signed list of today has them. */
export function toRecords(issuers: readonly Issuer[], framework: Framework): TrustRecord[] {
  return issuers.map((issuer) => ({
    framework,
    environment: 'production',
    issuer: issuerIn(framework, issuer),
    name: 'Health Authority of Examplia',
    keyId:
      framework === 'smart-health-card'
        ? issuer.thumbprint
        : Buffer.from(issuer.kid).toString('hex'),
    key: { spki: issuer.spki, kind: 'P-256' } satisfies PublicKey,
    algorithms: ['ES256'],
    usages: ['vaccination', 'test', 'recovery', 'other'],
    notBefore: NOW - 400 * DAY,
    notAfter: NOW + 400 * DAY,
    status: 'live',
    evidence: 'listed',
    list: 'bench',
    revocation: 'none',
    remarks: [],
  }))
}

function issuerIn(framework: Framework, { url, did }: Issuer): string {
  if (framework === 'smart-health-card') return url
  return framework === 'nz-pass' ? did : COUNTRY
}

/** Makes a store of records that all stand on one fresh list. */
export function toStore(records: readonly TrustRecord[], framework: Framework): TrustStore {
  const list = { framework, name: 'bench', asOf: NOW, isSigned: true, freshUntil: NOW + DAY }
  return createTrustStore({ records, lists: [list] })
}
