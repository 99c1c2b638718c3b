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
  PRINTABLE_STRING,
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

/** How a certificate is signed. `-null`: with NULL for parameters, where ECDSA has none. */
export type SignedWith =
  | 'ecdsa-sha1'
  | 'ecdsa-sha256'
  | 'ecdsa-sha384'
  | 'ecdsa-sha512'
  | 'ecdsa-sha256-null'
  | 'ecdsa-sha384-null'
  | 'ecdsa-sha512-null'
  | 'ed25519'
  | 'rsa-pss-sha256'
  | 'rsa-pss-sha384'
  | 'rsa-pss-sha512'
  | 'rsa-sha1'
  | 'rsa-sha256'
  | 'rsa-sha384'
  | 'rsa-sha512'

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
  /** In place of the key's own SubjectPublicKeyInfo. */
  readonly spki?: Bytes
}

/** A list of revoked certificates (RFC 5280 §5.1). */
export interface CrlSpec {
  readonly issuer?: NameSpec
  readonly signer: KeyObject
  readonly signedWith?: SignedWith
  /** Seconds since the epoch; `null`: absent. */
  readonly thisUpdate?: number
  readonly nextUpdate?: number | null
  readonly revoked?: readonly RevokedSpec[]
  /** Encoded extensions; absent: none, and no version. */
  readonly extensions?: readonly Bytes[]
  /** In place of a good one. */
  readonly signature?: Bytes
}

export interface RevokedSpec {
  /** Hex of the INTEGER's contents. */
  readonly serialNumber: string
  readonly date?: number
  readonly extensions?: readonly Bytes[]
}

export type NameSpec = readonly (readonly [type: string, value: string])[]

export const COMMON_NAME = '2.5.4.3'
export const COUNTRY = '2.5.4.6'
export const ORGANIZATION = '2.5.4.10'

/** 2021-01-01 and 2031-01-01. */
export const NOT_BEFORE = 1609459200
export const NOT_AFTER = 1924992000

const utf8 = (text: string): Bytes => new TextEncoder().encode(text)

/** @param paramEncoding `explicit`: the curve is written out in the key */
export function makeKeys(
  namedCurve = 'P-256',
  paramEncoding: 'named' | 'explicit' = 'named',
): KeyPair {
  return generateKeyPairSync('ec', { namedCurve, paramEncoding })
}

export function makeRsaKeys(modulusLength = 2048): KeyPair {
  return generateKeyPairSync('rsa', { modulusLength })
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
  spki = spkiOf(keys),
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
    spki,
    ...(extensions ? [encodeDer(0xa3, encodeDer(SEQUENCE, ...extensions))] : []),
  )
  const value = signature ?? signTbs(tbs, signedWith, signer)
  return encodeDer(SEQUENCE, tbs, algorithm, encodeDer(BIT_STRING, Uint8Array.of(0), value))
}

/** Encodes a revocation list (RFC 5280 §5.1). */
export function makeCrl({
  issuer = [[COMMON_NAME, 'Utopia CSCA']],
  signer,
  signedWith = 'ecdsa-sha256',
  thisUpdate = NOT_BEFORE,
  nextUpdate = NOT_AFTER,
  revoked = [],
  extensions,
  signature,
}: CrlSpec): Bytes {
  const algorithm = algorithmIdentifier(signedWith)
  const entries = revoked.map(encodeRevoked)
  const tbs = encodeDer(
    SEQUENCE,
    ...(extensions ? [encodeDer(INTEGER, Uint8Array.of(1))] : []),
    algorithm,
    encodeName(issuer),
    encodeTime(thisUpdate),
    ...(nextUpdate === null ? [] : [encodeTime(nextUpdate)]),
    ...(entries.length > 0 ? [encodeDer(SEQUENCE, ...entries)] : []),
    ...(extensions ? [encodeDer(0xa0, encodeDer(SEQUENCE, ...extensions))] : []),
  )
  const value = signature ?? signTbs(tbs, signedWith, signer)
  return encodeDer(SEQUENCE, tbs, algorithm, encodeDer(BIT_STRING, Uint8Array.of(0), value))
}

function encodeRevoked({ serialNumber, date = NOT_BEFORE, extensions }: RevokedSpec): Bytes {
  return encodeDer(
    SEQUENCE,
    encodeDer(INTEGER, hex(serialNumber)),
    encodeTime(date),
    ...(extensions ? [encodeDer(SEQUENCE, ...extensions)] : []),
  )
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

/** @param id hex */
export function subjectKeyId(id: string): Bytes {
  return extension('2.5.29.14', encodeDer(OCTET_STRING, hex(id)))
}

/** @param id hex */
export function authorityKeyId(id: string): Bytes {
  return extension('2.5.29.35', encodeDer(SEQUENCE, encodeDer(0x80, hex(id))))
}

/** Which documents a signer signs, such as `NV` (ICAO Doc 9303-12 §7.1.1). */
export function documentTypes(...types: readonly string[]): Bytes {
  const set = encodeDer(SET, ...types.map((type) => encodeDer(PRINTABLE_STRING, utf8(type))))
  const list = encodeDer(SEQUENCE, encodeDer(INTEGER, Uint8Array.of(0)), set)
  return extension('2.23.136.1.1.6.2', list)
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

const ECDSA = '1.2.840.10045.4'
const RSA = '1.2.840.113549.1.1'
const SHA2 = '2.16.840.1.101.3.4.2'

/** Identifier, parameters, digest, and bytes of salt. */
interface Signing {
  readonly oid: string
  readonly parameters?: Bytes
  readonly digest: string | null
  readonly saltLength?: number
}

const NOTHING = encodeDer(NULL)

const SIGNINGS: Readonly<Record<SignedWith, Signing>> = {
  'ecdsa-sha1': { oid: `${ECDSA}.1`, digest: 'sha1' },
  'ecdsa-sha256': { oid: `${ECDSA}.3.2`, digest: 'sha256' },
  'ecdsa-sha384': { oid: `${ECDSA}.3.3`, digest: 'sha384' },
  'ecdsa-sha512': { oid: `${ECDSA}.3.4`, digest: 'sha512' },
  'ecdsa-sha256-null': { oid: `${ECDSA}.3.2`, parameters: NOTHING, digest: 'sha256' },
  'ecdsa-sha384-null': { oid: `${ECDSA}.3.3`, parameters: NOTHING, digest: 'sha384' },
  'ecdsa-sha512-null': { oid: `${ECDSA}.3.4`, parameters: NOTHING, digest: 'sha512' },
  ed25519: { oid: '1.3.101.112', digest: null },
  'rsa-pss-sha256': pss('sha256', `${SHA2}.1`, 32),
  'rsa-pss-sha384': pss('sha384', `${SHA2}.2`, 48),
  'rsa-pss-sha512': pss('sha512', `${SHA2}.3`, 64),
  'rsa-sha1': { oid: `${RSA}.5`, parameters: NOTHING, digest: 'sha1' },
  'rsa-sha256': { oid: `${RSA}.11`, parameters: NOTHING, digest: 'sha256' },
  'rsa-sha384': { oid: `${RSA}.12`, parameters: NOTHING, digest: 'sha384' },
  'rsa-sha512': { oid: `${RSA}.13`, parameters: NOTHING, digest: 'sha512' },
}

function pss(digest: string, hash: string, saltLength: number): Signing {
  return { oid: `${RSA}.10`, parameters: pssParameters(hash, saltLength), digest, saltLength }
}

/** AlgorithmIdentifier of a signature. */
export function algorithmIdentifier(signedWith: SignedWith): Bytes {
  const { oid, parameters } = SIGNINGS[signedWith]
  return encodeDer(SEQUENCE, encodeOid(oid), ...(parameters ? [parameters] : []))
}

/** RSASSA-PSS-params (RFC 4055 §3.1). */
export function pssParameters(hash: string, saltBytes: number, maskHash: string = hash): Bytes {
  const hashAlgorithm = (oid: string) => encodeDer(SEQUENCE, encodeOid(oid), encodeDer(NULL))
  const mask = encodeDer(SEQUENCE, encodeOid(`${RSA}.8`), hashAlgorithm(maskHash))
  const salt = encodeDer(INTEGER, Uint8Array.of(saltBytes))
  return encodeDer(
    SEQUENCE,
    encodeDer(0xa0, hashAlgorithm(hash)),
    encodeDer(0xa1, mask),
    encodeDer(0xa2, salt),
  )
}

function signTbs(tbs: Bytes, signedWith: SignedWith, key: KeyObject): Bytes {
  const { digest, saltLength } = SIGNINGS[signedWith]
  const options = saltLength && { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }
  return new Uint8Array(sign(digest, tbs, { key, ...options }))
}
