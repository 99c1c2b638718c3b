/**
 * What no true EU DCC can state, whatever its structure.
 *
 * @module
 */

import { isCountry } from '../../model/countries.ts'
import { isImplausibleBirth } from '../../model/plausible-birth.ts'
import type { DccPayload, Fault } from './payload.ts'

/**
 * Lists what is implausible: a birth before 1900 or after the issue date, a given name without its
 * transliteration, a country that is none.
 *
 * @param issuedAt seconds since the epoch, if known
 */
export function findImplausible(payload: DccPayload, issuedAt: number | undefined): Fault[] {
  const { name, birth, group, entry } = payload
  const faults: Fault[] = []
  if (birth && isImplausibleBirth(birth.date, issuedAt)) faults.push(implausible('dob'))
  if (name['gn'] !== undefined && name['gnt'] === undefined) faults.push(implausible('nam.gnt'))
  const country = entry.texts['co']
  if (country !== undefined && !isCountry(country)) {
    faults.push(implausible(`${group}[0].co`))
  }
  return faults
}

function implausible(field: string): Fault {
  return { field, kind: 'implausible' }
}
