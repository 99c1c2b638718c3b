/**
 * Orders made up, of every kind that a format can state, and a count of what they covered. Codes and
 * letters take turns; how they meet is left to chance.
 *
 * @module
 */

import { HOLDERS, PRODUCTS, PROPHYLAXIS } from '../src/formats/eu-dcc/value-sets.ts'
import { CVX, DISEASES, LOINC, TEST_CLASSES } from '../src/formats/smart-health-card/value-sets.ts'
import { VACCINES } from '../src/formats/vds-nc/value-sets.ts'
import type { JsonObject } from '../src/json/value.ts'
import { addDays } from '../src/model/dates.ts'
import type { FormatId } from '../src/model/health-certificate.ts'
import type { ProductCodes } from '../src/model/issuing.ts'
import { toMrzName } from '../src/model/mrz/holder-name.ts'
import type { OrderHolder } from '../src/model/order.ts'
import { MAX_RECOVERY_DAYS } from '../src/model/recovery-period.ts'
import { findProductCodes } from '../src/terminology/product-codes.ts'
import type { Coverage } from './coverage.ts'
import { LETTERS } from './icao-letters.ts'
import type { Chance } from './made-expressions.ts'
import { CATALOGUE } from './made-issuer.ts'

/** The day on which all orders are given: 2026-11-22, 09:00 UTC. */
export const NOW = Date.UTC(2026, 10, 22, 9) / 1000
export const TODAY = '2026-11-22'

/** One part of a name in eight. */
const ZONE_ALONE: readonly boolean[] = Array.from({ length: 8 }, (_, index) => index === 0)

/** One name in twenty has 80 letters. */
const LONG_NAMES: readonly boolean[] = Array.from({ length: 20 }, (_, index) => index === 0)

const GREEK = ['Παπαδόπουλος', 'Ελένη'] as const
const HAN = ['王', '小明'] as const

const PLACES = ['Laboratory 7', 'St. Mary’s Hospital', '"Nord" \\ Süd', '保健所', '🏥 7'] as const
const AUTHORITIES = ['Health & Co <Süd>', 'É'.repeat(80)] as const

/** Makes an order that a format can state. */
export function makeOrder(format: FormatId, chance: Chance, coverage: Coverage): JsonObject {
  const fact = makeFact(format, chance, coverage)
  const earliest = String(fact['date'] ?? fact['sampledAt'] ?? fact['firstPositive']).slice(0, 10)
  return { holder: makeHolder(format, fact, earliest, chance, coverage), fact }
}

function makeHolder(
  format: FormatId,
  fact: JsonObject,
  earliest: string,
  chance: Chance,
  coverage: Coverage,
): JsonObject {
  const shape = coverage.next('name', ['both', 'both', 'family', 'given'], chance)
  const script = coverage.next('script', [...LETTERS.keys(), 'greek', 'han'], chance)
  const needsNumber = format === 'vds-nc' || chance(2) === 0
  const family = shape !== 'given' && makeName('family', script, format, chance, coverage)
  const given = shape !== 'family' && makeName('given', script, format, chance, coverage)
  return {
    ...(family || given),
    ...(fitsTogether(format, { ...family, ...given }) && given),
    birthDate: makeBirth(format, fact, earliest, chance, coverage),
    ...(needsNumber && {
      documentNumber: `X${String(chance(10_000_000)).padStart(7, '0')}`,
      documentType: coverage.next('document', ['passport', 'identity-card', 'other'], chance),
    }),
    ...(chance(2) === 0 && {
      sex: coverage.next('sex', ['female', 'male', 'other'], chance),
    }),
    ...(chance(2) === 0 && {
      nationality: coverage.next('nationality', ['UTO', 'XEX', 'D', 'AUT', 'aut'], chance),
    }),
  }
}

/** An ICVP has one member for the whole name, and room for 80 letters. */
function fitsTogether(format: FormatId, names: JsonObject): boolean {
  if (format !== 'who-icvp') return true
  const holder = names as Partial<OrderHolder>
  const { family, given } = toMrzName({ ...holder, birthDate: '' })
  const own = [holder.given ?? given, holder.family ?? family].join(' ')
  return own.length <= 80 && `${given} ${family}`.length <= 80
}

/** A part of a name; in a script that the tables do not cover, in Latin letters too. */
function makeName(
  part: 'family' | 'given',
  script: string,
  format: FormatId,
  chance: Chance,
  coverage: Coverage,
): JsonObject {
  const latin = `${part}Transliterated`
  // As a passport's zone states it, and nobody typed it.
  if (coverage.next('zone alone', ZONE_ALONE, chance)) return { [latin]: 'ERIKSSON<VAN<DER' }
  if (script === 'greek') return { [part]: pick(GREEK, chance), [latin]: 'PAPADOPOULOS' }
  if (script === 'han') return { [part]: pick(HAN, chance), [latin]: 'WANG<XIAOMING' }
  const letters = LETTERS.get(script) ?? []
  // One that is always written stands first: some letters are left out, and no name may be empty.
  const word = (length: number): string => {
    const others = Array.from({ length: length - 1 }, () =>
      coverage.next('letter', letters, chance, script),
    )
    return (letters[0] ?? '') + others.join('')
  }
  // In other scripts the zone's letters stand in an ICVP, and are more than the name's own.
  const mayBeLong = format !== 'who-icvp' || script === 'latin'
  const isLong = coverage.next('long name', LONG_NAMES, chance) && mayBeLong
  const short = () => word(2 + chance(8))
  const parts = isLong ? [word(39), word(40)] : [short(), ...(chance(3) === 0 ? [short()] : [])]
  // Letters and marks as some systems part them.
  const form = coverage.next('form', ['NFC', 'NFC', 'NFD'], chance)
  return {
    [part]: parts.join(coverage.next('separator', [' ', '  ', '-', '’'], chance)).normalize(form),
  }
}

const BIRTHS = ['full', 'full', 'month', 'year', 'leap', '1900', 'today', 'empty'] as const

function makeBirth(
  format: FormatId,
  fact: JsonObject,
  earliest: string,
  chance: Chance,
  coverage: Coverage,
): string {
  const mayBeEmpty = format === 'eu-dcc' || (format === 'vds-nc' && fact['kind'] !== undefined)
  const kind = coverage.next('birth', BIRTHS, chance)
  const lastYear = Number(earliest.slice(0, 4)) - 1
  const year = 1901 + chance(lastYear - 1901)
  switch (kind) {
    case 'month':
      return `${year}-${two(1 + chance(12))}`
    case 'year':
      return `${year}`
    case 'leap':
      return `${1904 + 4 * chance(Math.floor((lastYear - 1904) / 4) + 1)}-02-29`
    case '1900':
      return `1900-${two(1 + chance(12))}-${two(1 + chance(28))}`
    case 'today':
      return coverage.note('born', earliest)
    case 'empty':
      return mayBeEmpty ? '' : `${year}`
    default:
      return `${year}-${two(1 + chance(12))}-${two(1 + chance(28))}`
  }
}

function makeFact(format: FormatId, chance: Chance, coverage: Coverage): JsonObject {
  const kinds: Partial<Record<FormatId, readonly string[]>> = {
    'eu-dcc': ['vaccination', 'test', 'recovery'],
    'smart-health-card': ['vaccination', 'test'],
    'vds-nc': ['vaccination', 'test'],
    'who-icvp': ['vaccination'],
  }
  const kind = coverage.next('kind', kinds[format] ?? [], chance, format)
  const where = {
    ...(chance(4) === 0 && { statedBy: pick(AUTHORITIES, chance) }),
    ...(chance(3) === 0 && {
      country: coverage.next('country', ['AT', 'XE', 'UT', 'EL', 'XK'], chance),
    }),
  }
  if (kind === 'vaccination') return { ...makeVaccination(format, chance, coverage), ...where }
  if (kind === 'test') return { ...makeTest(format, chance, coverage), ...where }
  // One that is over cannot be stated.
  const daysAgo = chance(MAX_RECOVERY_DAYS + 1)
  const firstPositive = addDays(TODAY, -daysAgo)
  return {
    kind,
    disease: 'covid-19',
    firstPositive,
    ...(chance(2) === 0 && {
      validFrom: addDays(firstPositive, 11 + chance(5)),
      validUntil: addDays(firstPositive, Math.max(daysAgo, 90 + chance(91))),
    }),
    ...where,
  }
}

/** Of a series, and boosters as the EU counts them: dose 3 of 1, of 3. */
export const DOSES = ['1/1', '1/2', '2/2', '2/1', '3/1', '3/3', '4/4', '6/1', '12/12'] as const

function makeVaccination(format: FormatId, chance: Chance, coverage: Coverage): JsonObject {
  const { disease, product } = makeProduct(format, chance, coverage)
  const doses = coverage.next('doses', DOSES, chance)
  const [doseNumber, seriesDoses] = doses.split('/').map(Number)
  return {
    kind: 'vaccination',
    disease,
    product,
    ...(format === 'eu-dcc' && makeEuCodes(String(product), chance, coverage)),
    date: makeDay(disease === 'covid-19' ? '2020-12-10' : '1960-01-01', chance, coverage),
    doseNumber: doseNumber ?? 1,
    seriesDoses: seriesDoses ?? 1,
    lot: `${pick(['LOT', '№', '"'], chance)}-${chance(100_000)}`,
    ...(chance(2) === 0 && { centre: pick(PLACES, chance) }),
    ...(chance(4) === 0 && { clinician: '  Dr. Ægir\tO’Ñandú ' }),
  }
}

/** `vp` of any vaccine against COVID-19. */
const ANY_KIND = ['28531000087107', '1119305005', 'J07BX03'] as const

/** Products that our tables do not have need the other two codes: such as are of no other product. */
function makeEuCodes(product: string, chance: Chance, coverage: Coverage): JsonObject {
  const eu = euCodesOf(product)
  if (eu && chance(2) === 0) return {}
  const all = [...PRODUCTS].flatMap((code) => euCodesOf(code) ?? [])
  const holders = eu ? [eu.ma] : [...HOLDERS].filter((ma) => all.every((each) => each.ma !== ma))
  const kinds = eu
    ? [eu.vp, ...ANY_KIND]
    : [...PROPHYLAXIS].filter((vp) => all.every((each) => each.vp !== vp))
  return {
    manufacturer: coverage.next('ma', holders, chance, product),
    vaccineType: { code: coverage.next('vp', kinds, chance, product) },
  }
}

function euCodesOf(product: string): ProductCodes['eu'] {
  return findProductCodes({ product: [{ code: product }], disease: 'covid-19' }).eu
}

export const CVX_CODES: readonly string[] = [...DISEASES.keys()]
  .filter((key) => key.startsWith(CVX))
  .map((key) => key.slice(CVX.length + 1))

/** Every code of the format's value set in turn. */
function makeProduct(
  format: FormatId,
  chance: Chance,
  coverage: Coverage,
): { readonly disease: string; readonly product: JsonObject | string } {
  if (format === 'eu-dcc') {
    return { disease: 'covid-19', product: coverage.next('mp', [...PRODUCTS], chance) }
  }
  if (format === 'smart-health-card') {
    const code = coverage.next('cvx', CVX_CODES, chance)
    return { disease: DISEASES.get(`${CVX} ${code}`) ?? '', product: { system: CVX, code } }
  }
  if (format === 'vds-nc') {
    const code = coverage.next('icd-11', [...VACCINES.keys()], chance)
    return { disease: VACCINES.get(code) ?? '', product: { system: 'ICD-11', code } }
  }
  const id = coverage.next('catalogue', CATALOGUED, chance)
  return { disease: DISEASE_OF[id] ?? '', product: id }
}

const DISEASE_OF: Readonly<Record<string, string>> = {
  UtopiaFeverProduct0123456789abcdef0123456789abcdef: 'yellow-fever',
  'FVP-P-900001': 'poliomyelitis',
  a3K000000000UTOAAA: 'covid-19',
}

/** Products of the catalogue whose disease it says: no other can be issued. */
export const CATALOGUED: readonly string[] = [...CATALOGUE.keys()].filter((id) =>
  Object.hasOwn(DISEASE_OF, id),
)

const CLASSES: Partial<Record<FormatId, readonly string[]>> = {
  'eu-dcc': ['naat', 'antigen-rapid'],
  'smart-health-card': ['naat', 'antigen-rapid', 'antigen-laboratory'],
  'vds-nc': ['naat', 'antigen-rapid', 'antibody'],
}

export const LOINC_CODES: readonly string[] = [...TEST_CLASSES.keys()].map((key) =>
  key.slice(LOINC.length + 1),
)

function makeTest(format: FormatId, chance: Chance, coverage: Coverage): JsonObject {
  const testClass = coverage.next('class', CLASSES[format] ?? [], chance, format)
  const results = [
    'not-detected',
    'detected',
    ...(format === 'smart-health-card' ? ['inconclusive'] : []),
  ]
  const codes = LOINC_CODES.filter((code) => TEST_CLASSES.get(`${LOINC} ${code}`) === testClass)
  const states = format === 'smart-health-card' && chance(3) !== 0
  const code = states ? coverage.next('loinc', codes, chance, testClass) : ''
  const zone = coverage.next('zone', ['Z', '+01:00', '-11:00', '+14:00', '+05:45'], chance)
  return {
    kind: 'test',
    disease: 'covid-19',
    class: testClass,
    result: coverage.next('result', results, chance, format),
    sampledAt: `${makeDay('2020-03-01', chance, coverage, 2)}T${two(chance(24))}:${two(chance(60))}:${two(chance(60))}${zone}`,
    centre: pick(PLACES, chance),
    ...(states && { codes: { system: LOINC, code } }),
    ...(testClass === 'antigen-rapid' && { device: String(1000 + chance(2000)) }),
    ...(chance(3) === 0 && { name: 'Utopia RT-PCR' }),
    ...(format === 'vds-nc' && {
      sample: coverage.next('sample', SAMPLES, chance),
    }),
  }
}

const SAMPLES = ['nasopharyngeal', 'oropharyngeal', 'saliva', 'blood', 'other'] as const

/** A day between two, today and leap days among them. */
function makeDay(first: string, chance: Chance, coverage: Coverage, daysAgo = 0): string {
  const last = addDays(TODAY, -daysAgo)
  const kind = coverage.next('day', ['any', 'any', 'any', 'leap', 'last'], chance)
  if (kind === 'last') return last
  if (kind === 'leap') return '2024-02-29'
  const span = Math.floor((Date.parse(last) - Date.parse(first)) / 86_400_000)
  return addDays(first, chance(span))
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

function pick<T>(values: readonly T[], chance: Chance): T {
  const value = values[chance(values.length)]
  if (value === undefined) throw new Error('nothing to choose from')
  return value
}
