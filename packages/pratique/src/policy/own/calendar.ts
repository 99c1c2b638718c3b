/**
 * Days as numbers, and calendar arithmetic on them.
 *
 * @module
 */

import { isFullDate, startOfDate } from '../../model/dates.ts'
import type { Age, Duration } from './policy.ts'

/** Days since 1970-01-01, of the Gregorian calendar. */
export type Day = number

export type MonthRule = 'overflow' | 'end-of-month'

export const DAY_SECONDS = 86_400

/** The day of a full date. NaN if it is none. */
export function toDay(date: string): Day {
  return isFullDate(date) && date.length === 10 ? startOfDate(date) / DAY_SECONDS : Number.NaN
}

/** A day as YYYY-MM-DD. */
export function writeDay(day: Day): string {
  return new Date(day * DAY_SECONDS * 1000).toISOString().slice(0, 10)
}

/** The day so much later. */
export function addDuration(day: Day, duration: Duration | Age, rule: MonthRule): Day {
  if ('days' in duration) return day + duration.days
  const months = 'months' in duration ? duration.months : duration.years * 12
  return addMonths(day, months, rule)
}

/** The day so much earlier, or as near to it as months allow. */
export function takeDuration(day: Day, duration: Duration | Age, rule: MonthRule): Day {
  if ('days' in duration) return day - duration.days
  return addMonths(day, -('months' in duration ? duration.months : duration.years * 12), rule)
}

function addMonths(day: Day, months: number, rule: MonthRule): Day {
  const { month, dayOfMonth } = toDate(day)
  const first = startOfMonth(month + months)
  const last = startOfMonth(month + months + 1) - 1
  const moved = first + dayOfMonth - 1
  return rule === 'overflow' ? moved : Math.min(moved, last)
}

/** A day of a month; months are counted from March of the year 0, so that leap days come last. */
interface DayOfMonth {
  readonly month: number
  readonly dayOfMonth: number
}

/** From 1 March of the year 0 to 1970-01-01. */
const EPOCH_DAYS = 719_468
const CYCLE_DAYS = 146_097
const CENTURY_DAYS = 36_524
const FOUR_YEARS_DAYS = 1461
/** From March on the lengths of months repeat themselves: 153 days in five. */
const FIVE_MONTHS_DAYS = 153

/** Deviates from `Date`, because that takes ten times as long, and is asked for every day that is tried. */
function toDate(day: Day): DayOfMonth {
  const days = day + EPOCH_DAYS
  const cycle = Math.floor(days / CYCLE_DAYS)
  const inCycle = days - cycle * CYCLE_DAYS
  const leapDays =
    Math.floor(inCycle / (FOUR_YEARS_DAYS - 1)) -
    Math.floor(inCycle / CENTURY_DAYS) +
    Math.floor(inCycle / (CYCLE_DAYS - 1))
  const year = Math.floor((inCycle - leapDays) / 365)
  const inYear = inCycle - (year * 365 + Math.floor(year / 4) - Math.floor(year / 100))
  const month = Math.floor((5 * inYear + 2) / FIVE_MONTHS_DAYS)
  return {
    month: (cycle * 400 + year) * 12 + month,
    dayOfMonth: inYear - Math.floor((FIVE_MONTHS_DAYS * month + 2) / 5) + 1,
  }
}

function startOfMonth(months: number): Day {
  const year = Math.floor(months / 12)
  const month = months - year * 12
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400)
  return year * 365 + leapDays + Math.floor((FIVE_MONTHS_DAYS * month + 2) / 5) - EPOCH_DAYS
}
