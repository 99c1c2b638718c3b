/**
 * When what is known of a holder is taken by the EU's rules: by the anchor method, over all versions of the
 * rules that are known.
 *
 * @module
 */

import { toDateTimeText } from '../certlogic/date-time.ts'
import { completionsOf } from '../projection/completions.ts'
import type { DccCandidate } from '../projection/project.ts'
import type { Values } from '../projection/representatives.ts'
import type { Slot } from '../projection/slot.ts'
import type { PreparedRules } from '../rules/prepared.ts'
import type { RuleBook } from '../rules/rule-book.ts'
import type { Selection } from '../rules/select.ts'
import { toAnchors, toInstants } from '../windows/time-terms.ts'
import { EVENT_MEMBERS, startOfEvent } from './event-time.ts'
import { type JudgeContext, toData } from './judge.ts'

/** What rules are asked about, without the time. */
export type Place = Omit<Selection, 'at' | 'type' | 'issuedIn'>

/** Selects rules for a candidate at an instant, in milliseconds since the epoch. */
export function prepareFor(
  book: RuleBook,
  place: Place,
  { type, issuedIn }: DccCandidate,
  at: number,
): PreparedRules {
  return book.prepare({ ...place, type, at, ...(issuedIn !== undefined && { issuedIn }) })
}

/** Real rules have some fifty; with more, no windows are told. */
export const MAX_ANCHORS = 5_000

/** More of them are not evaluated for their anchors: dates known within limits have two ends each. */
const MAX_ENDS = 64

/**
 * The instants at which the answer for a candidate can change, in a stretch of time.
 *
 * @param context of which `prepared` is replaced by all the rules of that stretch
 */
export function findAnchors(
  candidate: DccCandidate,
  context: JudgeContext,
  all: ReadonlySet<PreparedRules>,
): ReadonlySet<number> {
  const anchors = new Set<number>()
  const ends = candidate.slots.map(endsOf)
  let left = MAX_ENDS
  for (const choice of completionsOf(ends)) {
    if (left-- <= 0) break
    const data = toData(candidate, ends, choice, context)
    for (const prepared of all) {
      const { programs, dates } = prepared
      const run = programs.begin({ payload: data.payload, external: data.external })
      for (const anchor of toAnchors(toInstants(dates, run), prepared.terms.shifts, MAX_ANCHORS)) {
        anchors.add(anchor)
      }
      if (anchors.size > MAX_ANCHORS) return anchors
    }
    const start = startOfEvent(candidate.group, data.payload)
    if (!Number.isNaN(start)) anchors.add(start)
  }
  return anchors
}

/** The first instant at which the event can have taken place; NaN if it is not stated. */
export function startOf(candidate: DccCandidate, context: JudgeContext): number {
  const own = candidate.slots.map((slot) => {
    const isEvent = slot.members.includes(EVENT_MEMBERS[candidate.group])
    return isEvent ? endsOf(slot) : [[null]]
  })
  const data = toData(
    candidate,
    own,
    own.map(() => 0),
    context,
  )
  return startOfEvent(candidate.group, data.payload)
}

/** The ends of a date that is known within limits; of anything else, any value. */
function endsOf({ domain, members }: Slot): readonly Values[] {
  switch (domain.kind) {
    case 'choice':
    case 'open':
      return [domain.values[0] ?? members.map(() => null)]
    case 'days':
      return [[domain.range.earliest], [domain.range.latest]]
    case 'instants':
      return [
        [toDateTimeText(domain.range.earliest * 1000)],
        [toDateTimeText(domain.range.latest * 1000)],
      ]
    case 'any-day':
      return [[null]]
  }
}
