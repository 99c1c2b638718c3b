/**
 * The tables as maps: from a coding to what it means.
 *
 * @module
 */

import type { RawCode, TestClass, TestResult } from '../model/health-certificate.ts'
import { COVID_PRODUCTS, FORMER_EU_PRODUCTS } from './data/covid-products.ts'
import { COVID_CODES, COVID_KINDS } from './data/covid-vaccines.ts'
import { DISEASE_CODES, OTHER_VACCINES } from './data/diseases.ts'
import { KINDS } from './data/kinds.ts'
import { type KindRow, type ProductLine, type ProductRow, words } from './data/rows.ts'
import { DIAGNOSES, HAZARD_CODES, RESULT_CODES, TEST_CODES, type TestHazard } from './data/tests.ts'
import { TRAVEL_PRODUCTS } from './data/travel-products.ts'
import { TRAVEL_KINDS } from './data/travel-vaccines.ts'
import { WHO_PRODUCT_CODES } from './data/who-products.ts'
import { type Meaning, only } from './match.ts'
import type { DiseaseWord, Product, ProductId, VaccineKind, VaccineKindId } from './product.ts'
import { toCode } from './spelling.ts'
import { findVocabulary, spell, splitAddress, toSystem, type Vocabulary } from './vocabulary.ts'

/** What a code of a vaccine means: for its product, its kind and what it is against. */
export interface VaccineMeaning {
  readonly products: Meaning<ProductId>
  /** Of several products: the one that the code was made for. */
  readonly mainly?: ProductId
  /** The code means that one alone, though maps use it for the others. */
  readonly isExact?: true
  readonly kinds: Meaning<VaccineKindId>
  /** The diseases that it is known for: one, as a rule. */
  readonly diseases: ReadonlySet<DiseaseWord>
  /** These, and the others of a combination. */
  readonly against: ReadonlySet<DiseaseWord>
}

/** What a code of a test means. */
export interface TestMeaning {
  /** No class counts where it is a hazard. */
  readonly classes: ReadonlySet<TestClass>
  readonly hazard?: TestHazard
  readonly looksLike?: TestClass
  readonly isCovid19: boolean
}

/** Everything that a code is known for. One code may be a disease's and a diagnosis'. */
export interface CodeMeaning {
  readonly vaccine?: VaccineMeaning
  readonly disease?: DiseaseWord
  readonly test?: TestMeaning
  readonly results?: ReadonlySet<TestResult>
  /** It is a diagnosis, and no result although maps use it as one. */
  readonly isDiagnosis?: true
}

/** Codes by `vocabulary code`, and what they are about. */
export interface Lookup {
  readonly products: ReadonlyMap<ProductId, Product>
  readonly kinds: ReadonlyMap<VaccineKindId, VaccineKind>
  readonly codes: ReadonlyMap<string, CodeMeaning>
  /** Products of the kinds, by their order in the list of products. */
  readonly productsOf: (kinds: Iterable<VaccineKindId>) => ReadonlySet<ProductId>
}

/**
 * Vocabularies that a code without a system may be of. A certificate's field decides in an EU DCC, and
 * no two of these share a code. Never CVX: its codes are bare numbers.
 */
const BARE: readonly Vocabulary[] = [
  'eu-product',
  'snomed',
  'icd-11',
  'loinc',
  'atc',
  'who-product',
  'who-type',
  'word',
]

let builtIn: Lookup | undefined

/** The library's own tables, made when first asked for. */
export function loadBuiltIn(): Lookup {
  builtIn ??= buildLookup([])
  return builtIn
}

/** Lists the keys that a coding may stand under; the first that is known counts. */
export function* keysOf({ system, code: written }: RawCode): Generator<string, void> {
  const code = toCode(written)
  const name = toSystem(system)
  const address = splitAddress(code)
  const vocabulary = address?.vocabulary ?? findVocabulary(name)
  if (vocabulary) return yield `${vocabulary} ${spell(vocabulary, address?.code ?? code)}`
  yield `${name} ${code}`
  if (name !== '') return
  for (const each of BARE) yield `${each} ${spell(each, code)}`
}

/** Finds what a coding means. */
export function findMeaning({ codes }: Lookup, coding: RawCode): CodeMeaning | undefined {
  for (const key of keysOf(coding)) {
    const meaning = codes.get(key)
    if (meaning) return meaning
  }
  return undefined
}

/** Makes what a code of products means. */
export function toVaccineMeaning(
  products: Meaning<ProductId>,
  all: ReadonlyMap<ProductId, Product>,
): VaccineMeaning {
  const found = [...products.possible].flatMap((id) => all.get(id) ?? [])
  const kinds = found.flatMap(({ kind }) => kind ?? [])
  const areKindsKnown = kinds.length === found.length && products.isClosed
  return {
    products,
    kinds: { possible: new Set(kinds), isClosed: areKindsKnown },
    ...diseasesOf(found),
  }
}

/** Makes what a code of kinds means. Which products are of a kind is always open. */
export function toKindMeaning(
  kinds: Meaning<VaccineKindId>,
  lookup: Pick<Lookup, 'kinds' | 'productsOf'>,
): VaccineMeaning {
  const found = [...kinds.possible].flatMap((id) => lookup.kinds.get(id) ?? [])
  const products = { possible: lookup.productsOf(kinds.possible), isClosed: false }
  return { products, kinds, ...diseasesOf(found) }
}

function diseasesOf(
  of: readonly Pick<VaccineKind, 'disease' | 'alsoAgainst'>[],
): Pick<VaccineMeaning, 'diseases' | 'against'> {
  const diseases = new Set(of.map(({ disease }) => disease))
  return {
    diseases,
    against: new Set([...diseases, ...of.flatMap((each) => each.alsoAgainst ?? [])]),
  }
}

/** Makes the maps, with more products than our own; one of an id that we have takes its place. */
export function buildLookup(more: readonly Product[]): Lookup {
  const kinds = new Map(KINDS.map((kind) => [kind.id, kind]))
  const lines = [...COVID_PRODUCTS, ...TRAVEL_PRODUCTS]
  const own = lines.map((line) => toProduct(line, kinds))
  const products = new Map([...own, ...more].map((product) => [product.id, product]))
  const productsOf = listProductsOf(products)
  const codes = new Map<string, CodeMeaning>()
  addVaccines(codes, { products, kinds, productsOf })
  addDiseases(codes)
  addTests(codes)
  return { products, kinds, codes, productsOf }
}

function toProduct(line: ProductLine, kinds: ReadonlyMap<VaccineKindId, VaccineKind>): Product {
  const kind = kinds.get(line.kind)
  if (!kind) throw new Error('a product of a kind that is not there')
  const { id, name, eu, ...rest } = line
  const { disease, alsoAgainst, platform, serogroups } = kind
  const [mp, ma, vp] = eu === undefined ? [] : words(eu)
  const euCodes = mp !== undefined && ma !== undefined && vp !== undefined && { mp, ma, vp }
  return {
    id,
    name,
    disease,
    ...(alsoAgainst && { alsoAgainst }),
    ...(platform && { platform }),
    ...(serogroups !== undefined && { serogroups }),
    ...rest,
    ...(euCodes && { euCodes }),
  }
}

/** Products of a kind; those whose kind is not told count for every kind against their disease. */
function listProductsOf(products: ReadonlyMap<ProductId, Product>): Lookup['productsOf'] {
  const all = [...products.values()]
  const diseases = new Map(KINDS.map(({ id, disease }) => [id, disease]))
  return (kinds) => {
    const wanted = new Set(kinds)
    const against = new Set([...wanted].map((kind) => diseases.get(kind)))
    const found = all.filter(({ kind, disease }) =>
      kind === undefined ? against.has(disease) : wanted.has(kind),
    )
    return new Set(found.map(({ id }) => id))
  }
}

type Tables = Pick<Lookup, 'products' | 'kinds' | 'productsOf'>

function addVaccines(codes: Map<string, CodeMeaning>, tables: Tables): void {
  const rows: readonly ProductRow[] = [...COVID_CODES, ...WHO_PRODUCT_CODES]
  for (const { vocabulary, relation, products, mainly, codes: list } of rows) {
    const meaning = toVaccineMeaning(only(...words(products)), tables.products)
    addVaccine(codes, vocabulary, words(list), {
      ...meaning,
      ...(mainly && { mainly }),
      ...(mainly && relation === 'exact' && { isExact: true }),
    })
  }
  const former = FORMER_EU_PRODUCTS.map(({ product, code }) => ({ id: product, mp: code }))
  const present = [...tables.products.values()].flatMap(({ id, euCodes }) =>
    euCodes ? [{ id, mp: euCodes.mp }] : [],
  )
  for (const { id, mp } of [...former, ...present]) {
    addVaccine(codes, 'eu-product', [mp], toVaccineMeaning(only(id), tables.products))
  }
  for (const row of [...COVID_KINDS, ...TRAVEL_KINDS]) {
    const kinds = { possible: listKinds(row, tables.kinds), isClosed: row.isOpen !== true }
    addVaccine(codes, row.vocabulary, words(row.codes), toKindMeaning(kinds, tables))
  }
}

function listKinds(
  { kinds }: KindRow,
  all: ReadonlyMap<VaccineKindId, VaccineKind>,
): ReadonlySet<VaccineKindId> {
  if (!kinds.endsWith(' *')) return new Set(words(kinds))
  const disease = kinds.slice(0, -2)
  const against = [...all.values()].filter((kind) => kind.disease === disease)
  return new Set(against.map(({ id }) => id))
}

function addVaccine(
  codes: Map<string, CodeMeaning>,
  vocabulary: Vocabulary,
  list: readonly string[],
  vaccine: VaccineMeaning,
): void {
  for (const code of list) add(codes, vocabulary, code, { vaccine })
}

function addDiseases(codes: Map<string, CodeMeaning>): void {
  for (const { vocabulary, codes: list, disease } of DISEASE_CODES) {
    for (const code of words(list)) add(codes, vocabulary, code, { disease })
  }
  for (const { vocabulary, codes: list, disease } of OTHER_VACCINES) {
    const diseases = new Set([disease])
    const none = { possible: new Set<never>(), isClosed: false }
    const vaccine = { products: none, kinds: none, diseases, against: diseases }
    addVaccine(codes, vocabulary, words(list), vaccine)
  }
}

function addTests(codes: Map<string, CodeMeaning>): void {
  for (const { vocabulary, codes: list, classes, isCovid19 } of TEST_CODES) {
    const test = { classes: new Set(classes), isCovid19 }
    for (const code of listed(list)) add(codes, vocabulary, code, { test })
  }
  for (const { vocabulary, codes: list, hazard, looksLike } of HAZARD_CODES) {
    const test = { classes: new Set<never>(), hazard, looksLike, isCovid19: false }
    for (const code of listed(list)) add(codes, vocabulary, code, { test })
  }
  for (const { vocabulary, codes: list, results } of RESULT_CODES) {
    for (const code of listed(list)) add(codes, vocabulary, code, { results: new Set(results) })
  }
  for (const code of DIAGNOSES) add(codes, 'icd-11', code, { isDiagnosis: true })
}

function listed(list: string | readonly string[]): readonly string[] {
  return typeof list === 'string' ? words(list) : list
}

function add(
  codes: Map<string, CodeMeaning>,
  vocabulary: Vocabulary,
  code: string,
  meaning: CodeMeaning,
): void {
  const key = `${vocabulary} ${spell(vocabulary, code)}`
  codes.set(key, { ...codes.get(key), ...meaning })
}
