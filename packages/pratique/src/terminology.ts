/**
 * Terminology: what codes of any format mean, in words of our own; catalogues on top of our tables; and a
 * look at other people's maps.
 *
 * @module
 */

export { parseCatalogue } from './terminology/catalogue.ts'
export type { Catalogue, CatalogueEntry } from './terminology/catalogue-form.ts'
export {
  checkConceptMap,
  type MapFinding,
  type MapFindingKind,
} from './terminology/concept-map.ts'
export type { Relation } from './terminology/data/rows.ts'
export { SOURCES, type Source, type SourceKey } from './terminology/data/sources.ts'
export type { Match } from './terminology/match.ts'
export type {
  DiseaseWord,
  Platform,
  Product,
  ProductId,
  VaccineKind,
  VaccineKindId,
} from './terminology/product.ts'
export {
  createTerminology,
  type Terminology,
  type TerminologyOptions,
} from './terminology/terminology.ts'
