/**
 * Visible digital seals of made-up holders, with the certificates of their signers in them.
 *
 * @module
 */

import type { JsonObject } from 'pratique/codecs'
import { createTrustStore, type TrustRecord, type TrustStore } from 'pratique/trust'
import { toSignedBytes } from 'pratique/vds-nc'
import type { KeyPair } from '../../tools/making/key-pairs.ts'
import { type CertificateContent, issueCertificate } from '../../tools/making/x509.ts'
import { makeDate, makeHolder, makeId } from './holders.ts'
import {
  type Bytes,
  COUNTRY,
  type Issuer,
  issuerOf,
  makeIssuers,
  NOW,
  toRecords,
} from './issuers.ts'
import { flipLastBit, requireDistinct, type Sample, type Samples } from './samples.ts'

const DAY = 86_400
/** Examplia as passports write it. */
const STATE = 'XEX'
const HOSPITAL = 'Hospital of Examplia'

/** Seals, and the trust that holds their signers' authority and nothing else. */
export interface SealSamples extends Samples {
  readonly trust: TrustStore
}

/** Makes seals: half vaccinations, half tests, each with the certificate of one of a few signers. */
export function makeSealSamples(count: number): SealSamples {
  const authority = issuerOf(makeIssuers(), 0)
  const issuers = makeIssuers()
  const certificates = new Map(issuers.map((issuer) => [issuer, certify(issuer, authority)]))
  const seal = (index: number): Sample => {
    const issuer = issuerOf(issuers, index)
    return signSeal(issuer, certificates.get(issuer) ?? '', makeData(index))
  }
  const all = Array.from({ length: count }, (_, index) => seal(index))
  requireDistinct(all.map(({ text }) => text))
  const last = seal(0)
  const signature = flipLastBit(last.signature)
  const text = last.text.replace(toBase64Url(last.signature), toBase64Url(signature))
  return { issuers, all, changed: { ...last, text, signature }, trust: trustOf(authority) }
}

/** The authority as a list of today has it. */
function trustOf(authority: Issuer): TrustStore {
  const [record] = toRecords([authority], 'vds-nc')
  if (!record) throw new Error('there is no record')
  const { usages: _, ...common } = record
  const records: readonly TrustRecord[] = [{ ...common, role: 'authority', algorithms: [] }]
  const list = { framework: 'vds-nc', name: 'bench', asOf: NOW, isSigned: true } as const
  return createTrustStore({ records, lists: [{ ...list, freshUntil: NOW + DAY }] })
}

function certify(issuer: Issuer, authority: Issuer): string {
  const content: CertificateContent = {
    country: COUNTRY,
    organization: 'Health Authority of Examplia',
    commonName: 'Seal signer',
    notBefore: '2020-01-01',
    notAfter: '2049-01-01',
    extendedKeyUsages: ['2.23.136.1.1.14.2'],
    documentTypes: ['NV'],
    authorityKeyId: authority.kid,
  }
  const ca = { country: COUNTRY, organization: 'CSCA', commonName: 'CSCA' }
  const { notBefore, notAfter } = content
  return toBase64Url(
    issueCertificate(toKeyPair(issuer), content, {
      key: toKeyPair(authority),
      content: { ...ca, notBefore, notAfter },
    }),
  )
}

function toKeyPair({ spki, kid, thumbprint, sign }: Issuer): KeyPair {
  return { name: '', jwk: {}, spki, kid, thumbprint, sign: (_, data) => sign(data) }
}

function signSeal(issuer: Issuer, cer: string, data: JsonObject): Sample {
  const signedBytes = toSignedBytes(data)
  const signature = issuer.sign(signedBytes)
  const sig = { alg: 'ES256', cer, sigvl: toBase64Url(signature) }
  return { text: JSON.stringify({ data, sig }), issuer, signedBytes, signature }
}

function makeData(index: number): JsonObject {
  const { familyTransliterated, givenTransliterated, birthDate } = makeHolder()
  const n = `${familyTransliterated}  ${givenTransliterated}`.replaceAll('<', ' ')
  const person = { n, dob: birthDate }
  const isTest = index % 2 === 0
  return {
    hdr: { t: isTest ? 'icao.test' : 'icao.vacc', v: 1, is: STATE },
    msg: isTest ? makeTest(person) : makeVaccination(person),
  }
}

function makeVaccination(person: JsonObject): JsonObject {
  const dose = (seq: number) => {
    const dvc = makeDate(2021, 2025)
    return { dvc, seq, ctr: STATE, adm: HOSPITAL, lot: makeId(7) }
  }
  return {
    uvci: makeId(12),
    pid: { ...person, i: makeId(9), sex: 'F' },
    ve: [{ des: 'XM68M6', nam: 'Comirnaty', dis: 'RA01.0', vd: [dose(1), dose(2)] }],
  }
}

function makeTest(person: JsonObject): JsonObject {
  const day = makeDate(2021, 2025)
  return {
    utci: makeId(12),
    pid: { ...person, dt: 'P', dn: makeId(9) },
    sp: { spn: HOSPITAL, ctr: STATE, cd: { p: '+00000000000', e: 'x@example', a: 'Street 1' } },
    dat: { sc: `${day}T10:00:00+01:00`, ri: `${day}T15:00:00+01:00` },
    tr: { tc: 'molecular(PCR)', r: 'negative', m: 'nasopharyngeal' },
  }
}

/** With padding, as most issuers write it. */
function toBase64Url(bytes: Bytes): string {
  return Buffer.from(bytes).toString('base64').replaceAll('+', '-').replaceAll('/', '_')
}
