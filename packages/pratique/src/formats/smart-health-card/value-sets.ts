/**
 * Codes that SMART Health Cards state facts with, as far as the view needs words for them.
 *
 * Only codes whose meaning is certain; others stay raw. Codes are facts; LOINC and SNOMED CT are
 * trade marks of their owners.
 *
 * @module
 */

import { toWords } from '../../model/fields.ts'
import type { Disease, TestClass, TestResult } from '../../model/health-certificate.ts'

/** Vocabularies (HL7 terminology; the OID spelling occurs in older cards). */
export const CVX = 'http://hl7.org/fhir/sid/cvx'
export const LOINC = 'http://loinc.org'
export const SNOMED_CT = 'http://snomed.info/sct'

/** CVX codes of vaccines against COVID-19. */
const COVID_19_CVX =
  '207 208 210 211 212 213 217 218 219 221 225 226 227 228 229 230 300 301 302 308 309 310 ' +
  '311 312 313 500 502 503 504 505 506 509 510 511 512 515 518 519 520 521'

/** LOINC codes of tests for the presence of SARS-CoV-2, by class. */
const COVID_19_LOINC: Readonly<Record<TestClass, string>> = {
  naat:
    '94307-6 94308-4 94309-2 94314-2 94316-7 94500-6 94533-7 94534-5 94559-2 94565-9 94639-2 ' +
    '94640-0 94641-8 94660-8 94756-4 94757-2 94759-8 94760-6 94766-3 94767-1 94845-5 95406-5 ' +
    '95409-9 95425-5 95608-6 95824-9 96091-4 96120-1 96123-5 96448-6 96763-8 96765-3 96797-6 ' +
    '96957-6 96958-4 96986-5 97098-8 98131-6 98132-4 98493-0 98494-8',
  'antigen-rapid': '94558-4 95209-3 97097-0',
  'antigen-laboratory': '96119-3',
  antibody: '',
}

/**
 * The LOINC code that is written where none is given: it says no more than the class, nucleic acid in an
 * unspecified specimen, antigen in a respiratory one.
 */
export const CLASS_CODES: Readonly<Partial<Record<TestClass, string>>> = {
  naat: '94309-2',
  'antigen-rapid': '94558-4',
  'antigen-laboratory': '96119-3',
}

/** The SNOMED CT code that is written. */
export const RESULT_CODES: Readonly<Record<TestResult, string>> = {
  detected: '260373001',
  'not-detected': '260415000',
  inconclusive: '419984006',
}

/** `system code` → disease, of vaccines and of stated target diseases. */
export const DISEASES: ReadonlyMap<string, Disease> = new Map<string, Disease>([
  [`${SNOMED_CT} 840539006`, 'covid-19'],
  ...words(COVID_19_CVX).map((code): [string, Disease] => [`${CVX} ${code}`, 'covid-19']),
  ...testCodes().map(({ code }): [string, Disease] => [`${LOINC} ${code}`, 'covid-19']),
])

/** `system code` → class of test. */
export const TEST_CLASSES: ReadonlyMap<string, TestClass> = new Map(
  testCodes().map(({ code, testClass }): [string, TestClass] => [`${LOINC} ${code}`, testClass]),
)

/** `system code` → result. Whatever is not here is `unknown`, never "not detected". */
export const TEST_RESULTS: ReadonlyMap<string, TestResult> = new Map<string, TestResult>([
  ...toWords(RESULT_CODES).map(([code, result]): [string, TestResult] => [
    `${SNOMED_CT} ${code}`,
    result,
  ]),
  [`${SNOMED_CT} 10828004`, 'detected'],
  [`${SNOMED_CT} 11214006`, 'detected'],
  [`${SNOMED_CT} 260385009`, 'not-detected'],
  [`${SNOMED_CT} 131194007`, 'not-detected'],
  [`${SNOMED_CT} 42425007`, 'inconclusive'],
  [`${SNOMED_CT} 82334004`, 'inconclusive'],
  [`${LOINC} LA11882-0`, 'detected'],
  [`${LOINC} LA6576-8`, 'detected'],
  [`${LOINC} LA11883-8`, 'not-detected'],
  [`${LOINC} LA6577-6`, 'not-detected'],
])

function testCodes(): { readonly code: string; readonly testClass: TestClass }[] {
  const classes: readonly TestClass[] = ['naat', 'antigen-rapid', 'antigen-laboratory', 'antibody']
  return classes.flatMap((testClass) =>
    words(COVID_19_LOINC[testClass]).map((code) => ({ code, testClass })),
  )
}

function words(text: string): string[] {
  return text === '' ? [] : text.split(' ')
}
