/**
 * The header of a seal's `data` (ICAO Doc 9303-13, "VDS-NC"): what it is, and which state issued it.
 *
 * @module
 */

import { FormatError } from '../../errors.ts'
import { isJsonObject, member, stringMember } from '../../json/read.ts'
import type { JsonObject } from '../../json/value.ts'
import { toCountry } from '../../model/country-codes.ts'
import { type SealType, TYPES } from './schema.ts'

const VERSION = 1

/** A seal as its header states it. */
export interface SealClaims {
  readonly type: SealType
  /** `is` as it stands: three letters, or one of a passport's special codes. */
  readonly is: string
  /** ISO 3166-1 alpha-2 of `is`, or `is` as it stands. */
  readonly country: string
  /** The statement, still to be read. */
  readonly msg: JsonObject
}

/**
 * Reads the claims of a seal.
 *
 * @throws {FormatError} `format.claims` if a part of the header is missing or mistyped;
 *   `format.unsupported` for a seal of another type, `format.version` for one of another version
 */
export function readSealClaims(data: JsonObject): SealClaims {
  const hdr = member(data, 'hdr')
  if (!isJsonObject(hdr)) throw new FormatError('format.claims', 'hdr is not an object')
  const is = stringMember(hdr, 'is')
  if (!is) throw new FormatError('format.claims', 'hdr.is is missing')
  const type = readType(hdr)
  const msg = member(data, 'msg')
  if (!isJsonObject(msg)) throw new FormatError('format.claims', 'msg is not an object')
  // What names no state is no signer's country either, so that the seal is refused as of another one.
  return { type, is, country: toCountry(is) ?? is, msg }
}

/** A seal of another kind, such as a visa, is no damaged one of ours. */
function readType(hdr: JsonObject): SealType {
  const t = stringMember(hdr, 't')
  if (t === undefined) throw new FormatError('format.claims', 'hdr.t is missing')
  const type = TYPES.get(t)
  if (!type) throw new FormatError('format.unsupported', 'a seal of another type')
  const version = member(hdr, 'v')
  if (typeof version !== 'number') throw new FormatError('format.claims', 'hdr.v is no number')
  if (version !== VERSION) throw new FormatError('format.version', 'a seal of another version')
  return type
}
