/**
 * The trust anchors of the WHO's network (GDHCN, "TNG_TA"): the offline keys that sign every
 * certificate that a country brings in.
 *
 * @module
 */

import type { Environment } from '../record.ts'

/** A trust anchor's certificate, pinned by its digest, and where we have that from. */
export interface PinnedAnchor {
  readonly environment: Environment
  /** SHA-256 of the certificate (DER), lower-case hex. */
  readonly fingerprint: string
  readonly origin: string
}

/**
 * Both were taken from the repositories that also hold what they sign: whoever could change a
 * repository before that commit could have changed both. The log of commits is public.
 */
export const GDHCN_ANCHORS: readonly PinnedAnchor[] = [
  {
    environment: 'production',
    fingerprint: 'f8f23d35408161ad5aa1cdf60bb5352becf6ed1cad64aec41cda3d1c11816dd4',
    origin:
      'github.com/WorldHealthOrganization/tng-participants-prod, commit 74b2721aef18a6c8bc832baeeefb6fab1882bc79',
  },
  {
    environment: 'test',
    fingerprint: 'e4b3219b650aeb4e10bd1fc25d9ffb13a453901a65a5e15cc03274e77cb35ff1',
    origin:
      'github.com/WorldHealthOrganization/tng-participants-dev, commit c446ed6a836042303171a703998cbf89fd4d76e0',
  },
]
