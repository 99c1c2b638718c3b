/**
 * Dates and instants that are known only within limits: partial dates, lenient readings, dates where a
 * time belongs.
 *
 * @module
 */

import { isFullDate, readInstant, startOfDate } from '../../model/dates.ts'
import type { Field, PartialDate } from '../../model/health-certificate.ts'

/** Days, YYYY-MM-DD, both inclusive; equal: the day is known. */
export interface DateRange {
  readonly earliest: string
  readonly latest: string
}

/** Seconds since the epoch, both inclusive, fractions kept; equal: the instant is known. */
export interface InstantRange {
  readonly earliest: number
  readonly latest: number
}

const DAY_SECONDS = 86_400
/** A day begins first at UTC+14, and ends last at UTC-12. */
const FIRST_ZONE_SECONDS = 14 * 3600
const LAST_ZONE_SECONDS = 12 * 3600

/** A date and, where it can be read in two ways, the other one. */
type Lenient = Field<string> & { readonly alternative?: string }

/** The days that a date can mean. `undefined` if it is none. */
export function toDateRange(field: Lenient | undefined): DateRange | undefined {
  if (!field) return undefined
  const range = daysOf(field.value)
  const other = field.alternative === undefined ? range : daysOf(field.alternative)
  return range && other && spanDates(range, other)
}

/** The instants that a time of sampling can mean: of a mere date, that whole day anywhere on Earth. */
export function toInstantRange(field: Lenient | undefined): InstantRange | undefined {
  if (!field) return undefined
  const range = instantsOf(field.value)
  const other = field.alternative === undefined ? range : instantsOf(field.alternative)
  if (!range || !other) return undefined
  return {
    earliest: Math.min(range.earliest, other.earliest),
    latest: Math.max(range.latest, other.latest),
  }
}

/** The days that both allow; of a contradiction, all days between, as either may be right. */
export function meetDates(a: DateRange, b: DateRange): DateRange {
  const earliest = a.earliest > b.earliest ? a.earliest : b.earliest
  const latest = a.latest < b.latest ? a.latest : b.latest
  return earliest <= latest ? { earliest, latest } : spanDates(a, b)
}

/** Tells whether the day is known. */
export function isOneDay(range: DateRange): boolean {
  return range.earliest === range.latest
}

function spanDates(a: DateRange, b: DateRange): DateRange {
  return {
    earliest: a.earliest < b.earliest ? a.earliest : b.earliest,
    latest: a.latest > b.latest ? a.latest : b.latest,
  }
}

/** The whole interval of a partial date. */
function daysOf(date: PartialDate): DateRange | undefined {
  if (isFullDate(date)) return { earliest: date.slice(0, 10), latest: date.slice(0, 10) }
  if (/^\d{4}-\d\d$/.test(date)) {
    const last = [31, 30, 29, 28].map((day) => `${date}-${day}`).find(isFullDate)
    return last === undefined ? undefined : { earliest: `${date}-01`, latest: last }
  }
  if (/^\d{4}$/.test(date)) return { earliest: `${date}-01-01`, latest: `${date}-12-31` }
  return undefined
}

function instantsOf(text: string): InstantRange | undefined {
  const instant = readInstant(text)
  if (instant) return { earliest: instant.seconds, latest: instant.seconds }
  const days = daysOf(text)
  if (!days) return undefined
  return {
    earliest: startOfDate(days.earliest) - FIRST_ZONE_SECONDS,
    latest: startOfDate(days.latest) + DAY_SECONDS + LAST_ZONE_SECONDS - 1,
  }
}
