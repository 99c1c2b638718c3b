/**
 * What a credential says of its place in a Bitstring Status List (W3C Bitstring Status List v1.0 §2.1).
 *
 * @module
 */

import { FormatError } from '../../errors.ts'
import { isJsonObject, member, stringMember } from '../../json/read.ts'
import type { JsonObject } from '../../json/value.ts'
import type { StatusReference } from '../status-list.ts'
import { requireStatusUri } from '../status-uri.ts'
import { ENTRY, type StatusPurpose, valuesOf } from './names.ts'

/** A whole number in text. */
const INDEX = /^(?:0|[1-9]\d{0,14})$/

/**
 * Reads a certificate's place in a list of a purpose from its `credentialStatus`.
 *
 * @returns `undefined` if it has none of that purpose
 * @throws {FormatError} `format.claims` if what it has cannot be read, or has more bits than one
 */
export function readBitstringReference(
  credential: JsonObject,
  purpose: StatusPurpose = 'revocation',
): StatusReference | undefined {
  const entry = valuesOf(member(credential, 'credentialStatus'))
    .filter(isJsonObject)
    .find((each) => isEntry(each, purpose))
  if (!entry) return undefined
  const index = stringMember(entry, 'statusListIndex') ?? ''
  if (!INDEX.test(index)) refuse('expected statusListIndex to be a whole number in text')
  const size = member(entry, 'statusSize')
  if (size !== undefined && size !== 1) refuse('expected one bit a status')
  return { uri: requireStatusUri(member(entry, 'statusListCredential')), index: Number(index) }
}

function isEntry(entry: JsonObject, purpose: StatusPurpose): boolean {
  const types = valuesOf(member(entry, 'type'))
  return types.includes(ENTRY) && member(entry, 'statusPurpose') === purpose
}

function refuse(reason: string): never {
  throw new FormatError('format.claims', reason)
}
