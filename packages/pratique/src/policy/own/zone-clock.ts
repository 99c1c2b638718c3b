/**
 * When days begin in a time zone, to the second and through changes of the clock.
 *
 * @module
 */

import { DAY_SECONDS, type Day } from './calendar.ts'

/** The calendar of one time zone. */
export interface ZoneClock {
  readonly zone: string
  /** Seconds since the epoch at which a day begins there. */
  startOfDay(day: Day): number
  /** The day that it is there. */
  dayAt(seconds: number): Day
  /** The last day that has begun: `dayAt`, unless the clock was set back past midnight since. */
  lastBegunAt(seconds: number): Day
}

/** The widest that a zone's day lies off from UTC's, and the longest jump of a clock, and to spare. */
const EARLIEST = 16 * 3600
const LATEST = 40 * 3600

/** Beyond the years 1000 and 9999 no rule has anything to say. */
const FIRST_DAY = -354_285
const LAST_DAY = 2_932_896

/** Zones whose clock needs no asking. */
const UTC: ReadonlySet<string> = /* @__PURE__ */ new Set(['UTC', 'Etc/UTC'])

/** Building one takes longer than all questions to it; it remembers nothing of what it was asked. */
const FORMATS = new Map<string, Intl.DateTimeFormat>()

/** Tells whether this platform knows a time zone of that name. */
export function isTimeZone(zone: string): boolean {
  try {
    formatOf(zone)
    return true
  } catch {
    return false
  }
}

/** Makes the calendar of a zone that {@link isTimeZone} knows. */
export function createZoneClock(zone: string): ZoneClock {
  const format = formatOf(zone)
  const starts = new Map<Day, number>()
  const local = UTC.has(zone)
    ? (seconds: number) => seconds
    : (seconds: number) => localSeconds(format, seconds)
  const dayAt = (seconds: number) => Math.floor(local(seconds) / DAY_SECONDS)
  function startOfDay(day: Day): number {
    if (!(day >= FIRST_DAY)) return Number.NEGATIVE_INFINITY
    if (day > LAST_DAY) return Number.POSITIVE_INFINITY
    const start = starts.get(day) ?? findStart(day, local)
    starts.set(day, start)
    return start
  }
  function findLastBegun(seconds: number): Day {
    // Earlier days have no beginning, and no calendar that a platform would agree on.
    if (seconds < startOfDay(FIRST_DAY)) return FIRST_DAY - 1
    let day = dayAt(seconds)
    while (startOfDay(day + 1) <= seconds) day += 1
    while (startOfDay(day) > seconds) day -= 1
    return day
  }
  let last = { seconds: Number.NaN, day: Number.NaN }
  return {
    zone,
    startOfDay,
    dayAt,
    lastBegunAt(seconds) {
      if (seconds !== last.seconds) last = { seconds, day: findLastBegun(seconds) }
      return last.day
    },
  }
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const format = FORMATS.get(zone) ?? newFormat(zone)
  FORMATS.set(zone, format)
  return format
}

/** Writes `3/29/2026, 01:00:00`. Deviates from `formatToParts`, because that takes thrice the time. */
function newFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
}

/** What the clock there shows, as seconds from 1970-01-01T00:00:00 on it. */
function localSeconds(format: Intl.DateTimeFormat, seconds: number): number {
  const [month = 1, day = 1, year = 0, hour = 0, minute = 0, second = 0] =
    format
      .format(Math.floor(seconds) * 1000)
      .match(/\d+/g)
      ?.map(Number) ?? []
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000
}

/** The first instant that is on this day; where the day was skipped, the first after it. */
function findStart(day: Day, local: (seconds: number) => number): number {
  const midnight = day * DAY_SECONDS
  const near = 2 * midnight - local(midnight)
  for (const guess of [near, near + midnight - local(near)]) {
    if (local(guess) >= midnight && local(guess - 1) < midnight) return guess
  }
  let [before, from] = [midnight - EARLIEST, midnight + LATEST]
  while (from - before > 1) {
    const middle = Math.floor((from + before) / 2)
    if (local(middle) >= midnight) from = middle
    else before = middle
  }
  return from
}
