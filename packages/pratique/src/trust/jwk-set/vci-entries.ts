/**
 * The JSON of the VCI directory and of its snapshot, with no judgement on what it says.
 *
 * @module
 */

import { FormatError } from '../../errors.ts'
import { isJsonObject, member, stringMember } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { readInstant } from '../../model/dates.ts'

/** An issuer of the snapshot, as its keys were last found. */
export interface VciEntry {
  readonly iss: string
  readonly name?: string
  /** The address that stands for all addresses of the issuer, if it has several. */
  readonly canonicalIss?: string
  /** JWKs. */
  readonly keys: readonly JsonObject[]
  readonly crls: readonly JsonValue[]
  /** Seconds since the epoch; absent if no time can be read. */
  readonly lastRetrieved?: number
}

export interface VciSnapshot {
  /** When it was made, seconds since the epoch. */
  readonly time: number
  readonly entries: readonly VciEntry[]
}

/**
 * Reads `{ time, issuerInfo: [{ issuer: { iss, name?, canonical_iss? }, keys, crls?, lastRetrieved }] }`.
 *
 * @throws {FormatError} `format.json`
 */
export function readVciSnapshot(json: JsonValue): VciSnapshot {
  const object = isJsonObject(json) ? json : refuse('expected a snapshot')
  const time = readTime(object, 'time')
  if (time === undefined) refuse('expected the time of the snapshot')
  return { time, entries: objectsOf(object, 'issuerInfo').map(readEntry) }
}

/**
 * Reads the addresses in `{ participating_issuers: [{ iss }] }`.
 *
 * @throws {FormatError} `format.json`
 */
export function readVciDirectory(json: JsonValue): ReadonlySet<string> {
  const object = isJsonObject(json) ? json : refuse('expected a directory')
  return new Set(objectsOf(object, 'participating_issuers').map(readIss))
}

function readEntry(entry: JsonObject): VciEntry {
  const issuer = member(entry, 'issuer')
  if (!isJsonObject(issuer)) return refuse('expected an issuer in each entry')
  const crls = member(entry, 'crls') ?? []
  if (!Array.isArray(crls)) return refuse('expected an array of revocation lists')
  const name = stringMember(issuer, 'name')
  const canonicalIss = stringMember(issuer, 'canonical_iss')
  const lastRetrieved = readTime(entry, 'lastRetrieved')
  return {
    iss: readIss(issuer),
    ...(name !== undefined && { name }),
    ...(canonicalIss !== undefined && { canonicalIss }),
    keys: objectsOf(entry, 'keys'),
    crls,
    ...(lastRetrieved !== undefined && { lastRetrieved }),
  }
}

function readIss(issuer: JsonObject): string {
  return stringMember(issuer, 'iss') ?? refuse('expected an iss for each issuer')
}

function readTime(object: JsonObject, name: string): number | undefined {
  const instant = readInstant(stringMember(object, name) ?? '')
  return instant && Math.floor(instant.seconds)
}

function objectsOf(object: JsonObject, name: string): readonly JsonObject[] {
  const values = member(object, name)
  return Array.isArray(values) && values.every(isJsonObject)
    ? values
    : refuse(`expected ${name} to be an array of objects`)
}

function refuse(message: string): never {
  throw new FormatError('format.json', message)
}
