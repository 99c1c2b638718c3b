/**
 * What a catalogue holds.
 *
 * @module
 */

import type { Relation } from './data/rows.ts'
import type { Product } from './product.ts'

/** What one code means. */
export interface CatalogueEntry {
  /** As the certificates write it, or any of its other names. Absent: codes without a system. */
  readonly system?: string
  readonly code: string
  /** A word of ours. */
  readonly means: string
  readonly relation: Relation
  /** Who says so, for people. */
  readonly source: string
  /** Of `broader`: the entries of this code are all that it may mean. */
  readonly isClosed?: boolean
}

/** Code mappings of a user, checked. */
export interface Catalogue {
  readonly products: readonly Product[]
  readonly entries: readonly CatalogueEntry[]
}

/** A fault of a catalogue, and where: `entries[3].relation`. */
export interface CatalogueFault {
  readonly path: string
  readonly expected: string
}
