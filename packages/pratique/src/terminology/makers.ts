/**
 * Reading of makers: what a maker's code or name says about its product.
 *
 * @module
 */

import type { RawCode } from '../model/health-certificate.ts'
import { toPattern } from './brands.ts'
import { MAKERS, type Maker } from './data/makers.ts'
import { words } from './data/rows.ts'
import type { ProductId } from './product.ts'
import { toCode, toSpellings } from './spelling.ts'
import { findVocabulary, toSystem } from './vocabulary.ts'

/** What the makers that are named say together. */
export interface ReadMaker {
  readonly products: ReadonlySet<ProductId>
  readonly alsoNamedWith: ReadonlySet<ProductId>
  readonly isComplete: boolean
}

interface Tables {
  readonly byCode: ReadonlyMap<string, Maker>
  readonly byName: ReadonlyMap<string, Maker>
  readonly pattern: RegExp
}

let loaded: Tables | undefined

/** Reads the makers of a dose. Two that are named together, as partners are, count both. */
export function readMakers(codings: readonly RawCode[]): ReadMaker | undefined {
  const makers = [...new Set(codings.flatMap(readCoding))]
  if (makers.length === 0) return undefined
  return {
    products: new Set(makers.flatMap(({ products }) => words(products))),
    alsoNamedWith: new Set(makers.flatMap((maker) => words(maker.alsoNamedWith ?? ''))),
    isComplete: makers.every((maker) => maker.isComplete),
  }
}

/** A code without a system is the EU's, as its field is; else the words of text and display are read. */
function readCoding({ system, code, display }: RawCode): readonly Maker[] {
  const { byCode } = load()
  const name = toSystem(system)
  const vocabulary = findVocabulary(name)
  const maker = name === '' || vocabulary === 'eu-holder' ? byCode.get(toCode(code)) : undefined
  if (maker) return [maker]
  const texts = vocabulary ? [display ?? ''] : [code, display ?? '']
  return texts.flatMap(readText)
}

function readText(text: string): readonly Maker[] {
  const { byName, pattern } = load()
  return toSpellings(text).flatMap((spelling) =>
    (spelling.match(pattern) ?? []).flatMap((name) => byName.get(name) ?? []),
  )
}

function load(): Tables {
  if (loaded) return loaded
  const byCode = new Map<string, Maker>()
  const byName = new Map<string, Maker>()
  for (const maker of MAKERS) {
    for (const code of words(maker.codes ?? '')) byCode.set(code, maker)
    for (const name of maker.names) byName.set(name, maker)
  }
  loaded = { byCode, byName, pattern: toPattern([...byName.keys()]) }
  return loaded
}
