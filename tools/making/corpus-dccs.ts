/**
 * The public test data of the HCERT family that the vectors take in, and what is expected of it.
 *
 * @module
 */

import type { RemarkCode } from '../../packages/pratique/src/codes.ts'
import type { JsonObject } from '../../packages/pratique/src/json/value.ts'
import {
  broken,
  type Expectation,
  genuine,
  notACertificate,
  notRecognised,
  outOfTime,
  type Row,
  specimen,
  undecided,
} from './rows.ts'

/** What is read of a row of the source. */
interface Case {
  readonly id: string
  readonly source: string
  readonly path: string
  readonly qr: string
  readonly certificate: string | null
  readonly publicKeySpki: string | null
  readonly validationClock: string | null
  readonly expected: { readonly [key: string]: boolean }
  readonly disputed: readonly { readonly key: string }[]
  readonly commit?: false
}

/** Where each source was published. All of it is under the Apache License 2.0. */
const ORIGINS: Readonly<Record<string, string>> = {
  'dgc-testdata': 'eu-digital-green-certificates/dgc-testdata@4a62c8d',
  'dcc-quality-assurance': 'eu-digital-green-certificates/dcc-quality-assurance@02f7da9',
  'gdhcn-validator': 'WorldHealthOrganization/gdhcn-validator@e1e5d7b',
}

/** Expectations of the source that a real and lawful certificate meets. */
const OF_GENUINE = [
  'EXPECTEDVERIFY',
  'EXPECTEDEXPIRATIONCHECK',
  'EXPECTEDKEYUSAGE',
  'EXPECTEDSCHEMAVALIDATION',
]

/** One row: at the time that its source states, unless another is given here. */
interface Chosen {
  readonly expect: Expectation
  readonly now?: string
}

const real = (...remarks: readonly RemarkCode[]): Chosen => ({ expect: genuine(...remarks) })
const at = (now: string, ...remarks: readonly RemarkCode[]): Chosen => ({
  expect: genuine(...remarks),
  now,
})
const bad = (expect: Expectation, now?: string): Chosen => ({ expect, ...(now && { now }) })

const TESTDATA: Readonly<Record<string, Chosen>> = {
  'AE/2DCode/raw/vaccine': real(),
  'AT/2DCode/raw/1': real(),
  'BE/2DCode/raw/1': real(),
  'BG/2DCode/raw/1': real('content.date-time'),
  'CH/2DCode/raw/3': real(),
  'CY/2DCode/raw/6': real(),
  'CZ/2DCode/raw/1': real(),
  'DE/2DCode/raw/1': real(),
  'DK/2DCode/raw/1': real(),
  'ES/2DCode/raw/101': real('key-usage.foreign-oid'),
  'ES/2DCode/raw/1001': real(),
  'ES/2DCode/raw/1501': real(),
  'FI/2DCode/raw/2': real(),
  'FR/2DCode/raw/DCC_Test_0001': real(),
  'GR/2DCode/raw/1': real(),
  'HR/2DCode/raw/1': real(),
  'HU/2DCode/raw/3': real(),
  'IE/2DCode/Raw/3': real('content.unknown-version'),
  'IS/2DCode/raw/5': real(),
  'IT/2DCode/raw/4': real('content.empty-text'),
  'LI/2DCode/raw/1': real(),
  'LT/2DCode/raw/1': real(),
  'LU/2DCode/raw/INCERT_R_DCC_Recovery': at('2021-06-10T12:00:00Z'),
  // Its signer is a CA and nothing else.
  'LV/2DCode/raw/2': bad(notRecognised('key-usage.not-allowed')),
  'NL/2DCode/raw/003-NL-test': real(),
  'NL/2DCode/raw/081-NL-vaccination': real(),
  'NL/2DCode/raw/156-NL-recovery': real(),
  'PL/1.0.0/2DCode/raw/1': real(),
  'PT/1.0.0/2DCode/raw/1': real(),
  'RO/2DCode/raw/1': real(),
  'SE/2DCode/raw/2': real(),
  'SM/2DCode/raw/1': real('content.unknown-code'),
  'UA/2DCode/raw/2': real(),
  'VA/2DCode/raw/2': real(),
  'common/2DCode/raw/CO2': real(),
  'common/2DCode/raw/CO12': real(),
  'common/2DCode/raw/CO13': real(),
  'common/2DCode/raw/CO14': real(),
  'common/2DCode/raw/CO18': real(),
  'common/2DCode/raw/CO20': real(),
  'common/2DCode/raw/CO21': real(),
  'common/2DCode/raw/DGC3': real(),
  'common/2DCode/raw/DGC5': real(),
  'common/2DCode/raw/CO5': bad(broken('signature.invalid')),
  'common/2DCode/raw/CO6': bad(notRecognised('key-usage.not-allowed')),
  'common/2DCode/raw/CO8': bad(notRecognised('key-usage.not-allowed')),
  'common/2DCode/raw/CO10': bad(notRecognised('key-usage.not-allowed')),
  'common/2DCode/raw/CO22': bad(undecided(20, 'signer.list-missing')),
  'common/2DCode/raw/CO23': bad(undecided(20, 'signer.list-missing')),
  'common/2DCode/raw/DGC1': bad(undecided(22, 'content.structure')),
  'common/2DCode/raw/DGC2': bad(undecided(22, 'content.several-entries')),
  'common/2DCode/raw/H1': bad(notACertificate('format.prefix')),
  'common/2DCode/raw/H2': bad(notACertificate('format.version')),
  'common/2DCode/raw/Z1': bad(broken('format.zlib')),
  'NL/2DCode/raw/031-NL-test': bad(undecided(22, 'content.implausible')),
  'NL/2DCode/raw/220-NL-test+wrong_key': bad(notRecognised('key-usage.not-allowed')),
  'PL/1.0.0/2DCode/raw/10': bad(outOfTime('validity.expired')),
  'PL/1.3.0/2DCode/raw/6': bad(undecided(20, 'signer.list-missing')),
  'PL/1.3.0/2DCode/raw/8': bad(undecided(22, 'content.implausible')),
  'RO/2DCode/raw/2': bad(undecided(22, 'content.several-entries')),
}

const QUALITY: Readonly<Record<string, Chosen>> = {
  'AE/1.3.0/VAC.png': at('2021-12-01T00:00:00Z'),
  'BG/1.0.0/specialcases/VAC-NULL-DATETIME.png': at('2022-03-01T00:00:00Z'),
  'CH/1.2.1/specialcases/REC_CH_BAG.png': at('2022-03-01T00:00:00Z', 'content.issuer-form'),
  'CV/1.3.0/TEST.png': at('2022-03-01T00:00:00Z'),
  'FJ/1.3.0/VAC_FJ.png': at('2022-10-01T00:00:00Z', 'validity.predates-key'),
  'FO/1.3.0/VACC_1.png': at('2022-03-01T00:00:00Z'),
  'FR/1.3.0/specialcases/VAC.png': at('2022-03-01T00:00:00Z', 'content.untrimmed'),
  'GB/1.3.0/REC_GG.png': at('2022-02-10T00:00:00Z'),
  'HK/1.3.0/TEST_HK.png': at('2022-12-01T00:00:00Z'),
  'ID/1.3.0/specialcases/VAC_ID_01.jpeg': at('2022-06-01T00:00:00Z'),
  'IE/1.3.0/VAC_IE.png': at('2022-03-01T00:00:00Z'),
  'IL/1.3.0/VAC1.png': at('2022-01-15T00:00:00Z'),
  'LU/1.3.0/specialcases/VAC_nomonth.png': at('2022-03-01T00:00:00Z', 'content.partial-birth-date'),
  'MK/1.3.0/VAC_MK.png': bad(notRecognised('key-usage.weak-key'), '2022-03-01T00:00:00Z'),
  'NZ/1.3.0/VAC_CK.png': at('2022-10-01T00:00:00Z', 'content.country-differs'),
  'OM/1.3.0/VAC.png': at('2022-10-01T00:00:00Z'),
  'SG/1.3.0/VAC.png': at('2022-06-01T00:00:00Z', 'content.extra-field'),
  'SV/1.3.0/VAC.png': at('2022-03-01T00:00:00Z'),
  'TR/1.3.0/TEST.png': at('2022-01-27T00:00:00Z', 'content.time-form'),
  'TSI/1.3.0/specialcases/MULTI_1.png': bad(
    undecided(22, 'content.several-entries'),
    '2021-08-20T00:00:00Z',
  ),
  'VN/1.3.0/VAC_VN.png': at('2022-06-01T00:00:00Z', 'validity.long-lifetime'),
}

const WHO: Readonly<Record<string, Chosen>> = {
  'EUItalyAcceptanceQRContents.txt': at('2022-01-01T00:00:00Z'),
  'WHOQR1Contents.txt': bad(specimen('genuine'), '2022-01-01T00:00:00Z'),
}

/** Key identifier of the WHO's sample, which comes without certificate. */
const WHO_KEY_ID = '3131'

/** Builds the rows out of the lines of `cases.jsonl`. */
export function importDccs(lines: readonly string[]): readonly Row[] {
  const cases = new Map<string, Case>()
  for (const line of lines) {
    const each: Case = JSON.parse(line)
    cases.set(each.id, each)
  }
  const take = (source: string, chosen: Readonly<Record<string, Chosen>>, suffix = '') =>
    Object.entries(chosen).map(([name, how]) => {
      const found = cases.get(`${source}:${name}${suffix}`)
      if (!found || found.commit === false) throw new Error(`no row that may be taken: ${name}`)
      return toRow(found, how)
    })
  return [
    ...take('dgc-testdata', TESTDATA, '.json'),
    ...take('dcc-quality-assurance', QUALITY),
    ...take('gdhcn-validator', WHO),
  ]
}

function toRow(found: Case, { expect, now }: Chosen): Row {
  const { id, source, path, qr, certificate, publicKeySpki, validationClock } = found
  holdAgainst(found, expect)
  const time = now ?? validationClock ?? undefined
  if (time === undefined) throw new Error(`${id} states no time: give one`)
  return {
    id: id.replace(':', '/'),
    origin: `${ORIGINS[source]} ${path}`,
    licence: 'Apache-2.0',
    text: qr,
    ...(certificate !== null && { certificates: [certificate] }),
    ...(certificate === null && publicKeySpki !== null && { trust: keyAlone(publicKeySpki) }),
    now: toInstant(time),
    expect,
  }
}

/** A row that its source calls bad is not taken as good, nor the other way round. */
function holdAgainst({ id, expected, disputed }: Case, { verdict, code }: Expectation): void {
  const undisputed = OF_GENUINE.filter((key) => !disputed.some((each) => each.key === key))
  const isBad = undisputed.some((key) => expected[key] === false)
  if (isBad && verdict === 'genuine') throw new Error(`${id} is bad, says its source`)
  const isGood = undisputed.every((key) => expected[key] !== false) && expected['EXPECTEDVERIFY']
  // What its source verifies is at least no forgery.
  if (isGood && code?.startsWith('signature.')) throw new Error(`${id} verifies, says its source`)
}

function keyAlone(spki: string): JsonObject {
  const record = { framework: 'hcert', environment: 'test', issuer: 'XW', keyId: WHO_KEY_ID, spki }
  return { type: 'pratique-trust-records', version: 1, lists: [], records: [record] }
}

/** The source's spellings of times; without a zone it means UTC. */
function toInstant(time: string): string {
  const [, date = '', clock = '', zone = 'Z'] =
    /^(.{10})T(.{8})(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?$/.exec(time) ?? []
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone
  return new Date(`${date}T${clock}${offset}`).toISOString().replace('.000Z', 'Z')
}
