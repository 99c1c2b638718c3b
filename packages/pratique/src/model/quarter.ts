/**
 * Quarters of the year, in UTC: what long-lived certificates and lists of places end with.
 *
 * @module
 */

/** The first second of the next quarter, since the epoch. */
export function endOfQuarter(seconds: number): number {
  const date = new Date(seconds * 1000)
  const quarter = Math.floor(date.getUTCMonth() / 3)
  return Date.UTC(date.getUTCFullYear(), (quarter + 1) * 3, 1) / 1000
}
