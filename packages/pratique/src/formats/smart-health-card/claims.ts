/**
 * Claims of a SMART Health Card (VCI "Health Cards are encoded as compact JWS").
 *
 * @module
 */

import { FormatError } from '../../errors.ts'
import { isJsonObject, member, numberMember, stringMember } from '../../json/read.ts'
import type { JsonObject } from '../../json/value.ts'

/** The one type that every card has; others are ignored. */
const HEALTH_CARD_TYPE = 'https://smarthealth.cards#health-card'

/** No part of it can be matched in two ways, so that the time is linear. */
const ISSUER_URL = /^https:\/\/[^/?#\s]+(?:\/[^?#\s]*)?$/
const MAX_ISSUER_LENGTH = 2000

/** `rid`: at most 24 characters of base64url (VCI "Revocation"). */
const REVOCATION_ID = /^[A-Za-z0-9_-]{1,24}$/

/** A SMART Health Card as its JWT states it. Times in seconds since the epoch, fractions kept. */
export interface CardClaims {
  readonly iss: string
  readonly nbf: number
  readonly exp?: number
  readonly rid?: string
  readonly fhirBundle: JsonObject
}

/** @throws {FormatError} `format.claims` if a claim is missing or mistyped */
export function readCardClaims(payload: JsonObject): CardClaims {
  const iss = stringMember(payload, 'iss')
  if (iss === undefined || !isIssuerUrl(iss)) {
    throw new FormatError('format.claims', 'iss is no https URL, or ends in a slash')
  }
  const nbf = numberMember(payload, 'nbf')
  if (nbf === undefined) throw new FormatError('format.claims', 'nbf is missing or no number')
  const exp = numberMember(payload, 'exp')
  if (exp === undefined && Object.hasOwn(payload, 'exp')) {
    throw new FormatError('format.claims', 'exp is no number')
  }
  const vc = member(payload, 'vc')
  if (!isJsonObject(vc)) throw new FormatError('format.claims', 'vc is missing')
  const rid = readRevocationId(vc)
  return {
    iss,
    nbf,
    ...(exp !== undefined && { exp }),
    ...(rid !== undefined && { rid }),
    fhirBundle: readBundle(vc),
  }
}

/** The key set's address is `iss` + `/.well-known/jwks.json`, so that it is a plain https URL. */
function isIssuerUrl(iss: string): boolean {
  return iss.length <= MAX_ISSUER_LENGTH && ISSUER_URL.test(iss) && !iss.endsWith('/')
}

function readRevocationId(vc: JsonObject): string | undefined {
  const rid = member(vc, 'rid')
  if (rid === undefined) return undefined
  if (typeof rid === 'string' && REVOCATION_ID.test(rid)) return rid
  throw new FormatError('format.claims', 'rid is not up to 24 base64url characters')
}

function readBundle(vc: JsonObject): JsonObject {
  const types = member(vc, 'type')
  if (!Array.isArray(types) || !types.includes(HEALTH_CARD_TYPE)) {
    throw new FormatError('format.claims', 'vc.type does not name a health card')
  }
  const subject = member(vc, 'credentialSubject')
  if (!isJsonObject(subject) || stringMember(subject, 'fhirVersion') === undefined) {
    throw new FormatError('format.claims', 'vc.credentialSubject has no fhirVersion')
  }
  const bundle = member(subject, 'fhirBundle')
  if (isJsonObject(bundle)) return bundle
  throw new FormatError('format.claims', 'vc.credentialSubject has no fhirBundle')
}
