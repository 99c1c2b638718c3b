/**
 * Whether a check is open, for all tabs: as long as one is, the service worker asks for nothing.
 *
 * @module
 */

import { CHECK_LOCK } from '../service/messages.ts'

let release: (() => void) | undefined

/** Whether this page has a check open. */
function isCheckOpen(): boolean {
  return release !== undefined
}

/** Says whether a check is open: from the first camera picture until its result is wiped. */
export function setCheckOpen(isOpen: boolean): void {
  if (isOpen === isCheckOpen()) return
  if (isOpen) hold()
  else release?.()
}

function hold(): void {
  const held = new Promise<void>((resolve) => {
    release = () => {
      release = undefined
      resolve()
    }
  })
  // Where there are no locks, there is no service worker to wait either.
  navigator.locks?.request(CHECK_LOCK, { mode: 'shared' }, () => held).catch(() => undefined)
}
