/**
 * A test result that must not be overlooked.
 *
 * @module
 */

import type { TestResult, Verification } from 'pratique/verify'

/** A result other than "not detected". */
export type NotableResult = Exclude<TestResult, 'not-detected'> | 'unknown'

/** The gravest first. */
const NOTABLE: readonly NotableResult[] = ['detected', 'inconclusive', 'unknown']

/**
 * Finds the gravest test result of a genuine certificate, a specimen's included, if it is another
 * than "not detected". It stands in every headline (DESIGN §4), so that "genuine" misleads nobody.
 */
export function findNotableResult(verification: Verification): NotableResult | undefined {
  if (!('certificate' in verification)) return undefined
  const results = verification.certificate.facts.flatMap((fact) =>
    fact.kind === 'test' ? [fact.result.value] : [],
  )
  return NOTABLE.find((result) => results.includes(result))
}
