/**
 * Whether a check is open, for all tabs: as long as one is, nothing is asked for.
 *
 * @module
 */

import { CHECK_LOCK } from '../service/messages.ts'

let ending: Promise<() => void> | undefined

/** Says whether a check is open: from the first camera picture until its result is wiped. */
export function setCheckOpen(isOpen: boolean): void {
  if (isOpen === (ending !== undefined)) return
  if (isOpen) ending = holdCheck()
  else {
    void ending?.then((end) => end())
    ending = undefined
  }
}

/**
 * Holds the lock of a check, which several may. What was asked for before is broken off then, or is at its end, so
 * that a camera that waits for this opens when there is nothing on the network.
 *
 * @returns what lets it go
 */
export function holdCheck(): Promise<() => void> {
  return new Promise((resolve) => {
    const hold = () => new Promise<void>((release) => resolve(release))
    // Where there are no locks, there is no service worker to wait either.
    const held = navigator.locks?.request(CHECK_LOCK, { mode: 'shared' }, hold)
    if (held) held.catch(() => resolve(() => undefined))
    else resolve(() => undefined)
  })
}
