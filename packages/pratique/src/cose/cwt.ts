/**
 * Claims of a CBOR Web Token (RFC 8392) that carries a health certificate.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { type CborLimits, decodeCbor } from '../cbor/decode.ts'
import { type CborMap, CborTag, type CborValue } from '../cbor/value.ts'
import { FormatError } from '../errors.ts'

/** Claim keys (RFC 8392 §3.1; -260: hcert_spec §3.3). */
export const CWT_CLAIMS = { iss: 1, exp: 4, nbf: 5, iat: 6, cti: 7, hcert: -260 } as const

/** Tag of an epoch-based date, which a CWT leaves out (RFC 8392 §5) and some issuers write. */
const EPOCH_TAG = 1

/** @throws {FormatError} `format.cbor`, or `format.claims` if the payload is no map */
export function decodeCwt(payload: Bytes, limits?: CborLimits): CborMap {
  const claims = decodeCbor(payload, limits)
  if (claims instanceof Map) return claims
  throw new FormatError('format.claims', 'the CWT is not a map')
}

/**
 * Reads a NumericDate in seconds since the epoch (RFC 8392 §2). Fractions are kept. Absent is
 * `undefined`; what is there and no finite number is NaN, so that it never counts as "no limit".
 */
export function readNumericDate(claims: CborMap, key: number): number | undefined {
  let value: CborValue = claims.get(key)
  if (value instanceof CborTag && value.tag === EPOCH_TAG) value = value.value
  if (value === undefined || value === null) return undefined
  if (typeof value === 'bigint') value = Number(value)
  return typeof value === 'number' && Number.isFinite(value) ? value : Number.NaN
}
