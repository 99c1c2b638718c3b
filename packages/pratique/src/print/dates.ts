/**
 * Dates with the month in letters, in any of the languages, so that no country reads them another way.
 *
 * @module
 */

import type { PrintMessages } from '../messages/print.ts'
import type { PartialDate } from '../model/health-certificate.ts'

const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/
/** A date, a time to the minute, what stands behind it, and the offset (RFC 3339). */
const INSTANT =
  /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?([Zz]|[+-]\d{2}:?\d{2})?$/

/** Writes a date as precisely as it is stated; what is no date stands as it is. */
export function toDateWords(date: PartialDate, messages: PrintMessages): string {
  const [, year = '', month, day] = DATE.exec(date) ?? []
  if (date === '') return messages.values.unknownDate
  if (year === '' || month === undefined) return date
  const { months, monthsAlone, full, month: withoutDay } = messages.dates
  const name = (day === undefined ? monthsAlone : months)[Number(month) - 1]
  if (name === undefined) return date
  return day === undefined
    ? fill(withoutDay, { month: name, year })
    : fill(full, { day: String(Number(day)), month: name, year })
}

/** Writes an instant to the minute with its offset, or a date. */
export function toInstantWords(instant: string, messages: PrintMessages): string {
  const [, date, time, offset] = INSTANT.exec(instant) ?? []
  if (date === undefined) return toDateWords(instant, messages)
  const zone = offset === undefined ? '' : ` (UTC${/^[Zz]$/.test(offset) ? '' : offset})`
  return `${toDateWords(date, messages)}, ${time}${zone}`
}

/** Writes the day, in UTC, of seconds since the epoch; `undefined` if no calendar has it. */
export function toDayWords(seconds: number, messages: PrintMessages): string | undefined {
  const date = new Date(seconds * 1000)
  const year = date.getUTCFullYear()
  if (Number.isNaN(year)) return undefined
  if (year < 0 || year > 9999) return date.toISOString().slice(0, -14)
  const { months, full } = messages.dates
  const month = months[date.getUTCMonth()] ?? ''
  return fill(full, { day: String(date.getUTCDate()), month, year: String(year).padStart(4, '0') })
}

/** Puts values in the places of a text that name them; a place that no value is for stays. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  let filled = ''
  let at = 0
  for (let open = text.indexOf('{'); open >= 0; open = text.indexOf('{', at)) {
    const close = text.indexOf('}', open)
    if (close < 0) break
    filled +=
      text.slice(at, open) + (values[text.slice(open + 1, close)] ?? text.slice(open, close + 1))
    at = close + 1
  }
  return filled + text.slice(at)
}
