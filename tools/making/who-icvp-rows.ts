/**
 * Vectors of WHO digital ICVPs by Examplia and Utopia: the four published shapes, products with and
 * without a catalogue, what is remarked, what leaves them undecided, and who may sign them.
 *
 * @module
 */

import { certificate, vaccination } from './dcc.ts'
import { CORA, EXAMPLIA, key, otherRecord } from './examplia.ts'
import { cborMap, type Envelope, type Plain, toCbor } from './hcert.ts'
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
import { nobodysKey, utopiaKey } from './utopia.ts'
import { signClaims, subClaims } from './who-ddcc.ts'
import {
  dose,
  type IcvpContent,
  NEW_HOLDER,
  newest,
  OLD_HOLDER,
  PRODUCTS,
  pilotDose,
  signIcvp,
} from './who-icvp.ts'

const FORMAT = 'who-icvp'
const ISSUED = Date.parse('2026-01-05T08:00:00Z') / 1000
const EXPIRES = Date.parse('2027-01-05T08:00:00Z') / 1000
const ENVELOPE: Envelope = { iss: 'XEX', iat: ISSUED, exp: EXPIRES }
const ENDLESS: Envelope = { iss: 'XEX', iat: ISSUED }
const WITH: Circumstances = { catalogue: 'who-icvp/catalogue.json' }

const { yellowFever, polio, covid19, unsaid, unlisted } = PRODUCTS

const G0: IcvpContent = { ...OLD_HOLDER, v: pilotDose() }
const G1: IcvpContent = { ...OLD_HOLDER, ndt: 'PPN', v: [dose(yellowFever, 'dt')] }
const G2: IcvpContent = newest(dose(yellowFever, 'dt'))
const G3: IcvpContent = newest(dose(yellowFever, 'dv'))
const POLIO: IcvpContent = newest(dose(polio, 'dv'))

const pilotWith = (other: object): IcvpContent => ({ ...OLD_HOLDER, v: pilotDose(other) })
const newestWith = (other: object): IcvpContent => newest(dose(yellowFever, 'dv', other))
const without = (content: IcvpContent, ...names: readonly string[]): IcvpContent =>
  Object.fromEntries(Object.entries(content).filter(([name]) => !names.includes(name)))

const STRUCTURE = undecided(22, 'content.structure')
const SEVERAL = undecided(22, 'content.several-entries')
const NO_CATALOGUE = undecided(22, 'content.no-catalogue')
const NOT_IN_CATALOGUE = undecided(22, 'content.not-in-catalogue')
const TEMPLATE = undecided(22, 'content.template-version')
const IMPLAUSIBLE = undecided(22, 'content.implausible')

type Case = readonly [id: string, icvp: Plain, expect: Expectation, envelope?: Envelope]

/** With the catalogue. */
const LISTED: readonly Case[] = [
  ['g1', G1, genuine('content.development', 'revocation.none-published')],
  ['g1-map', { ...G1, v: dose(yellowFever, 'dt') }, genuine('content.development')],
  ['g2', G2, genuine('content.development')],
  ['g3', G3, genuine('content.development')],
  ['g3-version-0-3-0', { ...G3, v: '0.3.0' }, genuine()],
  ['g3-polio', POLIO, genuine()],
  ['g0-listed', pilotWith({ vp: covid19 }), genuine('content.unknown-code')],
  ['g0-code-beside-catalogue', G0, genuine('content.unknown-code')],
  ['g3-yellow-fever-for-life', G3, genuine('content.lifetime'), ENDLESS],
  [
    'g1-for-life-in-words',
    g1With({ vle: 'life of person vaccinated' }),
    genuine('content.lifetime'),
    ENDLESS,
  ],
  ['g3-polio-without-end', POLIO, genuine('content.no-end-date'), ENDLESS],
  [
    'g3-disease-unsaid',
    newest(dose(unsaid, 'dv')),
    genuine('content.unknown-code', 'content.no-end-date'),
    ENDLESS,
  ],
  ['g3-date-in-words', newestWith({ dv: 'Christmas' }), genuine('content.unreadable-date')],
  ['g3-date-with-time', newestWith({ dv: '2025-12-15T10:00:00Z' }), genuine('content.date-time')],
  ['g3-dates-agree', newestWith({ dt: '2025-12-15' }), genuine('content.extra-field')],
  ['g3-member-beside', { ...G3, x: 1 }, genuine('content.extra-field')],
  ['g3-batch-as-number', newestWith({ bo: 42 }), genuine('content.text-number')],
  ['g1-dose-as-digits', g1With({ dn: '2' }), genuine('content.text-number')],
  ['g3-birth-year', { ...G3, dob: '1985' }, genuine('content.partial-birth-date')],
  ['g3-claims-beside', G3, genuine('content.extra-claims'), { ...ENVELOPE, others: [[2, 'x']] }],
  ['g3-identifier', G3, genuine(), { ...ENVELOPE, others: [[7, Uint8Array.of(1, 2, 3)]] }],
  ['unlisted-g1', { ...G1, v: [dose(unlisted, 'dt')] }, NOT_IN_CATALOGUE],
  ['unlisted-g2', newest(dose(unlisted, 'dt')), NOT_IN_CATALOGUE],
  ['unlisted-g3', newest(dose(unlisted, 'dv')), NOT_IN_CATALOGUE],
  ['unlisted-g0', pilotWith({ vp: unlisted }), NOT_IN_CATALOGUE],
  ['unlisted-code', newest(dose('XM0N24', 'dv')), NOT_IN_CATALOGUE],
  ['unlisted-by-case', newest(dose(yellowFever.toUpperCase(), 'dv')), NOT_IN_CATALOGUE],
  ['g0-other-disease-than-listed', pilotWith({ vp: yellowFever }), IMPLAUSIBLE],
  ['born-1815', { ...G3, dob: '1815-06-18' }, IMPLAUSIBLE],
  ['born-after-issue', { ...G3, dob: '2026-02-01' }, IMPLAUSIBLE],
  ['template-2', { ...G3, v: '2' }, TEMPLATE],
  ['template-in-words', { ...G3, v: 'ICVP' }, TEMPLATE],
  ['template-of-g2', { ...G2, v: '99.0' }, TEMPLATE],
  ['template-number', { ...G3, v: 1 }, STRUCTURE],
  ['template-missing', without(G3, 'v'), STRUCTURE],
  ['template-blank', { ...G3, v: ' ' }, STRUCTURE],
  ['v-map-beside-vx', { ...G3, v: dose(yellowFever, 'dt') }, STRUCTURE],
  ['v-array-beside-vx', { ...G3, v: [dose(yellowFever, 'dt')] }, STRUCTURE],
  ['v-text-without-vx', { ...NEW_HOLDER, v: '1' }, STRUCTURE],
  ['v-number', { ...OLD_HOLDER, v: 1 }, STRUCTURE],
  ['v-empty-array', { ...OLD_HOLDER, v: [] }, STRUCTURE],
  ['v-array-of-text', { ...OLD_HOLDER, v: ['x'] }, STRUCTURE],
  ['vx-array', { ...G3, vx: [dose(yellowFever, 'dv')] }, STRUCTURE],
  ['no-dose', OLD_HOLDER, STRUCTURE],
  ['no-name', without(G3, 'n'), STRUCTURE],
  ['name-number', { ...G3, n: 7 }, STRUCTURE],
  ['no-birth', without(G3, 'dob'), STRUCTURE],
  ['no-product', newestWith({ vp: null }), STRUCTURE],
  ['no-date', newestWith({ dv: null }), STRUCTURE],
  ['no-batch', newestWith({ bo: null }), STRUCTURE],
  ['nobody-responsible', newestWith({ is: null }), STRUCTURE],
  ['dates-differ', newestWith({ dt: '2025-12-16' }), STRUCTURE],
  ['date-number', newestWith({ dv: 20251215 }), STRUCTURE],
  ['two-doses', { ...G1, v: [dose(yellowFever, 'dt'), dose(polio, 'dt')] }, SEVERAL],
  ['expired', G3, outOfTime('validity.expired'), { ...ENVELOPE, exp: ISSUED + 86_400 }],
  [
    'exp-in-words',
    G3,
    outOfTime('validity.unreadable'),
    { ...ENVELOPE, exp: 'life of person vaccinated' },
  ],
  ['not-yet', G3, outOfTime('validity.not-yet'), { ...ENVELOPE, nbf: EXPIRES - 86_400 }],
  ['sub-claim-as-text', 'x', broken('format.claims')],
]

/** Without a catalogue. */
const UNLISTED: readonly Case[] = [
  ['g0-pilot', G0, genuine('content.development', 'content.unknown-code')],
  ['g0-without-end', G0, genuine('content.no-end-date'), ENDLESS],
  [
    'g0-yellow-fever-for-life',
    pilotWith({ tg: '1D47', vp: 'XM0N24' }),
    genuine('content.lifetime'),
    ENDLESS,
  ],
  [
    'g0-polio-without-end',
    pilotWith({ tg: '1C81', vp: 'XM0N50' }),
    genuine('content.no-end-date'),
    ENDLESS,
  ],
  ['g0-disease-unknown', pilotWith({ tg: '1E50.0' }), genuine('content.unknown-code')],
  ['g0-no-date', pilotWith({ dt: null }), genuine('content.unreadable-date')],
  ['no-catalogue-g0', pilotWith({ vp: covid19 }), NO_CATALOGUE],
  ['no-catalogue-g1', G1, NO_CATALOGUE],
  ['no-catalogue-g2', G2, NO_CATALOGUE],
  ['no-catalogue-g3', G3, NO_CATALOGUE],
  ['no-catalogue-g3-endless', G3, NO_CATALOGUE, ENDLESS],
  ['no-catalogue-code', newest(dose('XM0N24', 'dv')), NO_CATALOGUE],
  ['no-catalogue-template', { ...G3, v: '2' }, TEMPLATE],
]

function g1With(other: object): IcvpContent {
  return { ...G1, v: [dose(yellowFever, 'dt', other)] }
}

/** Builds the rows. */
export async function whoIcvpRows(): Promise<readonly Row[]> {
  const toRow = async (
    [id, icvp, expect, envelope = ENVELOPE]: Case,
    circumstances: Circumstances,
  ) => {
    const text = await signIcvp(icvp, envelope, key('all'))
    const format = expect.code === 'format.claims' ? undefined : FORMAT
    return row(`who-icvp/${id}`, format, text, expect, circumstances)
  }
  return Promise.all([
    ...LISTED.map((each) => toRow(each, WITH)),
    ...UNLISTED.map((each) => toRow(each, {})),
    ...signerRows(),
    ...besideRows(),
  ])
}

/** Who signs: a state whose certificates are specimens, nobody, a key of tests alone. */
function signerRows(): readonly Promise<Row>[] {
  const specimens: Circumstances = { ...WITH, trust: 'specimen/trust.json' }
  const raphael = { ...G3, n: 'Raphael Hythlodæus', dob: '1976-05-16', nt: 'UTO' }
  const of = async (
    id: string,
    text: string | Promise<string>,
    expect: Expectation,
    circumstances: Circumstances = WITH,
  ) => row(`who-icvp/${id}`, FORMAT, await text, expect, circumstances)
  const utopia: Envelope = { ...ENVELOPE, iss: 'UTO' }
  return [
    of('specimen', signIcvp(raphael, utopia, utopiaKey), specimen('genuine'), specimens),
    of(
      'specimen-unlisted',
      signIcvp({ ...raphael, vx: dose(unlisted, 'dv') }, utopia, utopiaKey),
      specimen('undecided', 'content.not-in-catalogue'),
      specimens,
    ),
    of('unknown-signer', signIcvp(G3, ENVELOPE, nobodysKey), notRecognised('signer.unknown')),
    of(
      'key-of-tests',
      signIcvp(G3, ENVELOPE, key('tests-only')),
      notRecognised('key-usage.not-allowed'),
    ),
    of(
      'withdrawn-key',
      signIcvp(G3, ENVELOPE, key('withdrawn')),
      notRecognised('key-usage.withdrawn'),
    ),
    of(
      'key-of-another-domain',
      signIcvp(G3, ENVELOPE, key('all')),
      notRecognised('key-usage.domain'),
      { ...WITH, trust: otherRecord('all', { domains: ['DCC', 'DDCC'] }) },
    ),
    of('key-of-its-domain', signIcvp(G3, ENVELOPE, key('all')), genuine(), {
      ...WITH,
      trust: otherRecord('all', { domains: ['ICVP'] }),
    }),
    of(
      'iss-of-another-country',
      signIcvp(G3, { ...ENVELOPE, iss: 'UTO' }, key('all')),
      notRecognised('key-usage.country'),
    ),
  ]
}

/** Several certificates in one CWT, whichever format looks at it first. */
function besideRows(): readonly Promise<Row>[] {
  const dcc = toCbor(certificate('v', vaccination(EXAMPLIA, 'EXERCISE/BESIDE'), CORA))
  const of = async (
    id: string,
    format: string,
    text: string | Promise<string>,
    expect: Expectation,
  ) => row(`who-icvp/${id}`, format, await text, expect, WITH)
  const both = signIcvp(G3, ENVELOPE, key('all'), [[1, dcc]])
  return [
    of('beside-eu-dcc', 'eu-dcc', both, SEVERAL),
    of(
      'beside-ddcc',
      'who-ddcc',
      signIcvp(G3, ENVELOPE, key('all'), [[3, cborMap(['name', 'Cora Vectorova'])]]),
      SEVERAL,
    ),
    of('beside-link', FORMAT, signIcvp(G3, ENVELOPE, key('all'), [[5, 'shlink:/e30']]), SEVERAL),
    of('beside-nothing', FORMAT, signIcvp(G3, ENVELOPE, key('all'), [[5, null]]), genuine()),
    of(
      'beside-unknown',
      FORMAT,
      signClaims(
        subClaims(
          [
            [-6, G3],
            [99, 'x'],
          ],
          ENVELOPE,
        ),
        key('all'),
      ),
      genuine('content.extra-claims'),
    ),
  ]
}
