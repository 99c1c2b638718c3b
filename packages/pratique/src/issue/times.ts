/**
 * When a certificate is issued and until when it is signed for: as coarse as its format allows, so that
 * neither marks its holder (DESIGN §11).
 *
 * @module
 */

import { UsageError } from '../errors.ts'
import { readInstant, startOfDate } from '../model/dates.ts'
import type { Order, OrderFact } from '../model/order.ts'
import { endOfQuarter } from '../model/quarter.ts'
import { MAX_RECOVERY_DAYS } from '../model/recovery-period.ts'
import { MAX_UNLISTED_DAYS } from '../model/unlisted-life.ts'
import { eventOf } from './check-order.ts'

const HOUR = 3600
const DAY = 24 * HOUR
const WEEK = 7 * DAY
/** The first Monday after the epoch. */
const FIRST_MONDAY = 4 * DAY

/** Entry rules ask for tests of hours or days; nobody has asked for one of a month. */
export const TEST_LIFE_DAYS = 30

/** How long the signature of a certificate is to hold at least, in days. What it proves may be shorter. */
const LIFE_DAYS: Readonly<Record<OrderFact['kind'], number>> = {
  vaccination: 365,
  recovery: MAX_RECOVERY_DAYS,
  test: TEST_LIFE_DAYS,
}

/** The certificates that live this long end with a quarter, shorter ones with a week. */
const QUARTERLY_DAYS = 90

/** `showing`: a copy to be shown once, which expires instead of being revoked. */
export type Purpose = 'keeping' | 'showing'

export interface Times {
  readonly issuedAt: number
  /** Absent: for life. */
  readonly expiresAt?: number
}

/** When a signer may sign: seconds since the epoch, both inclusive. */
export interface SignerLife {
  readonly notBefore?: number
  readonly notAfter?: number
  /** What it signs holds until `notAfter`, and it signs until then (ICAO Doc 9303-12 §7.1.1, `privateKeyUsagePeriod`). */
  readonly signsUntil?: number
}

/**
 * Works out both times, in seconds since the epoch.
 *
 * `issuedAt` is the Monday of the week, or what of the order and the signer is later: what nobody can
 * date from it. Of a day that has not begun in UTC, it is the hour. `expiresAt` is the end of a quarter or
 * week, the same for everybody, and never after the signer's own.
 *
 * @throws {UsageError} `usage.issuer` if the signer's certificate is not in force, or its time to sign is over
 */
export function toTimes(
  { fact }: Order,
  now: number,
  { notBefore = 0, notAfter = Number.POSITIVE_INFINITY, signsUntil = notAfter }: SignerLife,
  purpose: Purpose,
  isForLife: boolean,
): Times {
  if (now < notBefore || now > notAfter) {
    throw new UsageError('usage.issuer', 'the signer’s certificate is not in force')
  }
  if (now > signsUntil) {
    const words = 'the key’s time to sign is over: take the next one, "keys plan" names it'
    throw new UsageError('usage.issuer', words)
  }
  const { text } = eventOf(fact)
  const event = readInstant(text)?.seconds ?? startOfDate(text)
  const begun = event > now ? Math.floor(now / HOUR) * HOUR : event
  const issuedAt = Math.min(Math.max(toMonday(now), begun, notBefore), Math.floor(now))
  const from = Math.max(issuedAt, 0)
  if (purpose === 'showing') {
    return { issuedAt: from, expiresAt: Math.min(from + MAX_UNLISTED_DAYS * DAY, notAfter) }
  }
  if (isForLife) return { issuedAt: from }
  const days = LIFE_DAYS[fact.kind]
  const end = now + days * DAY
  const rounded = days >= QUARTERLY_DAYS ? endOfQuarter(end) : toMonday(end) + WEEK
  return { issuedAt: from, expiresAt: Math.min(rounded, notAfter) }
}

function toMonday(seconds: number): number {
  return FIRST_MONDAY + Math.floor((seconds - FIRST_MONDAY) / WEEK) * WEEK
}
