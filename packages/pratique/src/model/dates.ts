/**
 * Dates and instants as issuers write them: read leniently, never completed.
 *
 * @module
 */

import type { PartialDate } from './health-certificate.ts'

/** A date that was read, and whether a time of day stood behind it. */
export interface ReadDate {
  readonly date: PartialDate
  readonly isDateTime: boolean
  /** The day before or after, where a time in UTC stands for a day of another zone. */
  readonly alternative?: PartialDate
}

/** An instant that was read. */
export interface ReadInstant {
  /** RFC 3339, with the offset as stated. */
  readonly text: string
  /** Seconds since the epoch, fractions kept. */
  readonly seconds: number
  /** Whether it was written just so: seconds, no fraction, an offset with a colon. */
  readonly isExact: boolean
}

/** The day begins 14 hours earlier than in UTC where it begins first (UTC+14). */
const EARLIEST_ZONE_SECONDS = 14 * 3600
/** And 12 hours later where it begins last (UTC−12). */
const LATEST_ZONE_SECONDS = 12 * 3600
const DAY_SECONDS = 86_400

/** After so long the calendar repeats itself. */
const CYCLE_YEARS = 400
const CYCLE_SECONDS = 146_097 * DAY_SECONDS
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const INSTANT =
  /^(\d{4}-\d\d-\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(\.\d{1,12})?)?\s?([Zz]|[+-]\d\d(?::?\d\d)?)$/

/** Reads a full date, or the date at the head of a date-time. `undefined` if neither. */
export function readDate(text: string): ReadDate | undefined {
  if (!isFullDate(text)) return undefined
  if (text.length === 10) return { date: text, isDateTime: false }
  const next = text.charAt(10)
  if (next !== 'T' && next !== 't' && next !== ' ') return undefined
  const read = { date: text.slice(0, 10), isDateTime: true }
  const alternative = otherDay(text)
  return alternative === undefined ? read : { ...read, alternative }
}

/** The time of a day in UTC that is not its beginning: no fraction, no other offset. */
const UTC_TIME =
  /^.{10}.(?!00:00(?::00(?:\.0*)?)?[^\d:.])(\d\d):\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]00:?00)$/

/**
 * The other day that a date-time in UTC may mean: midnight of one's own zone, turned into UTC, is the
 * evening before east of Greenwich, and a time in the morning may have been the evening before west of it.
 */
function otherDay(text: string): PartialDate | undefined {
  const hour = UTC_TIME.exec(text)?.[1]
  if (hour === undefined) return undefined
  const days = Number(hour) < 12 ? -1 : 1
  const other = new Date((startOfDate(text.slice(0, 10)) + days * DAY_SECONDS) * 1000).toISOString()
  // Beyond the years 0 and 9999 dates are written otherwise.
  return /^\d{4}-/.test(other) ? other.slice(0, 10) : undefined
}

/**
 * Reads a date that may stop at its year or month. An unknown month or day, written `XX` or `00`, is
 * left out (ICAO Doc 9303-3 §4.8). `undefined` if it is no date.
 */
export function readPartialDate(text: string): ReadDate | undefined {
  const full = readDate(text)
  if (full) return full
  const [year = '', month, day, ...others] = text.split('-', 4)
  if (others.length > 0 || digits(year, 0, 4) < 0 || year.length !== 4) return undefined
  if (isUnknown(month)) return isUnknown(day) ? { date: year, isDateTime: false } : undefined
  const isMonth = month.length === 2 && daysIn(digits(year, 0, 4), digits(month, 0, 2)) > 0
  return isMonth && isUnknown(day) ? { date: `${year}-${month}`, isDateTime: false } : undefined
}

/** Reads a date-time with an offset. `undefined` without one, or if it is none. */
export function readInstant(text: string): ReadInstant | undefined {
  const parts = INSTANT.exec(text)
  if (!parts) return undefined
  const [, date = '', hour = '', minute = '', second = '00', fraction = '', zone = ''] = parts
  const time = secondsOfDay(Number(hour), Number(minute), Number(second))
  const offset = offsetSeconds(zone)
  if (!isFullDate(date) || time === undefined || offset === undefined) return undefined
  const written = `${date}T${hour}:${minute}:${second}${fraction}${toZone(zone)}`
  return {
    text: written,
    seconds: startOfDate(date) + time - offset + Number(`0${fraction}`),
    isExact: written === text && fraction === '',
  }
}

/** Tells whether `text` is, or begins with, a date of the calendar, `YYYY-MM-DD`. */
export function isFullDate(text: string): boolean {
  if (text.charCodeAt(4) !== 0x2d || text.charCodeAt(7) !== 0x2d) return false
  const day = digits(text, 8, 10)
  return day >= 1 && day <= daysIn(digits(text, 0, 4), digits(text, 5, 7))
}

/** Seconds since the epoch at which a partial date begins in UTC: its first second. */
export function startOfDate(date: PartialDate): number {
  const month = date.length < 7 ? 1 : digits(date, 5, 7)
  const day = date.length < 10 ? 1 : digits(date, 8, 10)
  // One cycle of the calendar later, because Date takes years below 100 for the twentieth century's.
  const later = Date.UTC(digits(date, 0, 4) + CYCLE_YEARS, month - 1, day)
  return later / 1000 - CYCLE_SECONDS
}

/**
 * Whether a date begins after an instant, wherever on Earth it is meant.
 *
 * @param seconds since the epoch; NaN if unknown: nothing comes after it
 */
export function isDateAfter(date: PartialDate, seconds: number): boolean {
  // Comparisons with NaN are false.
  return startOfDate(date) > seconds + EARLIEST_ZONE_SECONDS
}

/**
 * Whether a full date is over at an instant, wherever on Earth it is meant.
 *
 * @param seconds since the epoch; NaN if unknown: nothing is over then
 */
export function isDateOver(date: PartialDate, seconds: number): boolean {
  return startOfDate(date) + DAY_SECONDS + LATEST_ZONE_SECONDS <= seconds
}

/** Days of a month; 0 if there is no such year or month. */
function daysIn(year: number, month: number): number {
  if (year < 0 || month < 1) return 0
  if (month === 2 && ((year % 4 === 0 && year % 100 !== 0) || year % 400 === 0)) return 29
  return DAYS_IN_MONTH[month - 1] ?? 0
}

function isUnknown(part: string | undefined): part is undefined {
  return part === undefined || part === '00' || part === 'XX'
}

/** The number that the digits stand for, or -1 if one is none. */
function digits(text: string, from: number, to: number): number {
  let value = 0
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 0x30
    if (!(digit >= 0 && digit <= 9)) return -1
    value = value * 10 + digit
  }
  return value
}

/** A leap second is taken (RFC 3339 §5.7). */
function secondsOfDay(hour: number, minute: number, second: number): number | undefined {
  return hour > 23 || minute > 59 || second > 60 ? undefined : (hour * 60 + minute) * 60 + second
}

function offsetSeconds(zone: string): number | undefined {
  if (zone === 'Z' || zone === 'z') return 0
  const hours = digits(zone, 1, 3)
  const minutes = zone.length > 3 ? digits(zone, zone.length - 2, zone.length) : 0
  if (hours > 23 || minutes > 59) return undefined
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60
}

function toZone(zone: string): string {
  if (zone === 'Z' || zone === 'z') return 'Z'
  return `${zone.slice(0, 3)}:${zone.length > 3 ? zone.slice(-2) : '00'}`
}

/** The full date so many days after another. */
export function addDays(date: PartialDate, days: number): PartialDate {
  const day = new Date((startOfDate(date) + days * DAY_SECONDS) * 1000)
  const year = String(day.getUTCFullYear()).padStart(4, '0')
  return `${year}-${twoDigits(day.getUTCMonth() + 1)}-${twoDigits(day.getUTCDate())}`
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}
