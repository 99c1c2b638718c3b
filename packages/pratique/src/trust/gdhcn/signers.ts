/**
 * The keys that sign the lists of the GDHCN: the WHO's, online, one a network. They are not the trust
 * anchors.
 *
 * @module
 */

import { readJwk } from '../../keys/jwk.ts'
import type { GdhcnNetwork } from './networks.ts'
import type { GdhcnSigner } from './proof.ts'

/** A signer's key, and where we have that from. */
export interface PinnedSigner extends GdhcnSigner {
  readonly origin: string
}

const RECOVERED =
  'recovered from the signatures of three lists of the network (ECDSA public key recovery); the WHO publishes it nowhere that we know of'

/**
 * The keys of the two networks that matter most authenticate nothing: whoever made the lists made these
 * keys. They find damage and replays; what a key of such a list is worth, the trust anchor says
 * (reference trust.md §1.4, trap 3).
 */
export const GDHCN_SIGNERS: readonly PinnedSigner[] = [
  /* @__PURE__ */ toSigner({
    network: 'prod',
    x: 'ZlMwokmcS8vx0c3mc38eLVUMEVV2BXjdMpvBeueeWZw',
    y: '8CGiSXsauiFAbDxvOcmFxyswM07Ld85-ELRcoTbO9Z4',
    isOriginRecorded: false,
    origin: RECOVERED,
  }),
  /* @__PURE__ */ toSigner({
    network: 'uat',
    x: 'VgS8MAfbsTcXnfKr-dRjnfumq7UP91ntO1cOlQ4hmrI',
    y: '2ryjnUatlK3kwDE_LHK7vFiQRJKPxKn31-KjYZlGrIE',
    isOriginRecorded: false,
    origin: RECOVERED,
  }),
  /* @__PURE__ */ toSigner({
    network: 'dev',
    x: 'mB9T6oJ57ZKlC1f150-34M3JkxN22Ld1BQVPqJfgH6k',
    y: 'vW7GmCn5eNzbjdjI8PYWvanovWIIYoqv0ZE_lvuD2d8',
    isOriginRecorded: true,
    origin: 'github.com/WorldHealthOrganization/tng-participants-dev, WHO/signing/DID/did.json',
  }),
]

interface SignerFacts extends Omit<PinnedSigner, 'key'> {
  readonly network: GdhcnNetwork
  readonly x: string
  readonly y: string
}

function toSigner({ x, y, ...facts }: SignerFacts): PinnedSigner {
  return { ...facts, key: readJwk({ kty: 'EC', crv: 'P-256', x, y }) }
}
