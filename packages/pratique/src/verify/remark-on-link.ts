/**
 * What is odd about the link of a certificate, at the time of the verification.
 *
 * @module
 */

import type { HealthCertificate } from '../model/health-certificate.ts'
import type { Remark } from '../outcome.ts'

const NONE: readonly Remark[] = []

/** A link's time is a hint: the server decides ("Construct a SMART Health Link Payload"). */
export function remarkOnLink({ link }: HealthCertificate, now: number): readonly Remark[] {
  const isOver = link?.expiresAt !== undefined && link.expiresAt < now
  return isOver ? [{ code: 'content.link-expired', field: 'exp' }] : NONE
}
