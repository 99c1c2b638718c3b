/**
 * Times as they are given on the command line.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'

/** RFC 3339, seconds and all after them optional. */
const TIME = /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d)(:\d\d(?:\.\d{1,9})?)?([Zz]|[+-]\d\d:\d\d))?$/

/**
 * Parses a date, which stands for its first second in UTC, or a time with its offset.
 *
 * @returns seconds since the epoch
 * @throws {UsageError} `usage.date`
 */
export function parseTime(option: string, text: string): number {
  const [, date, time = '00:00', seconds = '', offset = 'Z'] = TIME.exec(text) ?? []
  const milliseconds = Date.parse(`${date}T${time}${seconds}${offset.toUpperCase()}`)
  if (date !== undefined && isOfCalendar(date) && !Number.isNaN(milliseconds)) {
    return milliseconds / 1000
  }
  throw new UsageError(
    'usage.date',
    `${option} needs a date or a time with its offset, such as 2026-11-21 or 2026-11-21T10:00Z`,
  )
}

/** JavaScript takes 31 June for 1 July. */
function isOfCalendar(date: string): boolean {
  const milliseconds = Date.parse(`${date}T00:00Z`)
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(date)
}
