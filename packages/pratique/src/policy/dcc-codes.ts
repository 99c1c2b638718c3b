/**
 * The codes that an EU DCC writes for our words (value sets of the eHealth Network).
 *
 * @module
 */

import type { TestClass, TestResult } from '../model/health-certificate.ts'
import type { DiseaseWord, Product, ProductId } from '../terminology/product.ts'
import { createTerminology } from '../terminology/terminology.ts'

/** The only disease that an EU DCC can be about, SNOMED CT. */
export const COVID_19 = '840539006'

export const DISEASE: DiseaseWord = 'covid-19'

/** LOINC parts. A laboratory's antigen tests have the code of rapid ones. */
export const NAAT = 'LP6464-4'
export const ANTIGEN = 'LP217198-3'

/** SNOMED CT. */
export const DETECTED = '260373001'
export const NOT_DETECTED = '260415000'

/** An antibody test has no code there: it is projected as one that no list holds. */
export const TEST_TYPES: Readonly<Record<TestClass, string>> = {
  naat: NAAT,
  'antigen-rapid': ANTIGEN,
  'antigen-laboratory': ANTIGEN,
  antibody: 'antibody',
}

/** An inconclusive result has no code there. */
export const RESULTS: Readonly<Record<TestResult, string>> = {
  'not-detected': NOT_DETECTED,
  detected: DETECTED,
  inconclusive: 'inconclusive',
}

let productNames: Readonly<Record<string, string>> | undefined

/** The names of products that the library knows, by the codes of their market authorisations. */
export function findProductNames(): Readonly<Record<string, string>> {
  productNames ??= nameProducts(createTerminology().products)
  return productNames
}

/** The names of products, by the codes of their market authorisations. */
export function nameProducts(
  products: ReadonlyMap<ProductId, Product>,
): Readonly<Record<string, string>> {
  const named = [...products.values()].flatMap(({ name, euCodes }) =>
    euCodes ? [[euCodes.mp, name] as const] : [],
  )
  // Of two products with one code the first names it.
  return Object.fromEntries(named.toReversed())
}

/** Members of the entries of each group (EU DCC schema 1.3.0). */
export const ENTRY_MEMBERS: Readonly<Record<'v' | 't' | 'r', readonly string[]>> = {
  v: ['tg', 'vp', 'mp', 'ma', 'dn', 'sd', 'dt', 'co', 'is', 'ci'],
  t: ['tg', 'tt', 'nm', 'ma', 'sc', 'tr', 'tc', 'co', 'is', 'ci'],
  r: ['tg', 'fr', 'co', 'is', 'df', 'du', 'ci'],
}
