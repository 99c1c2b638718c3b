/**
 * What a signer is there for: no key has two roles, so that of another role issues nothing.
 *
 * @module
 */

import { UsageError } from '../errors.ts'
import type { IssuingFormat } from '../model/issuing.ts'
import type { Certificate } from '../x509/certificate.ts'
import { usagesOf } from '../x509/health-usages.ts'
import { type KeyRole, roleOf } from '../x509/profiles.ts'

const WORDS: Readonly<Record<KeyRole, string>> = {
  authority: 'certifies keys, as an authority',
  certificates: 'signs certificates of health',
  seals: 'signs VDS-NC seals',
  'revocation-lists': 'signs lists of revocations',
}

/** How a key of a role is made, in words of the command line. */
const MADE_BY: Readonly<Partial<Record<KeyRole, string>>> = {
  certificates: 'keys certify --for test,vaccination,recovery',
  seals: 'keys certify --for vds-nc',
}

/**
 * Makes sure that a key may sign in a format, by its certificate. One that has no role of ours, or more than
 * one, is left to the verification.
 *
 * @throws {UsageError} `usage.issuer` if it has another role
 */
export function requireRole({ format }: IssuingFormat, certificate: Certificate): void {
  const needed = format.carrier.framework === 'vds-nc' ? 'seals' : 'certificates'
  const role = roleOf(certificate)
  const isAlsoForHealth = role === 'seals' && usagesOf(certificate).length > 0
  if (role === undefined || role === needed || isAlsoForHealth) return
  throw new UsageError(
    'usage.issuer',
    `${format.id} needs a key that ${WORDS[needed]}, and by its certificate this one ${WORDS[role]}: ` +
      `make another, and have it certified with "${MADE_BY[needed]}"`,
  )
}
