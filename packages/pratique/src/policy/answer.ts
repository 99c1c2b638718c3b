/**
 * The answer of entry rules: what is asked, what they say, why, and when they would say otherwise.
 *
 * @module
 */

import type { FormatId, HealthCertificate } from '../model/health-certificate.ts'
import type { Evidence } from '../trust/record.ts'
import type { Condition } from './condition.ts'

/** A certificate whose signature holds, and what is known of who signed it. */
export interface PolicyCertificate {
  readonly certificate: HealthCertificate
  readonly format: FormatId
  readonly issuer: {
    /** ISO 3166-1 alpha-2; for networks of countries. */
    readonly country?: string
    /** For networks of issuers with an address. */
    readonly url?: string
    readonly evidence: Evidence
  }
  /** Lower-case hex, or the text of the format. */
  readonly keyId?: string
  /** The dates of the lists that were relied on, seconds since the epoch. */
  readonly keysAsOf?: number
  readonly revocationAsOf?: number
}

/** What is asked. All times are seconds since the epoch. */
export interface PolicyRequest {
  /** ISO 3166-1 alpha-2, in capitals. */
  readonly destination: string
  /** Part of the destination, where its rules have any: rules of the whole country count too. */
  readonly region?: string
  /** The arrival: it moves the rules alone, never keys, lists or freshness. */
  readonly at: number
  /** The last second of the arrival, where only the day is known: both ends must have one answer. */
  readonly until?: number
  /** The time it is: freshness of lists and rules is judged by it. */
  readonly now: number
  /** Where the journey begins, or went through, where it is known: ISO 3166-1 alpha-2. */
  readonly from?: string
  /** What it is made for, in a word of the policy. */
  readonly purpose?: string
  /** All of one holder: who asks has made sure of that. */
  readonly certificates: readonly PolicyCertificate[]
}

/** What rules come to. `open`: it cannot be decided by machine. */
export const POLICY_RESULTS = ['passed', 'more-needed', 'failed', 'open'] as const

export type PolicyResult = (typeof POLICY_RESULTS)[number]

/** Why rules are open. */
export const OPEN_CAUSES = ['no-rules', 'outdated', 'evidence', 'value-missing', 'error'] as const

export type OpenCause = (typeof OPEN_CAUSES)[number]

/** A stretch of time with one answer: from the first instant on, up to but without the last. */
export interface PolicyWindow {
  /** RFC 3339, in UTC; absent: since ever, or for ever. */
  readonly from?: string
  readonly until?: string
  readonly result: PolicyResult
}

/** One reason for an answer: the one condition that decided a rule. */
export interface Reason {
  /** The rule's identifier, or the name of the policy. */
  readonly rule?: string
  readonly version?: string
  readonly outcome: 'failed' | 'open'
  readonly condition: Condition
  /** When the condition would hold, RFC 3339: what somebody can wait for, or has missed. */
  readonly appliesFrom?: string
  readonly appliesUntil?: string
  /** What the country itself says of the rule, by language. */
  readonly officialText?: Readonly<Record<string, string>>
  /** Index of the certificate among those asked about, where one decided. */
  readonly certificate?: number
}

/** What entry rules say. */
export interface PolicyDecision {
  readonly destination: string
  readonly result: PolicyResult
  /** Where the result is `open`. */
  readonly cause?: OpenCause
  /** Where one more document would do: what kinds of it. */
  readonly needs?: readonly FactKind[]
  readonly reasons: readonly Reason[]
  /** When these certificates are taken, by the rules known, future versions among them. */
  readonly windows: readonly PolicyWindow[]
  /** The first instant after the arrival at which they would pass, RFC 3339. */
  readonly nextPass?: string
  /** The fewest certificates that pass, by index: what is best shown. */
  readonly show?: readonly number[]
  /** What was looked at, in the words of the common model, such as `vaccination.date`. */
  readonly usedFields: readonly string[]
  /** Those among them that no certificate states, and that were worked out. */
  readonly derivedFields: readonly string[]
  /** Those that no certificate states and that would decide. */
  readonly missingFields: readonly string[]
  /** What was applied: the content of the rules by hash, and the version of each value set. */
  readonly rules: readonly AppliedRule[]
  /** The zone that dates are to be shown in, such as `Europe/Zurich`. */
  readonly timeZone: string
  /** When the publisher of the rules last confirmed them, seconds since the epoch. */
  readonly asOf?: number
}

/** The kinds of fact that a rule can ask for. */
export const FACT_KINDS = ['vaccination', 'test', 'recovery', 'prophylaxis', 'exemption'] as const

export type FactKind = (typeof FACT_KINDS)[number]

/** A rule that was applied. */
export interface AppliedRule {
  readonly id: string
  readonly version: string
  /** SHA-256 of its content, lower-case hex. */
  readonly hash: string
  readonly result: 'passed' | 'failed' | 'open'
}

/** Entry rules, as a verifier is given them. */
export interface EntryPolicies {
  /** Answers for certificates of one holder. Total: never throws, and whatever is unclear is `open`. */
  decide(request: PolicyRequest): PolicyDecision
}
