/**
 * Dangerous mappings of results and diseases: a result to a diagnosis, and either to another one.
 *
 * @module
 */

import type { RawCode, TestResult } from '../model/health-certificate.ts'
import type { Mapping } from './concept-map-reading.ts'
import type { Hazard } from './hazards-tests.ts'
import { findMeaning, type Lookup } from './lookup.ts'
import { intersect } from './match.ts'
import { toWords } from './spelling.ts'
import { findVocabulary, spell, toSystem } from './vocabulary.ts'

export type ResultHazardKind =
  | 'negative-as-disease'
  | 'positive-as-disease'
  | 'inconclusive-as-disease'
  | 'other-result'
  | 'other-disease'

/** Displays of results whose codes are not in our tables: whole texts. */
const RESULT_WORDS: ReadonlyMap<string, TestResult> = /* @__PURE__ */ new Map<string, TestResult>([
  ['negative', 'not-detected'],
  ['not detected', 'not-detected'],
  ['undetected', 'not-detected'],
  ['non reactive', 'not-detected'],
  ['nonreactive', 'not-detected'],
  ['positive', 'detected'],
  ['detected', 'detected'],
  ['reactive', 'detected'],
  ['inconclusive', 'inconclusive'],
  ['indeterminate', 'inconclusive'],
  ['equivocal', 'inconclusive'],
  ['invalid', 'inconclusive'],
])

/** ICD-10 of any country has diagnoses alone, as have the chapters of ICD-11 but X, its extensions. */
const ICD_10 = /(?:^|\/)icd-?10(?:-[a-z]+)?$|^icd-?10/
const ICD_11_STEM = /^(?!X)[0-9A-Z][0-9A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,3})?$/

/** Checks what a mapping does to a result. */
export function checkResult(
  lookup: Lookup,
  { source, target }: Mapping,
): readonly Hazard<ResultHazardKind>[] {
  const from = resultsOf(lookup, source)
  if (!from) return []
  if (isDiagnosis(lookup, target)) {
    const [severity, kind] = from.results.has('not-detected')
      ? (['error', 'negative-as-disease'] as const)
      : from.results.has('detected')
        ? (['warning', 'positive-as-disease'] as const)
        : (['error', 'inconclusive-as-disease'] as const)
    return [{ severity: from.isRead ? 'warning' : severity, kind }]
  }
  const to = resultsOf(lookup, target)
  if (!to || intersect(from.results, to.results).size > 0) return []
  return [{ severity: from.isRead || to.isRead ? 'warning' : 'error', kind: 'other-result' }]
}

/** Checks that a disease stays one. */
export function checkDisease(
  lookup: Lookup,
  { source, target }: Mapping,
): readonly Hazard<ResultHazardKind>[] {
  const from = findMeaning(lookup, source)?.disease
  const to = findMeaning(lookup, target)?.disease
  return from !== undefined && to !== undefined && from !== to
    ? [{ severity: 'error', kind: 'other-disease' }]
    : []
}

function resultsOf(
  lookup: Lookup,
  coding: RawCode,
): { readonly results: ReadonlySet<TestResult>; readonly isRead: boolean } | undefined {
  const meaning = findMeaning(lookup, coding)
  if (meaning) return meaning.results && { results: meaning.results, isRead: false }
  const word =
    RESULT_WORDS.get(toWords(coding.display ?? '')) ?? RESULT_WORDS.get(toWords(coding.code))
  return word && { results: new Set([word]), isRead: true }
}

function isDiagnosis(lookup: Lookup, coding: RawCode): boolean {
  const meaning = findMeaning(lookup, coding)
  if (meaning?.disease !== undefined || meaning?.isDiagnosis) return true
  const system = toSystem(coding.system)
  if (ICD_10.test(system)) return true
  return findVocabulary(system) === 'icd-11' && ICD_11_STEM.test(spell('icd-11', coding.code))
}
