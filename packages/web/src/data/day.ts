/**
 * The day of the data, with the month in letters.
 *
 * @module
 */

import type { Language } from '../messages/languages.ts'

/** Days are those of UTC, as lists are dated. British English has the day first, as the others do. */
export function writeDay(seconds: number, language: Language): string {
  const locale = language === 'en' ? 'en-GB' : language
  const form = { dateStyle: 'long', calendar: 'gregory', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(locale, form).format(seconds * 1000)
}
