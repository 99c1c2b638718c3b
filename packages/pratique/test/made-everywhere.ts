/**
 * One vaccination of one person, written and signed in every format that can state it.
 *
 * @module
 */

import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { Bytes } from '../src/bytes/bytes.ts'
import type { CborValue } from '../src/cbor/value.ts'
import { type ProductCatalogue, parseProductCatalogue } from '../src/formats/who-icvp/catalogue.ts'
import { canonicalizeJson } from '../src/json/canonical.ts'
import type { JsonObject } from '../src/json/value.ts'
import { FITTING_ALGORITHMS } from '../src/keys/algorithms.ts'
import { readSpki } from '../src/keys/spki.ts'
import type { Framework } from '../src/model/format.ts'
import type { TrustRecord } from '../src/trust/record.ts'
import {
  cardClaims,
  dccClaims,
  EXPIRES_AT,
  ISSUED_AT,
  makeSigner,
  signCard,
  signCose,
  toHc1,
  toMap,
} from './made-messages.ts'
import {
  authorityKeyId,
  COMMON_NAME,
  COUNTRY,
  documentTypes,
  extendedKeyUsage,
  keyUsage,
  makeCertificate,
  makeKeys,
  NOT_AFTER,
  NOT_BEFORE,
  spkiOf,
} from './make-certificate.ts'
import { signDivoc } from './sign-divoc.ts'

/** Who was given what, when and where. */
export interface Dose {
  /** In capitals, as in a passport. */
  readonly family: string
  readonly given: string
  readonly birthDate: string
  readonly date: string
  readonly doseNumber: number
  readonly seriesDoses: number
  readonly lot: string
}

/** The country of all of them: Utopia, in two letters and in three. */
const [TWO, THREE] = ['UT', 'UTO'] as const

const SNOMED_CT = 'http://snomed.info/sct'
const ICD_11 = 'http://id.who.int/icd/release/11/mms'
const COVID_19 = '840539006'

/** The product of the made-up catalogue. */
export const PRODUCT = 'UtopiaCovidProduct00000000000000000000000000000001'

export const CATALOGUE: ProductCatalogue = parseProductCatalogue({
  type: 'pratique-product-catalogue',
  products: [{ id: PRODUCT, disease: { system: ICD_11, code: 'RA01' } }],
})

const hcert = makeSigner('hcert')
const card = makeSigner('smart-health-card')
const authority = makeKeys()
const seal = makeKeys()
const AUTHORITY_ID = '0a0b0c'
const divoc = generateKeyPairSync('ed25519')
const DIVOC_ISSUER = 'https://health.utopia.example/'
const DIVOC_METHOD = 'did:utopia'

const SEAL_CERTIFICATE = makeCertificate({
  keys: seal,
  subject: [
    [COUNTRY, TWO],
    [COMMON_NAME, 'Utopia seals'],
  ],
  issuer: [
    [COUNTRY, TWO],
    [COMMON_NAME, 'Utopia CSCA'],
  ],
  signer: authority.privateKey,
  extensions: [
    keyUsage(0),
    extendedKeyUsage('2.23.136.1.1.14.2'),
    authorityKeyId(AUTHORITY_ID),
    documentTypes('NV'),
  ],
})

/** Records of all that sign here. */
export const RECORDS: readonly TrustRecord[] = [
  hcert.record,
  card.record,
  recordOf('vds-nc', spkiOf(authority), {
    issuer: TWO,
    keyId: AUTHORITY_ID,
    role: 'authority',
    notBefore: NOT_BEFORE,
    notAfter: NOT_AFTER,
  }),
  recordOf('divoc', spkiBytes(divoc.publicKey), { issuer: DIVOC_ISSUER, keyId: DIVOC_METHOD }),
]

function recordOf(
  framework: Framework,
  spki: Bytes,
  rest: Pick<TrustRecord, 'issuer' | 'keyId'> & Partial<TrustRecord>,
): TrustRecord {
  const key = readSpki(spki)
  return {
    framework,
    environment: 'production',
    key,
    algorithms: FITTING_ALGORITHMS[key.kind],
    status: 'live',
    evidence: 'local',
    revocation: 'none',
    remarks: [],
    ...rest,
  }
}

function spkiBytes(key: KeyObject): Bytes {
  return new Uint8Array(key.export({ type: 'spki', format: 'der' }))
}

/** Writes and signs a dose in every format, by the format's id or the shape's name. */
export function writeEverywhere(dose: Dose): ReadonlyMap<string, string> {
  return new Map([
    ['eu-dcc', toHc1(signCose(hcert, dccClaims(toMap(toDcc(dose)))))],
    ['who-ddcc', toHc1(signCose(hcert, claimsOf(3, toMap(toDdcc(dose)))))],
    ['who-ddcc, bare', toHc1(signCose(hcert, bareClaims(dose)))],
    ['who-icvp', toHc1(signCose(hcert, claimsOf(-6, toMap(toIcvp(dose)))))],
    ['who-icvp, first', toHc1(signCose(hcert, claimsOf(-6, toMap(toFirstIcvp(dose)))))],
    ['smart-health-card', signCard(card, cardClaims(toBundle(dose)))],
    ['vds-nc', toSeal(dose)],
    ['divoc', toDivoc(dose)],
  ])
}

function claimsOf(subClaim: number, value: CborValue) {
  const claims: readonly (readonly [number, CborValue])[] = [
    [1, TWO],
    [4, EXPIRES_AT],
    [6, ISSUED_AT],
    [-260, new Map([[subClaim, value]])],
  ]
  return new Map(claims)
}

function toDcc({ family, given, birthDate, ...dose }: Dose): JsonObject {
  const entry = {
    tg: COVID_19,
    vp: '1119349007',
    mp: 'EU/1/20/1528',
    ma: 'ORG-100030215',
    dn: dose.doseNumber,
    sd: dose.seriesDoses,
    dt: dose.date,
    co: TWO,
    is: 'Ministry of Health',
    ci: 'URN:UVCI:01:UT:1',
  }
  const nam = { fn: family, gn: given, fnt: family, gnt: given }
  return { ver: '1.3.0', nam, dob: birthDate, v: [entry] }
}

function toDdcc({ family, given, birthDate, ...dose }: Dose): JsonObject {
  return {
    name: `${given} ${family}`,
    birthDate,
    certificate: { hcid: { value: 'UT-1' }, version: '1.0.0', issuer: 'Ministry of Health' },
    vaccination: {
      vaccine: { system: SNOMED_CT, code: '1119349007' },
      brand: { system: 'https://utopia.example', code: 'Comirnaty' },
      manufacturer: { system: 'https://utopia.example', code: 'Maker' },
      lot: dose.lot,
      date: dose.date,
      dose: dose.doseNumber,
      totalDoses: dose.seriesDoses,
      country: { system: 'urn:iso:std:iso:3166', code: THREE },
      disease: { system: SNOMED_CT, code: COVID_19 },
      centre: 'Ministry of Health',
    },
  }
}

/** Flat, in the CWT itself, as the pilots of 2021 had it. */
function bareClaims({ family, given, birthDate, ...dose }: Dose) {
  const claims: readonly (readonly [string, CborValue])[] = [
    ['name', `${given} ${family}`],
    ['birthDate', birthDate],
    ['vaccine', toMap({ system: SNOMED_CT, code: '1119349007' })],
    ['brand', toMap({ system: 'https://utopia.example', code: 'Comirnaty' })],
    ['ma_holder', toMap({ system: 'https://utopia.example', code: 'Maker' })],
    ['lot', dose.lot],
    ['date', dose.date],
    ['dose', dose.doseNumber],
    ['total_doses', dose.seriesDoses],
    ['country', toMap({ system: 'urn:iso:std:iso:3166', code: THREE })],
    ['disease', toMap({ system: SNOMED_CT, code: COVID_19 })],
    ['centre', 'Ministry of Health'],
    ['hcid', 'UT-1'],
  ]
  return new Map(claims)
}

function toIcvp({ family, given, birthDate, ...dose }: Dose): JsonObject {
  return {
    n: `${given} ${family}`,
    dob: birthDate,
    s: 'female',
    nt: THREE,
    v: [{ vp: PRODUCT, dt: dose.date, bo: dose.lot, is: 'Ministry of Health' }],
  }
}

function toFirstIcvp({ family, given, birthDate, ...dose }: Dose): JsonObject {
  const v = { vp: 'XM0GQ8', tg: 'RA01', dt: dose.date, bo: dose.lot, dn: 'Primary' }
  return { n: `${given} ${family}`, dob: birthDate, v }
}

function toBundle({ family, given, birthDate, ...dose }: Dose): JsonObject {
  const patient = { resourceType: 'Patient', name: [{ family, given: [given] }], birthDate }
  const immunization = {
    resourceType: 'Immunization',
    status: 'completed',
    vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code: '208' }] },
    patient: { reference: 'resource:0' },
    occurrenceDateTime: dose.date,
    lotNumber: dose.lot,
  }
  return {
    resourceType: 'Bundle',
    type: 'collection',
    entry: [
      { fullUrl: 'resource:0', resource: patient },
      { fullUrl: 'resource:1', resource: immunization },
    ],
  }
}

function toSeal({ family, given, birthDate, ...dose }: Dose): string {
  const event = {
    dvc: dose.date,
    seq: dose.doseNumber,
    ctr: THREE,
    adm: 'Ministry',
    lot: dose.lot,
  }
  const data: JsonObject = {
    hdr: { t: 'icao.vacc', v: 1, is: THREE },
    msg: {
      uvci: 'UT1',
      pid: { n: `${family}  ${given}`, dob: birthDate, i: 'P1234567' },
      ve: [{ des: 'XM0GQ8', nam: 'COMIRNATY', dis: 'RA01.0', vd: [event] }],
    },
  }
  const signed = Buffer.from(canonicalizeJson(data))
  const key = { key: seal.privateKey, dsaEncoding: 'ieee-p1363' as const }
  const base64Url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
  const sigvl = base64Url(sign('sha256', signed, key))
  const cer = base64Url(SEAL_CERTIFICATE)
  return JSON.stringify({ data, sig: { alg: 'ES256', cer, sigvl } })
}

function toDivoc({ family, given, birthDate, ...dose }: Dose): string {
  const person = {
    type: 'Person',
    id: 'did:utopia:1234567',
    refId: '1234567',
    name: `${given} ${family}`,
    gender: 'Female',
    dob: birthDate,
    nationality: 'Utopian',
  }
  const evidence = {
    id: `${DIVOC_ISSUER}vaccine/9000001`,
    certificateId: '9000001',
    type: ['Vaccination'],
    batch: dose.lot,
    vaccine: 'COVISHIELD',
    manufacturer: 'Serum Institute of India',
    date: `${dose.date}T08:00:00.000Z`,
    effectiveStart: dose.date,
    effectiveUntil: '2022-12-31',
    dose: dose.doseNumber,
    totalDoses: dose.seriesDoses,
    verifier: { name: 'Nurse' },
    facility: { name: 'Ministry of Health', address: { addressCountry: TWO } },
  }
  const document: JsonObject = {
    '@context': [
      'https://www.w3.org/2018/credentials/v1',
      'https://cowin.gov.in/credentials/vaccination/v2',
    ],
    type: ['VerifiableCredential', 'ProofOfVaccinationCredential'],
    credentialSubject: person,
    issuer: DIVOC_ISSUER,
    issuanceDate: new Date(ISSUED_AT * 1000).toISOString(),
    evidence: [evidence],
    nonTransferable: 'true',
  }
  return signDivoc(document, { key: divoc.privateKey, method: DIVOC_METHOD })
}
