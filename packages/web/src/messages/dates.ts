/**
 * Dates with the month in letters, as precise as they are stated.
 *
 * @module
 */

import { type Language, LOCALES } from './languages.ts'

const YEAR = /^\d{4}$/
const MONTH = /^\d{4}-\d{2}$/
const DAY = /^\d{4}-\d{2}-\d{2}$/
const RANGE = /^([^/]+)\/([^/]+)$/

/** A date as certificates state it: a year, a month, a day, an instant, or two with a stroke between. */
export function writeDate(text: string, language: Language, zone = 'UTC'): string {
  const [, first, last] = RANGE.exec(text) ?? []
  if (first !== undefined && last !== undefined) {
    return `${writeDate(first, language, zone)} – ${writeDate(last, language, zone)}`
  }
  if (YEAR.test(text)) return text
  if (MONTH.test(text)) return write(text, language, 'UTC', { year: 'numeric', month: 'long' })
  return DAY.test(text) ? writeDay(text, language) : writeInstant(text, language, { zone })
}

/** The day of a date or an instant, in UTC unless a zone is given. */
export function writeDay(time: string, language: Language, zone = 'UTC'): string {
  return write(time, language, zone, { dateStyle: 'long' })
}

/** The day of UTC in which something was, in seconds since the epoch: as lists are dated. */
export function writeDayAt(seconds: number, language: Language): string {
  return writeDay(new Date(seconds * 1000).toISOString(), language)
}

/** An instant; `isEnd`: it is the last moment of something. A date alone where nothing more is said. */
export function writeInstant(
  time: string,
  language: Language,
  { zone = 'UTC', isEnd = false }: { readonly zone?: string; readonly isEnd?: boolean } = {},
): string {
  const ms = Date.parse(time)
  if (Number.isNaN(ms)) return time
  const clock = clockAt(ms, zone)
  if (clock === (isEnd ? '23:59:59' : '00:00:00')) return writeDay(time, language, zone)
  const timeStyle = clock.endsWith(':00') ? 'short' : 'medium'
  return write(time, language, zone, { dateStyle: 'long', timeStyle })
}

function write(
  time: string,
  language: Language,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
): string {
  const ms = Date.parse(time)
  if (Number.isNaN(ms)) return time
  const form = { calendar: 'gregory', timeZone, ...options }
  return new Intl.DateTimeFormat(LOCALES[language], form).format(ms)
}

/** What a clock there shows, as `hh:mm:ss`. */
function clockAt(ms: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(ms)
}
