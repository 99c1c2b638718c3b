/**
 * Findings made up for tests: what a verification would have found out, without a message.
 *
 * @module
 */

import type { CheckCode } from '../src/codes.ts'
import type { HealthCertificate, Holder } from '../src/model/health-certificate.ts'
import {
  type Check,
  type CheckName,
  notApplicable,
  passed,
  type Status,
  toChecks,
} from '../src/outcome.ts'
import type { Candidate } from '../src/trust/store.ts'
import type { Findings } from '../src/verify/findings.ts'
import { makePolicyCertificate, makeTest, stated } from './made-rules.ts'

/** Checks that differ from "passed", with their codes; no policy is asked for unless it is named. */
export type ChangedChecks = Partial<Record<CheckName, readonly [Status, string?]>>

export function makeHolder(family: string, given: string, born?: string): Holder {
  return {
    name: { familyTransliterated: stated(family), givenTransliterated: stated(given) },
    ...(born !== undefined && { birthDate: stated(born) }),
  }
}

export const ANNA: Holder = makeHolder('TESTIUS', 'ANNA', '1980-02-03')
export const BERTA: Holder = makeHolder('TESTIUS', 'BERTA', '1980-02-03')

/** A test result of somebody, with this identifier. */
export function makeCertificate(holder: Holder, id = 'A'): HealthCertificate {
  const identifiers = [{ scheme: 'uvci' as const, value: id }]
  return { ...makePolicyCertificate(makeTest(), { identifiers }).certificate, holder }
}

/** Findings on a certificate that was read, or on something in which nothing was. */
export function makeFindings(
  certificate: HealthCertificate | undefined,
  changes: ChangedChecks = {},
  isSpecimen = false,
): Findings {
  const checks = toChecks((check): Check => {
    const changed = changes[check]
    if (!changed) return check === 'policy' ? notApplicable(check) : passed(check)
    const [status, code] = changed
    return { check, status, ...(code !== undefined && { code: code as CheckCode }) }
  })
  const record = { issuer: 'UT', keyId: '0a', evidence: 'anchored', environment: 'exercise' }
  // Of a key only what is told of it is looked at.
  const verified = { record, trusted: { isSpecimen } } as unknown as Candidate
  const common = { checks, remarks: [], lists: [], verified, format: 'eu-dcc' }
  return { ...common, ...(certificate && { certificate }) }
}
