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

const DAY_MS = 86_400_000
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

/** The arrival of a mode in words: its day, or its minute. */
export function writeArrival({ at, day }: Arrival, language: Language): string {
  if (day !== undefined) return writeDay(day, language)
  if (at === undefined) return ''
  const form = { calendar: 'gregory', dateStyle: 'long', timeStyle: 'short' } as const
  return new Intl.DateTimeFormat(LOCALES[language], form).format(at * 1000)
}
