/**
 * Times and windows.
 *
 * @module
 */

import type { PolicyWindow } from '../answer.ts'

/** Tells whether a time, in milliseconds since the epoch, lies in a window. */
export function isInWindow(ms: number, { from, until }: PolicyWindow): boolean {
  const isBegun = from === undefined || Date.parse(from) <= ms
  return isBegun && (until === undefined || ms < Date.parse(until))
}
