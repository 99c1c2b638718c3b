/**
 * Births that no holder can have.
 *
 * @module
 */

import { startOfDate } from './dates.ts'
import type { PartialDate } from './health-certificate.ts'

/** Nobody alive was born before. */
const MIN_BIRTH_YEAR = '1900'

/** The day begins 14 hours earlier than in UTC where it begins first (UTC+14). */
const EARLIEST_ZONE_SECONDS = 14 * 3600

/**
 * Whether a birth lies before 1900 or after the certificate was issued.
 *
 * @param issuedAt seconds since the epoch; unknown: nothing comes after it
 */
export function isImplausibleBirth(birth: PartialDate, issuedAt: number = Number.NaN): boolean {
  if (birth.slice(0, 4) < MIN_BIRTH_YEAR) return true
  // Comparisons with NaN are false.
  return startOfDate(birth) > issuedAt + EARLIEST_ZONE_SECONDS
}
