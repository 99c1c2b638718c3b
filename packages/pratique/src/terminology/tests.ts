/**
 * Which class a test is of, and what it found.
 *
 * @module
 */

import type { Test, TestClass, TestResult } from '../model/health-certificate.ts'
import type { TestHazard } from './data/tests.ts'
import { findMeaning, type Lookup, type TestMeaning } from './lookup.ts'
import { combine, type Match, only, toMatch } from './match.ts'

const WITHOUT_RESULT: ReadonlySet<TestHazard> = /* @__PURE__ */ new Set<TestHazard>([
  'quantity',
  'typing',
  'donor',
  'sequencing',
])

const UNKNOWN = { possible: [], state: 'unknown', source: 'stated', isClosed: false } as const

/**
 * Matches the class of a test. Codes that only look like a class (a Ct value, a lineage, a panel) have
 * none; beside a code of another class they contradict it.
 */
export function matchTestClass(lookup: Lookup, { class: stated }: Test): Match<TestClass> {
  const meanings = stated.codes.flatMap((coding) => findMeaning(lookup, coding)?.test ?? [])
  if (meanings.length > 0) return matchMeanings(meanings)
  if (stated.value === 'unknown') return UNKNOWN
  return toMatch(combine([only<TestClass>(stated.value)]), stated.source)
}

function matchMeanings(meanings: readonly TestMeaning[]): Match<TestClass> {
  const classes = meanings.filter(({ hazard }) => hazard === undefined)
  const combined = combine(classes.map((meaning) => only(...meaning.classes)))
  const match = toMatch(combined, 'stated')
  const isAtOdds = meanings.some((meaning) => isOtherThan(meaning, combined.possible))
  if (!isAtOdds || match.possible.length === 0) return match
  return { ...match, state: 'contradictory', isClosed: false }
}

/** A panel or a test for several viruses is of its members' class; the others have no result to count. */
function isOtherThan({ hazard, looksLike }: TestMeaning, classes: ReadonlySet<TestClass>): boolean {
  if (hazard === undefined) return false
  return WITHOUT_RESULT.has(hazard) || (looksLike !== undefined && !classes.has(looksLike))
}

/**
 * Matches the result of a test, by its codes alone. A code that is not in our tables says nothing: it is
 * `unknown`, and nobody may read "not detected" into it.
 */
export function matchResult(lookup: Lookup, { result }: Test): Match<TestResult> {
  if (result.codes.length === 0) {
    if (result.value === 'unknown') return UNKNOWN
    return toMatch(combine([only<TestResult>(result.value)]), result.source)
  }
  const meanings = result.codes.flatMap((coding) => findMeaning(lookup, coding) ?? [])
  const results = meanings.flatMap((meaning) => meaning.results ?? [])
  const match = toMatch(combine(results.map((each) => only(...each))), 'stated')
  const isDenied = meanings.some(({ isDiagnosis }) => isDiagnosis)
  if (!isDenied || !match.possible.includes('not-detected')) return match
  return { ...match, state: 'contradictory', isClosed: false }
}
