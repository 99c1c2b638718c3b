/**
 * When an answer can change: at instants, and at the beginnings of days.
 *
 * @module
 */

import type { Budget } from './budget.ts'
import { DAY_SECONDS, type Day } from './calendar.ts'
import type { ZoneClock } from './zone-clock.ts'

/** A stretch of time: from the first second on, up to but without the last. */
export interface Span {
  readonly from: number
  readonly until: number
}

/** Days, both inclusive. */
export interface Days {
  readonly first: Day
  readonly last: Day
}

/** At least all changes; that one is listed does not mean that there is one. */
export interface Changes {
  /** Seconds since the epoch. */
  readonly instants: readonly number[]
  /** Days at whose beginning there can be one, in any zone. */
  readonly days: readonly Days[]
}

export const NO_CHANGES: Changes = { instants: [], days: [] }

/** What dates can say: the years 1 to 9999. */
export const ALL_TIME: Span = { from: -62_135_596_800, until: 253_402_300_800 }

/** No zone is off from UTC by more. */
const MARGIN_DAYS = 2
/** What it takes to find the beginning of a day, in steps. */
const DAY_WORK = 400

/** Puts changes together. */
export function joinChanges(all: readonly Changes[]): Changes {
  return {
    instants: all.flatMap(({ instants }) => instants),
    days: all.flatMap(({ days }) => days),
  }
}

/** The changes of a stretch of time in a zone, in order. None if there are too many to be told. */
export function changesIn(
  { instants, days }: Changes,
  { from, until }: Span,
  clock: ZoneClock,
  budget: Budget,
): readonly number[] {
  const found = new Set(instants)
  const first = Math.floor(from / DAY_SECONDS) - MARGIN_DAYS
  const last = Math.floor(until / DAY_SECONDS) + MARGIN_DAYS
  for (const day of enumerate(days, { first, last }, budget)) found.add(clock.startOfDay(day))
  return [...found].filter((each) => each >= from && each < until).sort((a, b) => a - b)
}

function enumerate(stretches: readonly Days[], within: Days, budget: Budget): Iterable<Day> {
  const found = new Set<Day>()
  let seen = Number.NEGATIVE_INFINITY
  for (const stretch of stretches.toSorted((a, b) => a.first - b.first)) {
    const first = Math.max(stretch.first, within.first, seen + 1)
    const last = Math.min(stretch.last, within.last)
    if (!(first <= last)) continue
    if (!budget.spend((last - first + 1) * DAY_WORK)) return []
    for (let day = first; day <= last; day++) found.add(day)
    seen = last
  }
  return found
}
