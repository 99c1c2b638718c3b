/**
 * From codes of a product to its codes in other vocabularies: for issuers, who know one of them.
 *
 * @module
 */

import type { RawCode, Vaccination } from '../model/health-certificate.ts'
import type { ProductCodes } from '../model/issuing.ts'
import type { OrderVaccination } from '../model/order.ts'
import { COVID_CODES, COVID_KINDS } from './data/covid-vaccines.ts'
import { type Relation, words } from './data/rows.ts'
import { TRAVEL_KINDS } from './data/travel-vaccines.ts'
import { WHO_PRODUCT_CODES } from './data/who-products.ts'
import { type Lookup, loadBuiltIn } from './lookup.ts'
import type { ProductId } from './product.ts'
import { isContradictory, matchProduct } from './vaccines.ts'
import { findVocabulary, spell, type Vocabulary } from './vocabulary.ts'

/** What of an order says which vaccine was given. */
export type StatedVaccine = Pick<
  OrderVaccination,
  'product' | 'vaccineType' | 'manufacturer' | 'disease'
>

/** What the codes of an order come to. */
export interface FoundCodes extends ProductCodes {
  /** Its product, kind of vaccine, maker and disease cannot all be true. */
  readonly isContradictory: boolean
}

/**
 * Finds the codes of a product in the vocabularies of the formats. What the order states in a vocabulary
 * counts there; else what our tables have for the product, or for its kind in ICD-11. Which product it is,
 * its own codes and names alone say: the kind, the maker and the disease may only contradict them.
 */
export function findProductCodes(vaccine: StatedVaccine): FoundCodes {
  const { product, vaccineType, manufacturer, disease } = vaccine
  let place = follow(followCode(followCode(found, vaccineType), manufacturer), disease)
  for (const code of product) place = followCode(place, code)
  if (place.codes) return place.codes
  const codes = find(vaccine)
  if (foundCount === MAX_FOUND) {
    found.next.clear()
    foundCount = 0
  }
  foundCount++
  place.codes = codes
  return codes
}

/** What was found for the texts that lead here, one after the other: no key is to be made of them. */
interface Place {
  codes?: FoundCodes
  readonly next: Map<string, Place>
}

/** Issuers have few products, and many certificates of each. */
const found: Place = { next: new Map() }
let foundCount = 0
const MAX_FOUND = 500

function followCode(place: Place, { system = '', code, display = '' }: RawCode = NO_CODE): Place {
  return follow(follow(follow(place, system), code), display)
}

const NO_CODE: RawCode = { code: '' }

function follow({ next }: Place, text: string): Place {
  const known = next.get(text)
  if (known) return known
  const place: Place = { next: new Map() }
  next.set(text, place)
  return place
}

function find(vaccine: StatedVaccine): FoundCodes {
  const { product } = vaccine
  const lookup = loadBuiltIn()
  const { state, possible } = matchProduct(lookup, toFact({ product }))
  const id = state === 'known' ? possible[0] : undefined
  const known = id === undefined ? undefined : lookup.products.get(id)
  return {
    isContradictory: isContradictory(lookup, toFact(vaccine)),
    ...(known && { id: known.id, name: known.name }),
    ...(known?.euCodes && { eu: known.euCodes }),
    cvx: statedOr('cvx', product, id),
    icd11: icdCodes(lookup, product, id),
    whoProduct: [...new Set([...statedOr('who-product', product, id), ...bare(product)])],
  }
}

function toFact({
  product,
  vaccineType,
  manufacturer,
  disease,
}: Pick<StatedVaccine, 'product'> & Partial<StatedVaccine>): Vaccination {
  const coded = (codes: readonly RawCode[]) =>
    ({ value: 'unknown', source: 'stated', codes }) as const
  return {
    kind: 'vaccination',
    disease: { value: disease ?? 'unknown', source: 'stated', codes: [] },
    product: coded(product),
    ...(vaccineType && { vaccineType: coded([vaccineType]) }),
    ...(manufacturer && { manufacturer: coded([manufacturer]) }),
    status: { value: 'completed', source: 'stated' },
  }
}

function statedOr(
  vocabulary: Vocabulary,
  product: readonly RawCode[],
  id: ProductId | undefined,
): readonly string[] {
  const stated = [...new Set(statedIn(vocabulary, product))]
  return stated.length > 0 || id === undefined ? stated : (codesByProduct(vocabulary).get(id) ?? [])
}

function statedIn(vocabulary: Vocabulary, product: readonly RawCode[]): readonly string[] {
  return product
    .filter(({ system = '' }) => findVocabulary(system) === vocabulary)
    .map(({ code }) => spell(vocabulary, code))
}

/** Codes without a system may be those of a catalogue that our tables do not have. */
function bare(product: readonly RawCode[]): readonly string[] {
  return product.filter(({ system = '' }) => system === '').map(({ code }) => code)
}

/** The product's own code, then the code of its kind: both are true of it. */
function icdCodes(
  { products }: Lookup,
  product: readonly RawCode[],
  id: ProductId | undefined,
): readonly string[] {
  const own = statedOr('icd-11', product, id)
  const kind = id === undefined ? undefined : products.get(id)?.kind
  return kind === undefined ? own : [...own, ...(codesByKind().get(kind) ?? [])]
}

const byProduct = new Map<Vocabulary, ReadonlyMap<ProductId, readonly string[]>>()

/** Codes that mean one product of ours; where none does, those of its packs and variants. */
function codesByProduct(vocabulary: Vocabulary): ReadonlyMap<ProductId, readonly string[]> {
  const known = byProduct.get(vocabulary)
  if (known) return known
  const codes = new Map([
    ...gatherCodes(vocabulary, 'narrower'),
    ...gatherCodes(vocabulary, 'exact'),
  ])
  byProduct.set(vocabulary, codes)
  return codes
}

function gatherCodes(
  vocabulary: Vocabulary,
  relation: Relation,
): ReadonlyMap<ProductId, readonly string[]> {
  const codes = new Map<ProductId, readonly string[]>()
  for (const row of [...COVID_CODES, ...WHO_PRODUCT_CODES]) {
    const [product, ...others] = words(row.products)
    if (product === undefined || others.length > 0) continue
    if (row.vocabulary !== vocabulary || row.relation !== relation) continue
    codes.set(product, [...(codes.get(product) ?? []), ...words(row.codes)])
  }
  return codes
}

let byKind: ReadonlyMap<string, readonly string[]> | undefined

/** ICD-11 has codes of kinds, which certificates may state where the product has none. */
function codesByKind(): ReadonlyMap<string, readonly string[]> {
  if (byKind) return byKind
  const codes = new Map<string, readonly string[]>()
  for (const row of [...COVID_KINDS, ...TRAVEL_KINDS]) {
    if (row.vocabulary !== 'icd-11') continue
    for (const kind of words(row.kinds)) {
      codes.set(kind, [...(codes.get(kind) ?? []), ...words(row.codes)])
    }
  }
  byKind = codes
  return codes
}
