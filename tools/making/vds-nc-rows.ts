/**
 * Vectors of visible digital seals by Examplia and Utopia: texts, headers, statements, signers,
 * authorities and their lists.
 *
 * @module
 */

import { isJsonObject } from '../../packages/pratique/src/json/read.ts'
import type { JsonObject, JsonValue } from '../../packages/pratique/src/json/value.ts'
import { EXAMPLIA, key } from './examplia.ts'
import {
  broken,
  type Circumstances,
  type Expectation,
  genuine,
  notACertificate,
  notRecognised,
  outOfTime,
  type Row,
  revoked,
  row,
  specimen,
  undecided,
} from './rows.ts'
import { nobodysKey, UTOPIA, utopiaKey } from './utopia.ts'
import {
  authorityOf,
  authorityRecord,
  revocationList,
  type SealSigner,
  sealData,
  sealTrust,
  signerOf,
  signSeal,
  testMessage,
  toBase64Url,
  VDS_NC_SIGNER,
  vaccinationMessage,
} from './vds-nc.ts'
import type { CertificateContent } from './x509.ts'

const FORMAT = 'vds-nc'

const AUTHORITY = authorityOf(key('all'), EXAMPLIA.country, EXAMPLIA.authority)
const RECORD = authorityRecord(AUTHORITY)
const TRUST = sealTrust([RECORD])
const SIGNER = signerOf(key('tests-only'), AUTHORITY)

const VACC = vaccinationMessage('XEX')
const VACCINATION = sealData('icao.vacc', 'XEX', VACC)
const TEST = sealData('icao.test', 'XEX', testMessage('XEX'))
const SEAL = signSeal(SIGNER, VACCINATION)

type Case = readonly [id: string, text: string, expect: Expectation, circumstances?: Circumstances]

const text = (seal: JsonValue, space?: number | string): string => JSON.stringify(seal, null, space)

/** A seal of other data, well signed. */
const sealed = (data: JsonObject, signer: SealSigner = SIGNER): string =>
  text(signSeal(signer, data))
const vaccinated = (other: JsonObject): string =>
  sealed(sealData('icao.vacc', 'XEX', vaccinationMessage('XEX', other)))
const tested = (other: JsonObject): string =>
  sealed(sealData('icao.test', 'XEX', testMessage('XEX', other)))
const withHeader = (hdr: JsonObject): string => sealed(sealData('icao.vacc', 'XEX', VACC, hdr))

/** The seal with another `sig`, or other data under the signature that it has. */
const withSig = (changes: JsonObject): string =>
  text({ ...SEAL, sig: { ...signatureOf(SEAL), ...changes } })
const withData = (changes: JsonObject): string =>
  text({ ...SEAL, data: { ...VACCINATION, ...changes } })

const signedBy = (other: Partial<CertificateContent>): string =>
  sealed(VACCINATION, signerOf(key('tests-only'), AUTHORITY, other))

function signatureOf({ sig }: JsonObject): JsonObject {
  if (isJsonObject(sig)) return sig
  throw new Error('there is no signature')
}

const WIRE: readonly Case[] = [
  ['vaccination', text(SEAL), genuine('revocation.none-published')],
  ['test', sealed(TEST), genuine()],
  ['pretty-printed', text(SEAL, 4), genuine()],
  ['in-an-array', text([SEAL], 4), genuine()],
  ['other-order', text({ sig: signatureOf(SEAL), data: reversed(VACCINATION) }, '\t'), genuine()],
  ['escapes', text(SEAL).replace('VECTOROVA', '\\u0056ECTOROVA'), genuine()],
  ['version-as-1.0', text(SEAL).replace('"v":1', '"v":1.0'), genuine()],
  ['no-padding', withSig({ sigvl: signature().replaceAll('=', '') }), genuine()],
  ['standard-base64', withSig({ cer: standard('cer') }), genuine('content.base64-form')],
  ['member-beside', text({ ...SEAL, note: 'unsigned' }), genuine('content.unsigned-member')],
  ['member-in-sig', withSig({ kid: '1' }), genuine('content.unsigned-member')],
  ['array-of-two', text([SEAL, SEAL]), broken('format.json')],
  ['cut-off', text(SEAL).slice(0, -30), broken('format.json')],
  ['text-behind', `${text(SEAL)} x`, broken('format.json')],
  ['member-twice', text(SEAL).replace('"n":', '"n":"OTHER","n":'), broken('format.json')],
  ['sig-twice', text(SEAL).replace(/\}$/, ',"sig":{}}'), broken('format.json')],
  ['nested', withData({ x: nested(40) }), broken('format.json')],
  ['long', text({ ...SEAL, note: 'x'.repeat(17_000) }), broken('format.length')],
  ['half-of-a-pair', withData({ x: '\ud800' }), broken('format.canonical')],
  ['half-of-a-pair-in-a-name', withData({ '\udc00': 1 }), broken('format.canonical')],
  ['number-of-no-double', number('9007199254740993'), broken('format.canonical')],
  ['number-too-large', number('1e400'), broken('format.canonical')],
  ['number-too-long', number('0.1000000000000000055511151231257827'), broken('format.canonical')],
  ['data-an-array', text({ ...SEAL, data: [VACCINATION] }), broken('format.claims')],
  ['sig-a-text', text({ ...SEAL, sig: 'x' }), broken('format.header')],
]

const SIGNATURE: readonly Case[] = [
  ['alg-none', withSig({ alg: 'none' }), broken('format.header')],
  ['alg-RS256', withSig({ alg: 'RS256' }), broken('format.header')],
  ['alg-of-another-curve', withSig({ alg: 'ES384' }), broken('signature.algorithm')],
  ['no-cer', withSig({ cer: '' }), broken('format.header')],
  ['cer-no-base64', withSig({ cer: '!' }), broken('format.certificate')],
  ['cer-cut-off', withSig({ cer: standard('cer').slice(0, 200) }), broken('format.certificate')],
  ['no-sigvl', withSig({ sigvl: null }), broken('format.header')],
  ['sigvl-empty', withSig({ sigvl: '' }), broken('signature.invalid')],
  ['sigvl-short', withSig({ sigvl: 'AAAA' }), broken('signature.invalid')],
  ['sigvl-zeros', withSig({ sigvl: 'A'.repeat(86) }), broken('signature.invalid')],
  ['sigvl-no-base64', withSig({ sigvl: 'A' }), broken('format.base64url')],
  ['sigvl-of-another', withSig({ sigvl: otherSignature() }), broken('signature.invalid')],
  ['member-more', withData({ more: 1 }), broken('signature.invalid')],
  ['name-changed', text(SEAL).replace('VECTOROVA', 'VECTOROVB'), broken('signature.invalid')],
  ['space-less', text(SEAL).replace('VA  CO', 'VA CO'), broken('signature.invalid')],
  ['signed-as-it-stands', signedAsItStands(), broken('signature.invalid')],
]

const PID: JsonObject = { n: 'VECTOROVA  CORA', dob: '1985-09-14', i: 'XE0000001' }

const STATED: readonly Case[] = [
  [
    'dose-in-quotes',
    vaccinated({ ve: [vaccine({}, { seq: '1' })] }),
    genuine('content.text-number'),
  ],
  ['no-institution', vaccinated({ ve: [vaccine({}, { adm: null })] }), genuine()],
  ['no-disease', vaccinated({ ve: [vaccine({ dis: null })] }), genuine()],
  [
    'unknown-vaccine',
    vaccinated({ ve: [vaccine({ des: 'XM0000' })] }),
    genuine('content.unknown-code'),
  ],
  [
    'dose-abroad',
    vaccinated({ ve: [vaccine({}, { ctr: 'UTO' })] }),
    genuine('content.country-differs'),
  ],
  [
    'born-in-a-year',
    vaccinated({ pid: { ...PID, dob: '1985' } }),
    genuine('content.partial-birth-date'),
  ],
  [
    'dvc-with-time',
    vaccinated({ ve: [vaccine({}, { dvc: '2025-12-15T08:00:00Z' })] }),
    genuine('content.date-time'),
  ],
  [
    'dvc-in-words',
    vaccinated({ ve: [vaccine({}, { dvc: 'December' })] }),
    genuine('content.unreadable-date'),
  ],
  ['entry-member-beside', vaccinated({ more: 1 }), genuine('content.extra-field')],
  ['sex-empty', vaccinated({ pid: { ...PID, sex: '' } }), genuine('content.empty-text')],
  ['positive', tested({ tr: { tc: 'antigen', r: 'positive' } }), genuine()],
  ['normal', tested({ tr: { tc: 'antibody', r: 'normal' } }), genuine()],
  [
    'result-in-capitals',
    tested({ tr: { tc: 'antigen', r: 'Negative' } }),
    genuine('content.unknown-code'),
  ],
  [
    'sampled-without-seconds',
    tested({ dat: { sc: '2026-05-30T09:30+02:00' } }),
    genuine('content.time-form'),
  ],
  ['no-uvci', vaccinated({ uvci: null }), undecided(22, 'content.structure')],
  ['no-person', vaccinated({ pid: null }), undecided(22, 'content.structure')],
  ['no-name', vaccinated({ pid: { ...PID, n: null } }), undecided(22, 'content.structure')],
  ['nobody-in-particular', vaccinated({ pid: { n: 'A  B' } }), undecided(22, 'content.structure')],
  ['no-vaccine', vaccinated({ ve: [] }), undecided(22, 'content.structure')],
  ['no-dose', vaccinated({ ve: [vaccine({ vd: [] })] }), undecided(22, 'content.structure')],
  [
    'dose-in-words',
    vaccinated({ ve: [vaccine({}, { seq: 'first' })] }),
    undecided(22, 'content.structure'),
  ],
  [
    'lot-a-number',
    vaccinated({ ve: [vaccine({}, { lot: 1 })] }),
    undecided(22, 'content.structure'),
  ],
  ['no-result', tested({ tr: { tc: 'antigen' } }), undecided(22, 'content.structure')],
  ['result-true', tested({ tr: { tc: 'antigen', r: true } }), undecided(22, 'content.structure')],
  ['no-sample-time', tested({ dat: {} }), undecided(22, 'content.structure')],
  ['another-type', withHeader({ t: 'icao.visa' }), notACertificate('format.unsupported')],
  ['another-version', withHeader({ v: 2 }), notACertificate('format.version')],
  ['version-in-quotes', withHeader({ v: '1' }), broken('format.claims')],
  ['no-type', withHeader({ t: null }), broken('format.claims')],
  ['no-state', withHeader({ is: 'ZZZ' }), notRecognised('key-usage.country')],
  ['state-no-text', withHeader({ is: 7 }), broken('format.claims')],
  ['no-message', sealed({ hdr: { t: 'icao.vacc', v: 1, is: 'XEX' } }), broken('format.claims')],
]

const notAllowed = notRecognised('key-usage.not-allowed')
const OTHER = authorityOf(key('withdrawn'), EXAMPLIA.country, EXAMPLIA.authority)
const SAME_NAME = { ...authorityRecord(OTHER), keyId: authorityRecord(AUTHORITY)['keyId'] ?? '' }
const UNUSABLE = authorityOf(key('of-no-known-kind'), EXAMPLIA.country, EXAMPLIA.authority)
const COPIED = signerOf(key('cards'), AUTHORITY, {}, key('cards'))
const OF_UTOPIA = authorityOf(utopiaKey, UTOPIA.country, UTOPIA.authority)

const SIGNERS: readonly Case[] = [
  ['es384', sealed(VACCINATION, signerOf(key('p-384'), AUTHORITY)), genuine()],
  ['es512', sealed(VACCINATION, signerOf(key('p-521'), AUTHORITY)), genuine()],
  ['of-no-known-kind', foreign(), undecided(20, 'signature.unsupported-key')],
  ['several-document-types', signedBy({ documentTypes: ['NS', 'NV'] }), genuine()],
  ['no-purpose', signedBy({ extendedKeyUsages: ['1.3.6.1.5.5.7.3.2'] }), notAllowed],
  ['purpose-of-other-seals', signedBy({ extendedKeyUsages: ['2.23.136.1.1.14.1'] }), notAllowed],
  [
    'two-purposes',
    signedBy({ extendedKeyUsages: ['1.3.6.1.5.5.7.3.2', VDS_NC_SIGNER] }),
    genuine(),
  ],
  ['passports', signedBy({ documentTypes: ['P'] }), notAllowed],
  ['ca', signedBy({ isCa: true }), notAllowed],
  ['small-letters', signedBy({ country: 'xe' }), genuine()],
  ['of-another-country', signedBy({ country: 'UT' }), notRecognised('key-usage.country')],
  ['for-another-country', withHeader({ is: 'UTO' }), notRecognised('key-usage.country')],
  ['expired', signedBy({ notAfter: '2026-05-01' }), outOfTime('validity.key-expired')],
  ['not-yet', signedBy({ notBefore: '2026-07-01' }), outOfTime('validity.key-not-yet')],
  ['copied', sealed(VACCINATION, COPIED), notRecognised('signer.not-issued')],
  ['of-nobody', text(SEAL), notRecognised('signer.unknown'), { trust: sealTrust([]) }],
  ['no-list', text(SEAL), undecided(20, 'signer.list-missing'), { trust: [] }],
  [
    'two-authorities-of-one-identifier',
    text(SEAL),
    genuine(),
    { trust: sealTrust([SAME_NAME, RECORD]) },
  ],
  [
    'another-authority-of-that-identifier',
    text(SEAL),
    notRecognised('signer.not-issued'),
    { trust: sealTrust([SAME_NAME]) },
  ],
  [
    'authority-that-cannot-be-used',
    sealed(VACCINATION, signerOf(key('cards'), UNUSABLE, {}, key('all'))),
    undecided(20, 'signer.unsupported-authority'),
    { trust: sealTrust([authorityRecord(UNUSABLE)]) },
  ],
  [
    'withdrawn-authority',
    text(SEAL),
    notRecognised('key-usage.withdrawn'),
    { trust: sealTrust([{ ...RECORD, status: 'withdrawn' }]) },
  ],
  [
    'stale-list',
    text(SEAL),
    undecided(20, 'signer.list-stale'),
    { trust: sealTrust([RECORD], '2026-02-01T00:00:00Z') },
  ],
  [
    'unauthenticated-authority',
    text(SEAL),
    undecided(20, 'signer.evidence'),
    { trust: sealTrust([{ ...RECORD, evidence: 'unauthenticated' }]) },
  ],
  ['pinned', text(SEAL), genuine(), { trust: sealTrust([pinned({})]) }],
  [
    'pinned-for-tests',
    text(SEAL),
    notAllowed,
    { trust: sealTrust([pinned({ usages: ['test'] })]) },
  ],
  [
    'specimen',
    sealed(
      sealData('icao.vacc', 'UTO', vaccinationMessage('UTO')),
      signerOf(nobodysKey, OF_UTOPIA),
    ),
    specimen('genuine'),
    { trust: sealTrust([authorityRecord(OF_UTOPIA, { environment: 'test' })]) },
  ],
]

const LISTED = sealTrust([{ ...RECORD, revocation: 'x509-crl' }])

const REVOKED: readonly Case[] = [
  [
    'on-the-list',
    text(SEAL),
    revoked(),
    { trust: LISTED, crls: [revocationList(AUTHORITY, [SIGNER])] },
  ],
  ['not-announced', text(SEAL), revoked(), { crls: [revocationList(AUTHORITY, [SIGNER])] }],
  [
    'not-on-the-list',
    text(SEAL),
    genuine(),
    { trust: LISTED, crls: [revocationList(AUTHORITY, [COPIED])] },
  ],
  ['empty-list', text(SEAL), genuine(), { trust: LISTED, crls: [revocationList(AUTHORITY, [])] }],
  ['no-list-here', text(SEAL), undecided(20, 'revocation.list-missing'), { trust: LISTED }],
  [
    'old-list',
    text(SEAL),
    undecided(20, 'revocation.list-stale'),
    { trust: LISTED, crls: [revocationList(AUTHORITY, [], '2026-03-01')] },
  ],
  [
    'old-list-not-announced',
    text(SEAL),
    genuine('revocation.list-old'),
    { crls: [revocationList(AUTHORITY, [], '2026-03-01')] },
  ],
  [
    'old-list-and-new',
    text(SEAL),
    genuine(),
    {
      trust: LISTED,
      crls: [revocationList(AUTHORITY, [], '2026-03-01'), revocationList(AUTHORITY, [])],
    },
  ],
  [
    'old-list-with-it',
    text(SEAL),
    revoked(),
    { trust: LISTED, crls: [revocationList(AUTHORITY, [SIGNER], '2026-03-01')] },
  ],
  [
    'list-of-another-authority',
    text(SEAL),
    undecided(20, 'revocation.list-missing'),
    { trust: LISTED, crls: [revocationList(OTHER, [SIGNER])] },
  ],
  [
    'list-that-is-forged',
    text(SEAL),
    undecided(20, 'revocation.list-missing'),
    {
      trust: LISTED,
      crls: [revocationList({ ...OTHER, key: { ...OTHER.key, kid: AUTHORITY.key.kid } }, [SIGNER])],
    },
  ],
]

/** Builds the rows. */
export function vdsNcRows(): readonly Row[] {
  const groups: readonly (readonly [string, readonly Case[]])[] = [
    ['', WIRE],
    ['signature-', SIGNATURE],
    ['states-', STATED],
    ['signer-', SIGNERS],
    ['revocation-', REVOKED],
  ]
  return groups.flatMap(([group, cases]) =>
    cases.map(([id, given, expect, circumstances = {}]) =>
      row(`vds-nc/${group}${id}`, FORMAT, given, expect, { trust: TRUST, ...circumstances }),
    ),
  )
}

function vaccine(changes: JsonObject, dose: JsonObject = {}): JsonObject {
  const usual = { dvc: '2025-12-15', seq: 1, ctr: 'XEX', adm: 'Amaurot Hospital', lot: 'LOT0001' }
  return { des: 'XM68M6', nam: 'Comirnaty', dis: 'RA01.0', vd: [{ ...usual, ...dose }], ...changes }
}

/** A record of the signer's own key. */
function pinned(other: JsonObject): JsonObject {
  const { role: _, ...record } = RECORD
  const spki = Buffer.from(SIGNER.key.spki).toString('base64')
  return { ...record, spki, keyId: '00', ...other }
}

function reversed(data: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(data).reverse())
}

/** A number in the place of a dose's, as it is written. */
function number(literal: string): string {
  return text(SEAL).replace('"seq":1', `"seq":${literal}`)
}

function nested(depth: number): JsonValue {
  return depth === 0 ? 1 : [nested(depth - 1)]
}

function signature(): string {
  return String(signatureOf(SEAL)['sigvl'])
}

function standard(name: string): string {
  return Buffer.from(String(signatureOf(SEAL)[name]), 'base64url').toString('base64')
}

function otherSignature(): string {
  return String(signatureOf(signSeal(SIGNER, TEST))['sigvl'])
}

/** Over the text on the wire, which is not the canonical one. */
function signedAsItStands(): string {
  const wire = new TextEncoder().encode(JSON.stringify(VACCINATION, null, 1))
  return withSig({ sigvl: toBase64Url(SIGNER.key.sign('ES256', wire)) })
}

/** A certificate of a key that nobody verifies with, and any signature of a good length. */
function foreign(): string {
  const { certificate } = signerOf(key('of-no-known-kind'), AUTHORITY)
  return withSig({ cer: toBase64Url(certificate) })
}
