/**
 * What people may do, by their roles: this table is all of it.
 *
 * @module
 */

import type { Act } from './acts.ts'

const CLERK: readonly Act[] = ['issue', 'batch', 'replace']

/** The acts of each role. */
export const ROLE_ACTS = {
  clerk: CLERK,
  supervisor: [...CLERK, 'revoke', 'revoke-mass', 'approve'],
  auditor: ['read-audit'],
  operator: ['manage-keys', 'withdraw-key', 'read-metrics'],
} as const satisfies Readonly<Record<string, readonly Act[]>>

/** What somebody works as. */
export type PersonRole = keyof typeof ROLE_ACTS

export const PERSON_ROLES: readonly PersonRole[] = ['clerk', 'supervisor', 'auditor', 'operator']

/** All acts of some roles. */
export function actsOf(roles: readonly PersonRole[]): ReadonlySet<Act> {
  return new Set(roles.flatMap((role): readonly Act[] => ROLE_ACTS[role]))
}
