/**
 * Health link in an HCERT, sub-claim 5, as a format of the verifier: who made the link can be told,
 * and what is behind it cannot.
 *
 * @module
 */

import { hc1 } from '../../cose/hc1.ts'
import {
  type HcertClaims,
  hasSeveralCertificates,
  readHcert,
  SUB_CLAIMS,
  toPeriod,
} from '../../cose/hcert-claims.ts'
import { toRevocationIds } from '../../cose/revocation-ids.ts'
import { toIssuerCountry } from '../../model/country-codes.ts'
import type { CertificateClaims, Claims, Domain, Format, Reading } from '../../model/format.ts'
import type { LinkPayload } from '../../model/health-link.ts'
import { type Check, failed, indeterminate } from '../../outcome.ts'
import { readLinkClaim } from './claims.ts'
import { remarkOnLink } from './remarks.ts'
import { viewLink } from './view.ts'

/** The domains of the WHO’s network whose certificates are links. */
const DOMAINS: readonly Domain[] = ['IPS-PILGRIMAGE', 'PH4H']

/** The health link in an HCERT. */
export const healthLink: Format = {
  id: 'health-link',
  edition: 'HCERT 1.1.1, sub-claim 5',
  carrier: hc1,
  open: openLink,
}

function openLink(claims: Claims): CertificateClaims | undefined {
  if (claims.kind !== 'cwt') return undefined
  const hcert = readHcert(claims.map)
  const claim = hcert?.subClaims.get(SUB_CLAIMS.healthLink)
  if (!hcert || claim === undefined) return undefined
  const link = readLinkClaim(claim)
  return {
    // No purpose of keys is meant for links.
    usages: ['other'],
    domains: DOMAINS,
    ...toIssuerCountry(hcert.iss),
    ...toPeriod(hcert),
    revocationIds: (kind, message) => toRevocationIds(kind, message),
    view: () => viewLink(hcert, link),
    read: () => readLink(hcert, link),
  }
}

function readLink(hcert: HcertClaims, link: LinkPayload | undefined): Reading {
  return {
    certificate: viewLink(hcert, link),
    content: checkContent(hcert, link),
    remarks: remarkOnLink(hcert, link),
  }
}

function checkContent(hcert: HcertClaims, link: LinkPayload | undefined): Check {
  if (hasSeveralCertificates(hcert)) return failed('content', 'content.several-entries')
  if (!link) return failed('content', 'content.structure')
  return indeterminate('content', 'content.link')
}
