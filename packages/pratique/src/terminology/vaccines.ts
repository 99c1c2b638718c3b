/**
 * Which product a dose was of, and of which kind.
 *
 * @module
 */

import type { Vaccination } from '../model/health-certificate.ts'
import { matchDisease } from './diseases.ts'
import { type Evidence, gatherEvidence, vaccineCodings } from './evidence.ts'
import { type Lookup, toVaccineMeaning, type VaccineMeaning } from './lookup.ts'
import { type ReadMaker, readMakers } from './makers.ts'
import {
  type Combined,
  combine,
  intersect,
  isSame,
  type Match,
  type Meaning,
  toMatch,
} from './match.ts'
import type { DiseaseWord, ProductId, VaccineKindId } from './product.ts'

/** What was found out about a dose, before it is shown as a match. */
interface Found {
  readonly products: Combined<ProductId>
  readonly source: Match<ProductId>['source']
  /** Every meaning that was counted. */
  readonly meanings: readonly VaccineMeaning[]
}

/**
 * Matches the product of a dose: all codings, then names in their place, then names beside them, then the
 * maker. A class narrows the others and never names a product by itself.
 */
export function matchProduct(lookup: Lookup, fact: Vaccination): Match<ProductId> {
  const { products, source } = findProducts(lookup, fact)
  return toMatch(products, source, lookup.products)
}

/** Matches the kind of vaccine: of the product if it is known, else what the codings of classes leave. */
export function matchKind(lookup: Lookup, fact: Vaccination): Match<VaccineKindId> {
  const { products, source, meanings } = findProducts(lookup, fact)
  const ofProduct = toVaccineMeaning(products, lookup.products).kinds
  if (products.isContradictory) {
    const possible = new Set(meanings.flatMap(({ kinds }) => [...kinds.possible]))
    return toMatch({ possible, isClosed: false, isContradictory: true }, source, lookup.kinds)
  }
  const kinds = meanings.map((meaning) => meaning.kinds)
  const combined = combine(products.isClosed ? [...kinds, ofProduct] : kinds)
  return toMatch(combined, source, lookup.kinds)
}

/**
 * Tells whether what a dose states cannot all be true: codes and names, the disease, and the maker even beside
 * a product that codes name, where {@link matchProduct} passes over it.
 */
export function isContradictory(lookup: Lookup, fact: Vaccination): boolean {
  if (matchDisease(lookup, fact).state === 'contradictory') return true
  return findProducts(lookup, fact, { isMakerHeard: true }).products.isContradictory
}

function findProducts(
  lookup: Lookup,
  fact: Vaccination,
  { isMakerHeard = false }: { readonly isMakerHeard?: boolean } = {},
): Found {
  const { possible, state } = matchDisease(lookup, fact)
  const disease = state === 'known' ? possible[0] : undefined
  const evidence = gatherEvidence(lookup, vaccineCodings(fact), disease)
  const { codes, names, displays } = evidence
  const stated = combineProducts(codes)
  if (stated.isContradictory) return { products: stated, source: 'stated', meanings: codes }
  const named = combineProducts([...codes, ...names])
  const isSettled = named.isContradictory || isKnown(named)
  const meanings = isSettled ? [...codes, ...names] : [...codes, ...names, ...displays]
  const shown = combineProducts(meanings)
  // Where codes name the product, its maker adds nothing: real issuers often name a wrong one beside
  // the right product, the EU's rules ask for the product alone.
  const isOpenToMaker = !shown.isContradictory && (isMakerHeard || !isKnown(stated))
  const maker = isOpenToMaker ? readMakers(fact.manufacturer?.codes ?? []) : undefined
  const products = maker ? applyMaker(lookup, shown, maker, evidence, disease) : shown
  return { products, source: isSame(products, stated) ? 'stated' : 'derived', meanings }
}

function isKnown({ possible, isClosed }: Combined<ProductId>): boolean {
  return isClosed && possible.size === 1
}

/** Products that all allow. Kinds and diseases that exclude each other contradict as well. */
function combineProducts(meanings: readonly VaccineMeaning[]): Combined<ProductId> {
  const products = combine(meanings.map((meaning) => meaning.products))
  if (products.isContradictory) return products
  const kinds = combine(meanings.map((meaning) => meaning.kinds))
  const [first, ...rest] = meanings
  const against = first && rest.reduce((left, each) => intersect(left, each.against), first.against)
  const isAtOdds = kinds.isContradictory || against?.size === 0
  if (!isAtOdds) return products
  const possible = new Set(meanings.flatMap((meaning) => [...meaning.products.possible]))
  return { possible, isClosed: false, isContradictory: true }
}

/**
 * Narrows by who makes it. Makers of vaccines against COVID-19 are in the EU's value set beside their
 * products, so that one who makes none of what is said contradicts it; of other makers too little is
 * known.
 */
function applyMaker(
  lookup: Lookup,
  found: Combined<ProductId>,
  maker: ReadMaker,
  { codes, names, displays, hasUnread }: Evidence,
  disease: DiseaseWord | undefined,
): Combined<ProductId> {
  const isTold = codes.length + names.length + displays.length > 0
  const candidates = isTold ? found.possible : productsAgainst(lookup, disease)
  const own = intersect(candidates, maker.products)
  if (own.size > 0) {
    // What nobody here understands may name a product that no list has yet.
    const isSole = maker.isComplete && disease === 'covid-19' && !hasUnread
    return { possible: own, isClosed: found.isClosed || isSole, isContradictory: false }
  }
  // A product that no list has yet may be anybody's, whatever its kind.
  const isUnlisted = hasUnread && !found.isClosed
  if (!isTold || isUnlisted || intersect(candidates, maker.alsoNamedWith).size > 0) return found
  const covid = productsAgainst(lookup, 'covid-19')
  const others = intersect(maker.products, covid)
  if (others.size === 0 || intersect(candidates, covid).size === 0) return found
  const possible = new Set([...found.possible, ...others])
  return { possible, isClosed: false, isContradictory: true }
}

function productsAgainst(
  { products }: Lookup,
  disease: DiseaseWord | undefined,
): Meaning<ProductId>['possible'] {
  const all = [...products.values()]
  const against = all.filter((product) => disease === undefined || product.disease === disease)
  return new Set(against.map(({ id }) => id))
}
