/**
 * Times as texts.
 *
 * @module
 */

import { toDateTimeText } from '../certlogic/date-time.ts'

/** What the widest calendar of a platform can still write. */
const MOST_SECONDS = 253_402_300_799

/** An instant as RFC 3339, in UTC. */
export function writeInstant(seconds: number): string {
  const clamped = Math.max(-62_135_596_800, Math.min(seconds, MOST_SECONDS))
  return toDateTimeText(clamped * 1000)
}
