/**
 * Groups of values that are times: dates of events, periods that certificates state, samples, birth.
 *
 * @module
 */

import type { DateRange, InstantRange } from '../facts/ranges.ts'
import type { Budget } from './budget.ts'
import { addDuration, type Day, toDay } from './calendar.ts'
import type { Span } from './changes.ts'
import { type Calendar, type DayLimit, dayGroup, pastGroup } from './day-group.ts'
import type { AgeLimit, Duration, Period, Tested } from './policy.ts'
import { type Leaf, type LeafSet, NONE } from './requirement.ts'
import { constantGroup, type Group, openWorlds, type World, worldsGroup } from './worlds.ts'

/** A leaf, and what of its condition is about time. */
export interface Timed<T> {
  readonly leaf: Leaf
  readonly limit: T
}

/** What groups are made with. */
export interface Making {
  readonly calendar: Calendar
  readonly budget: Budget
}

const HOUR_SECONDS = 3600
/** Nobody alive is older, and no age limit higher. */
const LONGEST_LIFE: Duration = { years: 150 }
const ON_THE_DAY = { after: { days: 0 }, plus: 0 }
const THE_DAY_AFTER = { after: { days: 0 }, plus: 1 }

/** When a fact of a day counts, by the policy alone. */
export function periodSpan(day: Day, period: Period, { clock, months }: Calendar): Span {
  const from = clock.startOfDay(day + (period.from?.days ?? 0))
  if (period.until === 'lifetime') return { from, until: Number.POSITIVE_INFINITY }
  return { from, until: clock.startOfDay(addDuration(day, period.until, months) + 1) }
}

/** When an age limit holds for somebody born on a day: from the start of the birthday on, or up to it. */
export function ageSpan(born: Day, limit: AgeLimit, { clock, months }: Calendar): Span {
  const age = 'from' in limit ? limit.from : limit.below
  const birthday = clock.startOfDay(addDuration(born, age, months))
  if ('from' in limit) return { from: birthday, until: Number.POSITIVE_INFINITY }
  return { from: Number.NEGATIVE_INFINITY, until: birthday }
}

/** When a test counts that was sampled at an instant. */
export function sampleSpan(sampledAt: number, { withinHours }: Tested): Span {
  return {
    from: Math.ceil(sampledAt),
    until: Math.floor(sampledAt + withinHours * HOUR_SECONDS) + 1,
  }
}

/** A group of the date of an event. Without a date it fits every condition, or none. */
export function periodGroup(
  field: string,
  range: DateRange | undefined,
  timed: readonly Timed<Period>[],
  making: Making,
): Group {
  return rangeGroup(field, range, limitsOf(timed, toPeriodLimit), making)
}

function toPeriodLimit({ from = { days: 0 }, until }: Period): Omit<DayLimit, 'bit'> {
  return {
    from: { after: from, plus: 0 },
    ...(until !== 'lifetime' && { until: { after: until, plus: 1 } }),
  }
}

/** A group of the end, or the start, of the period that a certificate states. */
export function statedGroup(
  field: 'statedFrom' | 'statedUntil',
  name: string,
  range: DateRange,
  timed: readonly Timed<Period>[],
  making: Making,
): Group {
  const limits = limitsOf(timed, ({ ignoreStatedStart, ignoreStatedEnd }: Period) =>
    field === 'statedFrom'
      ? { ...(!ignoreStatedStart && { from: ON_THE_DAY }) }
      : { ...(!ignoreStatedEnd && { until: THE_DAY_AFTER }) },
  )
  return rangeGroup(name, range, limits, making)
}

/** A group of the day of birth; of somebody of whom none is known, of any day in a life. */
export function birthGroup(
  field: string,
  range: DateRange | undefined,
  timed: readonly Timed<AgeLimit>[],
  making: Making,
): Group {
  const limits = limitsOf(timed, (limit: AgeLimit) =>
    'from' in limit
      ? { from: { after: limit.from, plus: 0 } }
      : { until: { after: limit.below, plus: 0 } },
  )
  if (range) return rangeGroup(field, range, limits, making)
  return pastGroup(LONGEST_LIFE, { field, limits, ...making })
}

function limitsOf<T>(
  timed: readonly Timed<T>[],
  toLimit: (limit: T) => Omit<DayLimit, 'bit'>,
): readonly DayLimit[] {
  return timed.map(({ leaf, limit }) => ({ bit: leaf.bit, ...toLimit(limit) }))
}

/** A range that is none says nothing. */
function rangeGroup(
  field: string,
  range: DateRange | undefined,
  limits: readonly DayLimit[],
  making: Making,
): Group {
  const [first, last] = range ? [toDay(range.earliest), toDay(range.latest)] : []
  if (first === undefined || last === undefined || !(first <= last)) {
    return constantGroup(openWorlds([field], limits))
  }
  return dayGroup({ first, last }, { field, limits, ...making })
}

/** A group of the time of sampling. */
export function sampleGroup(
  field: string,
  range: InstantRange | undefined,
  timed: readonly Timed<Tested>[],
  budget: Budget,
): Group {
  const leaves = timed.map(({ leaf }) => leaf)
  if (!range) return constantGroup(openWorlds([field], leaves))
  const { earliest, latest } = range
  const ends = [earliest, latest]
  const worldsAt = (seconds: number): readonly World[] => {
    const near = timed.flatMap(({ limit }) => {
      const first = seconds - limit.withinHours * HOUR_SECONDS
      return [first - 1, first]
    })
    const instants = new Set(
      [...ends, ...near, seconds, seconds + 1].filter(
        (instant) => instant >= earliest && instant <= latest,
      ),
    )
    if (!budget.spend(instants.size * (timed.length + 1))) {
      return openWorlds(instants.size > 1 ? [field] : [], leaves)
    }
    return [...instants].map((instant) => ({
      values: { [field]: String(instant) },
      met: metAt(timed, instant, seconds),
    }))
  }
  return worldsGroup(worldsAt, () => {
    const spans = ends.flatMap((end) => timed.map(({ limit }) => sampleSpan(end, limit)))
    return { instants: spans.flatMap(({ from, until }) => [from, until]), days: [] }
  })
}

function metAt(timed: readonly Timed<Tested>[], sampledAt: number, seconds: number): LeafSet {
  return timed.reduce((met, { leaf, limit }) => {
    const { from, until } = sampleSpan(sampledAt, limit)
    return seconds >= from && seconds < until ? met | leaf.bit : met
  }, NONE)
}
