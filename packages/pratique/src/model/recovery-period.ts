/**
 * When a recovery counts.
 *
 * @module
 */

import { addDays } from './dates.ts'
import type { PartialDate } from './health-certificate.ts'
import type { OrderRecovery } from './order.ts'

/** A recovery counts from so many days after the first positive test (Regulation (EU) 2021/953, annex). */
export const RECOVERY_FROM_DAYS = 11
/** And for so many at most (as above). */
export const MAX_RECOVERY_DAYS = 180

/** First and last day on which it counts: as stated, or else as the Regulation says. */
export function toRecoveryPeriod({ firstPositive, validFrom, validUntil }: OrderRecovery): {
  readonly from: PartialDate
  readonly until: PartialDate
} {
  return {
    from: validFrom ?? addDays(firstPositive, RECOVERY_FROM_DAYS),
    until: validUntil ?? addDays(firstPositive, MAX_RECOVERY_DAYS),
  }
}
