/**
 * SignerInfo (RFC 5652 §5.3): one signature of a CMS message, and who it says that it is by.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { encodeHex } from '../bytes/hex.ts'
import { type DerElement, readInteger, readOid } from '../der/read.ts'
import { INTEGER, NULL, OCTET_STRING, SEQUENCE } from '../der/tags.ts'
import { FormatError } from '../errors.ts'
import type { Algorithm } from '../keys/algorithms.ts'
import { readSignatureAlgorithm, type SignatureAlgorithm } from '../keys/signature-algorithm.ts'
import { readSignedAttributes, type SignedAttributes } from './attributes.ts'

/** Hashes of messages (RFC 5754 §2). Those that can be forged have no name here. */
export type DigestAlgorithm = 'SHA-256' | 'SHA-384' | 'SHA-512'

/** Whose certificate verifies a signature: by issuer and serial number, or by subject key identifier. */
export interface SignerIdentifier {
  /** DER of the issuer's name. */
  readonly issuer?: Bytes
  /** Lower-case hex of the INTEGER's contents. */
  readonly serialNumber?: string
  /** Lower-case hex. */
  readonly subjectKeyId?: string
}

/** What was read of one signature. Nothing of it is verified. */
export interface SignerInfo {
  readonly identifier: SignerIdentifier
  /** Absent where it is a hash that we do not have. */
  readonly digest?: DigestAlgorithm
  readonly attributes?: SignedAttributes
  readonly signature: SignatureAlgorithm & { readonly value: Bytes }
}

/** Tags of the optional members (RFC 5652 §5.3). */
const SUBJECT_KEY_ID = 0x80
const SIGNED_ATTRIBUTES = 0xa0
const UNSIGNED_ATTRIBUTES = 0xa1

/** RFC 5754 §2. */
const DIGESTS: ReadonlyMap<string, DigestAlgorithm> = new Map([
  ['2.16.840.1.101.3.4.2.1', 'SHA-256'],
  ['2.16.840.1.101.3.4.2.2', 'SHA-384'],
  ['2.16.840.1.101.3.4.2.3', 'SHA-512'],
])

/** rsaEncryption names no hash: the digest's is meant (RFC 3370 §3.2). */
const RSA_ENCRYPTION = '1.2.840.113549.1.1.1'
const RSA: Readonly<Record<DigestAlgorithm, Algorithm>> = {
  'SHA-256': 'RS256',
  'SHA-384': 'RS384',
  'SHA-512': 'RS512',
}

/** @throws {FormatError} `format.der` */
export function readSignerInfo(element: DerElement): SignerInfo {
  const [version, identifier, digestAlgorithm, ...rest] = fieldsOf(element)
  if (!version || !identifier || !digestAlgorithm) refuse('expected a SignerInfo')
  readInteger(version)
  const signedAttributes = rest[0]?.tag === SIGNED_ATTRIBUTES ? rest.shift() : undefined
  const [algorithm, value, unsignedAttributes, ...others] = rest
  if (!algorithm || value?.tag !== OCTET_STRING || others.length > 0) {
    refuse('expected a SignerInfo')
  }
  if (unsignedAttributes && unsignedAttributes.tag !== UNSIGNED_ATTRIBUTES) {
    refuse('something unknown in a SignerInfo')
  }
  const digest = readDigest(digestAlgorithm)
  return {
    identifier: readIdentifier(identifier),
    ...(digest && { digest }),
    ...(signedAttributes && { attributes: readSignedAttributes(signedAttributes) }),
    signature: { ...readAlgorithm(algorithm, digest), value: value.contents },
  }
}

function readIdentifier(element: DerElement): SignerIdentifier {
  if (element.tag === SUBJECT_KEY_ID) return { subjectKeyId: encodeHex(element.contents) }
  const [issuer, serialNumber, ...others] = fieldsOf(element)
  if (issuer?.tag !== SEQUENCE || serialNumber?.tag !== INTEGER || others.length > 0) {
    refuse('expected a signer’s identifier')
  }
  return { issuer: issuer.whole, serialNumber: encodeHex(serialNumber.contents) }
}

/** Its parameters are absent; NULL is taken as well (RFC 5754 §2). */
function readDigest(element: DerElement): DigestAlgorithm | undefined {
  const [type, parameters] = fieldsOf(element)
  if (!type) refuse('expected a digest algorithm')
  const oid = readOid(type)
  return parameters === undefined || parameters.tag === NULL ? DIGESTS.get(oid) : undefined
}

function readAlgorithm(
  element: DerElement,
  digest: DigestAlgorithm | undefined,
): SignatureAlgorithm {
  const signature = readSignatureAlgorithm(element)
  if (signature.oid !== RSA_ENCRYPTION || digest === undefined) return signature
  return { oid: signature.oid, algorithm: RSA[digest] }
}

function fieldsOf(element: DerElement): DerElement[] {
  return element.tag === SEQUENCE ? [...element.children()] : refuse('expected a SEQUENCE')
}

function refuse(reason: string): never {
  throw new FormatError('format.der', reason)
}
