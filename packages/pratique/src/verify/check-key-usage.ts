/**
 * Key usage: may this key sign this.
 *
 * @module
 */

import { isWeakKey } from '../keys/public-key.ts'
import type { Usage } from '../model/format.ts'
import { type Check, failed, passed } from '../outcome.ts'
import type { TrustedKey } from '../trust/store.ts'

/**
 * @param usages what the certificate states: the key must be allowed to sign all of it. Absent: it
 *   states what cannot be read, and only the key itself is looked at
 */
export function checkKeyUsage(trusted: TrustedKey, usages?: readonly Usage[]): Check {
  const { key, isWithdrawn, usages: allowed } = trusted
  if (isWithdrawn) return failed('key-usage', 'key-usage.withdrawn')
  if (isWeakKey(key)) return failed('key-usage', 'key-usage.weak-key')
  if (allowed && usages && !isAllowed(allowed, usages))
    return failed('key-usage', 'key-usage.not-allowed')
  return passed('key-usage')
}

/** A key that may sign nothing signs nothing, whatever the certificate states. */
function isAllowed(allowed: readonly Usage[], usages: readonly Usage[]): boolean {
  return allowed.length > 0 && usages.every((usage) => allowed.includes(usage))
}
