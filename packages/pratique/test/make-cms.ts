/**
 * Signed CMS messages made up for tests: any shape, right or wrong, signed by node:crypto.
 *
 * @module
 */

import { constants, createHash, type KeyObject, sign } from 'node:crypto'
import type { Bytes } from '../src/bytes/bytes.ts'
import { INTEGER, OCTET_STRING, SEQUENCE, SET, UTC_TIME } from '../src/der/tags.ts'
import { encodeDer } from '../src/der/write.ts'
import { readCertificate } from '../src/x509/certificate.ts'
import { algorithmIdentifier, encodeOid, hex, type SignedWith } from './make-certificate.ts'

export type Digest = 'sha1' | 'sha256' | 'sha384' | 'sha512'

export interface CmsSpec {
  readonly content?: Bytes
  readonly contentType?: string
  readonly isDetached?: boolean
  readonly certificates?: readonly Bytes[]
  readonly signers?: readonly CmsSignerSpec[]
}

export interface CmsSignerSpec {
  /** DER: names the signer. */
  readonly certificate: Bytes
  readonly key: KeyObject
  readonly digest?: Digest
  readonly signedWith?: SignedWith
  /** Names the signer by subject key identifier. */
  readonly byKeyId?: boolean
  /** In place of good ones; `none`: the content itself is signed. */
  readonly attributes?: 'none' | readonly Bytes[]
}

export const DATA = '1.2.840.113549.1.7.1'
export const SIGNED_DATA = '1.2.840.113549.1.7.2'
export const CONTENT_TYPE = '1.2.840.113549.1.9.3'
export const MESSAGE_DIGEST = '1.2.840.113549.1.9.4'
export const SIGNING_TIME = '1.2.840.113549.1.9.5'

/** 2026-01-02 03:04:05. */
export const SIGNED_AT = 1767323045

const DIGESTS: Readonly<Record<Digest, string>> = {
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
}

const NOTHING = new Uint8Array()

/** Encodes a signed message (RFC 5652 §5.1). */
export function makeCms({
  content = NOTHING,
  contentType = DATA,
  isDetached = false,
  certificates = [],
  signers = [],
}: CmsSpec): Bytes {
  const wrapped = isDetached ? [] : [encodeDer(0xa0, encodeDer(OCTET_STRING, content))]
  const signedData = encodeDer(
    SEQUENCE,
    encodeDer(INTEGER, Uint8Array.of(1)),
    encodeDer(SET, ...signers.map(({ digest = 'sha256' }) => digestIdentifier(digest))),
    encodeDer(SEQUENCE, encodeOid(contentType), ...wrapped),
    ...(certificates.length > 0 ? [encodeDer(0xa0, ...certificates)] : []),
    encodeDer(SET, ...signers.map((signer) => encodeSigner(content, contentType, signer))),
  )
  return encodeDer(SEQUENCE, encodeOid(SIGNED_DATA), encodeDer(0xa0, signedData))
}

/** The attributes that a signer adds. */
export function makeAttributes(
  content: Bytes,
  contentType: string = DATA,
  digest: Digest = 'sha256',
): readonly Bytes[] {
  const hash = new Uint8Array(createHash(digest).update(content).digest())
  return [
    attribute(CONTENT_TYPE, encodeOid(contentType)),
    attribute(SIGNING_TIME, encodeDer(UTC_TIME, new TextEncoder().encode('260102030405Z'))),
    attribute(MESSAGE_DIGEST, encodeDer(OCTET_STRING, hash)),
  ]
}

export function attribute(oid: string, ...values: readonly Bytes[]): Bytes {
  return encodeDer(SEQUENCE, encodeOid(oid), encodeDer(SET, ...values))
}

function encodeSigner(
  content: Bytes,
  contentType: string,
  {
    certificate,
    key,
    digest = 'sha256',
    signedWith = 'ecdsa-sha256',
    byKeyId = false,
    attributes = makeAttributes(content, contentType, digest),
  }: CmsSignerSpec,
): Bytes {
  const { issuer, serialNumber, subjectKeyId = '' } = readCertificate(certificate)
  const identifier = byKeyId
    ? encodeDer(0x80, hex(subjectKeyId))
    : encodeDer(SEQUENCE, issuer.der, encodeDer(INTEGER, hex(serialNumber)))
  const signed = attributes === 'none' ? content : encodeDer(SET, ...attributes)
  return encodeDer(
    SEQUENCE,
    encodeDer(INTEGER, Uint8Array.of(byKeyId ? 3 : 1)),
    identifier,
    digestIdentifier(digest),
    ...(attributes === 'none' ? [] : [encodeDer(0xa0, ...attributes)]),
    algorithmIdentifier(signedWith),
    encodeDer(OCTET_STRING, signBytes(signed, signedWith, key)),
  )
}

function digestIdentifier(digest: Digest): Bytes {
  return encodeDer(SEQUENCE, encodeOid(DIGESTS[digest]))
}

function signBytes(data: Bytes, signedWith: SignedWith, key: KeyObject): Bytes {
  const digest = /sha\d+/.exec(signedWith)?.[0] ?? null
  const isPss = signedWith.startsWith('rsa-pss')
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: -1 }
  return new Uint8Array(sign(digest, data, { key, ...(isPss && padding) }))
}
