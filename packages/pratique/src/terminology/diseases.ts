/**
 * Which disease a fact is about.
 *
 * @module
 */

import type { MedicalFact, RawCode } from '../model/health-certificate.ts'
import { DISEASE_NAMES } from './data/diseases.ts'
import { gatherEvidence, vaccineCodings } from './evidence.ts'
import { findMeaning, type Lookup } from './lookup.ts'
import { combine, type Match, only, toMatch } from './match.ts'
import type { DiseaseWord } from './product.ts'
import { isBlank, toSpellings, toWords } from './spelling.ts'
import { toSystem } from './vocabulary.ts'

/** A word for a disease, and whether it is one of ours: then it is a code. */
interface Name {
  readonly disease: DiseaseWord
  readonly isOwnWord: boolean
}

let names: ReadonlyMap<string, Name> | undefined

/**
 * Matches the disease: as stated; else what the vaccine is against, or what the test looked for. A vaccine
 * against another disease than the stated one contradicts it.
 */
export function matchDisease(lookup: Lookup, fact: MedicalFact): Match<DiseaseWord> {
  const stated = matchStated(lookup, fact)
  if (stated?.state === 'contradictory') return stated
  const tellers = findTellers(lookup, fact)
  if (!stated) {
    const told = combine(tellers.map(({ diseases }) => only(...diseases)))
    // A stated code that nobody here understands may name another disease.
    return toMatch({ ...told, isClosed: told.isClosed && !hasUnread(lookup, fact) }, 'derived')
  }
  const isAgainstIt = tellers.every(({ against }) =>
    stated.possible.some((each) => against.has(each)),
  )
  if (isAgainstIt) return stated
  const possible = new Set([...stated.possible, ...tellers.flatMap((each) => [...each.diseases])])
  return toMatch({ possible, isClosed: false, isContradictory: true }, stated.source)
}

/** What is stated; the view's word where none of the codes means anything to us. */
function matchStated(lookup: Lookup, { disease }: MedicalFact): Match<DiseaseWord> | undefined {
  const found = disease.codes.flatMap((coding): readonly Name[] => {
    const code = findMeaning(lookup, coding)?.disease
    if (code) return [{ disease: code, isOwnWord: true }]
    return findName(coding) ?? []
  })
  if (found.length > 0) {
    const source = found.every(({ isOwnWord }) => isOwnWord) ? disease.source : 'derived'
    return toMatch(combine(found.map((name) => only(name.disease))), source)
  }
  const isTold = disease.codes.some((coding) => findMeaning(lookup, coding)?.vaccine)
  if (disease.value === 'unknown' || isTold) return undefined
  return toMatch(combine([only<DiseaseWord>(disease.value)]), disease.source)
}

/** Whether a disease is stated, and none of its codes is understood. */
function hasUnread(lookup: Lookup, { disease: { source, codes } }: MedicalFact): boolean {
  const stated = codes.filter(({ code }) => !isBlank(code))
  const isRead = stated.some((coding) => findMeaning(lookup, coding)?.vaccine)
  return source === 'stated' && stated.length > 0 && !isRead
}

function findName({ system, code }: RawCode): readonly Name[] | undefined {
  if (toSystem(system) !== '') return undefined
  names ??= listNames()
  for (const spelling of toSpellings(code)) {
    const name = names.get(spelling)
    if (name) return [name]
  }
  return undefined
}

function listNames(): ReadonlyMap<string, Name> {
  const list = new Map<string, Name>()
  for (const disease of Object.keys(DISEASE_NAMES).filter(isDiseaseWord)) {
    for (const name of DISEASE_NAMES[disease]) list.set(name, { disease, isOwnWord: false })
    list.set(toWords(disease), { disease, isOwnWord: true })
  }
  return list
}

/** Tells whether a text is one of our words for diseases. */
export function isDiseaseWord(text: string): text is DiseaseWord {
  return Object.hasOwn(DISEASE_NAMES, text)
}

/** What tells the disease beside its own field. */
interface Teller {
  readonly diseases: ReadonlySet<DiseaseWord>
  readonly against: ReadonlySet<DiseaseWord>
}

/** Views derive a disease from the codes of a vaccine or a test, and keep these in its field. */
function findTellers(lookup: Lookup, fact: MedicalFact): readonly Teller[] {
  const codings = [...fact.disease.codes.filter(({ code }) => !isBlank(code)), ...codingsOf(fact)]
  const { codes, names: read } = gatherEvidence(lookup, codings, undefined)
  // A maker's name alone says nothing of the disease: what it may mean is open.
  const named = read.filter(({ products }) => products.isClosed)
  const found = [...codes, ...named].filter(({ diseases }) => diseases.size > 0)
  const direct = codings.flatMap((coding): readonly Teller[] => {
    const meaning = findMeaning(lookup, coding)
    const disease = meaning?.test?.isCovid19 ? 'covid-19' : meaning?.disease
    if (disease === undefined) return []
    return [{ diseases: new Set([disease]), against: new Set([disease]) }]
  })
  return [...found, ...direct]
}

function codingsOf(fact: MedicalFact): readonly RawCode[] {
  switch (fact.kind) {
    case 'vaccination':
      return vaccineCodings(fact)
    case 'test':
      return fact.class.codes
    case 'recovery':
    case 'other':
      return []
  }
}
