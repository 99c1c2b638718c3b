/**
 * The arrival as it is typed from a ticket.
 *
 * @module
 */

import type { Arrival } from './arrival.ts'

/** As the fields of the form hold it. */
export interface TypedArrival {
  isNow: boolean
  /** `YYYY-MM-DD`, or nothing. */
  day: string
  /** `hh:mm` by this device's clock, or nothing. */
  time: string
}

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
const DAY = /^\d{4}-\d{2}-\d{2}$/

/**
 * Reads what was typed: a day, which is one where the journey ends, or with a time the minute that this
 * device's clock shows. `undefined` if it is no date.
 */
export async function readArrival(
  day: string,
  time: string,
  destination: string,
): Promise<Arrival | undefined> {
  const midnight = DAY.test(day) ? Date.parse(day) : Number.NaN
  if (Number.isNaN(midnight)) return undefined
  if (time !== '') {
    const at = Date.parse(`${day}T${time}`) / 1000
    return Number.isNaN(at) ? undefined : { at }
  }
  const { arrivalOnDay } = await import('pratique/policy')
  return { ...arrivalOnDay(midnight / DAY_MS, destination), day }
}

/** An arrival as it was typed, so that a change of something else does not lose it. */
export function toTyped({ at, day }: Arrival = {}): TypedArrival {
  if (day !== undefined) return { isNow: false, day, time: '' }
  if (at === undefined) return { isNow: true, day: '', time: '' }
  const date = new Date(at * 1000)
  const local = new Date(at * 1000 - date.getTimezoneOffset() * MINUTE_MS).toISOString()
  return { isNow: false, day: local.slice(0, 10), time: local.slice(11, 16) }
}
