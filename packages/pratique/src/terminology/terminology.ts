/**
 * Terminology: what codes of any format mean, in words of our own.
 *
 * Codes have relations, not equals: a code may mean one product, a strength of it, or a class of which
 * it may be any. Every coding of a fact counts, and what no table knows stays unknown.
 *
 * @module
 */

import { toCountry } from '../model/country-codes.ts'
import type {
  MedicalFact,
  Test,
  TestClass,
  TestResult,
  Vaccination,
} from '../model/health-certificate.ts'
import type { Catalogue } from './catalogue-form.ts'
import { extendLookup } from './catalogue-lookup.ts'
import { matchDisease } from './diseases.ts'
import { type Lookup, loadBuiltIn } from './lookup.ts'
import type { Match } from './match.ts'
import type { DiseaseWord, Product, ProductId, VaccineKind, VaccineKindId } from './product.ts'
import { toCode } from './spelling.ts'
import { matchResult, matchTestClass } from './tests.ts'
import { matchKind, matchProduct } from './vaccines.ts'

/** Answers what the codes of facts mean. Asks nobody, and never throws whatever a fact holds. */
export interface Terminology {
  readonly products: ReadonlyMap<ProductId, Product>
  readonly kinds: ReadonlyMap<VaccineKindId, VaccineKind>
  /** By all codings of product and type, then names, then the maker. */
  matchProduct(fact: Vaccination): Match<ProductId>
  /** The kind is often known where the product is not: of "ACWY conjugate", or "bivalent OPV". */
  matchKind(fact: Vaccination): Match<VaccineKindId>
  matchDisease(fact: MedicalFact): Match<DiseaseWord>
  matchTestClass(fact: Test): Match<TestClass>
  /** A code that is not known is `unknown`, never "not detected". */
  matchResult(fact: Test): Match<TestResult>
  /** Two capital letters; `undefined` if it is no country's code. */
  toCountry(code: string): string | undefined
}

export interface TerminologyOptions {
  /** Of two that say different things about a code, the later one counts; each before our own tables. */
  readonly catalogues?: readonly Catalogue[]
}

/** Creates a terminology. Its tables are made at the first question, and once without catalogues. */
export function createTerminology({ catalogues = [] }: TerminologyOptions = {}): Terminology {
  let made: Lookup | undefined
  const lookup = (): Lookup => {
    made ??= catalogues.length === 0 ? loadBuiltIn() : extendLookup(catalogues)
    return made
  }
  return {
    get products() {
      return lookup().products
    },
    get kinds() {
      return lookup().kinds
    },
    matchProduct: (fact) => matchProduct(lookup(), fact),
    matchKind: (fact) => matchKind(lookup(), fact),
    matchDisease: (fact) => matchDisease(lookup(), fact),
    matchTestClass: (fact) => matchTestClass(lookup(), fact),
    matchResult: (fact) => matchResult(lookup(), fact),
    toCountry: (code) => toCountry(toCode(code)),
  }
}
