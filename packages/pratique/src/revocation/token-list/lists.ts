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
  const indexOf = (id: string) => (id.startsWith(prefix) ? toIndex(id, prefix.length) : -1)
  return speaksFor.map(({ framework, issuer }) => ({
    framework,
    issuer,
    names: 'token',
    coverage: times,
    asOf,
    freshUntil: nextUpdate,
    isComplete: missing === undefined,
    isAbout: (id) => id.startsWith(prefix),
    covers: (id) => isBelow(indexOf(id), issued),
    coversKey: (key) => keyIds?.includes(toSignerId(key)) ?? true,
    isRevoked: (id) => revoked.has(indexOf(id)),
  }))
}

/** The networks and issuers that a list names and its key does not speak for: there it counts for nothing. */
export function findUnspoken({ content, speaksFor }: HeldList): HeldList['speaksFor'] {
  return [...content.issuers]
    .map(([framework, issuer]) => ({ framework, issuer }))
    .filter((named) => !speaksFor.some(({ framework }) => framework === named.framework))
}

function isBelow(index: number, end: number): boolean {
  return index >= 0 && index < end
}

const ZERO = 0x30

/** The digits of `list/index` behind the list: no part of the text is copied. */
function toIndex(id: string, start: number): number {
  let index = start < id.length ? 0 : -1
  for (let at = start; at < id.length; at++) {
    const digit = id.charCodeAt(at) - ZERO
    if (digit < 0 || digit > 9) return -1
    index = 10 * index + digit
  }
  return index
}
