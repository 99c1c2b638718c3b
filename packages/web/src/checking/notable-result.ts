/**
 * The result of a test that is to be told beside "genuine".
 *
 * @module
 */

import type { HealthCertificate, TestResult } from 'pratique/verify'

/** A result that must not be overlooked. */
export type NotableResult = Exclude<TestResult, 'not-detected'> | 'unknown'

/** The gravest first. */
const NOTABLE: readonly NotableResult[] = ['detected', 'inconclusive', 'unknown']

/** Stands in the headline (DESIGN §4), so that "genuine" misleads nobody. */
export function findNotableResult({ facts }: HealthCertificate): NotableResult | undefined {
  const results = facts.flatMap((fact) => (fact.kind === 'test' ? [fact.result.value] : []))
  return NOTABLE.find((result) => results.includes(result))
}
