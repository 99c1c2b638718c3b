/**
 * Months of the calendar, in which the lives of keys are counted.
 *
 * @module
 */

/**
 * Adds months to a time, in UTC: the same day and time of another month, or its last day where it has
 * no such day.
 *
 * @param seconds since the epoch
 */
export function addMonths(seconds: number, months: number): number {
  const from = new Date(seconds * 1000)
  const to = new Date(seconds * 1000)
  to.setUTCMonth(from.getUTCMonth() + months)
  // 31 August and six months would be 3 March.
  if (to.getUTCDate() !== from.getUTCDate()) to.setUTCDate(0)
  return to.getTime() / 1000
}
