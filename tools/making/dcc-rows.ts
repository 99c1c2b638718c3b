/**
 * Vectors of EU DCCs by Examplia: what they may state, what is remarked, what leaves them undecided.
 *
 * @module
 */

import { CborTag } from '../../packages/pratique/src/codecs.ts'
import { antigenTest, certificate, type DccContent, pcrTest, recovery, vaccination } from './dcc.ts'
import { CORA, EXAMPLIA, key, TIBOR } from './examplia.ts'
import { dccClaims, type Envelope, type Plain, signHc1 } from './hcert.ts'
import { type Expectation, genuine, notRecognised, type Row, row, undecided } from './rows.ts'

export const ISSUED = Date.parse('2026-01-05T08:00:00Z') / 1000
export const EXPIRES = Date.parse('2027-01-05T08:00:00Z') / 1000

/** The envelope of a certificate that is in force in June 2026. */
export const ENVELOPE: Envelope = { iss: EXAMPLIA.country, iat: ISSUED, exp: EXPIRES }

const PCR = pcrTest(EXAMPLIA, 'EXERCISE/PCR')
const DOSE = vaccination(EXAMPLIA, 'EXERCISE/VAC')
const RECOVERY = recovery(EXAMPLIA, 'EXERCISE/REC')

export const VACCINATION: DccContent = certificate('v', DOSE, CORA)
export const TEST: DccContent = certificate('t', PCR, CORA)

/** Signs with the key that may sign anything. */
export function sign(dcc: Plain, envelope: Envelope = {}): string {
  return signHc1(dccClaims(dcc, { ...ENVELOPE, ...envelope }), { key: key('all') })
}

interface Case {
  readonly id: string
  readonly dcc: Plain
  readonly expect: Expectation
  readonly envelope: Envelope
}

function of(id: string, dcc: Plain, expect: Expectation, envelope: Envelope = {}): Case {
  return { id, dcc, expect, envelope }
}

const vaccinationWith = (other: object): DccContent => certificate('v', { ...DOSE, ...other }, CORA)
const testWith = (other: object): DccContent => certificate('t', { ...PCR, ...other }, CORA)
const recoveryWith = (other: object): DccContent =>
  certificate('r', { ...RECOVERY, ...other }, CORA)
const named = (nam: Plain): DccContent => ({ ...TEST, nam })
const born = (dob: Plain): DccContent => ({ ...TEST, dob })
const without = (content: DccContent, ...names: readonly string[]): DccContent =>
  Object.fromEntries(Object.entries(content).filter(([name]) => !names.includes(name)))

/** What issuers state. */
const STATED: readonly Case[] = [
  of('vaccination', VACCINATION, genuine('revocation.none-published')),
  of('pcr-not-detected', TEST, genuine('revocation.none-published')),
  of('pcr-detected', testWith({ tr: '260373001' }), genuine()),
  of('antigen-detected', certificate('t', antigenTest(EXAMPLIA, 'EXERCISE/RAT'), TIBOR), genuine()),
  of('recovery', certificate('r', RECOVERY, TIBOR), genuine()),
  ...['1.0.0', '1.2.1', '1.3.3'].map((ver) =>
    of(`version-${ver}`, { ...VACCINATION, ver }, genuine()),
  ),
]

/** Beside the code there are the remarks on what names two countries. */
const ANOTHER_COUNTRY: Expectation = {
  ...notRecognised('key-usage.country'),
  remarks: ['content.country-differs', 'content.signer-country-differs'],
}

/** What is odd. */
const REMARKED: readonly Case[] = [
  of('iss-in-words', TEST, genuine('content.issuer-form'), { iss: EXAMPLIA.authority }),
  of('iss-absent', TEST, genuine(), { iss: undefined }),
  of('co-of-another-country', testWith({ co: 'FR' }), genuine('content.country-differs')),
  of('iss-of-another-country', TEST, ANOTHER_COUNTRY, { iss: 'UT' }),
  of('claims-beside', TEST, genuine('content.extra-claims'), {
    others: [
      [2, 'subject'],
      [7, Uint8Array.of(1, 2)],
    ],
  }),
  of('lifetime-of-ten-years', TEST, genuine('validity.long-lifetime'), {
    exp: EXPIRES + 9 * 31_536_000,
  }),
  of('nbf-before-iat', TEST, genuine(), { nbf: ISSUED - 60 }),
  of('iat-with-fraction', TEST, genuine(), { iat: ISSUED + 0.5 }),
  of('iat-tagged', TEST, genuine(), { iat: new CborTag(1, ISSUED) }),
  of('dt-with-time', vaccinationWith({ dt: '2025-12-15T10:00:00Z' }), genuine('content.date-time')),
  of('df-with-time', recoveryWith({ df: '2025-12-12T00:00:00Z' }), genuine('content.date-time')),
  of('fr-in-words', recoveryWith({ fr: 'first of December' }), genuine('content.unreadable-date')),
  of('dob-with-time', born('1985-09-14T00:00:00Z'), genuine('content.date-time')),
  of('dob-year', born('1985'), genuine('content.partial-birth-date')),
  of('dob-month', born('1985-09'), genuine('content.partial-birth-date')),
  of('dob-unknown-day', born('1985-09-XX'), genuine('content.partial-birth-date')),
  of('dob-empty', born(''), genuine('content.partial-birth-date', 'content.empty-text')),
  of('dob-in-words', born('14 September 1985'), genuine('content.unreadable-date')),
  of(
    'sc-with-fraction',
    testWith({ sc: '2026-01-04T09:30:00.125Z' }),
    genuine('content.time-form'),
  ),
  of(
    'sc-with-short-zone',
    testWith({ sc: '2026-01-04T09:30:00+01' }),
    genuine('content.time-form'),
  ),
  of('sc-in-words', testWith({ sc: 'this morning' }), genuine('content.unreadable-date')),
  of('sc-tagged', testWith({ sc: new CborTag(0, '2026-01-04T09:30:00Z') }), genuine()),
  of('dose-3-of-2', vaccinationWith({ dn: 3 }), genuine('content.dose-beyond-series')),
  of('dose-12-of-12', vaccinationWith({ dn: 12, sd: 12 }), genuine('content.dose-count')),
  of('dose-0-of-1', vaccinationWith({ dn: 0, sd: 1 }), genuine('content.dose-count')),
  of('dr-stated', testWith({ dr: '2026-01-04T15:00:00Z' }), genuine('content.legacy-field')),
  of('member-beside', { ...TEST, meta: { reference: 'x' } }, genuine('content.extra-field')),
  of('entry-member-beside', testWith({ rd: '2026-01-04' }), genuine('content.extra-field')),
  of('mononym', named({ fn: 'Vectorova', fnt: 'VECTOROVA' }), genuine('content.name-part-missing')),
  of(
    'fnt-with-space',
    named({ ...CORA.nam, fnt: 'VECTOR OVA' }),
    genuine('content.transliteration'),
  ),
  of('fn-untrimmed', named({ ...CORA.nam, fn: ' Vectorova ' }), genuine('content.untrimmed')),
  of(
    'fn-decomposed',
    named({ ...CORA.nam, fn: 'Ve\u0301ctorova' }),
    genuine('content.not-normalised'),
  ),
  of('fn-in-another-script', named({ ...CORA.nam, fn: 'Векторова' }), genuine()),
  of('tc-long', testWith({ tc: 'Test Centre '.repeat(9) }), genuine('content.long-text')),
  of('nm-empty', testWith({ nm: '' }), genuine('content.empty-text')),
  of(
    'ci-lower-case',
    testWith({ ci: 'urn:uvci:01:xe:exercise' }),
    genuine('content.identifier-form'),
  ),
  of('pcr-with-device', testWith({ ma: '1232' }), genuine('content.device-field')),
  of(
    'pcr-without-centre',
    certificate('t', without(PCR, 'tc'), CORA),
    genuine('content.device-field'),
  ),
  of('mp-unknown', vaccinationWith({ mp: 'EU/1/99/9999' }), genuine('content.unknown-code')),
  of('tr-unknown', testWith({ tr: 'NotDetected' }), genuine('content.unknown-code')),
  of('ver-unpublished', { ...TEST, ver: '1.0.4' }, genuine('content.unknown-version')),
  of('other-groups-null', { ...TEST, v: null, r: null }, genuine()),
  of('other-groups-empty', { ...TEST, v: [], r: [] }, genuine()),
  of('other-groups-undefined', { ...TEST, v: undefined }, genuine()),
  of('optional-null', testWith({ ma: null }), genuine()),
]

/** What leaves a certificate without a definite, possible meaning. */
const FAULTY: readonly Case[] = [
  of('no-ver', without(TEST, 'ver'), undecided(22, 'content.structure')),
  of('no-nam', without(TEST, 'nam'), undecided(22, 'content.structure')),
  of('nam-text', named('Cora Vectorova'), undecided(22, 'content.structure')),
  of('nam-empty', named({}), undecided(22, 'content.structure')),
  of('fn-number', named({ ...CORA.nam, fn: 7 }), undecided(22, 'content.structure')),
  of('dob-number', born(1985), undecided(22, 'content.structure')),
  of('no-group', without(TEST, 't'), undecided(22, 'content.structure')),
  of('group-map', { ...TEST, t: PCR }, undecided(22, 'content.structure')),
  of('entry-text', { ...TEST, t: ['negative'] }, undecided(22, 'content.structure')),
  of(
    'entry-without-sc',
    certificate('t', without(PCR, 'sc'), CORA),
    undecided(22, 'content.structure'),
  ),
  of(
    'entry-without-ci',
    certificate('v', without(DOSE, 'ci'), CORA),
    undecided(22, 'content.structure'),
  ),
  of('dn-text', vaccinationWith({ dn: '2' }), undecided(22, 'content.structure')),
  of('dn-fraction', vaccinationWith({ dn: 1.5 }), undecided(22, 'content.structure')),
  of('tr-number', testWith({ tr: 260415000 }), undecided(22, 'content.structure')),
  of('two-tests', { ...TEST, t: [PCR, PCR] }, undecided(22, 'content.several-entries')),
  of('two-groups', { ...TEST, v: [DOSE] }, undecided(22, 'content.several-entries')),
  of(
    'three-groups',
    { ...TEST, v: [DOSE], r: [RECOVERY] },
    undecided(22, 'content.several-entries'),
  ),
  of('born-1815', born('1815-06-18'), undecided(22, 'content.implausible')),
  of('born-after-issue', born('2026-02-01'), undecided(22, 'content.implausible')),
  of(
    'gn-without-gnt',
    named({ fn: 'Vectorova', fnt: 'VECTOROVA', gn: 'Cora' }),
    undecided(22, 'content.implausible'),
  ),
  of('co-of-nowhere', testWith({ co: 'ZZ' }), undecided(22, 'content.implausible')),
]

/** Builds the rows. */
export function dccRows(): Promise<readonly Row[]> {
  return Promise.all(
    [...STATED, ...REMARKED, ...FAULTY].map(async ({ id, dcc, envelope, expect }) =>
      row(`eu-dcc/${id}`, 'eu-dcc', await sign(dcc, envelope), expect),
    ),
  )
}
