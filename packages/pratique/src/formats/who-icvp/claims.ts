/**
 * CWT claims of a WHO digital ICVP: the certificate is sub-claim −6 of `hcert`, one of the numbers that
 * are free for development (hcert_spec §3.3.7).
 *
 * @module
 */

import { encodeHex } from '../../bytes/hex.ts'
import type { CborMap } from '../../cbor/value.ts'
import { CWT_CLAIMS } from '../../cose/cwt.ts'
import { type HcertClaims, readHcert, SUB_CLAIMS } from '../../cose/hcert-claims.ts'
import { FormatError } from '../../errors.ts'

/** No identifier is longer: what is, is none. */
const MAX_CTI_BYTES = 64

/** An ICVP as its CWT states it. */
export interface IcvpClaims extends HcertClaims {
  /** The certificate, still to be read. */
  readonly icvp: CborMap
  /** `cti`, the CWT's own identifier (RFC 8392 §3.1.7), as lower-case hex. */
  readonly cti?: string
}

/**
 * Reads the claims of an ICVP. None of `iss`, `iat` and `exp` is required here: without `exp` it has no
 * end, which is for life with yellow fever alone.
 *
 * @returns `undefined` if the CWT carries something else
 * @throws {FormatError} `format.claims` if the sub-claim is there and no map
 */
export function readIcvpClaims(claims: CborMap): IcvpClaims | undefined {
  const hcert = readHcert(claims, [CWT_CLAIMS.cti])
  const icvp = hcert?.subClaims.get(SUB_CLAIMS.icvp)
  if (!hcert || icvp === undefined) return undefined
  if (!(icvp instanceof Map)) throw new FormatError('format.claims', 'the ICVP is not a map')
  const cti = claims.get(CWT_CLAIMS.cti)
  const isCti = cti instanceof Uint8Array && cti.length > 0 && cti.length <= MAX_CTI_BYTES
  return { ...hcert, icvp, ...(isCti && { cti: encodeHex(cti) }) }
}
