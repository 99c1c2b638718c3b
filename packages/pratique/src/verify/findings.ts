/**
 * What was found out about one message, and how it is told.
 *
 * @module
 */

import type { FormatError } from '../errors.ts'
import type { HealthCertificate } from '../model/health-certificate.ts'
import type { Mutable } from '../model/mutable.ts'
import {
  CHECK_NAMES,
  type Check,
  type Checks,
  failed,
  indeterminate,
  notApplicable,
  type Remark,
  toChecks,
} from '../outcome.ts'
import type { PolicyDecision, PolicyWindow } from '../policy/answer.ts'
import type { TrustList } from '../trust/record.ts'
import type { Candidate } from '../trust/store.ts'
import { type Conclusion, conclude } from '../verdict.ts'
import type { AskedPolicy, VerifyContext } from './context.ts'
import type {
  Issuer,
  ListDates,
  PolicyAnswer,
  SpecimenVerification,
  Verification,
  VerificationBase,
} from './verification.ts'

/** All that a verification is told from. */
export interface Findings {
  readonly checks: Checks
  readonly remarks: readonly Remark[]
  readonly format?: string
  /** What was read of it, believed or not: the checks say which. */
  readonly certificate?: HealthCertificate
  /** The key that the signature holds under. */
  readonly verified?: Candidate
  readonly lists: readonly TrustList[]
  readonly revocationAsOf?: number
  /** What the entry rules say, if they were reached. */
  readonly decision?: PolicyDecision
}

const NOTHING_READ: Checks = /* @__PURE__ */ toChecks(notApplicable)

/** The checks of a message that was not looked at beyond its form. */
export function unread(format: Check): Checks {
  return { ...NOTHING_READ, format }
}

/** A set of chunks that is not whole leaves the form in doubt; anything else fails it. */
export function checkForm({ code }: FormatError): Check {
  return code === 'format.chunk-missing' ? indeterminate('format', code) : failed('format', code)
}

/** Tells findings as a verification: sums up, and gives `certificate` only to who may have it. */
export function describe(findings: Findings, context: VerifyContext): Verification {
  const { checks, verified } = findings
  const conclusion = conclude(checks, verified?.trusted.isSpecimen ?? false)
  const { exitCode, code } = conclusion
  const base: Mutable<VerificationBase> = {
    exitCode,
    checks: CHECK_NAMES.map((name) => checks[name]),
    remarks: findings.remarks,
    simulated: context.simulated ?? false,
    lists: describeLists(findings),
  }
  if (code) base.code = code
  if (findings.format !== undefined) base.format = findings.format
  if (verified) base.issuer = describeIssuer(verified)
  if (context.policy) base.policy = describePolicy(context.policy, findings.decision)
  return withCertificate(base, conclusion, findings.certificate)
}

function withCertificate(
  base: VerificationBase,
  { verdict, as, asExitCode }: Conclusion,
  certificate: HealthCertificate | undefined,
): Verification {
  switch (verdict) {
    case 'accepted':
    case 'genuine':
    case 'more-needed':
    case 'refused':
      return { verdict, ...base, certificate: required(certificate) }
    case 'specimen':
      if (asExitCode === undefined) throw new Error('unreachable: a specimen has a verdict inside')
      return describeSpecimen(as, { ...base, asExitCode }, certificate)
    case 'not-genuine':
    case 'undecided':
    case 'not-a-certificate':
      return { verdict, ...base, ...(certificate && { unverified: certificate }) }
  }
}

function describeSpecimen(
  as: Conclusion['as'],
  common: VerificationBase & Pick<SpecimenVerification, 'asExitCode'>,
  certificate: HealthCertificate | undefined,
): Verification {
  switch (as) {
    case 'accepted':
    case 'genuine':
    case 'more-needed':
    case 'refused':
      return { verdict: 'specimen', as, ...common, certificate: required(certificate) }
    case 'not-genuine':
    case 'undecided':
    case 'not-a-certificate':
      return { verdict: 'specimen', as, ...common, ...(certificate && { unverified: certificate }) }
    case undefined:
      throw new Error('unreachable: a specimen has a verdict inside')
  }
}

/** The content check passes only where a certificate was read. */
function required(certificate: HealthCertificate | undefined): HealthCertificate {
  if (certificate) return certificate
  throw new Error('unreachable: nothing was read, and yet it is genuine')
}

/** Who vouches for whom comes from the record, not from the certificate. */
function describeIssuer({ record }: Candidate): Issuer {
  const { issuer, name, evidence, environment } = record
  return {
    // Addresses and DIDs have a colon, countries none.
    ...(issuer.includes(':') ? { url: issuer } : { country: issuer }),
    ...(name !== undefined && { name }),
    evidence,
    environment,
  }
}

function describePolicy(
  { destination, at, until }: AskedPolicy,
  decision: PolicyDecision | undefined,
): PolicyAnswer {
  const asked = {
    destination,
    at: toTime(at),
    ...(until !== undefined && { until: toTime(until) }),
  }
  if (!decision) return { ...asked, result: 'open', reasons: [] }
  const { asOf: _, destination: __, ...answer } = decision
  const window = decision.windows.find((each) => isWithin(at, each))
  return { ...asked, ...answer, ...(window && { window }) }
}

function isWithin(seconds: number, { from, until }: PolicyWindow): boolean {
  const isBegun = from === undefined || Date.parse(from) <= seconds * 1000
  return isBegun && (until === undefined || seconds * 1000 < Date.parse(until))
}

/** The oldest of the lists of keys counts. */
function describeLists({ lists, revocationAsOf, decision }: Findings): ListDates {
  const told: Mutable<ListDates> = {}
  const keysAsOf = oldest(lists)
  if (keysAsOf !== undefined) told.keysAsOf = toTime(keysAsOf)
  if (revocationAsOf !== undefined) told.revocationAsOf = toTime(revocationAsOf)
  if (decision?.asOf !== undefined) told.policiesAsOf = toTime(decision.asOf)
  return told
}

/** The oldest date on some lists, if any has one. */
export function oldest(lists: readonly { readonly asOf?: number }[]): number | undefined {
  let date: number | undefined
  for (const { asOf } of lists) {
    if (asOf !== undefined && !(date !== undefined && date <= asOf)) date = asOf
  }
  return date
}

/** RFC 3339 in UTC, without fraction if there is none. */
function toTime(seconds: number): string {
  const time = new Date(seconds * 1000).toISOString()
  return time.endsWith('.000Z') ? `${time.slice(0, -5)}Z` : time
}
