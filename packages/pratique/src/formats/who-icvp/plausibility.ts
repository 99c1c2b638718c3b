/**
 * What no true ICVP can state, whatever its structure.
 *
 * @module
 */

import type { MemberFault } from '../../model/cbor-members.ts'
import { isImplausibleBirth } from '../../model/plausible-birth.ts'
import type { IcvpPayload } from './payload.ts'

/**
 * Lists what is implausible: a birth before 1900 or after the issue date.
 *
 * @param issuedAt seconds since the epoch, if known
 */
export function findImplausible(
  { birth }: IcvpPayload,
  issuedAt: number | undefined,
): MemberFault[] {
  if (!birth || !isImplausibleBirth(birth.date, issuedAt)) return []
  return [{ field: 'dob', kind: 'implausible' }]
}
