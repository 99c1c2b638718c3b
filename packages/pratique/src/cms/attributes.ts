/**
 * Signed attributes of CMS (RFC 5652 §5.3, §11): what a signature says beside the content.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { type DerElement, readDer, readOid, readTime } from '../der/read.ts'
import { OCTET_STRING, SEQUENCE, SET } from '../der/tags.ts'
import { encodeDer } from '../der/write.ts'
import { FormatError } from '../errors.ts'

/** What was read of signed attributes. */
export interface SignedAttributes {
  /** The attributes as a SET OF, which is what the signature covers (RFC 5652 §5.4). */
  readonly signedBytes: Bytes
  readonly contentType: string
  readonly messageDigest: Bytes
  /** Seconds since the epoch: the signer's word (RFC 5652 §11.3). */
  readonly signingTime?: number
}

const CONTENT_TYPE = '1.2.840.113549.1.9.3'
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4'
const SIGNING_TIME = '1.2.840.113549.1.9.5'

/**
 * Reads signed attributes. Content type and digest are there, once, with one value (§11.1, §11.2).
 *
 * The bytes are taken as they stand, and only the tag is changed: they are DER already (§5.3).
 *
 * @param element `[0] IMPLICIT SignedAttributes`
 * @throws {FormatError} `format.der`
 */
export function readSignedAttributes(element: DerElement): SignedAttributes {
  const values = new Map<string, DerElement>()
  for (const attribute of element.children()) {
    const [type, set, ...others] = attribute.tag === SEQUENCE ? attribute.children() : []
    if (!type || set?.tag !== SET || others.length > 0) refuse('expected an attribute')
    const oid = readOid(type)
    if (values.has(oid)) refuse('a signed attribute is there twice')
    values.set(oid, set)
  }
  const contentType = readValue(values, CONTENT_TYPE)
  const digest = readValue(values, MESSAGE_DIGEST)
  const signingTime = values.has(SIGNING_TIME) ? readValue(values, SIGNING_TIME) : undefined
  if (digest.tag !== OCTET_STRING) refuse('expected a message digest')
  return {
    signedBytes: encodeDer(SET, element.contents),
    contentType: readOid(contentType),
    messageDigest: digest.contents,
    ...(signingTime && { signingTime: readTime(signingTime) }),
  }
}

/**
 * Tells whether content could be the signed attributes of another message. The signature over such
 * attributes is also one over them as content, so without attributes of its own it proves nothing.
 */
export function isLikeAttributes(content: Bytes): boolean {
  try {
    const element = readDer(content)
    if (element.tag !== SET) return false
    readSignedAttributes(element)
    return true
  } catch (error) {
    if (error instanceof FormatError) return false
    throw error
  }
}

function readValue(values: ReadonlyMap<string, DerElement>, oid: string): DerElement {
  const [value, ...others] = values.get(oid)?.children() ?? []
  if (!value || others.length > 0) refuse('expected one value of a signed attribute')
  return value
}

function refuse(reason: string): never {
  throw new FormatError('format.der', reason)
}
