/**
 * What the parts of `keys` are given.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import type { HealthUsage, NameParts, Purpose } from 'pratique/keys'
import { requireOption } from '../require-option.ts'
import { parseTime } from '../times.ts'

/** Options of parts that write a name. */
export const NAME_OPTIONS = {
  country: { type: 'string' },
  organization: { type: 'string' },
  name: { type: 'string' },
} as const

/** Options of parts that decide a life. */
export const LIFE_OPTIONS = {
  from: { type: 'string' },
  until: { type: 'string' },
} as const

const SECONDS_PER_DAY = 86_400

/** @throws {UsageError} `usage.option`; whether it can be written, the library says */
export function parseSubject(given: {
  readonly country?: string
  readonly organization?: string
  readonly name?: string
}): NameParts {
  const { organization } = given
  return {
    country: requireOption('country', given.country, 'two letters, such as UT').toUpperCase(),
    ...(organization !== undefined && { organization }),
    commonName: requireOption('name', given.name, 'what the key is called, such as "DSC 1"'),
  }
}

/** What a certificate's life is given as. */
export interface GivenLife {
  readonly notBefore: number
  readonly notAfter?: number
}

/**
 * From the beginning of a day, by default of today in UTC: so certificates of one ceremony begin
 * together. The end is the last second before the time that is given.
 *
 * @throws {UsageError} `usage.date`
 */
export function parseLife(
  { from, until }: { readonly from?: string; readonly until?: string },
  now: number,
): GivenLife {
  const notBefore =
    from === undefined ? now - (now % SECONDS_PER_DAY) : Math.floor(parseTime('--from', from))
  if (until === undefined) return { notBefore }
  return { notBefore, notAfter: Math.floor(parseTime('--until', until)) - 1 }
}

const ROLES: ReadonlyMap<string, Purpose> = new Map([
  ['vds-nc', 'seals'],
  ['revocation', 'revocation-lists'],
])
const USAGES: readonly HealthUsage[] = ['test', 'vaccination', 'recovery']

/**
 * Parses what a key is certified for: kinds of certificate of health, or one other role.
 *
 * @throws {UsageError} `usage.option`
 */
export function parsePurpose(text: string): Purpose {
  const role = ROLES.get(text)
  if (role !== undefined) return role
  const words = text.split(',').map((word) => word.trim())
  const usages = USAGES.filter((usage) => words.includes(usage))
  if (words.every((word) => usages.some((usage) => usage === word))) return usages
  throw new UsageError(
    'usage.option',
    '--for is "vds-nc", "revocation", or some of "test,vaccination,recovery": no key is for two of these',
  )
}
