/**
 * Births that no holder can have.
 *
 * @module
 */

import { isDateAfter } from './dates.ts'
import type { PartialDate } from './health-certificate.ts'

/** Nobody alive was born before. */
const MIN_BIRTH_YEAR = '1900'

/**
 * Whether a birth lies before 1900 or after the certificate was issued.
 *
 * @param issuedAt seconds since the epoch; unknown: nothing comes after it
 */
export function isImplausibleBirth(birth: PartialDate, issuedAt: number = Number.NaN): boolean {
  return birth.slice(0, 4) < MIN_BIRTH_YEAR || isDateAfter(birth, issuedAt)
}
