/**
 * Vectors of WHO DDCCs by Examplia and Utopia: what they may state in which spelling, what is remarked,
 * what leaves them undecided, and who may sign them.
 *
 * @module
 */

import { CORA, EXAMPLIA, key } from './examplia.ts'
import type { Envelope, Plain } from './hcert.ts'
import {
  broken,
  type Circumstances,
  type Expectation,
  genuine,
  notRecognised,
  outOfTime,
  type Row,
  row,
  specimen,
  undecided,
} from './rows.ts'
import { nobodysKey, RAPHAEL, UTOPIA, utopiaKey } from './utopia.ts'
import {
  coding,
  type DdccContent,
  flatVaccination,
  ICD_11,
  type Issuing,
  LOINC,
  nestedTest,
  nestedVaccination,
  SNOMED_CT,
  signBare,
  signClaims,
  subClaims,
} from './who-ddcc.ts'

const FORMAT = 'who-ddcc'
const ISSUED = Date.parse('2026-01-05T08:00:00Z') / 1000
const EXPIRES = Date.parse('2027-01-05T08:00:00Z') / 1000
const ENVELOPE: Envelope = { iss: EXAMPLIA.country, iat: ISSUED, exp: EXPIRES }

const ISSUING: Issuing = { country: 'XEX', authority: EXAMPLIA.authority }
const HOLDER: DdccContent = { name: 'Cora Vectorova', birthDate: CORA.dob, sex: 'female' }

const FLAT: DdccContent = { ...HOLDER, ...flatVaccination(ISSUING) }
const VACCINATION: DdccContent = { ...HOLDER, ...nestedVaccination(ISSUING) }
const TEST: DdccContent = { ...HOLDER, ...nestedTest(ISSUING) }

const flatWith = (other: object): DdccContent => ({ ...FLAT, ...other })
const doseWith = (other: object): DdccContent => ({
  ...HOLDER,
  ...nestedVaccination(ISSUING, other),
})
const testWith = (other: object): DdccContent => ({ ...HOLDER, ...nestedTest(ISSUING, other) })
const without = (content: DdccContent, ...names: readonly string[]): DdccContent =>
  Object.fromEntries(Object.entries(content).filter(([name]) => !names.includes(name)))

const STRUCTURE = undecided(22, 'content.structure')
const SEVERAL = undecided(22, 'content.several-entries')
const IMPLAUSIBLE = undecided(22, 'content.implausible')
const ENDLESS = genuine('content.no-end-date')

type Case = readonly [id: string, content: DdccContent, expect: Expectation]
type SubCase = readonly [
  id: string,
  content: readonly (readonly [number, Plain])[],
  expect: Expectation,
  envelope?: Envelope,
]

/** Bare, at the top level of the CWT. */
const BARE: readonly Case[] = [
  ['bare-flat-vaccination', FLAT, ENDLESS],
  ['bare-nested-vaccination', VACCINATION, ENDLESS],
  ['bare-nested-test', TEST, ENDLESS],
  ['bare-no-date', flatWith({ date: null }), genuine('content.unreadable-date')],
  ['bare-undefined', flatWith({ centre: undefined, due_date: undefined }), ENDLESS],
  ['bare-dose-as-text', flatWith({ dose: '2' }), genuine('content.text-number')],
  ['bare-birth-year', flatWith({ birthDate: '1985' }), genuine('content.partial-birth-date')],
  ['bare-maker-as-reference', flatWith({ ma_holder: { reference: 'Organization/1' } }), ENDLESS],
  ['bare-member-beside', flatWith({ remark: 'x' }), genuine('content.extra-field')],
  ['bare-name-null', flatWith({ name: null }), undecided(22, 'content.unsupported')],
  ['bare-name-number', flatWith({ name: 7 }), STRUCTURE],
  ['bare-vaccine-and-vaccination', { ...FLAT, ...nestedVaccination(ISSUING) }, SEVERAL],
  ['bare-vaccination-and-test', { ...VACCINATION, ...nestedTest(ISSUING) }, SEVERAL],
  ['bare-test-coded-beside-vaccine', flatWith({ test: coding(LOINC, '94845-5') }), SEVERAL],
  ['bare-spelt-twice', flatWith({ total_doses: 2, totalDoses: 3 }), STRUCTURE],
  ['bare-spelt-twice-the-same', flatWith({ birth_date: CORA.dob }), STRUCTURE],
  ['bare-vaccination-as-text', without({ ...VACCINATION, vaccination: 'yes' }, 'test'), STRUCTURE],
  ['bare-dose-in-words', flatWith({ dose: 'second' }), STRUCTURE],
  ['bare-lot-as-array', flatWith({ lot: ['x'] }), STRUCTURE],
  ['bare-two-vaccinations', { ...HOLDER, vaccination: [{}, {}] }, SEVERAL],
]

/** Under sub-claims 3 and 4. */
const UNDER: readonly SubCase[] = [
  ['vaccination', [[3, VACCINATION]], genuine('revocation.none-published')],
  ['vaccination-flat', [[3, FLAT]], genuine()],
  ['test-not-detected', [[4, TEST]], genuine('revocation.none-published')],
  ['test-detected', [[4, testWith({ result: coding(SNOMED_CT, '260373001') })]], genuine()],
  ['test-loinc-result', [[4, testWith({ result: coding(LOINC, 'LA6577-6') })]], genuine()],
  ['test-day-alone', [[4, testWith({ date: '2026-01-04' })]], genuine()],
  ['no-exp', [[3, VACCINATION]], ENDLESS, { ...ENVELOPE, exp: undefined }],
  [
    'time-with-fraction',
    [[4, testWith({ date: '2026-01-04T09:30:00.5Z' })]],
    genuine('content.time-form'),
  ],
  // ICD-11 RA01.1 is COVID-19 that no virus was found for: no result of a test, and not "negative".
  [
    'result-that-is-a-diagnosis',
    [[4, testWith({ result: coding(ICD_11, 'RA01.1') })]],
    genuine('content.unknown-code'),
  ],
  [
    'result-of-another-vocabulary',
    [[4, testWith({ result: coding(LOINC, '260415000') })]],
    genuine('content.unknown-code'),
  ],
  ['result-in-words', [[4, testWith({ result: 'negative' })]], genuine('content.unknown-code')],
  ['date-in-words', [[3, doseWith({ date: 'Christmas' })]], genuine('content.unreadable-date')],
  [
    'date-with-time',
    [[3, doseWith({ date: '2025-12-15T10:00:00Z' })]],
    genuine('content.date-time'),
  ],
  ['booster', [[3, doseWith({ dose: 3 })]], genuine('content.dose-beyond-series')],
  ['dose-12', [[3, doseWith({ dose: 12, totalDoses: 12 })]], genuine('content.dose-count')],
  [
    'claims-beside',
    [[3, VACCINATION]],
    genuine('content.extra-claims'),
    { ...ENVELOPE, others: [[2, 'subject']] },
  ],
  [
    'unknown-sub-claim-beside',
    [
      [3, VACCINATION],
      [99, 'x'],
    ],
    genuine('content.extra-claims'),
  ],
  [
    'development-beside',
    [
      [3, VACCINATION],
      [-99, 'x'],
    ],
    genuine('content.development'),
  ],
  [
    'both-sub-claims',
    [
      [3, VACCINATION],
      [4, TEST],
    ],
    SEVERAL,
  ],
  ['test-under-vaccination', [[3, TEST]], SEVERAL],
  ['vaccination-under-test', [[4, VACCINATION]], SEVERAL],
  ['neither', [[3, HOLDER]], STRUCTURE],
  ['no-name', [[3, without(VACCINATION, 'name')]], STRUCTURE],
  ['no-vaccine', [[3, doseWith({ vaccine: null, brand: null })]], STRUCTURE],
  ['no-kind-of-test', [[4, testWith({ type: null, pathogen: null })]], STRUCTURE],
  ['date-as-number', [[3, doseWith({ date: 20251215 })]], STRUCTURE],
  ['certificate-as-text', [[3, { ...VACCINATION, certificate: 'x' }]], STRUCTURE],
  ['born-1815', [[3, { ...VACCINATION, birthDate: '1815-06-18' }]], IMPLAUSIBLE],
  ['born-after-issue', [[3, { ...VACCINATION, birthDate: '2026-02-01' }]], IMPLAUSIBLE],
  ['country-of-nowhere', [[3, doseWith({ country: 'QQQ' })]], IMPLAUSIBLE],
  ['sub-claim-as-text', [[3, 'x']], broken('format.claims')],
  ['sub-claim-null', [[3, null]], undecided(22, 'content.unsupported')],
  [
    'expired',
    [[3, VACCINATION]],
    outOfTime('validity.expired'),
    { ...ENVELOPE, exp: ISSUED + 86_400 },
  ],
  [
    'exp-text',
    [[3, VACCINATION]],
    outOfTime('validity.unreadable'),
    { ...ENVELOPE, exp: 'life of person vaccinated' },
  ],
  ['not-yet', [[4, TEST]], outOfTime('validity.not-yet'), { ...ENVELOPE, nbf: EXPIRES - 86_400 }],
]

/** Builds the rows. */
export async function whoDdccRows(): Promise<readonly Row[]> {
  const name = (id: string) => `who-ddcc/${id}`
  const bare = BARE.map(async ([id, content, expect]) =>
    row(name(id), formatOf(expect), await signBare(content, key('all')), expect),
  )
  const under = UNDER.map(async ([id, content, expect, envelope = ENVELOPE]) => {
    const text = await signClaims(subClaims(content, envelope), key('all'))
    return row(name(id), formatOf(expect), text, expect)
  })
  return Promise.all([...bare, ...under, ...signerRows()])
}

/** What no format opens is named by its carrier alone. */
function formatOf({ code }: Expectation): string | undefined {
  return code === 'content.unsupported' || code === 'format.claims' ? undefined : FORMAT
}

async function sign(
  id: string,
  text: string | Promise<string>,
  expect: Expectation,
  circumstances: Circumstances = {},
): Promise<Row> {
  return row(`who-ddcc/${id}`, FORMAT, await text, expect, circumstances)
}

/** Who signs: a state whose certificates are specimens, nobody, a key of tests alone. */
function signerRows(): readonly Promise<Row>[] {
  const vaccination = subClaims([[3, VACCINATION]], ENVELOPE)
  const test = subClaims([[4, TEST]], ENVELOPE)
  return [
    ...specimenRows(),
    sign('unknown-signer', signClaims(vaccination, nobodysKey), notRecognised('signer.unknown')),
    sign(
      'vaccination-by-key-of-tests',
      signClaims(vaccination, key('tests-only')),
      notRecognised('key-usage.not-allowed'),
    ),
    sign('test-by-key-of-tests', signClaims(test, key('tests-only')), genuine()),
    sign(
      'bare-vaccination-by-key-of-tests',
      signBare(FLAT, key('tests-only')),
      notRecognised('key-usage.not-allowed'),
    ),
    sign(
      'both-by-key-of-tests',
      signBare({ ...VACCINATION, ...nestedTest(ISSUING) }, key('tests-only')),
      notRecognised('key-usage.not-allowed'),
    ),
    sign('withdrawn-key', signClaims(test, key('withdrawn')), notRecognised('key-usage.withdrawn')),
  ]
}

function specimenRows(): readonly Promise<Row>[] {
  const utopia: Issuing = { country: 'UTO', authority: UTOPIA.authority }
  const raphael: DdccContent = { name: 'Raphael Hythlodæus', birthDate: RAPHAEL.dob }
  return [
    sign(
      'specimen',
      signBare({ ...raphael, ...flatVaccination(utopia) }, utopiaKey),
      specimen('genuine'),
      { trust: 'specimen/trust.json' },
    ),
    sign(
      'specimen-expired',
      signClaims(
        subClaims([[4, { ...raphael, ...nestedTest(utopia) }]], {
          ...ENVELOPE,
          iss: UTOPIA.country,
          exp: ISSUED + 86_400,
        }),
        utopiaKey,
      ),
      specimen('not-genuine', 'validity.expired'),
      { trust: 'specimen/trust.json' },
    ),
  ]
}
