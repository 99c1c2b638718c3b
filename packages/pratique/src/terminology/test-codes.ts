/**
 * Codes of a test in an order, held against what the order says of the test: most formats do not state
 * them, and what is left out must not have said something else.
 *
 * @module
 */

import type { RawCode, TestClass } from '../model/health-certificate.ts'
import type { OrderFault, OrderTest } from '../model/order.ts'
import { orderFault } from '../model/order-faults.ts'
import { type CodeMeaning, findMeaning, loadBuiltIn } from './lookup.ts'
import { findVocabulary, spell } from './vocabulary.ts'

/**
 * Finds what is wrong with the codes of a test. Each may say less than the order, and nothing else: not
 * another class, result or disease. Codes that nobody here knows say nothing, but for LOINC's: it has codes of
 * all laboratory tests, and our tables have those for this virus.
 */
export function findCodesFault(test: OrderTest): OrderFault | undefined {
  const { codes = [] } = test
  if (codes.length === 0) return undefined
  const lookup = loadBuiltIn()
  const meanings = codes.map((code) => findMeaning(lookup, code))
  if (meanings.some((meaning) => meaning && isOther(meaning, test))) {
    const words = 'codes of the class, the result and the disease that are stated'
    return orderFault('fact.codes', 'contradictory', words)
  }
  if (codes.some((code, i) => !meanings[i] && isOfLoinc(code))) {
    return orderFault('fact.codes', 'unknown-code', 'LOINC codes of tests for COVID-19')
  }
  return undefined
}

function isOther({ vaccine, disease, test, results }: CodeMeaning, stated: OrderTest): boolean {
  // No code of a vaccine is one of a test.
  if (vaccine) return true
  if (disease !== undefined && disease !== stated.disease) return true
  if (results && !results.has(stated.result)) return true
  if (!test) return false
  if (test.isCovid19 && stated.disease !== 'covid-19') return true
  // A panel, or a quantity, is found by some method, and tells no class.
  if (test.looksLike) return methodOf(test.looksLike) !== methodOf(stated.class)
  return !test.classes.has(stated.class)
}

function methodOf(testClass: TestClass): string {
  return testClass.split('-', 1)[0] ?? ''
}

/** Gives LOINC's codes the one name of their system that formats look for, each code once. */
export function toUsualCodes(codes: readonly RawCode[]): readonly RawCode[] {
  const usual = codes.map((each) => {
    if (!isOfLoinc(each)) return each
    return { ...each, system: LOINC, code: spell('loinc', each.code) }
  })
  const keys = usual.map(({ system = '', code }) => `${code}\n${system}`)
  return usual.filter((_, i) => keys.indexOf(keys[i] ?? '') === i)
}

const LOINC = 'http://loinc.org'

/** A code without a system is LOINC's where our tables have it. */
function isOfLoinc({ system = '', code }: RawCode): boolean {
  if (system !== '') return findVocabulary(system) === 'loinc'
  return loadBuiltIn().codes.has(`loinc ${spell('loinc', code)}`)
}
