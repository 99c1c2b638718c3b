/**
 * Evidence of a vaccine: everything in a fact that says which one was given.
 *
 * @module
 */

import type { RawCode, Vaccination } from '../model/health-certificate.ts'
import { type ReadName, readName } from './brands.ts'
import { findMeaning, type Lookup, toVaccineMeaning, type VaccineMeaning } from './lookup.ts'
import type { DiseaseWord } from './product.ts'
import { isBlank } from './spelling.ts'
import { findVocabulary, toSystem } from './vocabulary.ts'

export interface Evidence {
  /** What codes mean. */
  readonly codes: readonly VaccineMeaning[]
  /** What names mean that stand in the place of a code. */
  readonly names: readonly VaccineMeaning[]
  /** What the displays of codings mean: words for people, asked where nothing else decides. */
  readonly displays: readonly VaccineMeaning[]
  /** Something that nobody here understands stands there as well. */
  readonly hasUnread: boolean
}

/** The codings of a dose that may tell its vaccine. */
export function vaccineCodings({ product, vaccineType }: Vaccination): readonly RawCode[] {
  const codings = [...(product?.codes ?? []), ...(vaccineType?.codes ?? [])]
  return codings.filter(({ code, display = '' }) => !isBlank(code) || !isBlank(display))
}

/**
 * Gathers the evidence of all codings.
 *
 * @param disease what the dose is against: people call vaccines against COVID-19 by their makers
 */
export function gatherEvidence(
  lookup: Lookup,
  codings: readonly RawCode[],
  disease: DiseaseWord | undefined,
): Evidence {
  const codes: VaccineMeaning[] = []
  const names: VaccineMeaning[] = []
  const displays: VaccineMeaning[] = []
  let hasUnread = false
  for (const coding of codings) {
    const { code, display = '' } = coding
    const meaning = findMeaning(lookup, coding)?.vaccine
    const name = meaning ? undefined : toMeanings(lookup, readCodeAsName(coding), disease)
    if (meaning) codes.push(meaning)
    names.push(...(name ?? []))
    const shown = toMeanings(lookup, readName(display), disease)
    displays.push(...(shown ?? []))
    if (!meaning && !name && !shown && !isBlank(code)) hasUnread = true
  }
  return { codes, names, displays, hasUnread }
}

/** Free text stands where a code belongs, with no system or one that nobody knows. */
function readCodeAsName({ system, code }: RawCode): ReadName | undefined {
  const name = toSystem(system)
  return name !== '' && findVocabulary(name) ? undefined : readName(code)
}

function toMeanings(
  { products }: Lookup,
  name: ReadName | undefined,
  disease: DiseaseWord | undefined,
): readonly VaccineMeaning[] | undefined {
  if (!name || (name.isMaker && disease !== undefined && disease !== 'covid-19')) return undefined
  // "Pfizer" makes other vaccines, too: it is the one against COVID-19 only where that is said.
  const isOpen = name.isMaker && disease === undefined
  return name.products.map(({ possible, isClosed }) =>
    toVaccineMeaning({ possible, isClosed: isClosed && !isOpen }, products),
  )
}
