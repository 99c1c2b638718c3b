/**
 * What no true pass can state, whatever its structure.
 *
 * @module
 */

import { isImplausibleBirth } from '../../model/plausible-birth.ts'
import type { PassClaims } from './claims.ts'
import type { PassPayload } from './payload.ts'

/** Tells whether the birth date is before 1900, or after the pass began to count. */
export function isImplausible({ nbf }: PassClaims, { dob }: PassPayload): boolean {
  return isImplausibleBirth(dob, nbf)
}
