/**
 * The address of the page: a certificate is never taken from it, as addresses are kept in histories and
 * logs. What stands in it is cleared, and that is told.
 *
 * @module
 */

/** What may stand behind `#`. */
const OWN = /^(?:#(?:kiosk)?)?$/

let wasCleared = false

/** Clears the address now, and whenever it changes. To be called before anything else is done. */
export function watchAddress(): void {
  clearAddress()
  window.addEventListener('hashchange', clearAddress)
}

/** Whether something was cleared since this was asked last. */
export function takeWasCleared(): boolean {
  const was = wasCleared
  wasCleared = false
  return was
}

function clearAddress(): void {
  const { hash, search, pathname } = location
  if (search === '' && OWN.test(hash)) return
  // In the place of what was there: the history keeps none of it.
  history.replaceState(null, '', pathname + (OWN.test(hash) ? hash : ''))
  wasCleared = true
  window.dispatchEvent(new Event(CLEARED))
}

/** The event on `window` that tells of it. */
export const CLEARED = 'pratique-address-cleared'
