/**
 * Codes that DDCCs state facts with, as far as the view needs words for them: `code` → system and word.
 *
 * Only codes whose meaning is certain; others stay raw. Codes are facts; LOINC, SNOMED CT and ICD are
 * trade marks of their owners. ICD-11 RA01.0 and RA01.1 are diagnoses: as a result they say nothing
 * (RA01.1 is COVID-19 *without* a positive test, the opposite of a negative one).
 *
 * @module
 */

import type { Disease, RawCode, TestClass, TestResult } from '../../model/health-certificate.ts'

type Vocabulary = 'snomed' | 'loinc' | 'icd-11'

/** A code's meaning in one vocabulary. */
interface Meaning<T extends string> {
  readonly vocabulary: Vocabulary
  readonly word: T
}

export type Words<T extends string> = ReadonlyMap<string, Meaning<T>>

/** The names that issuers give the vocabularies. */
const SYSTEMS: ReadonlyMap<string, Vocabulary> = new Map<string, Vocabulary>([
  ['http://snomed.info/sct', 'snomed'],
  ['http://loinc.org', 'loinc'],
  ['http://id.who.int/icd11/mms', 'icd-11'],
  ['http://id.who.int/icd/release/11/mms', 'icd-11'],
  ['http://id.who.int/icd/entity', 'icd-11'],
  ['http://hl7.org/fhir/sid/icd-11', 'icd-11'],
])

/** Diseases, and pathogens in their place. */
export const DISEASES: Words<Disease> = /* @__PURE__ */ words<Disease>(
  ['snomed', 'covid-19', '840539006 840533007'],
  ['icd-11', 'covid-19', 'RA01 RA01.0 RA01.1 XN109'],
  ['icd-11', 'yellow-fever', '1D47'],
  ['icd-11', 'poliomyelitis', '1C81'],
)

/** What a vaccine is against, where no disease is stated. Vaccines against several are left out. */
export const DISEASES_OF_VACCINES: Words<Disease> = /* @__PURE__ */ words<Disease>(
  [
    'snomed',
    'covid-19',
    '1119305005 1119349007 1157024006 1162643001 1187593009 28531000087107 29061000087103 ' +
      '30141000087107',
  ],
  [
    'icd-11',
    'covid-19',
    'XM68M6 XM0GQ8 XM9QW8 XM1NL1 XM5JC5 XM3CT4 XM1J92 XM6AT1 XM5DF6 XM8NQ0 XM3DT5 XM4YL8 XM6QV1 ' +
      'XM9T65 XM5ZJ4 XM1AG7 XM6SZ8 XM8866 XM7HT3 XM1G90 XM97T2 XM85P5 XM5QM6 XM9FQ7 XM1AU2 XM4EC8',
  ],
  ['snomed', 'yellow-fever', '836385002 1121000221106'],
  ['icd-11', 'yellow-fever', 'XM0N24 XM3418'],
  ['snomed', 'poliomyelitis', '1031000221108 871740006'],
  ['icd-11', 'poliomyelitis', 'XM0N50 XM5V19 XM79H3 XM0VX8 XM0KZ1'],
)

/** Kinds of test. Antigen tests are rapid only where the code says so. */
export const TEST_CLASSES: Words<TestClass> = /* @__PURE__ */ words<TestClass>(
  [
    'loinc',
    'naat',
    'LP6464-4 94309-2 94500-6 94533-7 94534-5 94559-2 94565-9 94640-0 94759-8 94845-5 95406-5 95608-6',
  ],
  ['loinc', 'antigen-rapid', 'LP217198-3 94558-4 95209-3 97097-0'],
  ['loinc', 'antigen-laboratory', '96119-3'],
  ['icd-11', 'naat', '1334426561'],
  ['icd-11', 'antigen-rapid', '2056159157'],
)

/** Results. Whatever is not here is `unknown`, never "not detected". */
export const TEST_RESULTS: Words<TestResult> = /* @__PURE__ */ words<TestResult>(
  ['snomed', 'not-detected', '260415000 260385009 131194007'],
  ['snomed', 'detected', '260373001 10828004 11214006'],
  ['snomed', 'inconclusive', '419984006 42425007 82334004'],
  ['loinc', 'not-detected', 'LA6577-6 LA11883-8'],
  ['loinc', 'detected', 'LA6576-8 LA11882-0'],
)

/**
 * The word that codes have together: `unknown` if none has one, or if two say different things. A code
 * without a system is looked up by itself, as no two of these vocabularies share one.
 */
export function wordOf<T extends string>(codes: readonly RawCode[], of: Words<T>): T | 'unknown' {
  const found = new Set<T>()
  for (const { system, code } of codes) {
    const meaning = of.get(code)
    const isItsSystem = system === undefined || SYSTEMS.get(system) === meaning?.vocabulary
    if (meaning && isItsSystem) found.add(meaning.word)
  }
  const [word] = found
  return found.size === 1 && word !== undefined ? word : 'unknown'
}

function words<T extends string>(
  ...rows: readonly (readonly [Vocabulary, NoInfer<T>, string])[]
): Words<T> {
  return new Map(
    rows.flatMap(([vocabulary, word, codes]) =>
      codes.split(' ').map((code): [string, Meaning<T>] => [code, { vocabulary, word }]),
    ),
  )
}
