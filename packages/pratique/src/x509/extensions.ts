/**
 * Extensions of certificates (RFC 5280 §4.2): those that decide what a key may be used for.
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
  readText,
} from '../der/read.ts'
import { BOOLEAN, IA5_STRING, INTEGER, OCTET_STRING, SEQUENCE, SET } from '../der/tags.ts'
import { FormatError } from '../errors.ts'

/** The bits of keyUsage, in their order (RFC 5280 §4.2.1.3). */
export const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const

export type KeyUsage = (typeof KEY_USAGES)[number]

/** What was read of a certificate's extensions. Absent: the extension is not there. */
export interface Extensions {
  readonly keyUsages?: readonly KeyUsage[]
  /** Dotted object identifiers. */
  readonly extendedKeyUsages?: readonly string[]
  readonly isCa: boolean
  /** How many CAs may stand between this one and the last certificate of a chain. */
  readonly pathLength?: number
  /** Lower-case hex. */
  readonly subjectKeyId?: string
  readonly authorityKeyId?: string
  readonly subjectAltUris: readonly string[]
  /** The kinds of travel document that a signer signs (ICAO Doc 9303-12 §7.1.1). */
  readonly documentTypes?: readonly string[]
  /** Object identifiers of critical extensions that are not read: RFC 5280 §4.2 trusts no such key. */
  readonly unknownCritical: readonly string[]
}

/** One extension: what its octet string holds, and whether it is critical. */
export interface Extension {
  readonly value: Bytes
  readonly isCritical: boolean
}

/** RFC 5280 §4.2.1. */
export const SUBJECT_KEY_ID = '2.5.29.14'
export const KEY_USAGE = '2.5.29.15'
const SUBJECT_ALT_NAME = '2.5.29.17'
export const BASIC_CONSTRAINTS = '2.5.29.19'
export const AUTHORITY_KEY_ID = '2.5.29.35'
export const EXTENDED_KEY_USAGE = '2.5.29.37'

/** DocumentTypeList (ICAO Doc 9303-12 §7.1.1). Read, and yet unknown to all but seals where critical. */
export const DOCUMENT_TYPE_LIST = '2.23.136.1.1.6.2'

const KNOWN: ReadonlySet<string> = new Set([
  SUBJECT_KEY_ID,
  KEY_USAGE,
  SUBJECT_ALT_NAME,
  BASIC_CONSTRAINTS,
  AUTHORITY_KEY_ID,
  EXTENDED_KEY_USAGE,
])

/** `[0]` of AuthorityKeyIdentifier (RFC 5280 §4.2.1.1). */
export const KEY_IDENTIFIER = 0x80
/** `[6]` of GeneralName, an IA5String with an implicit tag (RFC 5280 §4.2.1.6). */
const UNIFORM_RESOURCE_IDENTIFIER = 0x86

/**
 * Reads `Extensions`, or the lack of them.
 *
 * @throws {FormatError} `format.der`, also if an extension is there twice (RFC 5280 §4.2)
 */
export function readExtensions(element: DerElement | undefined): Extensions {
  const extensions = listExtensions(element)
  const keyUsage = open(extensions, KEY_USAGE)
  const extendedKeyUsage = open(extensions, EXTENDED_KEY_USAGE)
  const subjectKeyId = open(extensions, SUBJECT_KEY_ID)
  const authorityKeyId = readAuthorityKeyId(open(extensions, AUTHORITY_KEY_ID))
  const documentTypes = open(extensions, DOCUMENT_TYPE_LIST)
  return {
    ...(keyUsage && { keyUsages: readKeyUsages(keyUsage) }),
    ...(extendedKeyUsage && { extendedKeyUsages: children(extendedKeyUsage).map(readOid) }),
    ...readBasicConstraints(open(extensions, BASIC_CONSTRAINTS)),
    ...(subjectKeyId && { subjectKeyId: encodeHex(octets(subjectKeyId)) }),
    ...(authorityKeyId !== undefined && { authorityKeyId }),
    subjectAltUris: readUris(open(extensions, SUBJECT_ALT_NAME)),
    ...(documentTypes && { documentTypes: readDocumentTypes(documentTypes) }),
    unknownCritical: [...extensions]
      .filter(([oid, { isCritical }]) => isCritical && !KNOWN.has(oid))
      .map(([oid]) => oid),
  }
}

/**
 * Reads the extensions by their identifiers, and nothing of what they hold.
 *
 * @throws {FormatError} `format.der`, also if an extension is there twice (RFC 5280 §4.2)
 */
export function listExtensions(element: DerElement | undefined): ReadonlyMap<string, Extension> {
  const extensions = new Map<string, Extension>()
  for (const extension of element ? children(element) : []) {
    const parts = children(extension)
    const oid = parts[0] ? readOid(parts[0]) : refuse('expected an extension')
    if (extensions.has(oid)) refuse('an extension is there twice')
    const value = parts.at(-1)
    if (parts.length > 3 || !value) refuse('expected an extension')
    // DER leaves a FALSE out (X.690 §11.5); some issuers write it.
    const isCritical = parts.length === 3 && parts[1] !== undefined && readBoolean(parts[1])
    extensions.set(oid, { value: octets(value), isCritical })
  }
  return extensions
}

function open(extensions: ReadonlyMap<string, Extension>, oid: string): DerElement | undefined {
  const extension = extensions.get(oid)
  return extension && readDer(extension.value)
}

function readKeyUsages(element: DerElement): readonly KeyUsage[] {
  const { bytes } = readBitString(element)
  return KEY_USAGES.filter((_, bit) => ((bytes[bit >> 3] ?? 0) << (bit & 7)) & 0x80)
}

/**
 * Both members may be absent (RFC 5280 §4.2.1.9). A path length on what is no CA means nothing there
 * and occurs.
 */
function readBasicConstraints(
  element: DerElement | undefined,
): Pick<Extensions, 'isCa' | 'pathLength'> {
  const parts = element ? children(element) : []
  const isCa = parts[0]?.tag === BOOLEAN && readBoolean(parts[0])
  const length = parts.at(parts[0]?.tag === BOOLEAN ? 1 : 0)
  return { isCa, ...(isCa && length && { pathLength: Number(readInteger(length)) }) }
}

function readAuthorityKeyId(element: DerElement | undefined): string | undefined {
  const parts = element ? children(element) : []
  const id = parts.find(({ tag }) => tag === KEY_IDENTIFIER)
  return id && encodeHex(id.contents)
}

/** SEQUENCE { version INTEGER, SET OF PrintableString }. */
function readDocumentTypes(element: DerElement): readonly string[] {
  const [version, types, ...others] = children(element)
  if (version?.tag !== INTEGER || types?.tag !== SET || others.length > 0) {
    refuse('expected a DocumentTypeList')
  }
  return types.children().map((type) => readText(type))
}

function readUris(element: DerElement | undefined): readonly string[] {
  const names = element ? children(element) : []
  return names
    .filter(({ tag }) => tag === UNIFORM_RESOURCE_IDENTIFIER)
    .map((name) => readText(name, IA5_STRING))
}

function children(element: DerElement): readonly DerElement[] {
  return element.tag === SEQUENCE ? element.children() : refuse('expected a SEQUENCE')
}

function octets({ tag, contents }: DerElement): Bytes {
  return tag === OCTET_STRING ? contents : refuse('expected an OCTET STRING')
}

function refuse(reason: string): never {
  throw new FormatError('format.der', reason)
}
