/**
 * The arrival in words, as it stands on the button and on every result.
 *
 * @module
 */

import type { Mode } from '../flow/mode.ts'
import { writeDay } from '../messages/dates.ts'
import { type Language, LOCALES } from '../messages/languages.ts'

type Entry = Mode & { readonly kind: 'entry' }

export type Arrival = Pick<Entry, 'at' | 'until' | 'day'>

/** The arrival of a mode in words: its day, or its minute. */
export function writeArrival({ at, day }: Arrival, language: Language): string {
  if (day !== undefined) return writeDay(day, language)
  if (at === undefined) return ''
  const form = { calendar: 'gregory', dateStyle: 'long', timeStyle: 'short' } as const
  return new Intl.DateTimeFormat(LOCALES[language], form).format(at * 1000)
}
