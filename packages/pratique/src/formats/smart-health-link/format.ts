/**
 * SMART Health Link as a format of the verifier: it is named and never followed.
 *
 * @module
 */

import type { CertificateClaims, Claims, Format } from '../../model/format.ts'
import { type LinkPayload, readLinkPayload } from '../../model/health-link.ts'
import { indeterminate } from '../../outcome.ts'
import { shlink } from './carrier.ts'
import { viewLink } from './view.ts'

/** The SMART Health Link. */
export const smartHealthLink: Format = {
  id: 'smart-health-link',
  edition: 'STU 1',
  carrier: shlink,
  open: openLink,
}

function openLink(claims: Claims): CertificateClaims | undefined {
  if (claims.kind !== 'json') return undefined
  const link: LinkPayload = readLinkPayload(claims.object)
  return {
    usages: ['other'],
    view: () => viewLink(link),
    read: () => ({
      certificate: viewLink(link),
      content: indeterminate('content', 'content.link'),
      remarks: link.remarks,
    }),
  }
}
