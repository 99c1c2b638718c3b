/**
 * How long a list may be relied on.
 *
 * @module
 */

import type { Framework } from '../model/format.ts'
import type { TrustList } from '../trust/record.ts'

/**
 * Days from the date on a list, by network. The WHO signs its list every few days, and what was withdrawn
 * must not stay for long. Issuers of cards come and go by the month, master lists a few times a year.
 * Nobody issues DIVOC certificates and NZ passes any more, so that their keys are what they were.
 */
export const MAX_AGE_DAYS: Readonly<Record<Framework, number>> = {
  hcert: 30,
  'smart-health-card': 180,
  'vds-nc': 365,
  'nz-pass': 3650,
  divoc: 3650,
}

const DAY = 24 * 60 * 60

/** Gives lists the time until which they may be relied on. What says one itself keeps the earlier. */
export function toDatedLists(
  lists: readonly TrustList[],
  maxAgeDays: Readonly<Partial<Record<Framework, number>>> = {},
): readonly TrustList[] {
  const days = { ...MAX_AGE_DAYS, ...maxAgeDays }
  return lists.map((list) => {
    const { asOf, freshUntil = Number.POSITIVE_INFINITY, framework } = list
    const limit = days[framework]
    if (asOf === undefined) return list
    return { ...list, freshUntil: Math.min(freshUntil, asOf + limit * DAY) }
  })
}
