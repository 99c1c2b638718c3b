/**
 * How old what is held of a source is, and how old it may be.
 *
 * @module
 */

import type { AgeLimits } from './sources.ts'
import type { StoredSource } from './stored-source.ts'

export interface Age {
  /** Seconds since the epoch: the date under the signature, else when it was last found as it is. */
  readonly since: number
  readonly days: number
  readonly maxDays: number
  readonly isTooOld: boolean
}

const SECONDS_A_DAY = 86_400

/** Measures a state against the strictest limit of the networks that it has keys for. */
export function ageOf(
  { signedAt, fetchedAt, frameworks }: Pick<StoredSource, 'signedAt' | 'fetchedAt' | 'frameworks'>,
  limits: AgeLimits,
  now: number,
): Age {
  const since = signedAt ?? fetchedAt
  const own = frameworks.map((framework) => limits[framework])
  const maxDays = Math.min(...(own.length > 0 ? own : Object.values(limits)))
  const days = Math.floor((now - since) / SECONDS_A_DAY)
  return { since, days, maxDays, isTooOld: now - since > maxDays * SECONDS_A_DAY }
}
