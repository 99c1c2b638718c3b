/**
 * Faults of what a catalogue says, beyond its form: words that nobody knows, codes that say two things, and
 * mappings that contradict what a code is known for.
 *
 * @module
 */

import type { Catalogue, CatalogueEntry, CatalogueFault } from './catalogue-form.ts'
import { findMeans, groupByKey, type MeansKind } from './catalogue-lookup.ts'
import { type CodeMeaning, findMeaning, type Lookup, loadBuiltIn } from './lookup.ts'
import type { Product } from './product.ts'
import { toSystem } from './vocabulary.ts'

/** Codes of CVX look like this, and much else does. */
const SHORT_NUMBER = /^\s*\d{1,4}\s*$/

const CONTRADICTED = 'what the code is known for, or something within it'

/** Finds the faults of a catalogue that is well formed. */
export function checkEntries({ products, entries }: Catalogue): readonly CatalogueFault[] {
  const builtIn = loadBuiltIn()
  const known = { ...builtIn, products: withProducts(builtIn, products) }
  const paths = new Map(entries.map((entry, i) => [entry, `entries[${i}]`]))
  const pathOf = (entry: CatalogueEntry): string => paths.get(entry) ?? 'entries'
  return [
    ...checkProducts(builtIn, products),
    ...entries.flatMap((entry) => checkEntry(known, entry, pathOf(entry))),
    ...[...groupByKey(entries).values()].flatMap((same) => checkGroup(known, same, pathOf)),
  ]
}

function withProducts(
  { products }: Lookup,
  more: readonly Product[],
): ReadonlyMap<string, Product> {
  return new Map([...products, ...more.map((each): [string, Product] => [each.id, each])])
}

function checkProducts(builtIn: Lookup, products: readonly Product[]): readonly CatalogueFault[] {
  const seen = new Set<string>()
  return products.flatMap(({ id }, i) => {
    const isTaken = seen.has(id) || findMeans(builtIn, id) !== undefined
    seen.add(id)
    return isTaken ? [{ path: `products[${i}].id`, expected: 'a word that nothing else has' }] : []
  })
}

function checkEntry(
  known: Lookup,
  { system, code, means, relation, isClosed }: CatalogueEntry,
  path: string,
): readonly CatalogueFault[] {
  const kind = findMeans(known, means)
  if (!kind)
    return [{ path: `${path}.means`, expected: 'a word of ours, or a product of the file' }]
  const faults: CatalogueFault[] = []
  if (toSystem(system) === '' && SHORT_NUMBER.test(code)) {
    faults.push({ path: `${path}.system`, expected: 'a system: a bare number may be of any' })
  }
  if (relation === 'broader' && isClosed !== true && !isOpenAllowed(kind)) {
    faults.push({ path: `${path}.relation`, expected: `"exact" or "narrower" for a ${kind}` })
  }
  const meaning = findMeaning(known, { ...(system !== undefined && { system }), code })
  if (meaning && contradicts(known, meaning, kind, means)) {
    faults.push({ path: `${path}.means`, expected: CONTRADICTED })
  }
  return faults
}

/** Only products and kinds have sets that others may belong to. */
function isOpenAllowed(kind: MeansKind): boolean {
  return kind === 'product' || kind === 'kind'
}

function contradicts(known: Lookup, meaning: CodeMeaning, kind: MeansKind, means: string): boolean {
  const { vaccine, disease, test, results, isDiagnosis } = meaning
  switch (kind) {
    case 'product': {
      const product = known.products.get(means)
      if (!vaccine || !product) return test !== undefined || results !== undefined
      if (vaccine.products.isClosed) return !vaccine.products.possible.has(means)
      const isKind = product.kind === undefined || isWithin(product.kind, vaccine.kinds)
      return !isKind || !vaccine.against.has(product.disease)
    }
    case 'kind': {
      const against = known.kinds.get(means)?.disease
      if (!vaccine || !against) return test !== undefined || results !== undefined
      return !vaccine.against.has(against) || !isWithin(means, vaccine.kinds)
    }
    case 'disease':
      if (disease !== undefined) return disease !== means
      return vaccine !== undefined && ![...vaccine.against].some((each) => each === means)
    case 'class':
      if (!test) return vaccine !== undefined || disease !== undefined || results !== undefined
      return test.hazard !== undefined || ![...test.classes].some((each) => each === means)
    case 'result':
      if (isDiagnosis || disease !== undefined || test || vaccine) return true
      return results !== undefined && ![...results].some((each) => each === means)
  }
}

function isWithin(
  kind: string,
  { possible, isClosed }: { readonly possible: ReadonlySet<string>; readonly isClosed: boolean },
): boolean {
  return !isClosed || possible.has(kind)
}

/** Of one code, several entries stand together only where all are broader and of one sort. */
function checkGroup(
  known: Lookup,
  entries: readonly CatalogueEntry[],
  pathOf: (entry: CatalogueEntry) => string,
): readonly CatalogueFault[] {
  const [first, ...others] = entries
  if (!first || others.length === 0) return []
  const sort = findMeans(known, first.means)
  return others.flatMap((entry) => {
    const isOfOneSort = findMeans(known, entry.means) === sort
    const areBroader = first.relation === 'broader' && entry.relation === 'broader'
    if (isOfOneSort && areBroader && sort !== 'disease') return []
    return [{ path: `${pathOf(entry)}.code`, expected: 'a code that no other entry has' }]
  })
}
