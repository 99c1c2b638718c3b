/**
 * Times in words.
 *
 * @module
 */

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

const SECONDS_PER_DAY = 86_400

/** Writes seconds since the epoch as `21 November 2026, 10:00 UTC`. */
export function timeInWords(seconds: number): string {
  const date = new Date(seconds * 1000)
  if (Number.isNaN(date.getTime())) return `${seconds} seconds after 1970`
  const [hours, minutes] = [date.getUTCHours(), date.getUTCMinutes()]
  return `${dayInWords(date)}, ${twoDigits(hours)}:${twoDigits(minutes)} UTC`
}

/** Writes seconds since the epoch as `21 November 2026`, with its age at another time. */
export function ageInWords(seconds: number, now: number): string {
  const date = new Date(seconds * 1000)
  if (Number.isNaN(date.getTime())) return `${seconds} seconds after 1970`
  const days = Math.floor((now - seconds) / SECONDS_PER_DAY)
  return `${dayInWords(date)} (${daysAgo(days)})`
}

/** Reads the RFC 3339 times that the library writes. */
export function toSeconds(time: string): number {
  return Date.parse(time) / 1000
}

function daysAgo(days: number): string {
  if (days < 0) return 'still to come'
  if (days === 0) return 'less than a day old'
  return days === 1 ? '1 day old' : `${days} days old`
}

function twoDigits(count: number): string {
  return String(count).padStart(2, '0')
}

function dayInWords(date: Date): string {
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`
}

/** Writes seconds since the epoch as `2026-11-21`; what no calendar has, as its number. */
export function toDay(seconds: number): string {
  return toTime(seconds).slice(0, 10)
}

/** Writes seconds since the epoch as RFC 3339 has it; what no calendar has, as its number. */
export function toTime(seconds: number): string {
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString()
}
