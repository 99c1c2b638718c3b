/**
 * Weeks as ISO 8601 counts them.
 *
 * @module
 */

const DAY_MS = 86_400_000

/** Names the week of a time, such as `2026-W47`: the one that its Thursday's year counts. */
export function isoWeekAt(now: number): string {
  const date = new Date(now * 1000)
  const weekday = (date.getUTCDay() + 6) % 7
  const thursday = new Date(date.getTime() + (3 - weekday) * DAY_MS)
  const year = thursday.getUTCFullYear()
  const days = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / DAY_MS)
  return `${year}-W${String(Math.floor(days / 7) + 1).padStart(2, '0')}`
}
