/**
 * Remarks on a health link in an HCERT. None of them changes a verdict.
 *
 * @module
 */

import type { HcertClaims } from '../../cose/hcert-claims.ts'
import { isCountry } from '../../model/countries.ts'
import type { LinkPayload } from '../../model/health-link.ts'
import type { Remark } from '../../outcome.ts'

/** Lists the remarks on a link and the claims around it. */
export function remarkOnLink(
  { iss, hasExtraClaims, hasDevelopmentClaims }: HcertClaims,
  link: LinkPayload | undefined,
): Remark[] {
  const remarks: Remark[] = [...(link?.remarks ?? [])]
  if (iss !== undefined && !isCountry(iss)) remarks.push({ code: 'content.issuer-form' })
  if (hasExtraClaims) remarks.push({ code: 'content.extra-claims' })
  if (hasDevelopmentClaims) remarks.push({ code: 'content.development' })
  return remarks
}
