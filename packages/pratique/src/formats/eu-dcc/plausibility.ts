/**
 * What no true EU DCC can state, whatever its structure.
 *
 * @module
 */

import { isCountry } from '../../model/countries.ts'
import { type ReadDate, startOfDate } from '../../model/dates.ts'
import type { DccPayload, Fault } from './payload.ts'

/** Nobody alive was born before. */
const MIN_BIRTH_YEAR = '1900'

/** The day begins 14 hours earlier than in UTC where it begins first (UTC+14). */
const EARLIEST_ZONE_SECONDS = 14 * 3600

/**
 * Lists what is implausible: a birth before 1900 or after the issue date, a given name without its
 * transliteration, a country that is none.
 *
 * @param issuedAt seconds since the epoch, if known
 */
export function findImplausible(payload: DccPayload, issuedAt: number | undefined): Fault[] {
  const { name, birth, group, entry } = payload
  const faults: Fault[] = []
  if (birth && isImplausibleBirth(birth, issuedAt)) faults.push(implausible('dob'))
  if (name['gn'] !== undefined && name['gnt'] === undefined) faults.push(implausible('nam.gnt'))
  const country = entry.texts['co']
  if (country !== undefined && !isCountry(country)) {
    faults.push(implausible(`${group}[0].co`))
  }
  return faults
}

function isImplausibleBirth({ date }: ReadDate, issuedAt = Number.NaN): boolean {
  if (date.slice(0, 4) < MIN_BIRTH_YEAR) return true
  // Comparisons with NaN are false: without an issue date, nothing comes after it.
  return startOfDate(date) > issuedAt + EARLIEST_ZONE_SECONDS
}

function implausible(field: string): Fault {
  return { field, kind: 'implausible' }
}
