/**
 * The one rule about the network: nothing is asked for while somebody's certificate is being checked, in
 * any tab.
 *
 * @module
 */

import { CHECK_LOCK } from './messages.ts'

const LOOK_MS = 50

/**
 * Does something while no check is open, and breaks it off when one is about to be opened: whoever opens one
 * stands in the queue of the lock, and gets it when the act has ended.
 *
 * @returns `busy` if a check is open, or was about to be
 */
export async function whileNoCheck<T>(
  act: (signal: AbortSignal) => Promise<T>,
  locks: LockManager = navigator.locks,
): Promise<T | 'busy'> {
  return locks.request(CHECK_LOCK, { ifAvailable: true }, async (lock) => {
    if (!lock) return 'busy'
    const stop = new AbortController()
    const timer = setInterval(async () => {
      if (await isAwaited(locks)) stop.abort()
    }, LOOK_MS)
    try {
      return await act(stop.signal)
    } catch (error) {
      if (stop.signal.aborted) return 'busy'
      throw error
    } finally {
      clearInterval(timer)
    }
  })
}

async function isAwaited(locks: LockManager): Promise<boolean> {
  const { pending = [] } = await locks.query()
  return pending.some(({ name }) => name === CHECK_LOCK)
}
