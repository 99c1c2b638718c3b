/**
 * Writing X.509 certificates (RFC 5280): whatever content is given, without a judgement of it. What a
 * key of ours is to have, {@link file://./profiles.ts | the profiles} say.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { SEQUENCE } from '../der/tags.ts'
import { encodeDer } from '../der/write.ts'
import {
  encodeBitString,
  encodeCount,
  encodeEcdsaAlgorithm,
  encodeEcdsaSignature,
  encodeExplicit,
  encodeNamedBits,
  encodeOctets,
  encodeOid,
  encodePrintable,
  encodeSequence,
  encodeSet,
  encodeTime,
  encodeUnsigned,
  encodeUtf8,
  TRUE,
  toGeneralizedTime,
} from '../der/write-values.ts'
import { UsageError } from '../errors.ts'
import {
  AUTHORITY_KEY_ID,
  BASIC_CONSTRAINTS,
  DOCUMENT_TYPE_LIST,
  EXTENDED_KEY_USAGE,
  KEY_IDENTIFIER,
  KEY_USAGE,
  KEY_USAGES,
  type KeyUsage,
  SUBJECT_KEY_ID,
} from './extensions.ts'
import { COMMON_NAME, COUNTRY, type Name, type NameParts, ORGANIZATION } from './name.ts'
import { PRIVATE_KEY_USAGE_PERIOD } from './private-key-usage.ts'

/** What a certificate is to say. Absent: no such extension. Times are seconds since the epoch. */
export interface CertificateContent {
  /** A number above zero, big-endian, of at most 20 bytes when written (RFC 5280 §4.1.2.2). */
  readonly serialNumber: Bytes
  /** As it stands in the issuer's own certificate, if that is there (RFC 5280 §4.1.2.6). */
  readonly issuer: NameParts | Pick<Name, 'der'>
  readonly subject: NameParts
  readonly notBefore: number
  readonly notAfter: number
  /** DER. */
  readonly spki: Bytes
  readonly isCa: boolean
  readonly pathLength?: number
  readonly keyUsages: readonly KeyUsage[]
  readonly extendedKeyUsages?: { readonly oids: readonly string[]; readonly isCritical: boolean }
  readonly subjectKeyId?: Bytes
  readonly authorityKeyId?: Bytes
  /** When the private key may sign. */
  readonly privateKeyUsage?: { readonly notBefore: number; readonly notAfter: number }
  /** Which documents the key signs, such as `NV` (ICAO Doc 9303-12 §7.1.1). */
  readonly documentTypes?: readonly string[]
}

/** v3 (RFC 5280 §4.1.2.1). */
const VERSION_3 = 2
const VERSION = 0
const EXTENSIONS = 3
const MAX_SERIAL_BYTES = 20

/**
 * Writes the part of a certificate that is signed. The same content is the same bytes.
 *
 * @throws {UsageError} `usage.argument` on a value that a certificate cannot hold
 */
export function encodeTbsCertificate(content: CertificateContent): Bytes {
  return encodeSequence(
    encodeExplicit(VERSION, encodeCount(VERSION_3)),
    encodeSerial(content.serialNumber),
    encodeEcdsaAlgorithm(),
    'der' in content.issuer ? content.issuer.der : encodeName(content.issuer),
    encodeSequence(encodeTime(content.notBefore), encodeTime(content.notAfter)),
    encodeName(content.subject),
    content.spki,
    encodeExplicit(EXTENSIONS, encodeSequence(...encodeExtensions(content))),
  )
}

/**
 * Puts what was signed and its signature together: a certificate, a request or a revocation list.
 *
 * @param signature ECDSA's r‖s
 */
export function sealSigned(tbs: Bytes, signature: Bytes): Bytes {
  return encodeSequence(
    tbs,
    encodeEcdsaAlgorithm(),
    encodeBitString(encodeEcdsaSignature(signature)),
  )
}

/** @throws {UsageError} `usage.argument` on a part that cannot be written */
export function encodeName({ country, organization, commonName }: NameParts): Bytes {
  return encodeSequence(
    ...(country === undefined ? [] : [attribute(COUNTRY, encodePrintable(country))]),
    ...(organization === undefined ? [] : [attribute(ORGANIZATION, encodeUtf8(organization))]),
    attribute(COMMON_NAME, encodeUtf8(commonName)),
  )
}

function attribute(type: string, value: Bytes): Bytes {
  return encodeSet(encodeSequence(encodeOid(type), value))
}

function encodeSerial(serialNumber: Bytes): Bytes {
  const integer = encodeUnsigned(serialNumber)
  if (serialNumber.every((byte) => byte === 0) || integer.length - 2 > MAX_SERIAL_BYTES) {
    throw new UsageError(
      'usage.argument',
      'expected a serial number above zero, of 20 bytes at most',
    )
  }
  return integer
}

function encodeExtensions(content: CertificateContent): readonly Bytes[] {
  const { isCa, pathLength, extendedKeyUsages, documentTypes } = content
  const length = pathLength === undefined ? [] : [encodeCount(pathLength)]
  const bits = content.keyUsages.map((usage) => KEY_USAGES.indexOf(usage))
  return [
    critical(BASIC_CONSTRAINTS, encodeSequence(...(isCa ? [TRUE, ...length] : []))),
    critical(KEY_USAGE, encodeNamedBits(bits)),
    ...(extendedKeyUsages ? [encodeExtendedKeyUsages(extendedKeyUsages)] : []),
    ...(content.subjectKeyId
      ? [extension(SUBJECT_KEY_ID, encodeOctets(content.subjectKeyId))]
      : []),
    ...(content.authorityKeyId ? [encodeAuthorityKeyId(content.authorityKeyId)] : []),
    ...(content.privateKeyUsage ? [encodePrivateKeyUsage(content.privateKeyUsage)] : []),
    ...(documentTypes ? [encodeDocumentTypes(documentTypes)] : []),
  ]
}

function encodeExtendedKeyUsages({
  oids,
  isCritical,
}: NonNullable<CertificateContent['extendedKeyUsages']>): Bytes {
  const list = encodeSequence(...oids.map(encodeOid))
  return isCritical ? critical(EXTENDED_KEY_USAGE, list) : extension(EXTENDED_KEY_USAGE, list)
}

/** Writes an authorityKeyIdentifier with its keyIdentifier alone (RFC 5280 §4.2.1.1). */
export function encodeAuthorityKeyId(id: Bytes): Bytes {
  return extension(AUTHORITY_KEY_ID, encodeSequence(encodeDer(KEY_IDENTIFIER, id)))
}

/** Never critical (RFC 3280 §4.2.1.4, which RFC 5280 no longer has and ICAO Doc 9303-12 asks for). */
function encodePrivateKeyUsage({
  notBefore,
  notAfter,
}: NonNullable<CertificateContent['privateKeyUsage']>): Bytes {
  const period = encodeDer(
    SEQUENCE,
    encodeDer(0x80, toGeneralizedTime(notBefore)),
    encodeDer(0x81, toGeneralizedTime(notAfter)),
  )
  return extension(PRIVATE_KEY_USAGE_PERIOD, period)
}

/** DocumentTypeList ::= SEQUENCE { version INTEGER, SET OF PrintableString }. */
function encodeDocumentTypes(types: readonly string[]): Bytes {
  const list = encodeSequence(encodeCount(0), encodeSet(...types.map(encodePrintable)))
  return extension(DOCUMENT_TYPE_LIST, list)
}

function critical(type: string, value: Bytes): Bytes {
  return encodeSequence(encodeOid(type), TRUE, encodeOctets(value))
}

function extension(type: string, value: Bytes): Bytes {
  return encodeSequence(encodeOid(type), encodeOctets(value))
}
