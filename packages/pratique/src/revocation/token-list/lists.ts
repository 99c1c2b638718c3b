/**
 * A held list of tokens, as the verification asks it.
 *
 * @module
 */

import { toSignerId } from '../../keys/signer-id.ts'
import type { RevocationList } from '../list.ts'
import { createIndexSet, uniteIndices } from './index-set.ts'
import type { HeldList } from './update.ts'

/** One for each network that its key speaks for. */
export function toRevocationLists(held: HeldList): readonly RevocationList[] {
  const { content, speaksFor, vanished, missing } = held
  const { list, asOf, nextUpdate, coverage } = content
  const revoked = createIndexSet(uniteIndices(content.revoked, vanished))
  const { issued, keyIds, ...times } = coverage
  const prefix = `${list}/`
  const indexOf = (id: string) => (id.startsWith(prefix) ? Number(id.slice(prefix.length)) : -1)
  return speaksFor.map(({ framework, issuer }) => ({
    framework,
    issuer,
    names: 'token',
    coverage: times,
    asOf,
    freshUntil: nextUpdate,
    isComplete: missing === undefined,
    isAbout: (id) => id.startsWith(prefix),
    covers: (id) => indexOf(id) < issued,
    coversKey: (key) => keyIds?.includes(toSignerId(key)) ?? true,
    isRevoked: (id) => revoked.has(indexOf(id)),
  }))
}
