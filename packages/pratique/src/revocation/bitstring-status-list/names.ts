/**
 * What things are called in a Bitstring Status List (W3C Bitstring Status List v1.0), and around it
 * (VC Data Model 2.0; Securing Verifiable Credentials using JOSE and COSE).
 *
 * @module
 */

import type { JsonValue } from '../../json/value.ts'
import type { StatusLayout } from '../status-array.ts'

/** The first of a credential's contexts (VC Data Model 2.0 §4.3). */
export const CONTEXT = 'https://www.w3.org/ns/credentials/v2'

/** Types (§2.2; VC Data Model 2.0 §4.5). */
export const CREDENTIAL = 'VerifiableCredential'
export const LIST_CREDENTIAL = 'BitstringStatusListCredential'
export const LIST = 'BitstringStatusList'
export const ENTRY = 'BitstringStatusListEntry'

/** What the bit of a list says of a certificate; messages are not read (§2.2). */
export type StatusPurpose = 'revocation' | 'suspension'

/** Types of what secures it (VC-JOSE-COSE §3.1.1). */
export const JWT_TYPE = 'vc+jwt'
export const CONTENT_TYPE = 'vc'

/** Multibase: base64url without padding (§2.2). */
export const MULTIBASE = 'u'

/** 16 KB, so that nobody is one of a few (§6.1). */
export const MIN_ENTRIES = 131_072

/** One bit each, the first one leftmost (§2.2). */
export const LAYOUT: StatusLayout = { bits: 1, order: 'most-first' }

/** What may stand alone or in an array. */
export function valuesOf(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined) return []
  return isArray(value) ? value : [value]
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}
