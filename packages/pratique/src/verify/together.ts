/**
 * Several certificates as one holder's: the worst decides, and they must be of one person.
 *
 * @module
 */

import { UsageError } from '../errors.ts'
import type { HealthCertificate } from '../model/health-certificate.ts'
import type { ExitCode } from '../outcome.ts'
import { checkOneHolder } from './check-holder.ts'
import type { VerifyContext } from './context.ts'
import { describe, type Findings } from './findings.ts'

/** Exit codes from the worst to the best (DESIGN §4). */
export const WORST_FIRST: readonly ExitCode[] = [
  12, 13, 14, 15, 20, 21, 22, 23, 30, 11, 10, 31, 3, 0,
]

/**
 * Picks the findings that decide for several, with the `holder` check made over all of them. Where all
 * are one person's, the certificate states the facts of all.
 */
export function combine(all: readonly Findings[], context: VerifyContext): Findings {
  const [first] = all
  if (!first) throw new UsageError('usage.argument', 'expected at least one text')
  if (all.length === 1) return first
  const { findings: worst } = all
    .map((findings) => ({ findings, rank: rank(findings, context) }))
    .reduce((a, b) => (b.rank < a.rank ? b : a))
  const certificates = all.flatMap((each) => readable(each, context) ?? [])
  if (certificates.length < all.length) return worst
  const ofDocument = context.document ? all.map(({ checks }) => checks.holder) : []
  const holder = checkOneHolder(certificates, ofDocument)
  const checks = { ...worst.checks, holder }
  const { certificate } = worst
  if (!certificate || holder.status !== 'passed') return { ...worst, checks }
  const combined: HealthCertificate = {
    ...certificate,
    facts: certificates.flatMap(({ facts }) => facts),
    identifiers: certificates.flatMap(({ identifiers }) => identifiers),
  }
  return { ...worst, checks, certificate: combined }
}

/** Specimens rank among themselves by what they would have been. */
function rank(findings: Findings, context: VerifyContext): number {
  const { exitCode, ...verification } = describe(findings, context)
  const inside = verification.verdict === 'specimen' ? verification.asExitCode : 0
  return WORST_FIRST.indexOf(exitCode) * WORST_FIRST.length + WORST_FIRST.indexOf(inside)
}

/** The certificate, if the verification says that it is one. */
function readable(findings: Findings, context: VerifyContext): HealthCertificate | undefined {
  const verification = describe(findings, context)
  return 'certificate' in verification ? verification.certificate : undefined
}
