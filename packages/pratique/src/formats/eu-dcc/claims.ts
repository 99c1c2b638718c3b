/**
 * CWT claims of an EU DCC (hcert_spec §3.3).
 *
 * @module
 */

import type { CborMap } from '../../cbor/value.ts'
import { type HcertClaims, readHcert, SUB_CLAIMS } from '../../cose/hcert-claims.ts'
import { FormatError } from '../../errors.ts'

/** An EU DCC as its CWT states it. */
export interface DccClaims extends HcertClaims {
  /** `eu_dcc_v1`, still to be read. */
  readonly dcc: CborMap
}

/**
 * Reads the claims of an EU DCC. A missing or mistyped `iat` or `exp` is no fault of form: the
 * validity check refuses it.
 *
 * @returns `undefined` if the CWT carries something else
 * @throws {FormatError} `format.claims` if `eu_dcc_v1` is there and no map
 */
export function readDccClaims(claims: CborMap): DccClaims | undefined {
  const hcert = readHcert(claims)
  const dcc = hcert?.subClaims.get(SUB_CLAIMS.euDcc)
  if (!hcert || dcc === undefined) return undefined
  if (!(dcc instanceof Map)) throw new FormatError('format.claims', 'eu_dcc_v1 is not a map')
  return { ...hcert, dcc }
}
