/**
 * CMS messages that are signed, and bundles of certificates in the same clothes (RFC 5652 §5; PKCS #7).
 *
 * Strict DER: indefinite lengths, which BER has and some mail programs write, are refused. None of the
 * networks' files has them.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { type DerElement, readDer, readInteger, readOid } from '../der/read.ts'
import { OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE, SET } from '../der/tags.ts'
import { FormatError } from '../errors.ts'
import { readSignerInfo, type SignerInfo } from './signer-info.ts'

/** What was read of a signed message. Nothing of it is verified. */
export interface CmsSignedData {
  readonly contentType: string
  /** Absent: the content is elsewhere (a detached signature), or there is none (only certificates). */
  readonly content?: Bytes
  /** DER of what stands in the message as certificates: candidates, no evidence of anything. */
  readonly certificates: readonly Bytes[]
  readonly signerInfos: readonly SignerInfo[]
}

/** id-signedData (RFC 5652 §5.1). */
const SIGNED_DATA = '1.2.840.113549.1.7.2'

/** Explicit `[0]` of ContentInfo and of the content in it (RFC 5652 §3, §5.2). */
const CONTENT = 0xa0
/** Implicit tags of SignedData's optional members (RFC 5652 §5.1). */
const CERTIFICATES = 0xa0
const REVOCATION_LISTS = 0xa1

/** The whole world's master list has 500 certificates and about 1 MB. */
const MAX_BYTES = 16 * 1024 * 1024
const LIMITS = { maxDepth: 16, maxElements: 20_000 } as const
const MAX_CERTIFICATES = 5_000

/** Of a list that is signed by hand one person, or a few, sign. */
const MAX_SIGNERS = 16

/**
 * Reads a signed message. What is inside is not looked at, nor are the certificates.
 *
 * @throws {FormatError} `format.der`
 */
export function readCmsSignedData(der: Bytes): CmsSignedData {
  if (der.length > MAX_BYTES) refuse('a message that is too long')
  const [type, wrapped, ...others] = fieldsOf(readDer(der, LIMITS))
  if (!type || readOid(type) !== SIGNED_DATA) refuse('expected SignedData')
  if (wrapped?.tag !== CONTENT || others.length > 0) refuse('expected a ContentInfo')
  const [version, digests, encapsulated, ...rest] = fieldsOf(onlyChild(wrapped))
  if (!version || digests?.tag !== SET || !encapsulated) refuse('expected SignedData')
  readInteger(version)
  const optional = [...rest]
  const certificates = optional[0]?.tag === CERTIFICATES ? optional.shift() : undefined
  if (optional[0]?.tag === REVOCATION_LISTS) optional.shift()
  const [signers, ...unknown] = optional
  if (signers?.tag !== SET || unknown.length > 0) refuse('expected the signers')
  const signerInfos = signers.children()
  if (signerInfos.length > MAX_SIGNERS) refuse('too many signers')
  return {
    ...readContent(encapsulated),
    certificates: certificates ? readCertificates(certificates) : [],
    signerInfos: signerInfos.map(readSignerInfo),
  }
}

/** Tells whether DER has the shape of a signed message, without reading it. */
export function isCmsSignedData(der: Bytes): boolean {
  try {
    const element = readDer(der, LIMITS)
    const [type] = element.tag === SEQUENCE ? element.children() : []
    return type?.tag === OBJECT_IDENTIFIER && readOid(type) === SIGNED_DATA
  } catch (error) {
    if (error instanceof FormatError) return false
    throw error
  }
}

/**
 * Reads the certificates of a bundle (`.p7b`, "certs-only"), or of any other signed message. Nobody
 * vouches for them but who gave us the file.
 *
 * @returns DER of each, not looked at
 * @throws {FormatError} `format.der`
 */
export function readPkcs7Certificates(der: Bytes): readonly Bytes[] {
  return readCmsSignedData(der).certificates
}

function readContent(element: DerElement): Pick<CmsSignedData, 'contentType' | 'content'> {
  const [type, wrapped, ...others] = fieldsOf(element)
  if (!type || others.length > 0) refuse('expected an EncapsulatedContentInfo')
  const contentType = readOid(type)
  if (!wrapped) return { contentType }
  if (wrapped.tag !== CONTENT) refuse('expected a content')
  const content = onlyChild(wrapped)
  if (content.tag !== OCTET_STRING) refuse('expected the content as an OCTET STRING')
  return { contentType, content: content.contents }
}

/** Certificates of other kinds than X.509 have tags of their own, and are passed over (§10.2.2). */
function readCertificates(element: DerElement): readonly Bytes[] {
  const certificates = element.children().filter(({ tag }) => tag === SEQUENCE)
  if (certificates.length > MAX_CERTIFICATES) refuse('too many certificates')
  return certificates.map(({ whole }) => whole)
}

function onlyChild(element: DerElement): DerElement {
  const [child, ...others] = element.children()
  return child && others.length === 0 ? child : refuse('expected one element')
}

function fieldsOf(element: DerElement): readonly DerElement[] {
  return element.tag === SEQUENCE ? element.children() : refuse('expected a SEQUENCE')
}

function refuse(reason: string): never {
  throw new FormatError('format.der', reason)
}
