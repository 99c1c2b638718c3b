/**
 * From codes of a product to its codes in other vocabularies: for issuers, who know one of them.
 *
 * @module
 */

import type { RawCode, Vaccination } from '../model/health-certificate.ts'
import type { ProductCodes } from '../model/issuing.ts'
import { COVID_CODES, COVID_KINDS } from './data/covid-vaccines.ts'
import { type Relation, words } from './data/rows.ts'
import { TRAVEL_KINDS } from './data/travel-vaccines.ts'
import { WHO_PRODUCT_CODES } from './data/who-products.ts'
import { type Lookup, loadBuiltIn } from './lookup.ts'
import type { ProductId } from './product.ts'
import { matchProduct } from './vaccines.ts'
import { findVocabulary, spell, type Vocabulary } from './vocabulary.ts'

/** What the codes of an order come to. `contradictory`: they mean different products. */
export interface FoundCodes extends ProductCodes {
  readonly isContradictory: boolean
}

/**
 * Finds the codes of a product in the vocabularies of the formats. What the order states in a vocabulary
 * counts there; else what our tables have for the product, or for its kind in ICD-11.
 */
export function findProductCodes(product: readonly RawCode[]): FoundCodes {
  const key = JSON.stringify(product.map(({ system = '', code }) => [system, code]))
  const known = found.get(key)
  if (known) return known
  if (found.size >= MAX_FOUND) found.clear()
  const codes = find(product)
  found.set(key, codes)
  return codes
}

/** Issuers have few products, and many certificates of each. */
const found = new Map<string, FoundCodes>()
const MAX_FOUND = 500

function find(product: readonly RawCode[]): FoundCodes {
  const lookup = loadBuiltIn()
  const { state, possible } = matchProduct(lookup, toFact(product))
  const id = state === 'known' ? possible[0] : undefined
  const known = id === undefined ? undefined : lookup.products.get(id)
  return {
    isContradictory: state === 'contradictory',
    ...(known && { id: known.id, name: known.name }),
    ...(known?.euCodes && { eu: known.euCodes }),
    cvx: statedOr('cvx', product, id),
    icd11: icdCodes(lookup, product, id),
    whoProduct: [...statedOr('who-product', product, id), ...bare(product)],
  }
}

function toFact(product: readonly RawCode[]): Vaccination {
  return {
    kind: 'vaccination',
    disease: { value: 'unknown', source: 'derived', codes: [] },
    product: { value: 'unknown', source: 'stated', codes: product },
    status: { value: 'completed', source: 'stated' },
  }
}

function statedOr(
  vocabulary: Vocabulary,
  product: readonly RawCode[],
  id: ProductId | undefined,
): readonly string[] {
  const stated = statedIn(vocabulary, product)
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
