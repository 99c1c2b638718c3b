/**
 * Reading of names: which products a text names.
 *
 * @module
 */

import { BRANDS, DENIALS, FILLERS, MAKERS_AS_BRANDS, type NameRow } from './data/names.ts'
import { words } from './data/rows.ts'
import { type Meaning, only } from './match.ts'
import type { ProductId } from './product.ts'
import { toSpellings } from './spelling.ts'

/** What a text says. */
export interface ReadName {
  /** One for each name in the text: they count together. */
  readonly products: readonly Meaning<ProductId>[]
  /** Only makers are named, as people name vaccines against COVID-19: it counts for these alone. */
  readonly isMaker: boolean
}

/** Names to look for, and what they stand for. */
interface Names {
  readonly pattern: RegExp
  readonly products: ReadonlyMap<string, Meaning<ProductId>>
}

/** Phrases that look like denials: of the CDC's names, and of a kind of vaccine. */
const NO_DENIALS = /(?<=^| )(?:non us|non replicating)(?= |$)/g
/** A number, a strength, or a variant such as `ba 4 5`. */
const NUMBER = /^\p{N}+\p{L}{0,3}$/u

let loaded: { readonly brands: Names; readonly makers: Names } | undefined

/**
 * Reads the names of products in a text. A text that may deny what it names, or that has more in it than
 * the name of a maker, says nothing.
 */
export function readName(text: string): ReadName | undefined {
  if (text === '') return undefined
  const { brands, makers } = load()
  for (const spelling of toSpellings(text)) {
    const plain = spelling.replace(NO_DENIALS, ' ')
    if (plain.split(' ').some((word) => DENIALS.has(word))) return undefined
    const rest = plain.replace(brands.pattern, ' ')
    const named = [...find(plain, brands), ...find(rest, makers)]
    if (rest !== plain) return { products: named, isMaker: false }
    const others = rest.replace(makers.pattern, ' ').split(' ')
    const isAlone = others.every((word) => word === '' || FILLERS.has(word) || NUMBER.test(word))
    if (named.length > 0 && isAlone) return { products: named, isMaker: true }
  }
  return undefined
}

/** Lists the names of a table that stand in a text as whole words; the longest counts. */
function find(text: string, { pattern, products }: Names): readonly Meaning<ProductId>[] {
  const found = new Set(text.match(pattern) ?? [])
  return [...found].flatMap((name) => products.get(name) ?? [])
}

function load(): NonNullable<typeof loaded> {
  loaded ??= { brands: toNames(BRANDS), makers: toNames(MAKERS_AS_BRANDS) }
  return loaded
}

function toNames(rows: readonly NameRow[]): Names {
  const products = new Map<string, Meaning<ProductId>>()
  for (const { names, products: list } of rows) {
    const meaning = only(...words(list))
    for (const spelling of names.flatMap(toSpellings)) products.set(spelling, meaning)
  }
  return { pattern: toPattern([...products.keys()]), products }
}

/** Any of the names, as whole words; longer ones first, so that none hides another. */
export function toPattern(names: readonly string[]): RegExp {
  const byLength = names.toSorted((a, b) => b.length - a.length)
  return new RegExp(`(?<=^| )(?:${byLength.join('|')})(?= |$)`, 'gu')
}
