/**
 * The arrival, as it is given on the command line.
 *
 * @module
 */

import { arrivalOnDay } from 'pratique/policy'
import { parseTime } from '../times.ts'

/** When rules are applied, seconds since the epoch. `until`: where only the day is known, its last. */
export interface Arrival {
  readonly at: number
  readonly until?: number
}

const DATE = /^\d{4}-\d{2}-\d{2}$/
const DAY_SECONDS = 86_400

/**
 * Parses the value of `--on`. A date is that day where the journey ends, whose every hour must have one
 * answer; where a country has several zones, the day in any of them. A time with its offset is that instant.
 *
 * @throws {UsageError} `usage.date`
 */
export function parseArrival(option: string, text: string, destination: string): Arrival {
  const at = parseTime(option, text)
  if (!DATE.test(text)) return { at }
  return arrivalOnDay(at / DAY_SECONDS, destination)
}
