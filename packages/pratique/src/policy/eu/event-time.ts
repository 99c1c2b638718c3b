/**
 * When the event of a projected certificate took place.
 *
 * @module
 */

import type { JsonObject, JsonValue } from '../../json/value.ts'
import { parseDateTime, toDateTimeText } from '../certlogic/date-time.ts'
import type { DccCandidate } from '../projection/project.ts'

/** The member that says when it took place. */
export const EVENT_MEMBERS: Readonly<Record<DccCandidate['group'], string>> = {
  v: 'dt',
  t: 'sc',
  r: 'fr',
}

/** A day begins 14 hours earlier than in UTC where it begins first. */
const EARLIEST_ZONE_MS = 14 * 3_600_000

/**
 * The first instant at which an event can have taken place, in milliseconds since the epoch; NaN if it is
 * not stated.
 */
export function startOfEvent(group: DccCandidate['group'], payload: JsonObject): number {
  const text = memberOf(group, payload)
  if (typeof text !== 'string') return Number.NaN
  const time = parseDateTime(text)
  return text.length > 10 ? time : time - EARLIEST_ZONE_MS
}

/**
 * Whether an event lies after an instant. Nearly no country's rules ask for that, so that a test of next
 * week would be accepted today.
 */
export function isInFuture(group: DccCandidate['group'], payload: JsonObject, at: number): boolean {
  return startOfEvent(group, payload) > at
}

/**
 * When an event took place, as far as its certificates say: a date or a date-time, or two with a stroke
 * between.
 */
export function statedTime({ group, slots }: DccCandidate): { readonly date?: string } {
  const slot = slots.find(({ members }) => members.includes(EVENT_MEMBERS[group]))
  switch (slot?.domain.kind) {
    case 'choice': {
      const [[date] = []] = slot.domain.values
      return typeof date === 'string' ? { date } : {}
    }
    case 'days':
      return { date: `${slot.domain.range.earliest}/${slot.domain.range.latest}` }
    case 'instants': {
      const { earliest, latest } = slot.domain.range
      return { date: `${toDateTimeText(earliest * 1000)}/${toDateTimeText(latest * 1000)}` }
    }
    case 'open':
    case 'any-day':
    case undefined:
      return {}
  }
}

function memberOf(group: DccCandidate['group'], payload: JsonObject): JsonValue | undefined {
  const entries = payload[group]
  const [entry] = Array.isArray(entries) ? entries : []
  return entry?.[EVENT_MEMBERS[group]]
}
