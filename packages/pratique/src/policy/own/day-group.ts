/**
 * A group of one day that is known only within limits: the date of an event, the end of a stated period,
 * a day of birth.
 *
 * Of many days few need be tried: what conditions say of two neighbours differs only where one of these
 * lies just as long ago as a condition begins or ceases to count.
 *
 * @module
 */

import type { Budget } from './budget.ts'
import { addDuration, type Day, takeDuration } from './calendar.ts'
import { type Changes, type Days, NO_CHANGES } from './changes.ts'
import type { Age, Duration, OwnPolicy } from './policy.ts'
import { type LeafSet, NONE } from './requirement.ts'
import { type Group, openWorlds, type World, worldsGroup } from './worlds.ts'
import type { ZoneClock } from './zone-clock.ts'

/** What times are counted by. */
export interface Calendar {
  readonly clock: ZoneClock
  readonly months: OwnPolicy['months']
}

/** So much after a day: a duration, and days on top. */
export interface Edge {
  readonly after: Duration | Age
  readonly plus: number
}

/** When a day lets a condition hold: from one edge on, up to but without the other. */
export interface DayLimit {
  readonly bit: LeafSet
  readonly from?: Edge
  readonly until?: Edge
}

/** What a group of days is made of. */
export interface DayQuestion {
  readonly field: string
  readonly limits: readonly DayLimit[]
  readonly calendar: Calendar
  readonly budget: Budget
}

/** Months are of many lengths: days from which as many lead to one day lie within so many of it. */
const NEAR_DAYS = 5
/** What a day takes beside what every condition says of it. */
const DAY_WORK = 5
/** What it takes to find when one edge comes. */
const EDGE_WORK = 4

/** A group of the days of a range. */
export function dayGroup(days: Days, question: DayQuestion): Group {
  return worldsGroup(
    worldsOf(() => days, question),
    () => changesOf(days, question),
  )
}

/** A group of the days up to today, of which time alone changes nothing. */
export function pastGroup(longest: Duration, question: DayQuestion): Group {
  const { months } = question.calendar
  const daysAt = (today: Day) => ({ first: takeDuration(today, longest, months), last: today })
  return worldsGroup(worldsOf(daysAt, question), () => NO_CHANGES)
}

function worldsOf(daysAt: (today: Day) => Days, question: DayQuestion): Group['worldsAt'] {
  const { field, limits, calendar, budget } = question
  const spans = new Map<Day, readonly DaySpan[]>()
  const spansOf = (day: Day) => {
    const known = spans.get(day) ?? limits.map((limit) => spanOf(day, limit, calendar))
    spans.set(day, known)
    return known
  }
  return (seconds): readonly World[] => {
    const today = calendar.clock.lastBegunAt(seconds)
    const tried = daysToTry(daysAt(today), today, question)
    if (!budget.spend(tried.length * (limits.length + DAY_WORK))) {
      return openWorlds(tried.length > 1 ? [field] : [], limits)
    }
    return tried.map((day) => ({
      values: { [field]: String(day) },
      met: spansOf(day).reduce((met, span) => (isIn(today, span) ? met | span.bit : met), NONE),
    }))
  }
}

/** The days on which a condition holds: from the first on, up to but without the last. */
interface DaySpan {
  readonly bit: LeafSet
  readonly from: number
  readonly until: number
}

function spanOf(day: Day, { bit, from, until }: DayLimit, calendar: Calendar): DaySpan {
  return {
    bit,
    from: from ? reach(day, from, calendar) : Number.NEGATIVE_INFINITY,
    until: until ? reach(day, until, calendar) : Number.POSITIVE_INFINITY,
  }
}

function isIn(today: Day, { from, until }: DaySpan): boolean {
  return today >= from && today < until
}

function reach(day: Day, { after, plus }: Edge, { months }: Calendar): Day {
  return addDuration(day, after, months) + plus
}

/** The ends, and every day that is told from the one before it. */
function daysToTry({ first, last }: Days, today: Day, question: DayQuestion): readonly Day[] {
  if (first === last) return [first]
  const tried = new Set([first, last])
  const { limits, calendar } = question
  for (const { after, plus } of limits.flatMap(edgesOf)) {
    const met = takeDuration(today - plus, after, calendar.months)
    const near = 'days' in after ? { first: met + 1, last: met + 1 } : around(met)
    const [from, until] = [Math.max(near.first, first), Math.min(near.last, last)]
    for (let day = from; day <= until; day++) tried.add(day)
  }
  return [...tried]
}

function around(day: Day): Days {
  return { first: day - NEAR_DAYS, last: day + NEAR_DAYS }
}

function edgesOf({ from, until }: DayLimit): readonly Edge[] {
  return [...(from ? [from] : []), ...(until ? [until] : [])]
}

/**
 * When the edges of a range's days come. What is counted in days changes nothing between those of both
 * ends, as the days in between only follow each other; months, as they differ, may change it on any day.
 */
function changesOf({ first, last }: Days, { limits, calendar, budget }: DayQuestion): Changes {
  const edges = limits.flatMap(edgesOf)
  if (!budget.spend(edges.length * EDGE_WORK)) return NO_CHANGES
  const isSteady = first === last || edges.every(({ after }) => 'days' in after)
  const days = edges.flatMap((edge): readonly Days[] => {
    const [early, late] = [reach(first, edge, calendar), reach(last, edge, calendar)]
    return isSteady
      ? [early, late].map((day) => ({ first: day, last: day }))
      : [{ first: early - NEAR_DAYS, last: late + NEAR_DAYS }]
  })
  return { instants: [], days }
}
