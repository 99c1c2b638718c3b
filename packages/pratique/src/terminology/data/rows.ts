/**
 * The shapes of rows in our tables. Lists are texts with white space between, to be read by people.
 *
 * @module
 */

import type { ProductId, VaccineKindId } from '../product.ts'
import type { Vocabulary } from '../vocabulary.ts'
import type { SourceKey } from './sources.ts'

/**
 * How far a code reaches. `exact`: it means the product. `narrower`: a strength, a pack or a variant of
 * it. `broader`: it may also mean another; then all that it may mean stand in one row.
 */
export type Relation = 'exact' | 'narrower' | 'broader'

interface Row {
  readonly vocabulary: Vocabulary
  readonly relation: Relation
  readonly codes: string
  readonly source: SourceKey
}

/** Codes of products. Several products: it is one of them and of no others. */
export interface ProductRow extends Row {
  readonly products: string
  /** Of several: the one that the code was made for. */
  readonly mainly?: ProductId
}

/**
 * Codes of kinds of vaccine. Which products a kind has is open: another may be authorised tomorrow. So a
 * kind never tells the product, not even where our list has one alone.
 */
export interface KindRow extends Row {
  /** All kinds that it may be; `disease *`: any kind against that disease. */
  readonly kinds: string
  /** It may also be of a kind that our list does not have. */
  readonly isOpen?: true
}

/** A product: `disease`, `platform` and `serogroups` are its kind's. */
export interface ProductLine {
  readonly id: ProductId
  readonly name: string
  readonly kind: VaccineKindId
  /** `mp`, `ma` and `vp` of an EU DCC. */
  readonly eu?: string
  readonly primarySeries?: number
  readonly isPrequalified?: true
}

/** Splits a list. */
export function words(list: string): readonly string[] {
  return list.split(/\s+/).filter((word) => word !== '')
}
