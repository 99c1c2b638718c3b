/**
 * The day of an arrival, where only that is known.
 *
 * @module
 */

import { toIso } from '../../model/territories.ts'
import { createZoneClock } from './zone-clock.ts'
import { zonesOf } from './zones.ts'

/** The first second of an arrival, and its last: seconds since the epoch. */
export interface ArrivalDay {
  readonly at: number
  readonly until: number
}

/**
 * Finds a day where the journey ends; where a country has several zones, that day in any of them.
 *
 * @param day days since 1970-01-01
 */
export function arrivalOnDay(day: number, destination: string): ArrivalDay {
  const clocks = zonesOf(toIso(destination)).map((zone) => createZoneClock(zone))
  return {
    at: Math.min(...clocks.map((clock) => clock.startOfDay(day))),
    until: Math.max(...clocks.map((clock) => clock.startOfDay(day + 1))) - 1,
  }
}
