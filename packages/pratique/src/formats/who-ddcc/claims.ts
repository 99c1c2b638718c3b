/**
 * CWT claims of a WHO DDCC: the core data set under sub-claim 3 or 4 of `hcert` (hcert_spec §3.3.7), or
 * bare at the top level of the CWT as the first editions had it.
 *
 * @module
 */

import type { CborMap, CborValue } from '../../cbor/value.ts'
import { CWT_CLAIMS } from '../../cose/cwt.ts'
import {
  type CwtTimes,
  hasSeveralCertificates,
  readCwtTimes,
  readHcert,
  SUB_CLAIMS,
} from '../../cose/hcert-claims.ts'
import { FormatError } from '../../errors.ts'
import { isAbsent } from '../../model/cbor-members.ts'
import { BARE_MARKS, type Group } from './schema.ts'

/** A DDCC as its CWT states it. */
export interface DdccClaims extends CwtTimes {
  /** The core data set, still to be read. */
  readonly ddcc: CborMap
  /** What the sub-claim says it is about; absent for a bare one. */
  readonly group?: Group
  /** Whether another certificate stands beside it. */
  readonly hasSeveral: boolean
  readonly hasExtraClaims: boolean
  readonly hasDevelopmentClaims: boolean
}

/**
 * Reads the claims of a DDCC. None of `iss`, `iat` and `exp` is required: bare ones have none of them.
 *
 * @returns `undefined` if the CWT carries something else
 * @throws {FormatError} `format.claims` if the sub-claim is there and no map
 */
export function readDdccClaims(claims: CborMap): DdccClaims | undefined {
  return claims.has(CWT_CLAIMS.hcert) ? readSubClaim(claims) : readBare(claims)
}

function readSubClaim(claims: CborMap): DdccClaims | undefined {
  const hcert = readHcert(claims)
  if (!hcert) return undefined
  const vaccination = hcert.subClaims.get(SUB_CLAIMS.ddccVaccination)
  const ddcc: CborValue = vaccination ?? hcert.subClaims.get(SUB_CLAIMS.ddccTest)
  if (ddcc === undefined) return undefined
  if (!(ddcc instanceof Map)) throw new FormatError('format.claims', 'the DDCC is not a map')
  return {
    ...hcert,
    ddcc,
    group: vaccination === undefined ? 'test' : 'vaccination',
    hasSeveral: hasSeveralCertificates(hcert),
  }
}

/** Told by its content: a name, and what was given or done (README of the format). */
function readBare(claims: CborMap): DdccClaims | undefined {
  const isBare =
    !isAbsent(claims.get('name')) && BARE_MARKS.some((mark) => !isAbsent(claims.get(mark)))
  if (!isBare) return undefined
  return {
    ...readCwtTimes(claims),
    ddcc: claims,
    hasSeveral: false,
    hasExtraClaims: false,
    hasDevelopmentClaims: false,
  }
}
