/**
 * Visible digital seals that are all made up, right or wrong as wanted, their signers' certificates and
 * the authorities that issue these.
 *
 * @module
 */

import type { JsonObject, JsonValue } from '../../packages/pratique/src/json/value.ts'
import type { Algorithm } from '../../packages/pratique/src/keys/algorithms.ts'
import { toSignedBytes } from '../../packages/pratique/src/vds-nc.ts'
import type { Bytes } from './hcert.ts'
import type { KeyPair } from './key-pairs.ts'
import { type CertificateContent, issueCertificate, makeCrl } from './x509.ts'

/** Extended key usage of who signs VDS-NC (ICAO Doc 9303-13). */
export const VDS_NC_SIGNER = '2.23.136.1.1.14.2'

/** A state's authority (CSCA). */
export interface Authority {
  /** P-256. */
  readonly key: KeyPair
  readonly content: CertificateContent
}

/** A signer of seals, with its certificate. */
export interface SealSigner {
  readonly key: KeyPair
  readonly algorithm: Algorithm
  readonly certificate: Bytes
}

/** Makes an authority. Its key identifier is the one that the key pair has. */
export function authorityOf(key: KeyPair, country: string, organization: string): Authority {
  const content: CertificateContent = {
    country,
    organization,
    commonName: `${organization} CSCA`,
    notBefore: '2026-01-01',
    notAfter: '2056-01-01',
    isCa: true,
    subjectKeyId: key.kid,
  }
  return { key, content }
}

/** Makes a signer. `other` is what its certificate says that others do not; `issuer` who signs it. */
export function signerOf(
  key: KeyPair,
  authority: Authority,
  other: Partial<CertificateContent> = {},
  issuer: KeyPair = authority.key,
): SealSigner {
  const { country, organization } = authority.content
  const content: CertificateContent = {
    ...(country !== undefined && { country }),
    organization,
    commonName: 'Seal signer',
    notBefore: '2026-01-01',
    notAfter: '2036-01-01',
    extendedKeyUsages: [VDS_NC_SIGNER],
    documentTypes: ['NV'],
    authorityKeyId: authority.key.kid,
    ...other,
  }
  const certificate = issueCertificate(key, content, { key: issuer, content: authority.content })
  return { key, algorithm: algorithmOf(key), certificate }
}

function algorithmOf({ jwk: { crv } }: KeyPair): Algorithm {
  if (crv === 'P-384') return 'ES384'
  return crv === 'P-521' ? 'ES512' : 'ES256'
}

/** Makes the authority's list of revoked signers, base64 of DER. */
export function revocationList(
  { key, content }: Authority,
  revoked: readonly SealSigner[],
  nextUpdate = '2036-01-01',
): string {
  const crl = makeCrl(key, {
    issuer: content,
    authorityKeyId: key.kid,
    thisUpdate: '2026-01-01',
    nextUpdate,
    revoked: revoked.map((signer) => signer.key.kid),
  })
  return Buffer.from(crl).toString('base64')
}

/** The record of an authority, in our own form. */
export function authorityRecord(
  { key: { kid, spki }, content: { country = '' } }: Authority,
  other: JsonObject = {},
): JsonObject {
  return {
    framework: 'vds-nc',
    environment: 'exercise',
    issuer: country,
    name: 'CSCA (exercise)',
    role: 'authority',
    keyId: Buffer.from(kid).toString('hex'),
    spki: Buffer.from(spki).toString('base64'),
    evidence: 'listed',
    list: 'authorities',
    ...other,
  }
}

/** A trust file of records; its list is fresh until 2056, or as told. */
export function sealTrust(
  records: readonly JsonObject[],
  freshUntil = '2056-01-01T00:00:00Z',
): JsonObject {
  const asOf = '2026-01-01T00:00:00Z'
  return {
    type: 'pratique-trust-records',
    version: 1,
    lists: [{ framework: 'vds-nc', name: 'authorities', asOf, isSigned: true, freshUntil }],
    records,
  }
}

/** Builds a seal: data, and the signature over its canonical form beside it. */
export function signSeal(
  { key, algorithm, certificate }: SealSigner,
  data: JsonObject,
): JsonObject {
  return {
    data,
    sig: {
      alg: algorithm,
      cer: toBase64Url(certificate),
      sigvl: toBase64Url(key.sign(algorithm, toSignedBytes(data))),
    },
  }
}

/** Writes base64url with padding, as most issuers do. */
export function toBase64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replaceAll('+', '-').replaceAll('/', '_')
}

/** The `data` of a seal. */
export function sealData(
  t: string,
  is: string,
  msg: JsonValue,
  other: JsonObject = {},
): JsonObject {
  return { hdr: { t, v: 1, is, ...other }, msg }
}

/** A vaccination: two doses. */
export function vaccinationMessage(ctr: string, other: JsonObject = {}): JsonObject {
  const dose = { ctr, adm: 'Amaurot Hospital', lot: 'LOT0001' }
  return {
    uvci: 'EXERCISE0001',
    pid: { n: 'VECTOROVA  CORA', dob: '1985-09-14', i: 'XE0000001', sex: 'F' },
    ve: [
      {
        des: 'XM68M6',
        nam: 'Comirnaty',
        dis: 'RA01.0',
        vd: [
          { ...dose, dvc: '2025-11-24', seq: 1 },
          { ...dose, dvc: '2025-12-15', seq: 2 },
        ],
      },
    ],
    ...other,
  }
}

/** A nucleic acid test: negative. */
export function testMessage(ctr: string, other: JsonObject = {}): JsonObject {
  return {
    utci: 'EXERCISE0002',
    pid: { n: 'TESTWORTH  TIBOR', dob: '1961-01-30', dt: 'P', dn: 'XE0000002' },
    sp: { spn: 'Amaurot Test Centre', ctr, cd: { p: '+000', e: 'centre@example', a: 'Bridge 1' } },
    dat: { sc: '2026-05-30T09:30:00+02:00', ri: '2026-05-30T15:00:00+02:00' },
    tr: { tc: 'molecular(PCR)', r: 'negative', m: 'nasopharyngeal' },
    ...other,
  }
}
