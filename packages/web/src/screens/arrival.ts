/**
 * The arrival: as it stands on a ticket, and in words.
 *
 * @module
 */

import type { Mode } from '../flow/mode.ts'
import { writeDay } from '../messages/dates.ts'
import { type Language, LOCALES } from '../messages/languages.ts'

type Entry = Mode & { readonly kind: 'entry' }

export type Arrival = Pick<Entry, 'at' | 'until' | 'day'>

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

/** The arrival of a mode in words: its day, or its minute. */
export function writeArrival({ at, day }: Arrival, language: Language): string {
  if (day !== undefined) return writeDay(day, language)
  if (at === undefined) return ''
  const form = { calendar: 'gregory', dateStyle: 'long', timeStyle: 'short' } as const
  return new Intl.DateTimeFormat(LOCALES[language], form).format(at * 1000)
}
