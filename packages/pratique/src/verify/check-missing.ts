/**
 * A key that nobody has: is it known to be nobody's, or is too little known?
 *
 * @module
 */

import type { Framework } from '../model/format.ts'
import { type Check, failed, indeterminate } from '../outcome.ts'
import type { TrustList } from '../trust/record.ts'
import type { TrustStore } from '../trust/store.ts'

/** Nobody has this key: a finding if the network's list is here and fresh, else a doubt. */
export function checkMissing(
  framework: Framework,
  issuer: string | undefined,
  { trust, now }: { readonly trust: TrustStore; readonly now: number },
): Check {
  const lists = trust.findLists(framework, issuer)
  if (lists.length === 0) return indeterminate('signer', 'signer.list-missing')
  const isFresh = lists.some((list) => isInUse(list, now))
  return isFresh ? failed('signer', 'signer.unknown') : indeterminate('signer', 'signer.list-stale')
}

/** Tells whether a list may still be relied on. */
export function isInUse({ freshUntil }: TrustList, now: number): boolean {
  return freshUntil === undefined || now <= freshUntil
}
