/**
 * How many orders are done, said on standard error when it takes longer than a moment.
 *
 * @module
 */

import type { Io } from '../io.ts'

const FIRST_MS = 1000
const EVERY_MS = 2000

/** A count that is told now and then. */
export interface Count {
  tell(done: number): void
  /** Once all are. */
  finish(): void
}

/**
 * Starts to count up to `all`.
 *
 * @param clock milliseconds that only grow
 */
export function startCount(
  { err }: Pick<Io, 'err'>,
  all: number,
  clock: () => number = () => performance.now(),
): Count {
  const started = clock()
  let next = started + FIRST_MS
  let isTold = false
  return {
    tell(done) {
      const now = clock()
      if (now < next) return
      const rate = Math.round((done / (now - started)) * 1000)
      err(`pratique: ${done} of ${all} orders, ${rate} a second\n`)
      next = now + EVERY_MS
      isTold = true
    },
    finish() {
      if (isTold) err('pratique: done\n')
    },
  }
}
