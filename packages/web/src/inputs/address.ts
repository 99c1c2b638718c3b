/**
 * The address of the page: a certificate is never taken from it, as addresses are kept in histories and
 * logs.
 *
 * @module
 */

/** What may stand behind `#`. */
const OWN = /^#?(?:[a-z]{1,20})?$/

/**
 * Clears what stands in the address behind the page's own name, unless it is a word of the page.
 *
 * @returns whether something was cleared
 */
export function clearAddress(): boolean {
  const { hash, search, pathname } = location
  if (search === '' && OWN.test(hash)) return false
  history.replaceState(null, '', pathname + (OWN.test(hash) ? hash : ''))
  return true
}
