/**
 * Codes that seals state facts with, as far as there are words of ours for them.
 *
 * Only codes whose meaning is certain; others stay raw. Codes are facts (ICD-11, WHO; ICAO Doc 9303-13).
 *
 * @module
 */

import { toWords } from '../../model/fields.ts'
import type { Disease, TestClass, TestResult } from '../../model/health-certificate.ts'

/** The vocabulary of `des` and `dis`; a seal does not name it. */
export const ICD_11 = 'ICD-11'

/** What is written as `dis`. */
export const DISEASE_CODES: Readonly<Record<Disease, string>> = {
  'covid-19': 'RA01.0',
  'yellow-fever': '1D47',
  poliomyelitis: '1C81',
}

/** ICD-11 codes of diseases and of their agents (`dis`). */
export const DISEASES: ReadonlyMap<string, Disease> = new Map<string, Disease>([
  ...toWords(DISEASE_CODES),
  ['RA01', 'covid-19'],
  ['XN109', 'covid-19'],
])

/** ICD-11 extension codes of vaccines (`des`): of a whole class, or of one product. */
const COVID_19_VACCINES =
  'XM68M6 XM0GQ8 XM9QW8 XM1NL1 XM5JC5 XM3CT4 XM1J92 XM6AT1 XM5DF6 XM8NQ0 XM3DT5 XM4YL8 XM6QV1 ' +
  'XM9T65 XM5ZJ4 XM1AG7 XM6SZ8 XM8866 XM7HT3 XM1G90 XM97T2 XM85P5 XM5QM6 XM9FQ7 XM1AU2 XM4EC8 ' +
  'XM3SK8 XM3PG0 XM0RV9'
const YELLOW_FEVER_VACCINES = 'XM0N24 XM3418'
const POLIO_VACCINES = 'XM0N50 XM5V19 XM79H3 XM0VX8 XM0KZ1'

/** Vaccine → disease that it is against. */
export const VACCINES: ReadonlyMap<string, Disease> = new Map<string, Disease>([
  ...of(COVID_19_VACCINES, 'covid-19'),
  ...of(YELLOW_FEVER_VACCINES, 'yellow-fever'),
  ...of(POLIO_VACCINES, 'poliomyelitis'),
])

/** What is written as `tc`. */
export const CLASS_CODES: Readonly<Partial<Record<TestClass, string>>> = {
  naat: 'molecular(PCR)',
  'antigen-rapid': 'antigen',
  antibody: 'antibody',
}

/**
 * `tc` → class. ICAO does not tell rapid antigen tests from those of a laboratory: the one that counts
 * for less is taken.
 */
export const TEST_CLASSES: ReadonlyMap<string, TestClass> = new Map<string, TestClass>([
  ...toWords(CLASS_CODES),
  ['molecular(other)', 'naat'],
])

/** What is written as `r`. */
export const RESULT_CODES: Readonly<Partial<Record<TestResult, string>>> = {
  detected: 'positive',
  'not-detected': 'negative',
}

/** `r` → result. Whatever is not here is `unknown`, never "not detected". */
export const TEST_RESULTS: ReadonlyMap<string, TestResult> = new Map(toWords(RESULT_CODES))

/** The results that ICAO lists and that say nothing about whether anything was detected. */
export const OTHER_RESULTS: ReadonlySet<string> = new Set(['normal', 'abnormal'])

function of(codes: string, disease: Disease): readonly [string, Disease][] {
  return codes.split(' ').map((code) => [code, disease])
}
