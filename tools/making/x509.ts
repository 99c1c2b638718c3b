/**
 * X.509 certificates of made-up signers and authorities, and revocation lists (RFC 5280).
 *
 * @module
 */

import { encodeDer } from '../../packages/pratique/src/der/write.ts'
import type { Bytes } from './hcert.ts'
import type { KeyPair } from './key-pairs.ts'

const INTEGER = 0x02
const BIT_STRING = 0x03
const OCTET_STRING = 0x04
const OBJECT_IDENTIFIER = 0x06
const UTF8_STRING = 0x0c
const PRINTABLE_STRING = 0x13
const UTC_TIME = 0x17
const GENERALIZED_TIME = 0x18
const SEQUENCE = 0x30
const SET = 0x31
const VERSION = 0xa0
const EXTENSIONS = 0xa3
const CRL_EXTENSIONS = 0xa0
const KEY_IDENTIFIER = 0x80

const OIDS = {
  country: '2.5.4.6',
  organization: '2.5.4.10',
  commonName: '2.5.4.3',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  extendedKeyUsage: '2.5.29.37',
  subjectKeyId: '2.5.29.14',
  authorityKeyId: '2.5.29.35',
  documentType: '2.23.136.1.1.6.2',
} as const

/** TRUE of a BOOLEAN. */
const TRUE: Bytes = Uint8Array.of(1, 1, 0xff)

/** Bits of `keyUsage`, the unused ones counted (RFC 5280 §4.2.1.3). */
const DIGITAL_SIGNATURE: Bytes = Uint8Array.of(BIT_STRING, 2, 7, 0x80)
const CERTIFICATE_SIGNING: Bytes = Uint8Array.of(BIT_STRING, 2, 2, 0x04)

/** What a certificate is to say. Dates as `YYYY-MM-DD`, from midnight to midnight UTC. */
export interface CertificateContent {
  readonly country?: string
  readonly organization: string
  readonly commonName: string
  readonly notBefore: string
  readonly notAfter: string
  readonly isCa?: boolean
  /** Object identifiers; absent: no extension. */
  readonly extendedKeyUsages?: readonly string[]
  /** Absent: no extension. */
  readonly subjectKeyId?: Bytes
  readonly authorityKeyId?: Bytes
  /** Which documents the key signs, such as `NV` (ICAO Doc 9303-12 §7.1.1); absent: no extension. */
  readonly documentTypes?: readonly string[]
}

/** What a revocation list is to say. */
export interface CrlContent {
  readonly issuer: CertificateContent
  readonly authorityKeyId: Bytes
  readonly thisUpdate: string
  readonly nextUpdate: string
  /** Key identifiers of revoked certificates, which {@link issueCertificate} makes serial numbers of. */
  readonly revoked: readonly Bytes[]
}

/** Makes a certificate of a P-256 key, signed with that key. The same content is the same bytes. */
export function makeCertificate(key: KeyPair, content: CertificateContent): Bytes {
  return issueCertificate(key, content, { key, content })
}

/** Makes a certificate of a key, signed with a P-256 key of somebody's. The same content is the same bytes. */
export function issueCertificate(
  key: KeyPair,
  content: CertificateContent,
  issuer: { readonly key: KeyPair; readonly content: CertificateContent },
): Bytes {
  const algorithm = encodeDer(SEQUENCE, oid(OIDS.ecdsaWithSha256))
  const signed = encodeDer(
    SEQUENCE,
    encodeDer(VERSION, Uint8Array.of(INTEGER, 1, 2)),
    encodeDer(INTEGER, Uint8Array.of(0x01), key.kid),
    algorithm,
    makeName(issuer.content),
    encodeDer(SEQUENCE, time(content.notBefore), time(content.notAfter)),
    makeName(content),
    key.spki,
    encodeDer(EXTENSIONS, encodeDer(SEQUENCE, ...makeExtensions(content))),
  )
  return seal(signed, algorithm, issuer.key)
}

/** Makes a list of revoked certificates, signed with a P-256 key (RFC 5280 §5). */
export function makeCrl(issuerKey: KeyPair, content: CrlContent): Bytes {
  const algorithm = encodeDer(SEQUENCE, oid(OIDS.ecdsaWithSha256))
  const entries = content.revoked.map((each) =>
    encodeDer(SEQUENCE, encodeDer(INTEGER, Uint8Array.of(0x01), each), time(content.thisUpdate)),
  )
  const signed = encodeDer(
    SEQUENCE,
    Uint8Array.of(INTEGER, 1, 1),
    algorithm,
    makeName(content.issuer),
    time(content.thisUpdate),
    time(content.nextUpdate),
    ...(entries.length > 0 ? [encodeDer(SEQUENCE, ...entries)] : []),
    encodeDer(CRL_EXTENSIONS, encodeDer(SEQUENCE, authorityKeyId(content.authorityKeyId))),
  )
  return seal(signed, algorithm, issuerKey)
}

/** Signs what is to be signed, and puts the three parts together. */
function seal(signed: Bytes, algorithm: Bytes, key: KeyPair): Bytes {
  const signature = key.sign('ES256', signed)
  const half = signature.length / 2
  const numbers = [signature.slice(0, half), signature.slice(half)].map(unsigned)
  const bits = encodeDer(BIT_STRING, Uint8Array.of(0), encodeDer(SEQUENCE, ...numbers))
  return encodeDer(SEQUENCE, signed, algorithm, bits)
}

/** Writes a certificate as PEM (RFC 7468 §5). */
export function toPem(der: Bytes): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

function makeName({ country, organization, commonName }: CertificateContent): Bytes {
  const attribute = (type: string, tag: number, text: string): Bytes =>
    encodeDer(SET, encodeDer(SEQUENCE, oid(type), encodeDer(tag, utf8(text))))
  return encodeDer(
    SEQUENCE,
    ...(country === undefined ? [] : [attribute(OIDS.country, PRINTABLE_STRING, country)]),
    attribute(OIDS.organization, UTF8_STRING, organization),
    attribute(OIDS.commonName, UTF8_STRING, commonName),
  )
}

function makeExtensions(content: CertificateContent): Bytes[] {
  const { isCa, extendedKeyUsages } = content
  const extensions = [
    extension(OIDS.basicConstraints, encodeDer(SEQUENCE, isCa ? TRUE : new Uint8Array()), TRUE),
    extension(OIDS.keyUsage, isCa ? CERTIFICATE_SIGNING : DIGITAL_SIGNATURE, TRUE),
  ]
  if (extendedKeyUsages) {
    const usages = encodeDer(SEQUENCE, ...extendedKeyUsages.map(oid))
    extensions.push(extension(OIDS.extendedKeyUsage, usages, TRUE))
  }
  if (content.subjectKeyId) {
    const id = encodeDer(OCTET_STRING, content.subjectKeyId)
    extensions.push(extension(OIDS.subjectKeyId, id))
  }
  if (content.authorityKeyId) extensions.push(authorityKeyId(content.authorityKeyId))
  if (content.documentTypes) {
    const types = content.documentTypes.map((type) => encodeDer(PRINTABLE_STRING, utf8(type)))
    const list = encodeDer(SEQUENCE, Uint8Array.of(INTEGER, 1, 0), encodeDer(SET, ...types))
    extensions.push(extension(OIDS.documentType, list))
  }
  return extensions
}

function authorityKeyId(id: Bytes): Bytes {
  return extension(OIDS.authorityKeyId, encodeDer(SEQUENCE, encodeDer(KEY_IDENTIFIER, id)))
}

/** @param critical TRUE, or nothing */
function extension(type: string, value: Bytes, critical: Bytes = new Uint8Array()): Bytes {
  return encodeDer(SEQUENCE, oid(type), critical, encodeDer(OCTET_STRING, value))
}

/** UTCTime until 2049, GeneralizedTime from 2050 (RFC 5280 §4.1.2.5). */
function time(date: string): Bytes {
  const digits = `${date.replaceAll('-', '')}000000Z`
  return date < '2050'
    ? encodeDer(UTC_TIME, utf8(digits.slice(2)))
    : encodeDer(GENERALIZED_TIME, utf8(digits))
}

function oid(text: string): Bytes {
  const [first = 0, second = 0, ...others] = text.split('.').map(Number)
  const arcs = [first * 40 + second, ...others]
  return encodeDer(OBJECT_IDENTIFIER, Uint8Array.from(arcs.flatMap(base128)))
}

/** Base 128, the first digits marked (X.690 §8.19.2). */
function base128(arc: number): number[] {
  const digits = [arc & 0x7f]
  for (let rest = arc >> 7; rest > 0; rest >>= 7) digits.unshift((rest & 0x7f) | 0x80)
  return digits
}

function unsigned(number: Bytes): Bytes {
  const digits = number.slice(number.findIndex((byte) => byte !== 0))
  const sign = (digits[0] ?? 0) & 0x80 ? Uint8Array.of(0) : new Uint8Array()
  return encodeDer(INTEGER, sign, digits)
}

function utf8(text: string): Bytes {
  return new TextEncoder().encode(text)
}
