/**
 * Date-times of CertLogic, in milliseconds since the epoch (CertLogic specification, "Dates/date-times").
 *
 * Everything is counted in UTC. Days, months and years overflow: 31 January and one month is 3 March.
 *
 * @module
 */

import type { TimeUnit } from '../condition.ts'

export const MS_PER_DAY = 86_400_000
const MS_PER_HOUR = 3_600_000
const MS_PER_MINUTE = 60_000

/** What ECMA-262 can say as a date (§21.4.1.1). */
const MAX_MS = 8.64e15

export const TIME_UNITS: readonly TimeUnit[] = ['year', 'month', 'day', 'hour']

/** Longer ones are not looked at: fractions of more than 74 digits. */
const MAX_LENGTH = 100

/** What may stand behind the seconds: a fraction, and an offset in one of seven spellings. */
const TAIL = /^(?:\.(\d+))?(?:Z|([+-])(\d{1,2})(?::?(\d\d))?)?$/

/**
 * Reads what `plusTime` takes: a date, which may stop at its year or month and then means its last day, or
 * a date-time; without an offset it is UTC, and fractions are cut to milliseconds.
 *
 * @returns NaN if it is none. Deviates from certlogic-js: days and times that do not exist are none, since
 *   silent nonsense would come out as a refusal with a wrong reason
 */
export function parseDateTime(text: string): number {
  if (text.length <= 10) return parseDate(text)
  if (text.length > MAX_LENGTH) return Number.NaN
  const hasMarks = text.charAt(10) === 'T' && text.charAt(13) === ':' && text.charAt(16) === ':'
  const hour = digits(text, 11, 13)
  const minute = digits(text, 14, 16)
  const second = digits(text, 17, 19)
  // The end of a day may be written as its 24th hour (ISO 8601).
  const isEnd = hour === 24 && minute === 0 && second === 0
  if (!hasMarks || !(hour < 24 || isEnd) || !(minute < 60) || !(second < 60)) return Number.NaN
  const time = hour * MS_PER_HOUR + minute * MS_PER_MINUTE + second * 1000
  return parseFullDate(text) + time + parseRest(text, isEnd)
}

/** What stands behind the seconds. The two spellings that nearly all have are read without an expression. */
function parseRest(text: string, isEnd: boolean): number {
  if (text.length === 20 && text.endsWith('Z')) return 0
  const sign = text.charAt(19)
  const isOffset = text.length === 25 && (sign === '+' || sign === '-') && text.charAt(22) === ':'
  if (!isOffset) return parseTail(text.slice(19), isEnd)
  const hours = digits(text, 20, 22)
  const minutes = digits(text, 23, 25)
  if (!(hours < 24) || !(minutes < 60)) return Number.NaN
  const offset = hours * MS_PER_HOUR + minutes * MS_PER_MINUTE
  return sign === '-' ? offset : -offset
}

/** Reads what `dccDateOfBirth` takes: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. NaN if it is none. */
export function parseDate(text: string): number {
  const { length } = text
  if (length === 10) return parseFullDate(text)
  const year = digits(text, 0, 4)
  if (length === 4) return toDay(year, 12, 31)
  const month = digits(text, 5, 7)
  if (length !== 7 || text.charAt(4) !== '-' || !(month >= 1 && month <= 12)) return Number.NaN
  return toDay(year, month, daysIn(year, month))
}

/** The date that a text begins with. */
function parseFullDate(text: string): number {
  if (text.charAt(4) !== '-' || text.charAt(7) !== '-') return Number.NaN
  const year = digits(text, 0, 4)
  const month = digits(text, 5, 7)
  const day = digits(text, 8, 10)
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
  return isDay ? toDay(year, month, day) : Number.NaN
}

function parseTail(tail: string, isEnd: boolean): number {
  const parts = TAIL.exec(tail)
  if (!parts) return Number.NaN
  const [, fraction = '', sign, hours = '0', minutes = '0'] = parts
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'))
  if (Number(hours) > 23 || Number(minutes) > 59 || (isEnd && milliseconds > 0)) return Number.NaN
  const offset = Number(hours) * MS_PER_HOUR + Number(minutes) * MS_PER_MINUTE
  return milliseconds + (sign === '-' ? offset : -offset)
}

/** The number that digits make; NaN if one of them is none. */
function digits(text: string, from: number, until: number): number {
  let number = 0
  for (let at = from; at < until; at++) {
    const digit = text.charCodeAt(at) - 0x30
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    number = number * 10 + digit
  }
  return number
}

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Days of a month, from 1. */
function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month === 2 && isLeap ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0)
}

/** Midnight of a day, counted in a calendar whose years begin in March, so that leap days come last. */
function toDay(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1
  const leapDays =
    Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400)
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  return (marchYear * 365 + leapDays + dayOfYear - 719_468) * MS_PER_DAY
}

/** Adds an amount, of any sign. NaN if the date, or what comes out, is none. */
export function plusTime(ms: number, amount: number, unit: TimeUnit): number {
  const sum = amount === 0 ? ms : add(ms, amount, unit)
  return Math.abs(sum) <= MAX_MS ? sum : Number.NaN
}

function add(ms: number, amount: number, unit: TimeUnit): number {
  if (unit === 'day') return ms + amount * MS_PER_DAY
  if (unit === 'hour') return ms + amount * MS_PER_HOUR
  const date = new Date(ms)
  return unit === 'month'
    ? date.setUTCMonth(date.getUTCMonth() + amount)
    : date.setUTCFullYear(date.getUTCFullYear() + amount)
}

/** An instant as date-times are written in data: RFC 3339, UTC, whole seconds if it is at one. */
export function toDateTimeText(ms: number): string {
  const text = new Date(ms).toISOString()
  return text.endsWith('.000Z') ? `${text.slice(0, -5)}Z` : text
}
