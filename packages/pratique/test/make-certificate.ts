/**
 * Certificates made up for tests: any shape, right or wrong, signed by node:crypto.
 *
 * @module
 */

import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { Bytes } from '../src/bytes/bytes.ts'
import {
  BIT_STRING,
  BOOLEAN,
  GENERALIZED_TIME,
  INTEGER,
  NULL,
  OBJECT_IDENTIFIER,
  OCTET_STRING,
  SEQUENCE,
  SET,
  UTC_TIME,
  UTF8_STRING,
} from '../src/der/tags.ts'
import { encodeDer } from '../src/der/write.ts'

export interface KeyPair {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

/** How a certificate is signed. */
export type SignedWith =
  | 'ecdsa-sha256'
  | 'ecdsa-sha384'
  | 'ecdsa-sha512'
  | 'ed25519'
  | 'rsa-pss-sha256'
  | 'rsa-pss-sha384'
  | 'rsa-sha256'

export interface CertificateSpec {
  readonly keys: KeyPair
  /** Attributes by type (dotted), in order. */
  readonly subject?: NameSpec
  /** Default: the subject. */
  readonly issuer?: NameSpec
  /** Default: the own key. */
  readonly signer?: KeyObject
  readonly signedWith?: SignedWith
  /** Hex of the INTEGER's contents. */
  readonly serialNumber?: string
  /** Seconds since the epoch. */
  readonly notBefore?: number
  readonly notAfter?: number
  /** Encoded extensions; default: no version and none. */
  readonly extensions?: readonly Bytes[]
  /** In place of a good one. */
  readonly signature?: Bytes
}

export type NameSpec = readonly (readonly [type: string, value: string])[]

export const COMMON_NAME = '2.5.4.3'
export const COUNTRY = '2.5.4.6'
export const ORGANIZATION = '2.5.4.10'

/** 2021-01-01 and 2031-01-01. */
export const NOT_BEFORE = 1609459200
export const NOT_AFTER = 1924992000

const utf8 = (text: string): Bytes => new TextEncoder().encode(text)

export function makeKeys(namedCurve = 'P-256'): KeyPair {
  return generateKeyPairSync('ec', { namedCurve })
}

export function spkiOf({ publicKey }: KeyPair): Bytes {
  return new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }))
}

/** Encodes a certificate (RFC 5280 §4.1). */
export function makeCertificate({
  keys,
  subject = [[COMMON_NAME, 'Utopia DSC']],
  issuer = subject,
  signer = keys.privateKey,
  signedWith = 'ecdsa-sha256',
  serialNumber = '01',
  notBefore = NOT_BEFORE,
  notAfter = NOT_AFTER,
  extensions,
  signature,
}: CertificateSpec): Bytes {
  const algorithm = algorithmIdentifier(signedWith)
  const tbs = encodeDer(
    SEQUENCE,
    ...(extensions ? [encodeDer(0xa0, encodeDer(INTEGER, Uint8Array.of(2)))] : []),
    encodeDer(INTEGER, hex(serialNumber)),
    algorithm,
    encodeName(issuer),
    encodeDer(SEQUENCE, encodeTime(notBefore), encodeTime(notAfter)),
    encodeName(subject),
    spkiOf(keys),
    ...(extensions ? [encodeDer(0xa3, encodeDer(SEQUENCE, ...extensions))] : []),
  )
  const value = signature ?? signTbs(tbs, signedWith, signer)
  return encodeDer(SEQUENCE, tbs, algorithm, encodeDer(BIT_STRING, Uint8Array.of(0), value))
}

export function encodeName(name: NameSpec): Bytes {
  const sets = name.map(([type, value]) =>
    encodeDer(SET, encodeDer(SEQUENCE, encodeOid(type), encodeDer(UTF8_STRING, utf8(value)))),
  )
  return encodeDer(SEQUENCE, ...sets)
}

export function extension(oid: string, value: Bytes, isCritical = false): Bytes {
  const critical = isCritical ? [encodeDer(BOOLEAN, Uint8Array.of(0xff))] : []
  return encodeDer(SEQUENCE, encodeOid(oid), ...critical, encodeDer(OCTET_STRING, value))
}

export function extendedKeyUsage(...oids: readonly string[]): Bytes {
  return extension('2.5.29.37', encodeDer(SEQUENCE, ...oids.map(encodeOid)))
}

/** @param bits numbers of the bits that are set, 0 to 8 */
export function keyUsage(...bits: readonly number[]): Bytes {
  const bytes = new Uint8Array(2)
  for (const bit of bits) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (0x80 >> (bit & 7))
  return extension('2.5.29.15', encodeDer(BIT_STRING, Uint8Array.of(0), bytes), true)
}

export function basicConstraints(isCa: boolean, pathLength?: number): Bytes {
  const ca = isCa ? [encodeDer(BOOLEAN, Uint8Array.of(0xff))] : []
  const length = pathLength === undefined ? [] : [encodeDer(INTEGER, Uint8Array.of(pathLength))]
  return extension('2.5.29.19', encodeDer(SEQUENCE, ...ca, ...length), true)
}

/** @param names tag and text of each GeneralName: 0x82 for a domain name, 0x86 for a URI */
export function subjectAltName(...names: readonly (readonly [tag: number, text: string])[]): Bytes {
  const encoded = names.map(([tag, text]) => encodeDer(tag, utf8(text)))
  return extension('2.5.29.17', encodeDer(SEQUENCE, ...encoded))
}

export function encodeOid(dotted: string): Bytes {
  const [first = 0, second = 0, ...others] = dotted.split('.').map(Number)
  const arcs = [first * 40 + second, ...others]
  return encodeDer(OBJECT_IDENTIFIER, Uint8Array.from(arcs.flatMap(encodeArc)))
}

export function toPem(der: Bytes, label = 'CERTIFICATE'): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}

export function hex(text: string): Bytes {
  return new Uint8Array(Buffer.from(text, 'hex'))
}

function encodeArc(arc: number): readonly number[] {
  const digits = [arc % 128]
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) {
    digits.unshift(0x80 | (rest % 128))
  }
  return digits
}

/** UTCTime to 2049, GeneralizedTime after (RFC 5280 §4.1.2.5). */
function encodeTime(seconds: number): Bytes {
  const date = new Date(seconds * 1000)
  const digits = date.toISOString().replace(/[-:T]|\.\d+/g, '')
  const isUtc = date.getUTCFullYear() < 2050
  return encodeDer(isUtc ? UTC_TIME : GENERALIZED_TIME, utf8(isUtc ? digits.slice(2) : digits))
}

const ECDSA = '1.2.840.10045.4.3'
const RSA = '1.2.840.113549.1.1'
const SHA2 = '2.16.840.1.101.3.4.2'

function algorithmIdentifier(signedWith: SignedWith): Bytes {
  const nothing = encodeDer(NULL)
  switch (signedWith) {
    case 'ecdsa-sha256':
      return encodeDer(SEQUENCE, encodeOid(`${ECDSA}.2`))
    case 'ecdsa-sha384':
      return encodeDer(SEQUENCE, encodeOid(`${ECDSA}.3`))
    case 'ecdsa-sha512':
      return encodeDer(SEQUENCE, encodeOid(`${ECDSA}.4`))
    case 'ed25519':
      return encodeDer(SEQUENCE, encodeOid('1.3.101.112'))
    case 'rsa-pss-sha256':
      return encodeDer(SEQUENCE, encodeOid(`${RSA}.10`), pssParameters(`${SHA2}.1`, 32))
    case 'rsa-pss-sha384':
      return encodeDer(SEQUENCE, encodeOid(`${RSA}.10`), pssParameters(`${SHA2}.2`, 48))
    case 'rsa-sha256':
      return encodeDer(SEQUENCE, encodeOid(`${RSA}.11`), nothing)
  }
}

function pssParameters(hash: string, saltBytes: number): Bytes {
  const hashAlgorithm = encodeDer(SEQUENCE, encodeOid(hash), encodeDer(NULL))
  const mask = encodeDer(SEQUENCE, encodeOid(`${RSA}.8`), hashAlgorithm)
  const salt = encodeDer(INTEGER, Uint8Array.of(saltBytes))
  return encodeDer(
    SEQUENCE,
    encodeDer(0xa0, hashAlgorithm),
    encodeDer(0xa1, mask),
    encodeDer(0xa2, salt),
  )
}

function signTbs(tbs: Bytes, signedWith: SignedWith, key: KeyObject): Bytes {
  const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING }
  switch (signedWith) {
    case 'ecdsa-sha256':
    case 'rsa-sha256':
      return new Uint8Array(sign('sha256', tbs, key))
    case 'ecdsa-sha384':
      return new Uint8Array(sign('sha384', tbs, key))
    case 'ecdsa-sha512':
      return new Uint8Array(sign('sha512', tbs, key))
    case 'ed25519':
      return new Uint8Array(sign(null, tbs, key))
    case 'rsa-pss-sha256':
      return new Uint8Array(sign('sha256', tbs, { ...pss, saltLength: 32 }))
    case 'rsa-pss-sha384':
      return new Uint8Array(sign('sha384', tbs, { ...pss, saltLength: 48 }))
  }
}
