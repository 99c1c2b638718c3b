/**
 * Diseases that an ICVP or a catalogue names by code, and what identifiers of the catalogue look like.
 *
 * Only codes whose meaning is certain. Codes are facts; SNOMED CT and ICD are trade marks.
 *
 * @module
 */

import type { Disease } from '../../model/health-certificate.ts'

/** ICD-11 and SNOMED CT. */
export const DISEASES: ReadonlyMap<string, Disease> = /* @__PURE__ */ new Map<string, Disease>([
  ['RA01', 'covid-19'],
  ['RA01.0', 'covid-19'],
  ['840539006', 'covid-19'],
  ['1D47', 'yellow-fever'],
  ['1C81', 'poliomyelitis'],
])

/** Our own words, which a catalogue in our own form may use. */
const DISEASE_WORDS: ReadonlyMap<string, Disease> = /* @__PURE__ */ new Map<string, Disease>([
  ['covid-19', 'covid-19'],
  ['yellow-fever', 'yellow-fever'],
  ['poliomyelitis', 'poliomyelitis'],
])

/** The disease that a code or a word of ours stands for. */
export function diseaseOf(code: string): Disease | 'unknown' {
  return DISEASES.get(code) ?? DISEASE_WORDS.get(code) ?? 'unknown'
}

/**
 * Both generations of WHO's product identifiers: a name with a digest (2025), and record numbers (2026).
 * It only tells that a pilot names a product of the catalogue, and never which.
 */
const CATALOGUE_IDS =
  /^(?:[A-Za-z0-9]{1,60}Product[0-9a-f]{32}|(?:FinishedProduct)?a3K[A-Za-z0-9]{15}|FVP-P-\d{1,6})$/

/** Whether a product is named as the catalogue does. */
export function isCatalogueId(id: string): boolean {
  return CATALOGUE_IDS.test(id)
}
