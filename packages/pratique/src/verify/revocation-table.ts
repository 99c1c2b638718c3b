/**
 * What follows from the revocation lists that are here, as a table (DESIGN §9).
 *
 * @module
 */

import type { RemarkCode } from '../codes.ts'
import { type Check, failed, indeterminate, notApplicable, passed } from '../outcome.ts'

/**
 * How far the lists of an issuer can be relied on for one certificate, from best to worst.
 *
 * `good`: within its age, whole, and the certificate is one that it speaks of. `issued-later`: it does
 * not speak of it, and is older than it, so that it cannot name it; nothing is known to have happened
 * since. `parts`: good as far as it goes, and nobody says whether all parts are here. `too-old`, `gap`,
 * `outside`: what their names say. `absent`: there is none.
 */
export const STANDINGS = [
  'good',
  'issued-later',
  'parts',
  'too-old',
  'gap',
  'outside',
  'absent',
] as const

export type Standing = (typeof STANDINGS)[number]

/** All that the answer depends on. */
export interface RevocationFacts {
  /** Whether a list names the certificate, or its signer. */
  readonly isListed: boolean
  /** Whether the issuer says that it publishes revocations. */
  readonly isDeclared: boolean
  /** Whether the certificate has what such lists name. */
  readonly hasId: boolean
  /**
   * Whether it lacks the token that its issuer puts into every certificate of its lifetime. Copies that
   * live for days alone have none: they expire instead.
   */
  readonly lacksToken: boolean
  readonly standing: Standing
}

/** A row of the table. */
export interface RevocationRow {
  readonly name: string
  holds(facts: RevocationFacts): boolean
  readonly check: Check
  readonly remark?: RemarkCode
}

/** The first row that holds decides, and the last always does. */
export const REVOCATION_TABLE: readonly RevocationRow[] = [
  {
    name: 'listed',
    holds: ({ isListed }) => isListed,
    check: failed('revocation', 'revocation.revoked'),
  },
  {
    name: 'without the token that it must have',
    holds: ({ lacksToken }) => lacksToken,
    check: failed('revocation', 'revocation.no-token'),
  },
  {
    name: 'none declared, none here',
    holds: ({ isDeclared, standing }) => !isDeclared && standing === 'absent',
    check: notApplicable('revocation'),
    remark: 'revocation.none-published',
  },
  {
    name: 'nothing to look up',
    holds: ({ hasId }) => !hasId,
    check: notApplicable('revocation'),
  },
  {
    name: 'declared and absent',
    holds: ({ standing }) => standing === 'absent',
    check: indeterminate('revocation', 'revocation.list-missing'),
  },
  {
    name: 'not listed',
    holds: ({ standing }) => standing === 'good',
    check: passed('revocation'),
  },
  {
    name: 'outside coverage, issued after the date of a fresh list',
    holds: ({ standing }) => standing === 'issued-later',
    check: passed('revocation'),
  },
  {
    name: 'not listed in the parts that are here',
    holds: ({ standing }) => standing === 'parts',
    check: passed('revocation'),
    remark: 'revocation.parts',
  },
  {
    name: 'outside coverage',
    holds: ({ standing }) => standing === 'outside',
    check: indeterminate('revocation', 'revocation.not-covered'),
  },
  {
    name: 'declared and too old',
    holds: ({ isDeclared, standing }) => isDeclared && standing === 'too-old',
    check: indeterminate('revocation', 'revocation.list-stale'),
  },
  {
    name: 'declared and with a gap',
    holds: ({ isDeclared, standing }) => isDeclared && standing === 'gap',
    check: indeterminate('revocation', 'revocation.list-gap'),
  },
  {
    name: 'not declared, too old',
    holds: ({ standing }) => standing === 'too-old',
    check: passed('revocation'),
    remark: 'revocation.list-old',
  },
  {
    name: 'not declared, with a gap',
    holds: () => true,
    check: passed('revocation'),
    remark: 'revocation.incomplete',
  },
]

/** Finds the row that decides. */
export function findRevocationRow(facts: RevocationFacts): RevocationRow {
  const row = REVOCATION_TABLE.find(({ holds }) => holds(facts))
  if (!row) throw new Error('unreachable: the last row holds for everything')
  return row
}
