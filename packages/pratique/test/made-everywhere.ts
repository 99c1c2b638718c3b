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

/** Who was given {@link VACCINE}, when and where. */
export interface Dose {
  /** As the holder writes it. */
  readonly family: string
  readonly given: string
  /** In capitals, as in a passport. */
  readonly familyTransliterated: string
  readonly givenTransliterated: string
  readonly birthDate: string
  readonly date: string
  readonly doseNumber: number
  readonly seriesDoses: number
  readonly lot: string
}

/** The country of all of them: Utopia, in two letters and in three. */
const [TWO, THREE] = ['UT', 'UTO'] as const

const COVID_19 = '840539006'
const COVID_19_ICD_11 = 'RA01'

/** Code systems, and names where a format has no code. */
export const SYSTEMS = {
  snomedCt: 'http://snomed.info/sct',
  icd11: 'http://id.who.int/icd/release/11/mms',
  cvx: 'http://hl7.org/fhir/sid/cvx',
  /** Medicines, and who holds their authorisation, in the EU. */
  euRegister: 'https://ec.europa.eu/health/documents/community-register/html/',
  spor: 'https://spor.ema.europa.eu/v1/organisations',
  catalogue: 'pratique-product-catalogue',
  brand: 'brand',
  maker: 'maker',
} as const

/** One product, by all that the formats call it. The catalogue is made up. */
export const VACCINE = {
  product: {
    [SYSTEMS.euRegister]: 'EU/1/20/1528',
    [SYSTEMS.catalogue]: 'UtopiaCovidProduct00000000000000000000000000000001',
    [SYSTEMS.brand]: 'COMIRNATY',
  },
  vaccineType: {
    [SYSTEMS.snomedCt]: '1119349007',
    [SYSTEMS.icd11]: 'XM0GQ8',
    [SYSTEMS.cvx]: '208',
  },
  manufacturer: {
    [SYSTEMS.spor]: 'ORG-100030215',
    [SYSTEMS.maker]: 'BioNTech Manufacturing GmbH',
  },
} as const

const PRODUCT = VACCINE.product
const TYPE = VACCINE.vaccineType
const MAKER = VACCINE.manufacturer

export const CATALOGUE: ProductCatalogue = parseProductCatalogue({
  type: 'pratique-product-catalogue',
  products: [
    {
      id: PRODUCT[SYSTEMS.catalogue],
      disease: { system: SYSTEMS.icd11, code: COVID_19_ICD_11 },
    },
  ],
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
    vp: TYPE[SYSTEMS.snomedCt],
    mp: PRODUCT[SYSTEMS.euRegister],
    ma: MAKER[SYSTEMS.spor],
    dn: dose.doseNumber,
    sd: dose.seriesDoses,
    dt: dose.date,
    co: TWO,
    is: 'Ministry of Health',
    ci: 'URN:UVCI:01:UT:1',
  }
  const { familyTransliterated: fnt, givenTransliterated: gnt } = dose
  const nam = { fn: family, gn: given, fnt, gnt }
  return { ver: '1.3.0', nam, dob: birthDate, v: [entry] }
}

/** The product as the WHO's data set codes it. */
const DDCC_VACCINE = { system: SYSTEMS.snomedCt, code: TYPE[SYSTEMS.snomedCt] } as const
const DDCC_BRAND = { system: SYSTEMS.euRegister, code: PRODUCT[SYSTEMS.euRegister] } as const
const DDCC_MAKER = { system: SYSTEMS.spor, code: MAKER[SYSTEMS.spor] } as const
const DDCC_DISEASE = { system: SYSTEMS.snomedCt, code: COVID_19 } as const

function toDdcc({ family, given, birthDate, ...dose }: Dose): JsonObject {
  return {
    name: `${given} ${family}`,
    birthDate,
    certificate: { hcid: { value: 'UT-1' }, version: '1.0.0', issuer: 'Ministry of Health' },
    vaccination: {
      vaccine: DDCC_VACCINE,
      brand: DDCC_BRAND,
      manufacturer: DDCC_MAKER,
      lot: dose.lot,
      date: dose.date,
      dose: dose.doseNumber,
      totalDoses: dose.seriesDoses,
      country: { system: 'urn:iso:std:iso:3166', code: THREE },
      disease: DDCC_DISEASE,
      centre: 'Ministry of Health',
    },
  }
}

/** Flat, in the CWT itself, as the pilots of 2021 had it. */
function bareClaims({ family, given, birthDate, ...dose }: Dose) {
  const claims: readonly (readonly [string, CborValue])[] = [
    ['name', `${given} ${family}`],
    ['birthDate', birthDate],
    ['vaccine', toMap(DDCC_VACCINE)],
    ['brand', toMap(DDCC_BRAND)],
    ['ma_holder', toMap(DDCC_MAKER)],
    ['lot', dose.lot],
    ['date', dose.date],
    ['dose', dose.doseNumber],
    ['total_doses', dose.seriesDoses],
    ['country', toMap({ system: 'urn:iso:std:iso:3166', code: THREE })],
    ['disease', toMap(DDCC_DISEASE)],
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
    v: [
      {
        vp: PRODUCT[SYSTEMS.catalogue],
        dt: dose.date,
        bo: dose.lot,
        is: 'Ministry of Health',
      },
    ],
  }
}

function toFirstIcvp({ family, given, birthDate, ...dose }: Dose): JsonObject {
  const { date: dt, lot: bo } = dose
  const v = { vp: TYPE[SYSTEMS.icd11], tg: COVID_19_ICD_11, dt, bo, dn: 'Primary' }
  return { n: `${given} ${family}`, dob: birthDate, v }
}

function toBundle({ family, given, birthDate, ...dose }: Dose): JsonObject {
  const patient = { resourceType: 'Patient', name: [{ family, given: [given] }], birthDate }
  const immunization = {
    resourceType: 'Immunization',
    status: 'completed',
    vaccineCode: { coding: [{ system: SYSTEMS.cvx, code: TYPE[SYSTEMS.cvx] }] },
    patient: { reference: 'resource:0' },
    occurrenceDateTime: dose.date,
    lotNumber: dose.lot,
    protocolApplied: [
      { doseNumberPositiveInt: dose.doseNumber, seriesDosesPositiveInt: dose.seriesDoses },
    ],
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

/** A seal has a passport's letters alone. */
function toSeal({ familyTransliterated, givenTransliterated, birthDate, ...dose }: Dose): string {
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
      pid: {
        n: `${familyTransliterated}  ${givenTransliterated}`,
        dob: birthDate,
        i: 'P1234567',
      },
      ve: [
        {
          des: TYPE[SYSTEMS.icd11],
          nam: PRODUCT[SYSTEMS.brand],
          dis: `${COVID_19_ICD_11}.0`,
          vd: [event],
        },
      ],
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
    vaccine: PRODUCT[SYSTEMS.brand],
    manufacturer: MAKER[SYSTEMS.maker],
    icd11Code: TYPE[SYSTEMS.icd11],
    prophylaxis: 'COVID-19 vaccine, RNA based',
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
