/**
 * CWT claims of an EU DCC (hcert_spec §3.3).
 *
 * @module
 */

import { type CborMap, CborTag, type CborValue } from '../../cbor/value.ts'
import { CWT_CLAIMS, readNumericDate } from '../../cose/cwt.ts'
import { FormatError } from '../../errors.ts'

/** Sub-claim of `hcert` that holds an EU DCC (hcert_spec §3.3.7). */
const EU_DCC_V1 = 1

/** The claims beside the certificate that an EU DCC knows; issuers put others, to be ignored. */
const KNOWN_CLAIMS: ReadonlySet<CborValue> = new Set<CborValue>([
  CWT_CLAIMS.iss,
  CWT_CLAIMS.exp,
  CWT_CLAIMS.nbf,
  CWT_CLAIMS.iat,
  CWT_CLAIMS.hcert,
])

/** An EU DCC as its CWT states it. Times in seconds since the epoch; NaN: there, but no number. */
export interface DccClaims {
  readonly iss?: string
  readonly iat?: number
  readonly nbf?: number
  readonly exp?: number
  /** `eu_dcc_v1`, still to be read. */
  readonly dcc: CborMap
  readonly hasExtraClaims: boolean
}

/**
 * Reads the claims of an EU DCC. A missing or mistyped `iat` or `exp` is no fault of form: the
 * validity check refuses it.
 *
 * @returns `undefined` if the CWT carries something else
 * @throws {FormatError} `format.claims` if `eu_dcc_v1` is there and no map
 */
export function readDccClaims(claims: CborMap): DccClaims | undefined {
  const hcert = claims.get(CWT_CLAIMS.hcert)
  if (!(hcert instanceof Map) || !hcert.has(EU_DCC_V1)) return undefined
  const dcc = hcert.get(EU_DCC_V1)
  if (!(dcc instanceof Map)) throw new FormatError('format.claims', 'eu_dcc_v1 is not a map')
  const iss = claims.get(CWT_CLAIMS.iss)
  const iat = readNumericDate(claims, CWT_CLAIMS.iat)
  const nbf = readNumericDate(claims, CWT_CLAIMS.nbf)
  const exp = readNumericDate(claims, CWT_CLAIMS.exp)
  return {
    ...(typeof iss === 'string' && { iss }),
    ...(iat !== undefined && { iat }),
    ...(nbf !== undefined && { nbf }),
    ...(exp !== undefined && { exp }),
    dcc,
    hasExtraClaims: hcert.size > 1 || hasUnknownKey(claims),
  }
}

function hasUnknownKey(claims: CborMap): boolean {
  for (const key of claims.keys()) if (!KNOWN_CLAIMS.has(key)) return true
  return false
}

/** Takes the tag 0 off a date-time: issuers write it or not (RFC 8949 §3.4.1). */
export function untagged(value: CborValue): CborValue {
  return value instanceof CborTag && value.tag === 0 ? value.value : value
}
