/**
 * The last check: whether certificates that are genuine and in force meet the entry rules. It is made
 * over all certificates of a holder together, once everything else is known.
 *
 * @module
 */

import type { CheckCode } from '../codes.ts'
import type { FormatId } from '../model/health-certificate.ts'
import { type Check, failed, indeterminate, passed } from '../outcome.ts'
import type {
  EntryPolicies,
  OpenCause,
  PolicyCertificate,
  PolicyDecision,
} from '../policy/answer.ts'
import { conclude } from '../verdict.ts'
import type { VerifyContext } from './context.ts'
import { type Findings, oldest } from './findings.ts'

/** Why rules that are open leave it undecided. */
const OPEN_CODES: Readonly<Record<OpenCause, CheckCode>> = {
  'no-rules': 'policy.unknown',
  outdated: 'policy.outdated',
  evidence: 'policy.evidence',
  'value-missing': 'policy.value-missing',
  error: 'policy.not-evaluable',
}

/**
 * Applies the entry rules that are asked for, if nothing else stands in the way. No rules known is not
 * "accepted".
 *
 * @param findings what was found about all certificates together
 * @param parts what was found about each
 */
export function applyPolicy(
  findings: Findings,
  parts: readonly Findings[],
  { policy, now }: VerifyContext,
  policies: EntryPolicies | undefined,
): Findings {
  if (!policy || !isInForce(findings)) return findings
  const decision = policies?.decide({
    ...policy,
    now,
    certificates: parts.flatMap((part) => toPolicyCertificate(part) ?? []),
  })
  if (!decision) {
    const check = indeterminate('policy', 'policy.unknown')
    return { ...findings, checks: { ...findings.checks, policy: check } }
  }
  return { ...findings, checks: { ...findings.checks, policy: toCheck(decision) }, decision }
}

/** Whether it would be accepted, if only the rules were met. A specimen is asked about like any other. */
function isInForce({ checks }: Findings): boolean {
  return conclude({ ...checks, policy: passed('policy') }, false).verdict === 'accepted'
}

function toPolicyCertificate(findings: Findings): PolicyCertificate | undefined {
  const { certificate, verified, format, lists, revocationAsOf } = findings
  if (!certificate || !verified || format === undefined) return undefined
  const { issuer, evidence, keyId } = verified.record
  const keysAsOf = oldest(lists)
  return {
    certificate,
    // The format of what was read, not the name of one that is only recognised.
    format: format as FormatId,
    issuer: { ...(issuer.includes(':') ? { url: issuer } : { country: issuer }), evidence },
    keyId,
    ...(keysAsOf !== undefined && { keysAsOf }),
    ...(revocationAsOf !== undefined && { revocationAsOf }),
  }
}

function toCheck({ result, cause }: PolicyDecision): Check {
  switch (result) {
    case 'passed':
      return passed('policy')
    case 'failed':
      return failed('policy', 'policy.not-met')
    case 'more-needed':
      return failed('policy', 'policy.more-needed')
    case 'open':
      return indeterminate('policy', OPEN_CODES[cause ?? 'error'])
  }
}
