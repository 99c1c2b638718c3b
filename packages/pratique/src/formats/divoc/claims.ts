/**
 * The document of a DIVOC certificate: a W3C credential in the closed shape that issuers write.
 *
 * @module
 */

import { FormatError } from '../../errors.ts'
import { isJsonObject, member, stringMember } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { readContextVersion } from './contexts.ts'
import { checkMembers, checkValue, ROOT_MEMBERS, VERSIONS } from './schema.ts'

/** A DIVOC certificate whose shape is right. */
export interface DivocClaims {
  /** As it stands, `proof` and all. */
  readonly document: JsonObject
  readonly issuer: string
  /** `issuanceDate` as it stands. */
  readonly issuanceDate: string
  readonly subject: JsonObject
  readonly evidence: JsonObject
}

const TYPES: readonly string[] = ['VerifiableCredential', 'ProofOfVaccinationCredential']
const MAX_ISSUER_LENGTH = 2000

/** A URI (VC Data Model 1.1 §4.5). A relative one would be left out of what is signed. */
const ISSUER = /^(?:https?:\/\/|did:|urn:)[^\s<>"{}|\\^`]+$/

/**
 * Reads a document.
 *
 * @throws {FormatError} `format.context` or `format.document`
 */
export function readDivocClaims(document: JsonObject): DivocClaims {
  const { person, evidence: vaccination } = VERSIONS[readContextVersion(document)]
  for (const name of Object.keys(document)) {
    if (!ROOT_MEMBERS.has(name)) throw new FormatError('format.document', 'an unknown member')
  }
  if (!isListOf(member(document, 'type'), TYPES)) refuse('type')
  const issuer = stringMember(document, 'issuer') ?? ''
  if (issuer.length > MAX_ISSUER_LENGTH || !ISSUER.test(issuer)) refuse('issuer')
  const issuanceDate = stringMember(document, 'issuanceDate') ?? refuse('issuanceDate')
  checkValue(member(document, 'nonTransferable') ?? 'true', 'text', 'nonTransferable')
  const subject = objectOf(member(document, 'credentialSubject'), 'credentialSubject')
  checkMembers(subject, person)
  if (subject['type'] !== 'Person') refuse('credentialSubject.type')
  const evidence = readEvidence(member(document, 'evidence'))
  // Its `type` is an array, which no other member may be.
  const { type, ...others } = evidence
  if (!isListOf(type, ['Vaccination'])) refuse('evidence[0].type')
  checkMembers(others, vaccination)
  checkNodes([issuer, stringMember(subject, 'id'), stringMember(evidence, 'id')])
  return { document, issuer, issuanceDate, subject, evidence }
}

/** Exactly one: of two with one `id` the statements would be told of one vaccination. */
function readEvidence(list: JsonValue | undefined): JsonObject {
  if (!Array.isArray(list) || list.length !== 1) return refuse('evidence')
  return objectOf(list[0], 'evidence[0]')
}

/**
 * Whom and what statements are about must be told apart: with one `id` for holder and vaccination,
 * the holder's name and what stands beside it would be one set of values.
 */
function checkNodes(ids: readonly (string | undefined)[]): void {
  const stated = ids.filter((id) => id !== undefined)
  if (new Set(stated).size !== stated.length) refuse('id')
  // A label of a blank node is no identifier: canonicalisation gives it another.
  if (stated.some((id) => id.startsWith('_:'))) refuse('id')
}

function isListOf(value: JsonValue | undefined, expected: readonly string[]): boolean {
  return (
    Array.isArray(value) &&
    value.length === expected.length &&
    expected.every((each) => value.includes(each))
  )
}

function objectOf(value: JsonValue | undefined, name: string): JsonObject {
  return isJsonObject(value) ? value : refuse(name)
}

function refuse(name: string): never {
  throw new FormatError('format.document', `${name} is missing or not of its type`)
}
