/**
 * When the event of a projected certificate took place.
 *
 * @module
 */

import type { JsonObject, JsonValue } from '../../json/value.ts'
import { parseDateTime } from '../certlogic/date-time.ts'
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

function memberOf(group: DccCandidate['group'], payload: JsonObject): JsonValue | undefined {
  const entries = payload[group]
  const [entry] = Array.isArray(entries) ? entries : []
  return entry?.[EVENT_MEMBERS[group]]
}
