/**
 * Bitstring Status Lists, unsecured or secured by a JWS (W3C Bitstring Status List v1.0 §2, §3.2, §3.4).
 *
 * @module
 */

import { decodeBase64Url } from '../../bytes/base64url.ts'
import type { Bytes } from '../../bytes/bytes.ts'
import { inflateGzip } from '../../bytes/gzip.ts'
import { FormatError } from '../../errors.ts'
import { decodeJson } from '../../json/parse.ts'
import { isJsonObject, member, stringMember } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { decodeCompactJws } from '../../jws/compact.ts'
import { readInstant } from '../../model/dates.ts'
import {
  openTypedJws,
  type SignedStatus,
  type StatusSigners,
  type VerifiedStatusList,
  verifySignedStatus,
} from '../signed-status.ts'
import { countStatuses, MAX_STATUS_BYTES, statusAt } from '../status-array.ts'
import type { StatusList } from '../status-list.ts'
import { requireStatusUri } from '../status-uri.ts'
import {
  CONTENT_TYPE,
  CONTEXT,
  CREDENTIAL,
  JWT_TYPE,
  LAYOUT,
  LIST,
  LIST_CREDENTIAL,
  MIN_ENTRIES,
  MULTIBASE,
  type StatusPurpose,
  valuesOf,
} from './names.ts'

export interface BitstringStatusListReading {
  /** Default `revocation`. A list of another purpose is refused. */
  readonly purpose?: StatusPurpose
  /** When the list was fetched, seconds since the epoch: `ttl` runs from then. Absent: from its date. */
  readonly receivedAt?: number
}

export interface BitstringStatusListOptions extends BitstringStatusListReading, StatusSigners {}

/** Statuses that nothing compresses, in Base64 once and twice, and room for the rest. */
const MAX_CREDENTIAL_CHARACTERS = 24 * 1024 * 1024
const MAX_JWT_CHARACTERS = 32 * 1024 * 1024

/**
 * Verifies a list that a JWS secures. Its dates are told, and not judged: ask `findStatus`.
 *
 * Failed: `format.jws`, `format.base64url`, `format.json`, `format.header` (another type, no algorithm
 * that we know), `signature.algorithm`, `signature.invalid`, `format.claims`, `format.zlib`.
 * Indeterminate: `signature.no-key`, `signature.unsupported-key`.
 */
export function verifyBitstringStatusListJwt(
  token: string,
  options: BitstringStatusListOptions,
): Promise<VerifiedStatusList> {
  const open = () => openJwt(token)
  return verifySignedStatus(open, (payload) => readPayload(payload, options), options)
}

function openJwt(token: string): SignedStatus & { readonly message: Bytes } {
  if (token.length > MAX_JWT_CHARACTERS) throw new FormatError('format.jws', 'too long')
  const jws = decodeCompactJws(token)
  const content = member(jws.header, 'cty')
  if (content !== undefined && content !== CONTENT_TYPE) {
    throw new FormatError('format.header', 'expected a credential as it stands')
  }
  return { ...openTypedJws(jws, JWT_TYPE), message: jws.payload }
}

/** Claims beside the credential, where there are any, say the same as it does (VC-JOSE-COSE §3.1.3). */
function readPayload(payload: Bytes, options: BitstringStatusListReading): StatusList {
  const { value } = decodeJson(payload, { maxCharacters: MAX_CREDENTIAL_CHARACTERS })
  if (!isJsonObject(value) || Object.hasOwn(value, 'vc')) refuse('expected a credential')
  const issuer = member(value, 'iss')
  if (issuer !== undefined && issuer !== issuerOf(value)) refuse('expected one issuer')
  const list = readBitstringStatusList(value, options)
  const expiresAt = readClaim(value, 'exp') ?? Number.POSITIVE_INFINITY
  const notBefore = readClaim(value, 'nbf') ?? Number.NEGATIVE_INFINITY
  const freshUntil = Math.min(expiresAt, list.freshUntil ?? Number.POSITIVE_INFINITY)
  const validFrom = Math.max(notBefore, list.validFrom ?? Number.NEGATIVE_INFINITY)
  return {
    ...list,
    ...(Number.isFinite(freshUntil) && { freshUntil }),
    ...(Number.isFinite(validFrom) && { validFrom }),
  }
}

function readClaim(claims: JsonObject, name: string): number | undefined {
  const value = member(claims, name)
  if (value === undefined || (typeof value === 'number' && Number.isFinite(value))) return value
  return refuse(`expected ${name} to be a number`)
}

/**
 * Reads the credential that a list is. Nothing of it is verified: who gave it vouches for it.
 *
 * @throws {FormatError} `format.claims` if it is no such credential, is of another purpose, or has
 *   fewer entries than the standard asks for, `format.base64url` or `format.zlib` if the statuses
 *   cannot be unpacked or would be too large
 */
export function readBitstringStatusList(
  credential: JsonValue,
  { purpose = 'revocation', receivedAt }: BitstringStatusListReading = {},
): StatusList {
  const subject = readSubject(credential)
  if (!isJsonObject(credential) || !subject) refuse(`expected a ${LIST_CREDENTIAL}`)
  const uri = requireStatusUri(member(credential, 'id'))
  const issuer = requireStatusUri(issuerOf(credential))
  if (!valuesOf(member(subject, 'statusPurpose')).includes(purpose)) {
    refuse(`expected a list of the purpose ${purpose}`)
  }
  const size = member(subject, 'statusSize')
  if (size !== undefined && size !== 1) refuse('expected one bit a status')
  const validFrom = readDate(credential, 'validFrom')
  const freshUntil =
    readDate(credential, 'validUntil') ?? endOfCopy(subject, receivedAt ?? validFrom)
  const statuses = unpack(stringMember(subject, 'encodedList') ?? '')
  return {
    uri,
    issuer,
    size: countStatuses(statuses, LAYOUT),
    ...(validFrom !== undefined && { validFrom, asOf: validFrom }),
    ...(freshUntil !== undefined && { freshUntil }),
    statusAt: (index) => toStatus(statusAt(statuses, LAYOUT, index), purpose),
  }
}

function readSubject(credential: JsonValue): JsonObject | undefined {
  if (!isJsonObject(credential)) return undefined
  const [context] = valuesOf(member(credential, '@context'))
  const types = valuesOf(member(credential, 'type'))
  const isList = types.includes(CREDENTIAL) && types.includes(LIST_CREDENTIAL)
  const subject = member(credential, 'credentialSubject')
  if (context !== CONTEXT || !isList || !isJsonObject(subject)) return undefined
  return valuesOf(member(subject, 'type')).includes(LIST) ? subject : undefined
}

function toStatus(bit: number | undefined, purpose: StatusPurpose) {
  if (bit === undefined) return undefined
  if (bit === 0) return 'valid'
  return purpose === 'revocation' ? 'revoked' : 'suspended'
}

/** In milliseconds. It does not replace an end that the credential states (§2.2). */
function endOfCopy(subject: JsonObject, from: number | undefined): number | undefined {
  const ttl = member(subject, 'ttl')
  if (ttl === undefined) return undefined
  if (typeof ttl !== 'number' || !Number.isFinite(ttl) || ttl < 0) {
    refuse('expected ttl to be a number from 0')
  }
  return from === undefined ? undefined : from + ttl / 1000
}

function unpack(encoded: string): Bytes {
  if (encoded.charAt(0) !== MULTIBASE) refuse(`expected encodedList to begin with ${MULTIBASE}`)
  const bytes = inflateGzip(decodeBase64Url(encoded, 1), { maxBytes: MAX_STATUS_BYTES })
  // STATUS_LIST_LENGTH_ERROR (§3.2, §3.5).
  if (countStatuses(bytes, LAYOUT) < MIN_ENTRIES) refuse(`expected ${MIN_ENTRIES} entries or more`)
  return bytes
}

function readDate(credential: JsonObject, name: string): number | undefined {
  const value = member(credential, name)
  if (value === undefined) return undefined
  const instant = typeof value === 'string' ? readInstant(value) : undefined
  return instant ? instant.seconds : refuse(`expected ${name} to be a date and a time`)
}

/** A URI, or an object with one (VC Data Model 2.0 §4.7). */
function issuerOf(credential: JsonObject): JsonValue | undefined {
  const issuer = member(credential, 'issuer')
  return isJsonObject(issuer) ? member(issuer, 'id') : issuer
}

function refuse(reason: string): never {
  throw new FormatError('format.claims', reason)
}
