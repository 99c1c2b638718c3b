/**
 * Orders made up by chance, of every kind that a format can state, and a count of what they covered.
 *
 * @module
 */

import { HOLDERS, PRODUCTS, PROPHYLAXIS } from '../src/formats/eu-dcc/value-sets.ts'
import { CVX, DISEASES, LOINC, TEST_CLASSES } from '../src/formats/smart-health-card/value-sets.ts'
import { VACCINES } from '../src/formats/vds-nc/value-sets.ts'
import type { JsonObject } from '../src/json/value.ts'
import { addDays } from '../src/model/dates.ts'
import type { FormatId } from '../src/model/health-certificate.ts'
import { findProductCodes } from '../src/terminology/product-codes.ts'
import type { Chance } from './made-expressions.ts'
import { CATALOGUE } from './made-issuer.ts'

/** The day on which all orders are given: 2026-11-22, 09:00 UTC. */
export const NOW = Date.UTC(2026, 10, 22, 9) / 1000
const TODAY = '2026-11-22'

/** What orders had, by name, and how often. */
export class Coverage {
  readonly counts: Map<string, number> = new Map()

  /** Counts a feature, and hands its value on. */
  note<T>(name: string, value: T): T {
    const key = `${name} ${String(value)}`
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1)
    return value
  }

  /** How many features of a name were seen. */
  seen(name: string): number {
    return [...this.counts.keys()].filter((key) => key.startsWith(`${name} `)).length
  }
}

/** Letters of the scripts that ICAO Doc 9303-3 covers, from its tables. */
const SCRIPTS: Readonly<Record<string, string>> = {
  latin:
    'abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįıĳĵķĺļľŀłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷźżžșțß',
  cyrillic: 'абвгдеёжзийклмнопрстуфхцчшщъыьэюяђѓєѕіїјљњћќўџґ',
  arabic: 'ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژکگی',
}

const GREEK = ['Παπαδόπουλος', 'Ελένη'] as const
const HAN = ['王', '小明'] as const

const PLACES = ['Laboratory 7', 'Airport Clinic', 'St. Mary’s Hospital'] as const

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
  const shape = coverage.note('name', ['both', 'both', 'family', 'given'][chance(4)] ?? 'both')
  const script = coverage.note('script', pick([...Object.keys(SCRIPTS), 'greek', 'han'], chance))
  const family = makeName(script, chance, coverage)
  const given = makeName(script, chance, coverage)
  const isCovered = Object.hasOwn(SCRIPTS, script)
  const needsNumber = format === 'vds-nc' || chance(2) === 0
  return {
    ...(shape !== 'given' && { family: family.text }),
    ...(shape !== 'family' && { given: given.text }),
    ...(!isCovered && shape !== 'given' && { familyTransliterated: family.latin }),
    ...(!isCovered && shape !== 'family' && { givenTransliterated: given.latin }),
    birthDate: makeBirth(format, fact, earliest, chance, coverage),
    ...(needsNumber && {
      documentNumber: `X${String(chance(10_000_000)).padStart(7, '0')}`,
      documentType: coverage.note('document', pick(['passport', 'identity-card', 'other'], chance)),
    }),
    ...(chance(2) === 0 && {
      sex: coverage.note('sex', pick(['female', 'male', 'other'], chance)),
    }),
    ...(chance(2) === 0 && { nationality: pick(['UTO', 'XEX', 'D', 'AUT'].slice(0, 2), chance) }),
  }
}

function makeName(script: string, chance: Chance, coverage: Coverage) {
  if (script === 'greek') return { text: pick(GREEK, chance), latin: 'PAPADOPOULOS' }
  if (script === 'han') return { text: pick(HAN, chance), latin: 'WANG<XIAOMING' }
  const letters = [...(SCRIPTS[script] ?? '')]
  const word = (length: number): string =>
    Array.from({ length }, () => coverage.note('letter', pick(letters, chance))).join('')
  const long = chance(20) === 0
  if (long) coverage.note('length', 80)
  const parts = long ? [word(39), word(40)] : [word(2 + chance(8)), word(2 + chance(8))]
  const separator = coverage.note('separator', pick([' ', '-', '’'], chance))
  const text = chance(3) === 0 || long ? parts.join(separator) : (parts[0] ?? '')
  return { text: capitalise(text.normalize('NFC')), latin: '' }
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase().length === 1
    ? text.charAt(0).toUpperCase() + text.slice(1)
    : text
}

function makeBirth(
  format: FormatId,
  fact: JsonObject,
  earliest: string,
  chance: Chance,
  coverage: Coverage,
): string {
  const mayBeEmpty = format === 'eu-dcc' || (format === 'vds-nc' && fact['kind'] !== undefined)
  const kind = pick(
    ['full', 'full', 'full', 'month', 'year', 'leap', '1900', 'today', 'empty'],
    chance,
  )
  const lastYear = Number(earliest.slice(0, 4)) - 1
  const year = 1901 + chance(lastYear - 1901)
  coverage.note('birth', kind)
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
      return earliest
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
  const kind = coverage.note(`${format} kind`, pick(kinds[format] ?? [], chance))
  const where = {
    ...(chance(3) === 0 && { country: coverage.note('country', pick(['AT', 'XE', 'UT'], chance)) }),
  }
  if (kind === 'vaccination') return { ...makeVaccination(format, chance, coverage), ...where }
  if (kind === 'test') return { ...makeTest(format, chance, coverage), ...where }
  const firstPositive = makeDay('2020-03-01', chance, coverage)
  return {
    kind,
    disease: 'covid-19',
    firstPositive,
    ...(chance(2) === 0 && {
      validFrom: addDays(firstPositive, 11 + chance(5)),
      validUntil: addDays(firstPositive, 90 + chance(91)),
    }),
    ...where,
  }
}

function makeVaccination(format: FormatId, chance: Chance, coverage: Coverage): JsonObject {
  const { disease, product } = makeProduct(format, chance, coverage)
  const doses = coverage.note(
    'doses',
    pick(['1/1', '1/2', '2/2', '2/1', '3/1', '3/3', '12/12'], chance),
  )
  const [doseNumber, seriesDoses] = doses.split('/').map(Number)
  return {
    kind: 'vaccination',
    disease,
    product,
    ...(format === 'eu-dcc' && makeEuCodes(String(product), chance, coverage)),
    date: makeDay(disease === 'covid-19' ? '2020-12-10' : '1960-01-01', chance, coverage),
    doseNumber: doseNumber ?? 1,
    seriesDoses: seriesDoses ?? 1,
    lot: `LOT-${chance(100_000)}`,
    ...(chance(2) === 0 && { centre: pick(PLACES, chance).slice(0, 20) }),
  }
}

/** Products that our tables do not have need the other two codes. */
function makeEuCodes(product: string, chance: Chance, coverage: Coverage): JsonObject {
  const isKnown = findProductCodes([{ code: product }]).eu !== undefined
  if (isKnown && chance(2) === 0) return {}
  return {
    manufacturer: coverage.note('ma', pick([...HOLDERS], chance)),
    vaccineType: { code: coverage.note('vp', pick([...PROPHYLAXIS], chance)) },
  }
}

const CARD_VACCINES = [...DISEASES].filter(([key]) => key.startsWith(CVX))

/** Every code of the format's value set in turn. */
function makeProduct(
  format: FormatId,
  chance: Chance,
  coverage: Coverage,
): { readonly disease: string; readonly product: JsonObject | string } {
  if (format === 'eu-dcc') {
    return { disease: 'covid-19', product: coverage.note('mp', pick([...PRODUCTS], chance)) }
  }
  if (format === 'smart-health-card') {
    const [key, disease] = pick(CARD_VACCINES, chance)
    const code = coverage.note('cvx', key.slice(CVX.length + 1))
    return { disease, product: { system: CVX, code } }
  }
  if (format === 'vds-nc') {
    const [code, disease] = pick([...VACCINES], chance)
    return { disease, product: { system: 'ICD-11', code: coverage.note('icd-11', code) } }
  }
  const products = [...CATALOGUE.values()].flatMap(({ id }) => (DISEASE_OF[id] ? [id] : []))
  const id = coverage.note('catalogue', pick(products, chance))
  return { disease: DISEASE_OF[id] ?? '', product: id }
}

const DISEASE_OF: Readonly<Record<string, string>> = {
  UtopiaFeverProduct0123456789abcdef0123456789abcdef: 'yellow-fever',
  'FVP-P-900001': 'poliomyelitis',
  a3K000000000UTOAAA: 'covid-19',
}

const CLASSES: Partial<Record<FormatId, readonly string[]>> = {
  'eu-dcc': ['naat', 'antigen-rapid'],
  'smart-health-card': ['naat', 'antigen-rapid', 'antigen-laboratory'],
  'vds-nc': ['naat', 'antigen-rapid', 'antibody'],
}

function makeTest(format: FormatId, chance: Chance, coverage: Coverage): JsonObject {
  const testClass = coverage.note('class', pick(CLASSES[format] ?? [], chance))
  const results = [
    'not-detected',
    'detected',
    ...(format === 'smart-health-card' ? ['inconclusive'] : []),
  ]
  const codes = [...TEST_CLASSES].filter(([, each]) => each === testClass).map(([key]) => key)
  const states = format === 'smart-health-card' && codes.length > 0 && chance(2) === 0
  const code = states ? coverage.note('loinc', pick(codes, chance).slice(LOINC.length + 1)) : ''
  const zone = coverage.note('zone', pick(['Z', '+01:00', '-11:00', '+14:00', '+05:45'], chance))
  return {
    kind: 'test',
    disease: 'covid-19',
    class: testClass,
    result: coverage.note('result', pick(results, chance)),
    sampledAt: `${makeDay('2020-03-01', chance, coverage, 2)}T${two(chance(24))}:${two(chance(60))}:00${zone}`,
    centre: pick(PLACES, chance).slice(0, 20),
    ...(states && { codes: { system: LOINC, code } }),
    ...(testClass === 'antigen-rapid' && { device: String(1000 + chance(2000)) }),
    ...(chance(3) === 0 && { name: 'Utopia RT-PCR' }),
    ...(format === 'vds-nc' && {
      sample: coverage.note(
        'sample',
        pick(['nasopharyngeal', 'oropharyngeal', 'saliva', 'blood', 'other'], chance),
      ),
    }),
  }
}

/** A day between two, today and leap days among them. */
function makeDay(first: string, chance: Chance, coverage: Coverage, daysAgo = 0): string {
  const last = addDays(TODAY, -daysAgo)
  const kind = coverage.note('day', pick(['any', 'any', 'any', 'leap', 'last'], chance))
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
