/**
 * The tables with catalogues on top.
 *
 * @module
 */

import type { TestClass, TestResult } from '../model/health-certificate.ts'
import type { Catalogue, CatalogueEntry } from './catalogue-form.ts'
import { isDiseaseWord } from './diseases.ts'
import {
  buildLookup,
  type CodeMeaning,
  keysOf,
  type Lookup,
  toKindMeaning,
  toVaccineMeaning,
} from './lookup.ts'
import type { Meaning } from './match.ts'

const TEST_CLASSES: readonly TestClass[] = [
  'naat',
  'antigen-rapid',
  'antigen-laboratory',
  'antibody',
]
const TEST_RESULTS: readonly TestResult[] = ['not-detected', 'detected', 'inconclusive']

/** What the word of an entry names. */
export type MeansKind = 'product' | 'kind' | 'disease' | 'class' | 'result'

/** Finds what a word names; `undefined` if nothing. No two of them share a word. */
export function findMeans(
  { products, kinds }: Pick<Lookup, 'products' | 'kinds'>,
  word: string,
): MeansKind | undefined {
  if (products.has(word)) return 'product'
  if (kinds.has(word)) return 'kind'
  if (isDiseaseWord(word)) return 'disease'
  if (isOneOf(TEST_CLASSES, word)) return 'class'
  return isOneOf(TEST_RESULTS, word) ? 'result' : undefined
}

/**
 * Lays catalogues over our tables. What a catalogue says of a code takes the place of what was said before;
 * `parseCatalogue` holds that it does not contradict our own tables.
 */
export function extendLookup(catalogues: readonly Catalogue[]): Lookup {
  const lookup = buildLookup(catalogues.flatMap(({ products }) => products))
  const codes = new Map(lookup.codes)
  for (const { entries } of catalogues) {
    for (const [key, same] of groupByKey(entries)) {
      codes.set(key, { ...codes.get(key), ...toMeaning(lookup, same) })
    }
  }
  return { ...lookup, codes }
}

/** Groups the entries of one code. A code without a system has a key of its own. */
export function groupByKey(
  entries: readonly CatalogueEntry[],
): ReadonlyMap<string, readonly CatalogueEntry[]> {
  const groups = new Map<string, CatalogueEntry[]>()
  for (const entry of entries) {
    const [key = ''] = keysOf(entry)
    const group = groups.get(key)
    if (group) group.push(entry)
    else groups.set(key, [entry])
  }
  return groups
}

function toMeaning(lookup: Lookup, entries: readonly CatalogueEntry[]): CodeMeaning {
  const words = entries.map(({ means }) => means)
  const [means = ''] = words
  switch (findMeans(lookup, means)) {
    case 'product':
      return { vaccine: toVaccineMeaning(toSet(entries), lookup.products) }
    case 'kind':
      return { vaccine: toKindMeaning(toSet(entries), lookup) }
    case 'disease':
      return isDiseaseWord(means) ? { disease: means } : {}
    case 'class': {
      const classes = new Set(TEST_CLASSES.filter((each) => words.includes(each)))
      return { test: { classes, isCovid19: false } }
    }
    case 'result':
      return { results: new Set(TEST_RESULTS.filter((each) => words.includes(each))) }
    case undefined:
      return {}
  }
}

/** Of a broader code, others than those listed may be meant, unless one of its entries says no. */
function toSet(entries: readonly CatalogueEntry[]): Meaning<string> {
  const isClosed = entries.some((entry) => entry.relation !== 'broader' || entry.isClosed === true)
  return { possible: new Set(entries.map(({ means }) => means)), isClosed }
}

function isOneOf<T extends string>(list: readonly T[], word: string): word is T {
  return list.some((each) => each === word)
}
