/**
 * When a sample was taken: several fields may say so, and must say the same.
 *
 * @module
 */

import { isFullDate, readInstant } from '../../model/dates.ts'
import { fault, type Place } from './row.ts'

/** A time as one field has it: RFC 3339 with an offset, or only a date, which may be partial. */
export interface StatedTime {
  readonly text: string
  /** Where it stands. */
  readonly place: Place
}

/** Messages drop the seconds as they like: what lies within one minute is one time. */
const MINUTE_SECONDS = 60

const OFFSET = /^(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/

/** Tells whether a text is an offset from UTC as orders have it: `Z`, `+02:00`. */
export function isOffset(text: string): boolean {
  return OFFSET.test(text)
}

/**
 * Picks the time of a sample: the first that is one to the minute. All others must agree with it, as far as
 * they go.
 *
 * @param times what is stated, the one that tells most first
 */
export function pickSampleTime(times: readonly StatedTime[], place: Place): string | undefined {
  const [first] = times
  if (!first) return fault(place, 'missing', 'when the sample was taken')
  const picked = times.find(({ text }) => readInstant(text) !== undefined)
  if (!picked) {
    return fault(first.place, 'not-a-time', 'the time of day at which the sample was taken')
  }
  for (const { text, place: other } of times) {
    if (!isAgreeing(picked.text, text)) {
      return fault(other, 'contradictory', 'the same time as the other fields of this sample')
    }
  }
  return picked.text
}

function isAgreeing(instant: string, other: string): boolean {
  const [a, b] = [readInstant(instant), readInstant(other)]
  if (!a) return false
  if (!b) return instant.startsWith(other)
  return Math.floor(a.seconds / MINUTE_SECONDS) === Math.floor(b.seconds / MINUTE_SECONDS)
}

const PARTIAL = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?$/

/** Tells whether a text is a date, to the day or less, as orders have it. */
export function isPartialDate(text: string): boolean {
  return PARTIAL.test(text) && (text.length < 10 || isFullDate(text))
}
