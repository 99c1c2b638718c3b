/**
 * A test result that must not be overlooked.
 *
 * @module
 */

import type { HealthCertificate, TestResult } from '../model/health-certificate.ts'

/** A result other than "not detected". */
export type NotableResult = Exclude<TestResult, 'not-detected'> | 'unknown'

/** The gravest first. */
const NOTABLE: readonly NotableResult[] = ['detected', 'inconclusive', 'unknown']

/**
 * Finds the gravest test result of a certificate, if it is another than "not detected". It stands in every headline
 * (DESIGN §4), so that "genuine" misleads nobody.
 */
export function findNotableResult({ facts }: HealthCertificate): NotableResult | undefined {
  const results = facts.flatMap((fact) => (fact.kind === 'test' ? [fact.result.value] : []))
  return NOTABLE.find((result) => results.includes(result))
}
