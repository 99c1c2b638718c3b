/**
 * A verification without what its certificate states.
 *
 * @module
 */

import type { Reason } from '../policy/answer.ts'
import { findNotableResult, type NotableResult } from './notable-result.ts'
import type { PolicyAnswer, Verification } from './verification.ts'

/** A reason without what the certificate states, and without the dates that follow from it. */
export type ToldReason = Omit<Reason, 'condition' | 'appliesFrom' | 'appliesUntil'> & {
  readonly condition: Omit<Reason['condition'], 'stated'>
}

/** An answer of entry rules without any date that follows from the certificate. */
export type ToldPolicy = Omit<PolicyAnswer, 'reasons' | 'window' | 'windows' | 'nextPass'> & {
  readonly reasons: readonly ToldReason[]
}

/** A verification as it is written. `personOmitted`: a certificate was read, and is left out. */
export type ToldVerification = Omit<Verification, 'certificate' | 'unverified' | 'policy'> & {
  readonly policy?: ToldPolicy
  readonly personOmitted?: true
}

/** A verification as others are told it (docs/schemas/verification.schema.json). */
export type Told = (Verification | ToldVerification) & { readonly testResult?: NotableResult }

/** What is told of a verification: with the person only if that was asked for, and never without a result of note. */
export function tellVerification(verification: Verification, showPerson: boolean): Told {
  const told = showPerson ? verification : withoutPerson(verification)
  const testResult =
    'certificate' in verification ? findNotableResult(verification.certificate) : undefined
  return { ...told, ...(testResult && { testResult }) }
}

/** Leaves out everything that was taken from the certificate, and says so. */
export function withoutPerson(verification: Verification): ToldVerification {
  const { certificate, unverified, policy, ...rest } = {
    certificate: undefined,
    unverified: undefined,
    policy: undefined,
    ...verification,
  }
  const told = policy ? { ...rest, policy: policyWithoutPerson(policy) } : rest
  return certificate || unverified ? { ...told, personOmitted: true } : told
}

/** Leaves out what the certificates state: values, and the dates that only they settle. */
export function policyWithoutPerson<T extends Pick<PolicyAnswer, 'reasons'>>(
  policy: T,
): Omit<T, 'reasons' | 'window' | 'windows' | 'nextPass'> & Pick<ToldPolicy, 'reasons'> {
  const { reasons, window, windows, nextPass, ...told } = {
    window: undefined,
    windows: undefined,
    nextPass: undefined,
    ...policy,
  }
  return { ...told, reasons: reasons.map(reasonWithoutPerson) }
}

function reasonWithoutPerson({
  appliesFrom: _from,
  appliesUntil: _until,
  condition: { stated: _stated, ...condition },
  ...reason
}: Reason): ToldReason {
  return { ...reason, condition }
}
