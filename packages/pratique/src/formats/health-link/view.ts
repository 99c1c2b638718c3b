/**
 * From a health link in an HCERT to the common model: nothing that opens it.
 *
 * @module
 */

import { type HcertClaims, viewCwtTimes } from '../../cose/hcert-claims.ts'
import { stated } from '../../model/fields.ts'
import type { HealthCertificate } from '../../model/health-certificate.ts'
import { type LinkPayload, toHealthLink } from '../../model/health-link.ts'

/** Shows a link, or where there is none that can be read, what stands around it. */
export function viewLink(hcert: HcertClaims, link: LinkPayload | undefined): HealthCertificate {
  return {
    holder: { name: {} },
    facts: [],
    identifiers: [],
    ...(link && { link: toHealthLink(link) }),
    issuer: hcert.iss === undefined ? {} : { stated: stated(hcert.iss) },
    validity: viewCwtTimes(hcert),
  }
}
