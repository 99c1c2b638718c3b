/**
 * Which certificates a policy takes, by what is known of their issuers' keys and of lists.
 *
 * @module
 */

import type { Framework } from '../../model/format.ts'
import type { FormatId } from '../../model/health-certificate.ts'
import { EVIDENCE_LEVELS, type Evidence } from '../../trust/record.ts'
import type { OpenCause, PolicyCertificate, PolicyRequest } from '../answer.ts'
import type { Condition } from '../condition.ts'
import { DAY_SECONDS } from './calendar.ts'
import type { Requires } from './policy.ts'

/** Why a certificate is not taken. */
export interface Distrust {
  readonly certificate: number
  readonly cause: OpenCause
  readonly condition: Condition
}

const FRAMEWORK_OF: Readonly<Record<FormatId, Framework>> = {
  'eu-dcc': 'hcert',
  'who-ddcc': 'hcert',
  'who-icvp': 'hcert',
  'health-link': 'hcert',
  'smart-health-card': 'smart-health-card',
  'smart-health-link': 'smart-health-card',
  'vds-nc': 'vds-nc',
  divoc: 'divoc',
  'nz-pass': 'nz-pass',
}

/** Finds the certificates that a policy does not take. A date that is not known is too old. */
export function findDistrusted(
  requires: Requires | undefined,
  { certificates, now }: PolicyRequest,
): readonly Distrust[] {
  if (!requires) return []
  return certificates.flatMap((certificate, index) => {
    const found = judge(requires, certificate, now)
    return found ? [{ certificate: index, ...found }] : []
  })
}

function judge(
  { evidence, maxKeyListAgeDays, maxRevocationAgeDays }: Requires,
  { format, issuer, keysAsOf, revocationAsOf }: PolicyCertificate,
  now: number,
): Omit<Distrust, 'certificate'> | undefined {
  if (evidence !== undefined) {
    const needed = typeof evidence === 'string' ? evidence : evidence[FRAMEWORK_OF[format]]
    if (needed === undefined || !isEnough(issuer.evidence, needed)) {
      const values = { needed: needed ?? '' }
      const condition = { kind: 'evidence', values, stated: { level: issuer.evidence } } as const
      return { cause: 'evidence', condition }
    }
  }
  if (isTooOld(keysAsOf, maxKeyListAgeDays, now)) return tooOld('keys', maxKeyListAgeDays)
  if (isTooOld(revocationAsOf, maxRevocationAgeDays, now)) {
    return tooOld('revocation', maxRevocationAgeDays)
  }
  return undefined
}

function isEnough(level: Evidence, needed: Evidence): boolean {
  return EVIDENCE_LEVELS.indexOf(level) <= EVIDENCE_LEVELS.indexOf(needed)
}

function isTooOld(asOf: number | undefined, days: number | undefined, now: number): days is number {
  return days !== undefined && !(now - (asOf ?? Number.NaN) <= days * DAY_SECONDS)
}

function tooOld(list: 'keys' | 'revocation', days: number): Omit<Distrust, 'certificate'> {
  return { cause: 'outdated', condition: { kind: 'list-age', values: { list, days }, stated: {} } }
}
