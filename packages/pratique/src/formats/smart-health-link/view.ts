/**
 * From a link to the common model: whose server it leads to, and nothing that opens it.
 *
 * @module
 */

import type { HealthCertificate } from '../../model/health-certificate.ts'
import { type LinkPayload, toHealthLink } from '../../model/health-link.ts'

/** Shows a link. */
export function viewLink(link: LinkPayload): HealthCertificate {
  return {
    holder: { name: {} },
    facts: [],
    identifiers: [],
    link: toHealthLink(link),
    issuer: {},
    validity: {},
  }
}
