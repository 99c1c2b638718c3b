/**
 * What a certificate says of its place in a Token Status List (draft-ietf-oauth-status-list-21 §6).
 *
 * @module
 */

import type { CborMap } from '../../cbor/value.ts'
import { FormatError } from '../../errors.ts'
import { isJsonObject, member } from '../../json/read.ts'
import type { JsonObject } from '../../json/value.ts'
import type { StatusReference } from '../status-list.ts'
import { requireStatusUri } from '../status-uri.ts'
import { CWT } from './names.ts'

/**
 * Reads a certificate's place from the claims of a JWT (§6.2).
 *
 * @returns `undefined` if it has none
 * @throws {FormatError} `format.claims`
 */
export function readJwtStatusReference(claims: JsonObject): StatusReference | undefined {
  const status = member(claims, 'status')
  if (status === undefined) return undefined
  if (!isJsonObject(status)) refuse('expected status to be an object')
  const reference = member(status, 'status_list')
  if (reference === undefined) return undefined
  if (!isJsonObject(reference)) refuse('expected status_list to be an object')
  return toReference(member(reference, 'idx'), member(reference, 'uri'))
}

/**
 * Reads a certificate's place from the claims of a CWT (§6.3.1).
 *
 * @returns `undefined` if it has none
 * @throws {FormatError} `format.claims`
 */
export function readCwtStatusReference(claims: CborMap): StatusReference | undefined {
  if (!claims.has(CWT.status)) return undefined
  const status = claims.get(CWT.status)
  if (!(status instanceof Map)) refuse('expected claim 65535 to be a map')
  if (!status.has('status_list')) return undefined
  const reference: unknown = status.get('status_list')
  if (!(reference instanceof Map)) refuse('expected status_list to be a map')
  return toReference(reference.get('idx'), reference.get('uri'))
}

function toReference(index: unknown, uri: unknown): StatusReference {
  if (typeof index !== 'number' || !Number.isSafeInteger(index) || index < 0) {
    refuse('expected idx to be a whole number from 0')
  }
  return { uri: requireStatusUri(uri), index }
}

function refuse(reason: string): never {
  throw new FormatError('format.claims', reason)
}
