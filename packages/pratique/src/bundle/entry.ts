/**
 * One entry of a bundle: a trust record as CBOR. Equal records are equal bytes, so that an entry can be
 * named by its digest, as an entry of a public log is.
 *
 * @module
 */

import { type Bytes, isSameBytes } from '../bytes/bytes.ts'
import { decodeHex, encodeHex } from '../bytes/hex.ts'
import { createMapReader, type MapReader, texts } from '../cbor/map-reader.ts'
import type { CborMap, CborValue } from '../cbor/value.ts'
import { REMARK_CODES } from '../codes.ts'
import { ALGORITHMS, FITTING_ALGORITHMS, isPossibleAlgorithm } from '../keys/algorithms.ts'
import { thumbprintOfKey } from '../keys/key-thumbprint.ts'
import type { PublicKey } from '../keys/public-key.ts'
import { readSpki } from '../keys/spki.ts'
import { DOMAINS, FRAMEWORKS, USAGES } from '../model/format.ts'
import type { Mutable } from '../model/mutable.ts'
import type { Remark } from '../outcome.ts'
import {
  ENVIRONMENTS,
  EVIDENCE_LEVELS,
  isMessageSigner,
  RECORD_STATUSES,
  REVOCATION_KINDS,
  ROLES,
  type TrustRecord,
} from '../trust/record.ts'

/**
 * Labels of the map. A member that is not here refuses the whole bundle, as it may restrict the key: a
 * new one needs a new version of the form.
 */
const LABELS = {
  spki: 1,
  issuer: 2,
  name: 3,
  keyId: 4,
  role: 5,
  environment: 6,
  algorithms: 7,
  usages: 8,
  domains: 9,
  notBefore: 10,
  notAfter: 11,
  status: 12,
  evidence: 13,
  list: 14,
  revocation: 15,
  crlVersion: 16,
  remarks: 17,
  parent: 18,
  framework: 19,
} as const

/** Turns a record into its entry. What is as it mostly is, is left out. */
export function toEntry(record: TrustRecord): CborMap {
  const { key, role = 'signer' } = record
  const entry = new Map<number, CborValue>()
  const put = (label: keyof typeof LABELS, value: CborValue) => {
    if (value !== undefined) entry.set(LABELS[label], value)
  }
  put('spki', key.spki)
  put('issuer', record.issuer)
  put('name', record.name)
  put('keyId', isThumbprint(record) ? undefined : shorten(record.keyId))
  put('role', role === 'signer' ? undefined : role)
  put('environment', record.environment === 'production' ? undefined : record.environment)
  put('algorithms', isUsual(record) ? undefined : record.algorithms)
  put('usages', record.usages)
  put('domains', record.domains)
  put('notBefore', record.notBefore)
  put('notAfter', record.notAfter)
  put('status', record.status === 'live' ? undefined : record.status)
  put('evidence', record.evidence)
  put('list', record.list)
  put('revocation', record.revocation === 'none' ? undefined : record.revocation)
  put('crlVersion', record.crlVersion)
  put('remarks', record.remarks.length > 0 ? record.remarks.map(toRemarkEntry) : undefined)
  put('parent', record.parent === undefined ? undefined : shorten(record.parent))
  put('framework', record.framework)
  return entry
}

/**
 * Reads the key of an entry, and nothing else.
 *
 * @param before another key, which it may be: it is not read again then
 * @throws {FormatError} `format.cbor` or `format.key`
 */
export function readEntryKey(value: CborValue, before?: PublicKey): PublicKey {
  const spki = createMapReader(value, 'an entry').bytes(LABELS.spki)
  return before && isSameBytes(before.spki, spki) ? before : readSpki(spki)
}

/**
 * Reads an entry. Inverse of {@link toEntry}.
 *
 * @param key of the entry, if it has been read
 * @throws {FormatError} `format.cbor` if it is none, or `format.key`
 */
export function readEntry(value: CborValue, key: PublicKey = readEntryKey(value)): TrustRecord {
  const entry = createMapReader(value, 'an entry')
  entry.bytes(LABELS.spki)
  const role = entry.optionalOneOf(LABELS.role, ROLES)
  const framework = entry.oneOf(LABELS.framework, FRAMEWORKS)
  const named = readIdentifier(entry, LABELS.keyId)
  const record: Mutable<TrustRecord> = {
    framework,
    environment: entry.optionalOneOf(LABELS.environment, ENVIRONMENTS) ?? 'production',
    issuer: entry.text(LABELS.issuer),
    keyId: named ?? thumbprintOfKey(key) ?? entry.refuse(),
    key,
    algorithms: readAlgorithms(entry, key, role),
    status: entry.optionalOneOf(LABELS.status, RECORD_STATUSES) ?? 'live',
    evidence: entry.oneOf(LABELS.evidence, EVIDENCE_LEVELS),
    revocation: entry.optionalOneOf(LABELS.revocation, REVOCATION_KINDS) ?? 'none',
    remarks: entry.optionalArray(LABELS.remarks, (each) => readRemark(each, entry)) ?? [],
  }
  const name = entry.optionalText(LABELS.name)
  const usages = entry.optionalArray(LABELS.usages, (each) => entry.requireOneOf(each, USAGES))
  const domains = entry.optionalArray(LABELS.domains, (each) => entry.requireOneOf(each, DOMAINS))
  const notBefore = entry.optionalNumber(LABELS.notBefore)
  const notAfter = entry.optionalNumber(LABELS.notAfter)
  const list = entry.optionalText(LABELS.list)
  const crlVersion = entry.optionalNumber(LABELS.crlVersion)
  const parent = readIdentifier(entry, LABELS.parent)
  if (name !== undefined) record.name = name
  if (role) record.role = role
  if (usages) record.usages = usages
  if (domains) record.domains = domains
  if (notBefore !== undefined) record.notBefore = notBefore
  if (notAfter !== undefined) record.notAfter = notAfter
  if (list !== undefined) record.list = list
  if (crlVersion !== undefined) record.crlVersion = crlVersion
  if (parent !== undefined) record.parent = parent
  entry.finish()
  return record
}

/** Cards' key identifiers are computed from the key (RFC 7638): the longest part of an entry, saved. */
function isThumbprint({ framework, keyId, key }: TrustRecord): boolean {
  return framework === 'smart-health-card' && keyId === thumbprintOfKey(key)
}

/** What reading gives by itself. */
function isUsual({ algorithms, key, role }: TrustRecord): boolean {
  const usual = usualAlgorithms(key, role)
  return algorithms.length === usual.length && algorithms.every((each, at) => each === usual[at])
}

function usualAlgorithms(
  { kind }: PublicKey,
  role: TrustRecord['role'],
): TrustRecord['algorithms'] {
  return isMessageSigner(role) ? FITTING_ALGORITHMS[kind] : []
}

function readAlgorithms(
  entry: MapReader,
  key: PublicKey,
  role: TrustRecord['role'],
): TrustRecord['algorithms'] {
  const stated = entry.optionalArray(LABELS.algorithms, (each) => {
    const algorithm = entry.requireOneOf(each, ALGORITHMS)
    return isPossibleAlgorithm(key.kind, algorithm) ? algorithm : entry.refuse()
  })
  return stated ?? usualAlgorithms(key, role)
}

/** Identifiers in hexadecimal take half the bytes. Text that only looks like it stays as it is. */
function shorten(text: string): Bytes | string {
  return decodeHex(text) ?? text
}

function readIdentifier(entry: MapReader, label: number): string | undefined {
  const value = entry.optional(label)
  if (value === undefined || typeof value === 'string') return value
  return value instanceof Uint8Array ? encodeHex(value) : entry.refuse()
}

function toRemarkEntry({ code, field }: Remark): CborValue {
  return field === undefined ? [code] : [code, field]
}

function readRemark(value: CborValue, entry: MapReader): Remark {
  const [code, field, ...others] = texts(value, entry)
  if (others.length > 0) return entry.refuse()
  const known = entry.requireOneOf(code, REMARK_CODES)
  return { code: known, ...(field !== undefined && { field }) }
}
