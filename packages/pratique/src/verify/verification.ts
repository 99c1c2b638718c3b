/**
 * The result of a verification: data, in the form in which it is written as JSON (DESIGN §4).
 *
 * @module
 */

import type { CheckCode } from '../codes.ts'
import type { HealthCertificate } from '../model/health-certificate.ts'
import type { Check, ExitCode, GenuineVerdict, NegativeVerdict, Remark } from '../outcome.ts'
import type { PolicyDecision, PolicyWindow } from '../policy/answer.ts'
import type { Environment, Evidence } from '../trust/record.ts'

/** Whose key it was: from the trust record, not from the certificate. */
export interface Issuer {
  /** As the trust list writes it; for networks of countries. */
  readonly country?: string
  /** For networks of issuers with an address. */
  readonly url?: string
  readonly name?: string
  readonly evidence: Evidence
  readonly environment: Environment
}

/** The entry rules that were asked for, and their answer. */
export interface PolicyAnswer
  extends Pick<PolicyDecision, 'result' | 'reasons'>,
    Partial<Omit<PolicyDecision, 'destination' | 'asOf' | 'result' | 'reasons'>> {
  readonly destination: string
  /** The time the rules are applied to, RFC 3339. */
  readonly at: string
  /** The last of it, where only the day is known. */
  readonly until?: string
  /** The window in which `at` lies. */
  readonly window?: PolicyWindow
}

/** The dates of what was relied on, RFC 3339; absent where nothing was. */
export interface ListDates {
  readonly keysAsOf?: string
  readonly revocationAsOf?: string
  readonly policiesAsOf?: string
}

/** What every verification tells. */
export interface VerificationBase {
  readonly exitCode: ExitCode
  /** The code of the check that decided; absent where nothing stood in the way. */
  readonly code?: CheckCode
  /** A format's id, or the name of a format that is recognised and not verified. */
  readonly format?: string
  /** All nine, in the order of DESIGN §4. */
  readonly checks: readonly Check[]
  readonly remarks: readonly Remark[]
  /** Whether the time was simulated. */
  readonly simulated: boolean
  readonly issuer?: Issuer
  readonly policy?: PolicyAnswer
  readonly lists: ListDates
}

/** The certificate is real and in force. Only here, and inside a specimen, is it a `certificate`. */
export interface GenuineVerification extends VerificationBase {
  readonly verdict: GenuineVerdict
  readonly certificate: HealthCertificate
}

/** It is not, or that could not be decided. What could be read is `unverified`: a mere claim. */
export interface NegativeVerification extends VerificationBase {
  readonly verdict: NegativeVerdict
  readonly unverified?: HealthCertificate
}

/** Signed by a test authority. `as` is the verdict it would have had, `asExitCode` its exit code. */
export type SpecimenVerification = VerificationBase & {
  readonly verdict: 'specimen'
  readonly asExitCode: Exclude<ExitCode, 31>
} & (
    | { readonly as: GenuineVerdict; readonly certificate: HealthCertificate }
    | { readonly as: NegativeVerdict; readonly unverified?: HealthCertificate }
  )

export type Verification = GenuineVerification | NegativeVerification | SpecimenVerification
