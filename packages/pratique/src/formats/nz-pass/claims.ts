/**
 * CWT claims of a pass (NZCP "CWT Claims").
 *
 * @module
 */

import type { Bytes } from '../../bytes/bytes.ts'
import type { CborMap, CborValue } from '../../cbor/value.ts'
import { CWT_CLAIMS } from '../../cose/cwt.ts'
import { FormatError } from '../../errors.ts'

/** The claim that holds the credential has no number (NZCP "CWT Claims"). */
const VC = 'vc'

const KNOWN_CLAIMS: ReadonlySet<CborValue> = new Set<CborValue>([
  CWT_CLAIMS.iss,
  CWT_CLAIMS.exp,
  CWT_CLAIMS.nbf,
  CWT_CLAIMS.cti,
  VC,
])

/**
 * A DID of the method `web` (DID Core §3.1): parts between colons, of which the first is a host. No part
 * can be matched in two ways, so that the time is linear.
 */
const DID_WEB = /^did:web(?::(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})+)+$/
const MAX_ISSUER_LENGTH = 2000

/** A UUID (NZCP "Mapping JTI <-> CTI", RFC 9562 §4). */
const CTI_BYTES = 16

/** A pass as its CWT states it. Times in whole seconds since the epoch. */
export interface PassClaims {
  readonly iss: string
  readonly nbf: number
  readonly exp: number
  readonly cti: Bytes
  /** The credential, still to be read. */
  readonly vc: CborMap
  readonly hasExtraClaims: boolean
}

/** @throws {FormatError} `format.claims` if a claim is missing or mistyped: all five are required */
export function readPassClaims(claims: CborMap): PassClaims {
  const iss = claims.get(CWT_CLAIMS.iss)
  if (typeof iss !== 'string' || iss.length > MAX_ISSUER_LENGTH || !DID_WEB.test(iss)) {
    throw new FormatError('format.claims', 'iss is no DID of the method "web"')
  }
  const cti = claims.get(CWT_CLAIMS.cti)
  if (!(cti instanceof Uint8Array) || cti.length !== CTI_BYTES) {
    throw new FormatError('format.claims', `cti is not ${CTI_BYTES} bytes`)
  }
  const vc = claims.get(VC)
  if (!(vc instanceof Map)) throw new FormatError('format.claims', 'vc is not a map')
  return {
    iss,
    nbf: readTime(claims, CWT_CLAIMS.nbf),
    exp: readTime(claims, CWT_CLAIMS.exp),
    cti,
    vc,
    hasExtraClaims: hasUnknownKey(claims),
  }
}

/** A whole number, untagged: NZCP allows no other NumericDate. */
function readTime(claims: CborMap, key: number): number {
  const value = claims.get(key)
  if (typeof value === 'bigint') return Number(value)
  if (Number.isSafeInteger(value) && typeof value === 'number') return value
  throw new FormatError('format.claims', 'nbf or exp is missing or no integer')
}

function hasUnknownKey(claims: CborMap): boolean {
  for (const key of claims.keys()) if (!KNOWN_CLAIMS.has(key)) return true
  return false
}
