/**
 * Dangerous mappings of vaccines: to another product, and of a class to one of its members.
 *
 * @module
 */

import type { Mapping } from './concept-map-reading.ts'
import { MAKERS } from './data/makers.ts'
import { words } from './data/rows.ts'
import type { Hazard } from './hazards-tests.ts'
import { findMeaning, type Lookup, type VaccineMeaning } from './lookup.ts'
import { intersect } from './match.ts'
import type { ProductId } from './product.ts'
import { findVocabulary, spell, toSystem } from './vocabulary.ts'

export type VaccineHazardKind =
  | 'other-disease'
  | 'other-kind'
  | 'other-product'
  | 'other-manufacturer'
  | 'wider-as-equal'
  | 'narrower-as-equal'
  | 'one-to-several'
  | 'several-to-one'

/** A mapping that is wrong beside another one. */
export interface Spread {
  readonly mapping: Mapping
  readonly hazard: Hazard<VaccineHazardKind>
}

type Found = readonly Hazard<VaccineHazardKind>[]

const error = (kind: VaccineHazardKind): Found => [{ severity: 'error', kind }]

/** Checks what a mapping does to a vaccine. */
export function checkVaccine(lookup: Lookup, { source, target, reach }: Mapping): Found {
  const from = findMeaning(lookup, source)?.vaccine
  const to = findMeaning(lookup, target)?.vaccine
  if (!from || !to) return []
  if (intersect(from.against, to.against).size === 0) return error('other-disease')
  const isApart = intersect(from.products.possible, to.products.possible).size === 0
  if (from.products.isClosed && to.products.isClosed && isApart) {
    return error(nameOther(from.products.possible, to.products.possible))
  }
  if (areKindsApart(from, to) || isOutside(from, to) || isOutside(to, from)) {
    return error('other-kind')
  }
  return reach === 'equal' ? checkEqual(from, to) : []
}

function areKindsApart({ kinds: a }: VaccineMeaning, { kinds: b }: VaccineMeaning): boolean {
  return a.isClosed && b.isClosed && intersect(a.possible, b.possible).size === 0
}

/** A known product that is not of the class; classes have all products of our list. */
function isOutside({ products: a }: VaccineMeaning, { products: b }: VaccineMeaning): boolean {
  return a.isClosed && !b.isClosed && intersect(a.possible, b.possible).size === 0
}

/** What is called equal must allow the same. */
function checkEqual(from: VaccineMeaning, to: VaccineMeaning): Found {
  const { products: a } = from
  const { products: b } = to
  if (a.isClosed !== b.isClosed) return error(a.isClosed ? 'wider-as-equal' : 'narrower-as-equal')
  if (a.isClosed) return checkEqualProducts(from, to)
  const isIn = isWithin(from.kinds.possible, to.kinds.possible)
  if (isIn === isWithin(to.kinds.possible, from.kinds.possible)) return []
  return [{ severity: 'warning', kind: isIn ? 'wider-as-equal' : 'narrower-as-equal' }]
}

function checkEqualProducts(
  { products: { possible: from } }: VaccineMeaning,
  { products: { possible: to }, mainly, isExact }: VaccineMeaning,
): Found {
  const isIn = isWithin(from, to)
  if (isIn === isWithin(to, from)) return []
  if (!isIn) return error('narrower-as-equal')
  if (mainly === undefined) return error('wider-as-equal')
  const main = new Set([mainly])
  // A code that was made for this very product, though maps use it for others as well.
  if (isExact && isWithin(from, main)) return []
  const isOther = intersect(from, main).size === 0
  return error(isOther ? nameOther(from, main) : 'wider-as-equal')
}

/** Finds codes that one map calls equal to several products, or several products equal to one code. */
export function checkSpread(lookup: Lookup, mappings: readonly Mapping[]): readonly Spread[] {
  const bySource = new Map<string, Mapping>()
  const byTarget = new Map<string, Mapping>()
  return mappings.flatMap((mapping): readonly Spread[] => {
    // A class may well have several narrower targets.
    if (mapping.reach === 'narrower') return []
    const from = keyOf(mapping.source)
    const to = keyOf(mapping.target)
    const target = bySource.get(from)?.target
    const source = byTarget.get(to)?.source
    if (!target) bySource.set(from, mapping)
    if (!source && mapping.reach === 'equal') byTarget.set(to, mapping)
    if (target && isOtherTarget(lookup, target, mapping)) return [spread(mapping, 'one-to-several')]
    if (source && isOtherSource(lookup, source, mapping)) return [spread(mapping, 'several-to-one')]
    return []
  })
}

function spread(mapping: Mapping, kind: VaccineHazardKind): Spread {
  return { mapping, hazard: { severity: 'error', kind } }
}

type Coding = Mapping['source']

/** Two products; or two codes of one system that are both called equal, which one at most is. */
function isOtherTarget(lookup: Lookup, a: Coding, { target: b, reach }: Mapping): boolean {
  if (areOtherProducts(lookup, a, b)) return true
  const isKnown = findMeaning(lookup, a) !== undefined || findMeaning(lookup, b) !== undefined
  const isElsewhere = isKnown || toSystem(a.system) !== toSystem(b.system)
  return reach === 'equal' && !isElsewhere && keyOf(a) !== keyOf(b)
}

/** Two products that are called equal to a code of which our tables know nothing. */
function isOtherSource(lookup: Lookup, a: Coding, { source: b, target, reach }: Mapping): boolean {
  return reach === 'equal' && !findMeaning(lookup, target) && areOtherProducts(lookup, a, b)
}

function areOtherProducts(lookup: Lookup, a: Coding, b: Coding): boolean {
  const [first, second] = [a, b].map((coding) => findMeaning(lookup, coding)?.vaccine?.products)
  if (!first?.isClosed || !second?.isClosed) return false
  return intersect(first.possible, second.possible).size === 0
}

function keyOf({ system = '', code }: Coding): string {
  const vocabulary = findVocabulary(system)
  return vocabulary ? `${vocabulary} ${spell(vocabulary, code)}` : `${toSystem(system)} ${code}`
}

/** Tells another maker's product from another product of one maker. */
function nameOther(
  a: ReadonlySet<ProductId>,
  b: ReadonlySet<ProductId>,
): 'other-manufacturer' | 'other-product' {
  const isShared = MAKERS.some(({ products }) => {
    const made = new Set(words(products))
    return intersect(made, a).size > 0 && intersect(made, b).size > 0
  })
  return isShared ? 'other-product' : 'other-manufacturer'
}

function isWithin(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return [...a].every((each) => b.has(each))
}
