/**
 * Seals made up for tests, with authorities and signers of Utopia: any content, right or wrong, signed
 * by node:crypto.
 *
 * @module
 */

import { createHash, sign } from 'node:crypto'
import type { Bytes } from '../src/bytes/bytes.ts'
import { encodeHex } from '../src/bytes/hex.ts'
import { toSignedBytes } from '../src/formats/vds-nc/carrier.ts'
import { vdsNc } from '../src/formats/vds-nc/format.ts'
import { isJsonObject } from '../src/json/read.ts'
import type { JsonObject, JsonValue } from '../src/json/value.ts'
import { readSpki } from '../src/keys/spki.ts'
import type { TrustRecord } from '../src/trust/record.ts'
import { createTrustStore } from '../src/trust/store.ts'
import type { VerifierOptions } from '../src/verify/context.ts'
import { createVerifier, type Verifier } from '../src/verify/verifier.ts'
import { testCrypto } from './made-messages.ts'
import {
  authorityKeyId,
  COMMON_NAME,
  COUNTRY,
  documentTypes,
  extendedKeyUsage,
  extension,
  type KeyPair,
  keyUsage,
  makeCertificate,
  makeKeys,
  NOT_AFTER,
  NOT_BEFORE,
  type SignedWith,
  spkiOf,
} from './make-certificate.ts'

export const VDS_NC_SIGNER = '2.23.136.1.1.14.2'

/** An authority of a state: its keys, and the record that trusts them. */
export interface Authority {
  readonly keys: KeyPair
  readonly record: TrustRecord
}

/** A signer of seals, with its certificate as seals carry it. */
export interface SealSigner {
  readonly keys: KeyPair
  readonly der: Bytes
  readonly cer: string
  readonly hash: string
  readonly algorithm: string
}

export function makeAuthority(issuer = 'UT', keyId?: string, keys = makeKeys()): Authority {
  const spki = spkiOf(keys)
  return {
    keys,
    record: {
      framework: 'vds-nc',
      environment: 'production',
      issuer,
      name: 'Utopia CSCA',
      keyId: keyId ?? encodeHex(toKeyId(spki)),
      role: 'authority',
      key: readSpki(spki),
      algorithms: [],
      status: 'live',
      evidence: 'local',
      revocation: 'none',
      remarks: [],
    },
  }
}

/** What a signer's certificate says that others do not. */
export interface SignerSpec {
  readonly curve?: string
  readonly country?: string | null
  readonly authorityKeyId?: string
  readonly extensions?: readonly Bytes[]
  readonly notBefore?: number
  readonly notAfter?: number
  /** In place of the authority's. */
  readonly issuingKeys?: KeyPair
  readonly keys?: KeyPair
  readonly serialNumber?: string
}

const HASHES: Readonly<Record<string, readonly [hash: string, algorithm: string]>> = {
  'P-256': ['sha256', 'ES256'],
  'P-384': ['sha384', 'ES384'],
  'P-521': ['sha512', 'ES512'],
}

export function makeSealSigner(authority: Authority, spec: SignerSpec = {}): SealSigner {
  const { curve = 'P-256', country = 'UT', issuingKeys = authority.keys, serialNumber } = spec
  const keys = spec.keys ?? makeKeys(curve)
  const own = [extendedKeyUsage(VDS_NC_SIGNER), documentTypes('NV'), keyUsage(0)]
  const der = makeCertificate({
    keys,
    subject: [...(country === null ? [] : [[COUNTRY, country] as const]), [COMMON_NAME, 'BSC 1']],
    issuer: [
      [COUNTRY, 'UT'],
      [COMMON_NAME, 'Utopia CSCA'],
    ],
    signer: issuingKeys.privateKey,
    signedWith: signedWith(issuingKeys),
    ...(serialNumber !== undefined && { serialNumber }),
    notBefore: spec.notBefore ?? NOT_BEFORE,
    notAfter: spec.notAfter ?? NOT_AFTER,
    extensions: [
      authorityKeyId(spec.authorityKeyId ?? authority.record.keyId),
      ...(spec.extensions ?? own),
    ],
  })
  const [hash = '', algorithm = ''] = HASHES[curve] ?? []
  return { keys, der, cer: toBase64Url(der), hash, algorithm }
}

function signedWith({ publicKey }: KeyPair): SignedWith {
  return publicKey.asymmetricKeyType === 'rsa' ? 'rsa-sha256' : 'ecdsa-sha256'
}

/** Signs the canonical form of `data`. */
export function signSeal(signer: SealSigner, data: JsonObject): JsonObject {
  return signBytes(signer, toSignedBytes(data), data)
}

/** Puts a signature over any bytes beside `data`. */
export function signBytes(signer: SealSigner, bytes: Bytes, data: JsonValue): JsonObject {
  const { keys, hash, algorithm, cer } = signer
  const key = { key: keys.privateKey, dsaEncoding: 'ieee-p1363' as const }
  const sigvl = toBase64Url(new Uint8Array(sign(hash, bytes, key)))
  return { data, sig: { alg: algorithm, cer, sigvl } }
}

/** The text of a seal. */
export function sealText(signer: SealSigner, data: JsonObject): string {
  return JSON.stringify(signSeal(signer, data))
}

export function makeSealVerifier(
  records: readonly TrustRecord[],
  options: Partial<VerifierOptions> = {},
): Verifier {
  const list = { framework: 'vds-nc', name: 'test', isSigned: false } as const
  return createVerifier({
    formats: [vdsNc],
    trust: createTrustStore({ records, lists: [list] }),
    crypto: testCrypto,
    ...options,
  })
}

/** A vaccination by Utopia: two doses. `msg` is its message in part. */
export function vaccinationSeal(msg: JsonObject = {}, hdr: JsonObject = {}): JsonObject {
  return {
    hdr: { t: 'icao.vacc', v: 1, is: 'UTO', ...hdr },
    msg: { uvci: 'U32870TEST01', pid: PERSON, ve: [{ ...VACCINE, vd: [DOSE, SECOND] }], ...msg },
  }
}

/** A test by Utopia: negative. */
export function testSeal(msg: JsonObject = {}, hdr: JsonObject = {}): JsonObject {
  return {
    hdr: { t: 'icao.test', v: 1, is: 'UTO', ...hdr },
    msg: {
      utci: 'U01932',
      pid: { n: 'MORE  THOMAS', dob: '1978-02-07', dt: 'P', dn: 'E1234567P' },
      sp: { spn: 'Amaurot Hospital', ctr: 'UTO', cd: { p: '+000', e: 'x@example', a: 'Street 1' } },
      dat: { sc: '2026-05-30T12:00:00+02:00', ri: '2026-05-31T09:00:00+02:00' },
      tr: { tc: 'molecular(PCR)', r: 'negative', m: 'nasopharyngeal' },
      opt: 'ID12345',
      ...msg,
    },
  }
}

export const PERSON: JsonObject = {
  n: 'MORE  ANNA MARIA',
  dob: '1978-02-07',
  sex: 'F',
  i: 'A1234567Z',
  ai: 'L4567890Z',
}
export const DOSE: JsonObject = {
  dvc: '2025-11-03',
  seq: 1,
  ctr: 'UTO',
  adm: 'Amaurot Hospital',
  lot: 'VC35679',
  dvn: '2025-11-24',
}
export const SECOND: JsonObject = { ...DOSE, dvc: '2025-11-24', seq: 2, lot: 'VC87540' }
export const VACCINE: JsonObject = { des: 'XM68M6', nam: 'Comirnaty', dis: 'RA01.0' }

/** An extension that nobody knows. */
export function unknownExtension(isCritical: boolean): Bytes {
  return extension('1.2.3.4', Uint8Array.of(5, 0), isCritical)
}

export function toKeyId(spki: Bytes): Bytes {
  return new Uint8Array(createHash('sha1').update(spki).digest())
}

/** A member that is an object. */
export function partOf(object: JsonObject, name: string): JsonObject {
  const part = object[name]
  if (!isJsonObject(part)) throw new Error(`${name} is no object`)
  return part
}

function toBase64Url(bytes: Bytes): string {
  return Buffer.from(bytes).toString('base64url')
}
