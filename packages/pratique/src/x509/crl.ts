/**
 * X.509 certificate revocation lists (RFC 5280 §5): what is needed of them, and nothing else.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { encodeHex } from '../bytes/hex.ts'
import {
  type DerElement,
  readBitString,
  readBoolean,
  readDer,
  readInteger,
  readOid,
  readTime,
} from '../der/read.ts'
import {
  BIT_STRING,
  GENERALIZED_TIME,
  INTEGER,
  OCTET_STRING,
  SEQUENCE,
  UTC_TIME,
} from '../der/tags.ts'
import { FormatError } from '../errors.ts'
import { readSignatureAlgorithm, type SignatureAlgorithm } from '../keys/signature-algorithm.ts'
import { type Name, readName } from './name.ts'

/** What was read of a revocation list. Nothing of it is verified. */
export interface Crl {
  /** The part that is signed, as it stands in the input. */
  readonly tbs: Bytes
  readonly issuer: Name
  /** Seconds since the epoch. */
  readonly thisUpdate: number
  /** When the next list comes, at the latest. */
  readonly nextUpdate?: number
  /** Lower-case hex. */
  readonly authorityKeyId?: string
  /** Serial numbers as {@link file://./certificate.ts | certificates} have them, lower-case hex. */
  readonly revoked: ReadonlySet<string>
  readonly signature: SignatureAlgorithm & { readonly value: Bytes }
}

/** A CSCA's list has a handful of entries. */
const LIMITS = { maxDepth: 16, maxElements: 300_000 } as const
const MAX_BYTES = 16 * 1024 * 1024

/** v2 (RFC 5280 §5.1.2.1); v1 has no version and no extensions. */
const V2 = 1n

/** Tag of TBSCertList's extensions (RFC 5280 §5.1). */
const EXTENSIONS = 0xa0

/** RFC 5280 §5.2.1; `[0]` of AuthorityKeyIdentifier (§4.2.1.1). */
const AUTHORITY_KEY_ID = '2.5.29.35'
const KEY_IDENTIFIER = 0x80

/** `removeFromCRL` of reasonCode: the entry takes a serial number off (RFC 5280 §5.3.1). */
const REASON_CODE = '2.5.29.21'
const REMOVE_FROM_CRL = 8

/**
 * Tells whether DER has the shape of a revocation list rather than of a certificate: a time where a
 * certificate has the SEQUENCE of its two dates. Reads no more than it must.
 */
export function isCrl(der: Bytes): boolean {
  try {
    const [tbs] = readDer(der, LIMITS).children()
    const fields = tbs?.tag === SEQUENCE ? tbs.children() : []
    const [, , thisUpdate] = fields[0]?.tag === INTEGER ? fields.slice(1) : fields
    return thisUpdate !== undefined && isTime(thisUpdate)
  } catch (error) {
    if (error instanceof FormatError) return false
    throw error
  }
}

/**
 * Reads a revocation list. One with a critical extension, also of an entry, is refused: it may list
 * others' certificates, or a part of its issuer's alone (RFC 5280 §5.2.4, §5.2.5, §5.3.3).
 *
 * @throws {FormatError} `format.der`
 */
export function readCrl(der: Bytes): Crl {
  if (der.length > MAX_BYTES) refuse('a list that is too long')
  const [tbs, algorithm, value, ...others] = fieldsOf(readDer(der, LIMITS))
  if (!tbs || !algorithm || value?.tag !== BIT_STRING || others.length > 0) {
    refuse('expected a CertificateList')
  }
  const { bytes, unusedBits } = readBitString(value)
  if (unusedBits !== 0) refuse('expected a signature of whole bytes')
  const { ownAlgorithm, ...list } = readTbs(tbs)
  // The signed copy and the one outside are the same (RFC 5280 §5.1.1.2).
  if (encodeHex(ownAlgorithm.whole) !== encodeHex(algorithm.whole)) {
    refuse('two signature algorithms')
  }
  const signature = { ...readSignatureAlgorithm(algorithm), value: bytes }
  return { tbs: tbs.whole, ...list, signature }
}

function readTbs(
  tbs: DerElement,
): Omit<Crl, 'tbs' | 'signature'> & { readonly ownAlgorithm: DerElement } {
  const all = fieldsOf(tbs)
  const [version] = all
  const isV2 = version?.tag === INTEGER
  if (isV2 && readInteger(version) !== V2) refuse('a list of an unknown version')
  const [ownAlgorithm, issuer, thisUpdate, ...optional] = isV2 ? all.slice(1) : all
  if (!ownAlgorithm || !issuer || !thisUpdate) refuse('expected a TBSCertList')
  const rest = [...optional]
  const nextUpdate = rest[0] && isTime(rest[0]) ? rest.shift() : undefined
  const revoked = rest[0]?.tag === SEQUENCE ? rest.shift() : undefined
  const extensions = rest[0]?.tag === EXTENSIONS ? rest.shift() : undefined
  if (rest.length > 0) refuse('something unknown in the list')
  if (extensions && !isV2) refuse('a list of version 1 with extensions')
  const authorityKeyId = extensions && readListExtensions(extensions)
  return {
    ownAlgorithm,
    issuer: readName(issuer),
    thisUpdate: readTime(thisUpdate),
    ...(nextUpdate && { nextUpdate: readTime(nextUpdate) }),
    ...(authorityKeyId !== undefined && { authorityKeyId }),
    revoked: new Set(revoked ? fieldsOf(revoked).map((entry) => readEntry(entry, isV2)) : []),
  }
}

function readListExtensions(wrapped: DerElement): string | undefined {
  const [list, ...others] = wrapped.children()
  if (!list || others.length > 0) refuse('expected extensions')
  const id = readUncritical(list).get(AUTHORITY_KEY_ID)
  if (!id) return undefined
  const keyId = fieldsOf(readDer(id)).find(({ tag }) => tag === KEY_IDENTIFIER)
  return keyId && encodeHex(keyId.contents)
}

function readEntry(entry: DerElement, isV2: boolean): string {
  const [serialNumber, date, extensions, ...others] = fieldsOf(entry)
  if (serialNumber?.tag !== INTEGER || !date || !isTime(date) || others.length > 0) {
    refuse('expected an entry')
  }
  readTime(date)
  if (extensions && !isV2) refuse('a list of version 1 with extensions')
  const reason = extensions && readUncritical(extensions).get(REASON_CODE)
  // Only of a list that adds to another one (RFC 5280 §5.3.1).
  if (reason?.at(-1) === REMOVE_FROM_CRL) refuse('an entry that takes back another one')
  return encodeHex(serialNumber.contents)
}

/** Values of extensions by their identifiers. */
function readUncritical(list: DerElement): ReadonlyMap<string, Bytes> {
  const values = new Map<string, Bytes>()
  for (const extension of fieldsOf(list)) {
    const parts = fieldsOf(extension)
    const [oid, critical] = parts
    const value = parts.at(-1)
    if (!oid || value?.tag !== OCTET_STRING || parts.length > 3) refuse('expected an extension')
    if (parts.length === 3 && critical && readBoolean(critical)) refuse('a critical extension')
    const name = readOid(oid)
    if (values.has(name)) refuse('an extension is there twice')
    values.set(name, value.contents)
  }
  return values
}

function isTime({ tag }: DerElement): boolean {
  return tag === UTC_TIME || tag === GENERALIZED_TIME
}

function fieldsOf(element: DerElement): readonly DerElement[] {
  return element.tag === SEQUENCE ? element.children() : refuse('expected a SEQUENCE')
}

function refuse(reason: string): never {
  throw new FormatError('format.der', reason)
}
