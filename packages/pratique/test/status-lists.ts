/**
 * What tests of both kinds of status list share: sets of revoked certificates, and answers about them.
 *
 * @module
 */

import fc from 'fast-check'
import type { VerifiedStatusList } from '../src/revocation/signed-status.ts'
import type { RevokedIndices } from '../src/revocation/status-array.ts'
import type { StatusList } from '../src/revocation/status-list.ts'

/** None, one, the first, the last, all, few, most: of one to some thousand certificates. */
export const anyRevoked: fc.Arbitrary<RevokedIndices> = fc
  .integer({ min: 1, max: 3_000 })
  .chain((size) => {
    const all = Array.from({ length: size }, (_, index) => index)
    const some = fc.uniqueArray(fc.nat(size - 1), { maxLength: 50 })
    const indices = fc.oneof(
      fc.constant([]),
      fc.constantFrom([0], [size - 1], all),
      some,
      some.map((spared) => all.filter((index) => !spared.includes(index))),
    )
    return indices.map((list) => ({ size, indices: Uint32Array.from(list) }))
  })

/** The indices, below a size, that a list says are revoked. */
export function revokedIn(list: StatusList, size: number): readonly number[] {
  return Array.from({ length: size }, (_, index) => index).filter(
    (index) => list.statusAt(index) === 'revoked',
  )
}

/** The list of a verification that must have passed. */
export function listOf(verified: VerifiedStatusList): StatusList {
  if (verified.status === 'passed') return verified.list
  throw new Error(`${verified.code}: ${verified.reason}`)
}

/** What became of a verification that must not have passed. */
export function codeOf(verified: VerifiedStatusList): string {
  return verified.status === 'passed' ? 'passed' : `${verified.status} ${verified.code}`
}
