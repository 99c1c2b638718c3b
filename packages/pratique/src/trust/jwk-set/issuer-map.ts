/**
 * Trust from one file about several SMART Health Card issuers: their JWK sets, each bound to its
 * issuer, and the card revocation lists that they publish.
 *
 * @module
 */

import { FormatError } from '../../errors.ts'
import { isJsonObject, member, stringMember } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { joinImports } from '../join-imports.ts'
import type { IssuerRevocations, TrustImport } from '../record.ts'
import { importJwkSet, type JwkSetOptions, keysOf } from './jwk-set.ts'

export type IssuerMapOptions = Omit<JwkSetOptions, 'issuer' | 'name'>

/** Names of the participating issuers, by `iss`. */
type Directory = ReadonlyMap<string, string | undefined>

/**
 * Imports `{ issuers: { <iss>: JWK set }, crls?: { <iss>: [list] }, directory?, unboundKeys? }`, or the
 * short form for one issuer, `{ issuer, keys, crls?: [list] }`.
 *
 * With a directory, `{ participating_issuers: [{ iss, name? }] }`, an issuer counts only if it is
 * listed. Keys that are bound to no issuer vouch for nothing, and are dropped.
 *
 * @returns revocation lists as they stand; whoever uses them reads them
 * @throws {FormatError} `format.json` if it is neither
 */
export async function importIssuerMap(
  json: JsonValue,
  options: IssuerMapOptions,
): Promise<TrustImport> {
  const object = isJsonObject(json) ? json : refuse()
  const issuer = stringMember(object, 'issuer')
  if (issuer !== undefined) {
    const own = await importJwkSet(json, { ...options, issuer })
    return joinImports([own, toRevocations(issuer, member(object, 'crls'))])
  }
  const issuers = objectMember(object, 'issuers') ?? refuse()
  const crls = objectMember(object, 'crls') ?? {}
  const directory = readDirectory(object)
  const imports = await Promise.all(
    Object.entries(issuers).map(([iss, set]) =>
      importIssuer(iss, set, member(crls, iss), directory, options),
    ),
  )
  const isHere = (iss: string) =>
    Object.hasOwn(issuers, iss) && (directory === undefined || directory.has(iss))
  const unheld = Object.entries(crls).flatMap(([iss, lists]) => (isHere(iss) ? [] : [lists]))
  return joinImports([...imports, dropUnbound(object), dropRevocations(unheld.flat())])
}

async function importIssuer(
  issuer: string,
  set: JsonValue,
  crls: JsonValue | undefined,
  directory: Directory | undefined,
  options: IssuerMapOptions,
): Promise<TrustImport> {
  if (directory && !directory.has(issuer)) {
    return dropKeys(keysOf(set), 'its issuer is not in the directory')
  }
  const name = directory?.get(issuer)
  const own = await importJwkSet(set, { ...options, issuer, ...(name !== undefined && { name }) })
  return joinImports([own, toRevocations(issuer, crls)])
}

function readDirectory(object: JsonObject): Directory | undefined {
  const directory = member(object, 'directory')
  if (directory === undefined) return undefined
  const participants = isJsonObject(directory)
    ? member(directory, 'participating_issuers')
    : undefined
  if (!Array.isArray(participants)) return refuse()
  const names = new Map<string, string | undefined>()
  for (const participant of participants) {
    const iss = isJsonObject(participant) ? stringMember(participant, 'iss') : undefined
    if (!isJsonObject(participant) || iss === undefined) return refuse()
    names.set(iss, stringMember(participant, 'name'))
  }
  return names
}

function toRevocations(issuer: string, crls: JsonValue | undefined): TrustImport {
  if (crls === undefined) return EMPTY
  if (!Array.isArray(crls)) return refuse()
  const revocations: readonly IssuerRevocations[] = crls.map((list) => ({ issuer, list }))
  return { ...EMPTY, revocations }
}

function dropUnbound(object: JsonObject): TrustImport {
  const keys = member(object, 'unboundKeys')
  if (keys === undefined) return EMPTY
  return dropKeys(keysOf({ keys }), 'it is bound to no issuer')
}

function dropRevocations(lists: readonly JsonValue[]): TrustImport {
  const dropped = lists.map((list) => ({
    keyId: (isJsonObject(list) ? stringMember(list, 'kid') : undefined) ?? '',
    reason: 'a revocation list of an issuer whose keys are not here',
  }))
  return { ...EMPTY, dropped }
}

function dropKeys(keys: readonly JsonObject[], reason: string): TrustImport {
  const dropped = keys.map((jwk) => ({ keyId: stringMember(jwk, 'kid') ?? '', reason }))
  return { ...EMPTY, dropped }
}

const EMPTY: TrustImport = { records: [], lists: [], dropped: [] }

function objectMember(object: JsonObject, name: string): JsonObject | undefined {
  const value = member(object, name)
  if (value === undefined || isJsonObject(value)) return value
  return refuse()
}

function refuse(): never {
  throw new FormatError('format.json', 'expected { issuers: { <iss>: { keys } }, … }')
}
