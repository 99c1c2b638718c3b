/**
 * What no true pass can state, whatever its structure.
 *
 * @module
 */

import { startOfDate } from '../../model/dates.ts'
import type { PassClaims } from './claims.ts'
import type { PassPayload } from './payload.ts'

/** Nobody alive was born before. */
const MIN_BIRTH_YEAR = '1900'

/** The day begins 14 hours earlier than in UTC where it begins first (UTC+14). */
const EARLIEST_ZONE_SECONDS = 14 * 3600

/** Tells whether the birth date is before 1900, or after the pass began to count. */
export function isImplausible({ nbf }: PassClaims, { dob }: PassPayload): boolean {
  return dob.slice(0, 4) < MIN_BIRTH_YEAR || startOfDate(dob) > nbf + EARLIEST_ZONE_SECONDS
}
