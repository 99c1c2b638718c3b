/**
 * What no true DDCC can state, whatever its structure.
 *
 * @module
 */

import type { MemberFault } from '../../model/cbor-members.ts'
import { toCountry } from '../../model/country-codes.ts'
import { isImplausibleBirth } from '../../model/plausible-birth.ts'
import type { DdccPayload } from './payload.ts'
import { countryOf } from './view.ts'

/**
 * Lists what is implausible: a birth before 1900 or after the issue date, a country that is none.
 *
 * @param issuedAt seconds since the epoch, if known
 */
export function findImplausible(
  { birth, entry }: DdccPayload,
  issuedAt: number | undefined,
): MemberFault[] {
  const faults: MemberFault[] = []
  if (birth && isImplausibleBirth(birth.date, issuedAt)) {
    faults.push({ field: 'birthDate', kind: 'implausible' })
  }
  const country = countryOf(entry)
  if (country !== undefined && toCountry(country) === undefined) {
    faults.push({ field: 'country', kind: 'implausible' })
  }
  return faults
}
