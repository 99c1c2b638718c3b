/**
 * What the codes of a DCC are called in explanations: products by name, and the rest by our words.
 *
 * @module
 */

import type { Product, ProductId } from '../../terminology/product.ts'
import { COVID_19, DISEASE, nameProducts, RESULTS, TEST_TYPES } from '../dcc-codes.ts'
import type { CodeNames } from '../explain/value-conditions.ts'

/** Makes the names, with what is known of products. */
export function createCodeNames(products: ReadonlyMap<ProductId, Product>): CodeNames {
  let byCode: Readonly<Record<string, string>> | undefined
  return {
    nameOf(member, code) {
      byCode ??= nameProducts(products)
      switch (member) {
        case 'v.mp':
          return (Object.hasOwn(byCode, code) ? byCode[code] : undefined) ?? code
        case 't.tt':
          return wordOf(TEST_TYPES, code)
        case 't.tr':
          return wordOf(RESULTS, code)
        default:
          return member.endsWith('.tg') && code === COVID_19 ? DISEASE : code
      }
    },
  }
}

/** The first word that is written with a code. */
function wordOf(codes: Readonly<Record<string, string>>, code: string): string {
  return Object.entries(codes).find(([, each]) => each === code)?.[0] ?? code
}
