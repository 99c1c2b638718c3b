/**
 * What a verification is given: once for a verifier, and each time.
 *
 * @module
 */

import { UsageError } from '../errors.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import type { Format } from '../model/format.ts'
import type { Holder } from '../model/health-certificate.ts'
import type { HolderComparison } from '../model/mrz/compare-holder.ts'
import type { EntryPolicies, PolicyRequest } from '../policy/answer.ts'
import type { RevocationList } from '../revocation/list.ts'
import type { TrustPolicy } from '../trust/policy.ts'
import type { TrustStore } from '../trust/store.ts'
import type { MaxListAges } from './standing.ts'

/** What a verifier is given once. Nothing else is ever asked: no registry, no network, no clock. */
export interface VerifierOptions {
  readonly formats: readonly Format[]
  readonly trust: TrustStore
  readonly revocation?: readonly RevocationList[]
  /**
   * By framework, the age in seconds after which a revocation list is too old. Default: no age is, so
   * that only what a list says of itself counts.
   */
  readonly maxRevocationAgeSeconds?: MaxListAges
  /** WebCrypto, unless given. */
  readonly crypto?: CryptoPort
  /** Whose word is enough. Default: `PERSONAL_USE`. Keys with less leave the signer in doubt. */
  readonly trustPolicy?: TrustPolicy
  /** Entry rules, for verifications that ask for them. Without any, every destination is unknown. */
  readonly policies?: EntryPolicies
}

/** What differs from one verification to the next. Same texts, same context: same result. */
export interface VerifyContext {
  /** Seconds since the epoch. */
  readonly now: number
  /**
   * Whether `now` is not the time it is. It is said in the result; and only the lists that the key stands
   * on, not all that are held, show that such a time cannot be.
   */
  readonly simulated?: boolean
  /**
   * Compares the holder with an identity document, as `compareWithMrz` of `pratique/document` does. It is
   * asked about certificates whose signature holds; another person's is refused.
   */
  readonly document?: (holder: Holder) => HolderComparison
  /** Entry rules to apply. `at` moves them alone: never keys, lists or freshness. */
  readonly policy?: AskedPolicy
}

/** The entry rules that are asked for. */
export type AskedPolicy = Omit<PolicyRequest, 'now' | 'certificates'>

/** The last second that a date of JavaScript can say (ECMA-262 §21.4.1.1). */
const MAX_SECONDS = 8.64e12

/** @throws {UsageError} `usage.argument` if a time is none */
export function requireContext({ now, policy }: VerifyContext): void {
  for (const time of [now, policy?.at ?? 0, policy?.until ?? 0]) {
    if (!Number.isFinite(time) || Math.abs(time) > MAX_SECONDS) {
      throw new UsageError('usage.argument', 'expected times in seconds since the epoch')
    }
  }
}
