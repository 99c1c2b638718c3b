/**
 * Our own form of trust records, as JSON: for the specimen and exercise authorities, and for what was
 * imported and is written down again.
 *
 * `{ type: "pratique-trust-records", version: 1, lists, records, revocations }`. Times are RFC 3339;
 * `spki` is Base64 of DER.
 *
 * @module
 */

import { decodeBase64, encodeBase64 } from '../../bytes/base64url.ts'
import { REMARK_CODES } from '../../codes.ts'
import { FormatError, UsageError } from '../../errors.ts'
import { isJsonObject, stringMember } from '../../json/read.ts'
import type { JsonValue } from '../../json/value.ts'
import { ALGORITHMS, FITTING_ALGORITHMS, isPossibleAlgorithm } from '../../keys/algorithms.ts'
import type { PublicKey } from '../../keys/public-key.ts'
import { readSpki } from '../../keys/spki.ts'
import { readInstant } from '../../model/dates.ts'
import { DOMAINS, FRAMEWORKS, USAGES } from '../../model/format.ts'
import type { Remark } from '../../outcome.ts'
import {
  ENVIRONMENTS,
  EVIDENCE_LEVELS,
  type Evidence,
  type IssuerRevocations,
  isMessageSigner,
  RECORD_STATUSES,
  REVOCATION_KINDS,
  ROLES,
  type TrustImport,
  type TrustList,
  type TrustRecord,
} from '../record.ts'
import { findCommonFaults } from './check-records.ts'
import { boolean, createObjectReader, given, number, oneOf, text } from './object-reader.ts'

export interface RecordsOptions {
  /** Evidence claimed above this is taken for this: a file says nothing for itself. */
  readonly maxEvidence?: Evidence
}

/** Says what a file is. */
export const RECORDS_TYPE = 'pratique-trust-records'
const VERSION = 1

/** More would not be read. */
const MAX_ISSUES_SHOWN = 5

const TIME = 'a time with its zone (RFC 3339)'

/**
 * Imports a file of records. One fault refuses the whole file, for it may stand in the entry that
 * withdraws a key.
 *
 * @throws {UsageError} `usage.trust-file`; the message names the first faults by their paths
 */
export function importRecords(
  json: JsonValue,
  { maxEvidence = 'anchored' }: RecordsOptions = {},
): TrustImport {
  const issues: string[] = []
  const file = createObjectReader(json, 'file', issues)
  file.required('type', `"${RECORDS_TYPE}"`, (value) => value === RECORDS_TYPE || undefined)
  file.required('version', `${VERSION}`, (value) => value === VERSION || undefined)
  const records = file.array('records', 'records', given) ?? []
  const lists = file.array('lists', 'lists', given) ?? []
  const revocations = file.array('revocations', 'revocation lists', given) ?? []
  file.finish()
  const result: TrustImport = {
    records: records.flatMap((value, at) => readRecord(value, at, maxEvidence, issues) ?? []),
    lists: lists.flatMap((value, at) => readList(value, at, maxEvidence, issues) ?? []),
    dropped: [],
    ...(revocations.length > 0 && {
      revocations: revocations.flatMap((value, at) => readRevocations(value, at, issues) ?? []),
    }),
  }
  // Only of a whole file: the records' places are theirs in it.
  const faults = issues.length > 0 ? issues : findCommonFaults(result)
  if (faults.length === 0) return result
  const shown = faults.slice(0, MAX_ISSUES_SHOWN).join('; ')
  throw new UsageError('usage.trust-file', `${faults.length} faults in the records: ${shown}`)
}

function readRecord(
  value: JsonValue,
  at: number,
  maxEvidence: Evidence,
  issues: string[],
): TrustRecord | undefined {
  const record = createObjectReader(value, `records[${at}]`, issues)
  const framework = record.required('framework', 'a framework', oneOf(FRAMEWORKS))
  const environment = record.required('environment', 'an environment', oneOf(ENVIRONMENTS))
  const issuer = record.required('issuer', 'text', text)
  const keyId = record.required('keyId', 'text', text)
  const key = record.required('spki', 'Base64 of a public key', publicKey)
  const role = record.optional('role', 'a role', oneOf(ROLES))
  const kind = key?.kind ?? 'unknown'
  const name = record.optional('name', 'text', text)
  const algorithms = record.array('algorithms', 'algorithms that fit the key', (each) => {
    const algorithm = oneOf(ALGORITHMS)(each)
    return algorithm && isPossibleAlgorithm(kind, algorithm) ? algorithm : undefined
  })
  const usages = record.array('usages', 'usages', oneOf(USAGES))
  const domains = record.array('domains', 'domains', oneOf(DOMAINS))
  const parent = record.optional('parent', 'text', text)
  const notBefore = record.optional('notBefore', TIME, time)
  const notAfter = record.optional('notAfter', TIME, time)
  const status = record.optional('status', 'a status', oneOf(RECORD_STATUSES))
  const evidence = record.optional('evidence', 'a level of evidence', oneOf(EVIDENCE_LEVELS))
  const list = record.optional('list', 'text', text)
  const revocation = record.optional('revocation', 'a kind of revocation', oneOf(REVOCATION_KINDS))
  const crlVersion = record.optional('crlVersion', 'a number', number)
  const remarks = record.array('remarks', 'remarks', remark)
  record.finish()
  if (!framework || !environment || issuer === undefined || keyId === undefined || !key) {
    return undefined
  }
  return {
    framework,
    environment,
    issuer,
    ...(name !== undefined && { name }),
    keyId,
    ...(role !== undefined && { role }),
    key,
    algorithms: algorithms ?? (isMessageSigner(role) ? FITTING_ALGORITHMS[kind] : []),
    ...(usages && { usages }),
    ...(domains && { domains }),
    ...(parent !== undefined && { parent }),
    ...(notBefore !== undefined && { notBefore }),
    ...(notAfter !== undefined && { notAfter }),
    status: status ?? 'live',
    evidence: weaker(evidence ?? 'local', maxEvidence),
    ...(list !== undefined && { list }),
    revocation: revocation ?? 'none',
    ...(crlVersion !== undefined && { crlVersion }),
    remarks: remarks ?? [],
  }
}

function readList(
  value: JsonValue,
  at: number,
  maxEvidence: Evidence,
  issues: string[],
): TrustList | undefined {
  const list = createObjectReader(value, `lists[${at}]`, issues)
  const framework = list.required('framework', 'a framework', oneOf(FRAMEWORKS))
  const name = list.required('name', 'text', text)
  const issuer = list.optional('issuer', 'text', text)
  const asOf = list.optional('asOf', TIME, time)
  const isSigned = list.optional('isSigned', 'true or false', boolean)
  const freshUntil = list.optional('freshUntil', TIME, time)
  list.finish()
  if (!framework || name === undefined) return undefined
  return {
    framework,
    name,
    ...(issuer !== undefined && { issuer }),
    ...(asOf !== undefined && { asOf }),
    // That a signature was verified is evidence too: what `listed` means.
    isSigned: isSigned === true && weaker('listed', maxEvidence) === 'listed',
    ...(freshUntil !== undefined && { freshUntil }),
  }
}

function readRevocations(
  value: JsonValue,
  at: number,
  issues: string[],
): IssuerRevocations | undefined {
  const entry = createObjectReader(value, `revocations[${at}]`, issues)
  const issuer = entry.required('issuer', 'text', text)
  const list = entry.required('list', 'a list', given)
  entry.finish()
  return issuer === undefined || list === undefined ? undefined : { issuer, list }
}

/** Writes an import in our own form. What was dropped is not in it. Inverse of {@link importRecords}. */
export function exportRecords({ records, lists, revocations = [] }: TrustImport): JsonValue {
  return {
    type: RECORDS_TYPE,
    version: VERSION,
    lists: lists.map(({ asOf, freshUntil, ...list }) => ({
      ...list,
      ...(asOf !== undefined && { asOf: toText(asOf) }),
      ...(freshUntil !== undefined && { freshUntil: toText(freshUntil) }),
    })),
    records: records.map(({ key, notBefore, notAfter, remarks, ...record }) => ({
      ...record,
      spki: encodeBase64(key.spki),
      ...(notBefore !== undefined && { notBefore: toText(notBefore) }),
      ...(notAfter !== undefined && { notAfter: toText(notAfter) }),
      remarks: remarks.map((each) => ({ ...each })),
    })),
    revocations: revocations.map(({ issuer, list }) => ({ issuer, list })),
  }
}

function toText(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
}

function weaker(a: Evidence, b: Evidence): Evidence {
  return EVIDENCE_LEVELS.indexOf(a) < EVIDENCE_LEVELS.indexOf(b) ? b : a
}

function time(value: JsonValue): number | undefined {
  return typeof value === 'string' ? readInstant(value)?.seconds : undefined
}

function publicKey(value: JsonValue): PublicKey | undefined {
  if (typeof value !== 'string') return undefined
  try {
    return readSpki(decodeBase64(value))
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}

function remark(value: JsonValue): Remark | undefined {
  const code = isJsonObject(value)
    ? oneOf(REMARK_CODES)(stringMember(value, 'code') ?? '')
    : undefined
  if (!isJsonObject(value) || !code) return undefined
  const field = stringMember(value, 'field')
  return { code, ...(field !== undefined && { field }) }
}
