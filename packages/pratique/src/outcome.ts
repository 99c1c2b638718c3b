/**
 * Checks and verdicts: how a verification ends (DESIGN §4).
 *
 * @module
 */

import type { CheckCode, RemarkCode } from './codes.ts'

/** The nine checks, in the order in which they are reported. */
export const CHECK_NAMES = [
  'format',
  'signer',
  'signature',
  'key-usage',
  'validity',
  'revocation',
  'content',
  'holder',
  'policy',
] as const

export type CheckName = (typeof CHECK_NAMES)[number]

/** The four statuses (three of ETSI EN 319 102-1 §5.1.3, and "there was nothing to check"). */
export const STATUSES = ['passed', 'failed', 'indeterminate', 'not-applicable'] as const

export type Status = (typeof STATUSES)[number]

/** One thing that was looked at. Only a check that failed or stayed in doubt carries a code. */
export interface Check {
  readonly check: CheckName
  readonly status: Status
  readonly code?: CheckCode
}

/** Something noted beside the verdict that never changes it. Holds no value of the certificate. */
export interface Remark {
  readonly code: RemarkCode
  /** Where, as a path in the format's own spelling, such as `v[0].dt`. */
  readonly field?: string
}

/** One status for each of the nine checks. */
export type Checks = { readonly [Name in CheckName]: Check }

/** Verdicts that say "this certificate is real and in force". */
export type GenuineVerdict = 'accepted' | 'genuine' | 'more-needed' | 'refused'

/** Verdicts that do not. */
export type NegativeVerdict = 'not-genuine' | 'undecided' | 'not-a-certificate'

/** The eight verdicts. */
export type Verdict = GenuineVerdict | NegativeVerdict | 'specimen'

/** The exit codes of the command line; one for each line of the verdict algebra. */
export type ExitCode = 0 | 3 | 10 | 11 | 12 | 13 | 14 | 15 | 20 | 21 | 22 | 23 | 30 | 31

/** Makes nine checks, one for each name. */
export function toChecks(toCheck: (name: CheckName) => Check): Checks {
  return {
    format: toCheck('format'),
    signer: toCheck('signer'),
    signature: toCheck('signature'),
    'key-usage': toCheck('key-usage'),
    validity: toCheck('validity'),
    revocation: toCheck('revocation'),
    content: toCheck('content'),
    holder: toCheck('holder'),
    policy: toCheck('policy'),
  }
}

// Made once: a check without a code is the same for every certificate.
const PASSED: Checks = /* @__PURE__ */ toChecks((check) => ({ check, status: 'passed' }))
const NOT_APPLICABLE: Checks = /* @__PURE__ */ toChecks((check) => ({
  check,
  status: 'not-applicable',
}))

/** @internal */
export function passed(check: CheckName): Check {
  return PASSED[check]
}

/** @internal The check was not reached, or there was nothing to look at. */
export function notApplicable(check: CheckName): Check {
  return NOT_APPLICABLE[check]
}

/** @internal */
export function failed(check: CheckName, code: CheckCode): Check {
  return { check, status: 'failed', code }
}

/** @internal */
export function indeterminate(check: CheckName, code: CheckCode): Check {
  return { check, status: 'indeterminate', code }
}
