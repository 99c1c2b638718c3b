/**
 * Signing a CMS message with one key (RFC 5652 §5), as gateways of trust networks ask for it.
 *
 * @module
 */

import { type Bytes, isSameBytes } from '../bytes/bytes.ts'
import { decodeHex } from '../bytes/hex.ts'
import { sha256 } from '../bytes/sha256.ts'
import { INTEGER, SET } from '../der/tags.ts'
import { encodeDer } from '../der/write.ts'
import {
  encodeCount,
  encodeEcdsaAlgorithm,
  encodeEcdsaSignature,
  encodeExplicit,
  encodeOctets,
  encodeOid,
  encodeSequence,
  encodeSet,
  encodeSetOf,
  encodeTime,
} from '../der/write-values.ts'
import { UsageError } from '../errors.ts'
import type { PublicKey } from '../keys/public-key.ts'
import type { SignPort } from '../keys/sign-port.ts'

/** The certificate of the key that signs, as it was read. */
export interface CmsSigningCertificate {
  readonly der: Bytes
  readonly issuer: { readonly der: Bytes }
  /** Lower-case hex of the INTEGER's contents. */
  readonly serialNumber: string
  readonly publicKey: PublicKey
}

export interface CmsSigning {
  readonly signer: SignPort
  readonly certificate: CmsSigningCertificate
  /** Seconds since the epoch, whole ones. */
  readonly signedAt: number
}

/** RFC 5652 §4, §5.1, §11; RFC 5754 §2.2. */
const DATA = '1.2.840.113549.1.7.1'
const SIGNED_DATA = '1.2.840.113549.1.7.2'
const CONTENT_TYPE = '1.2.840.113549.1.9.3'
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4'
const SIGNING_TIME = '1.2.840.113549.1.9.5'
const SHA256 = '2.16.840.1.101.3.4.2.1'

/** Of SignedData with certificates and data alone, and of a SignerInfo by issuer and serial number (§5.1, §5.3). */
const VERSION = 1
/** `[0] IMPLICIT`: the signed attributes, in their place. */
const FIRST = 0xa0

/**
 * Signs content, with the content and the signer's certificate in the message.
 *
 * @returns DER of a ContentInfo
 * @throws {UsageError} `usage.key-file` if the key is not on P-256, or not the certificate's;
 *   `usage.argument` on a time that is no whole number of seconds
 */
export async function signCms(
  content: Bytes,
  { signer, certificate, signedAt }: CmsSigning,
): Promise<Bytes> {
  if (signer.algorithm !== 'ES256' || signer.key.kind !== 'P-256') {
    throw new UsageError('usage.key-file', 'expected a key on P-256 (ES256)')
  }
  if (!isSameBytes(signer.key.spki, certificate.publicKey.spki)) {
    throw new UsageError(
      'usage.key-file',
      'the certificate is of another key than the one that signs',
    )
  }
  const attributes = [
    attribute(CONTENT_TYPE, encodeOid(DATA)),
    attribute(SIGNING_TIME, encodeTime(signedAt)),
    attribute(MESSAGE_DIGEST, encodeOctets(sha256(content))),
  ]
  // What is signed has the tag of a SET (RFC 5652 §5.4).
  const signature = await signer.sign(encodeSetOf(SET, ...attributes))
  const signedData = encodeSequence(
    encodeCount(VERSION),
    encodeSet(encodeDigestAlgorithm()),
    encodeSequence(encodeOid(DATA), encodeExplicit(0, encodeOctets(content))),
    encodeExplicit(0, certificate.der),
    encodeSet(encodeSigner(certificate, attributes, signature)),
  )
  return encodeSequence(encodeOid(SIGNED_DATA), encodeExplicit(0, signedData))
}

function encodeSigner(
  { issuer, serialNumber }: CmsSigningCertificate,
  attributes: readonly Bytes[],
  signature: Bytes,
): Bytes {
  const number = decodeHex(serialNumber)
  if (!number?.length) throw new Error('unreachable: every certificate has a serial number')
  const serial = encodeDer(INTEGER, number)
  return encodeSequence(
    encodeCount(VERSION),
    encodeSequence(issuer.der, serial),
    encodeDigestAlgorithm(),
    encodeSetOf(FIRST, ...attributes),
    encodeEcdsaAlgorithm(),
    encodeOctets(encodeEcdsaSignature(signature)),
  )
}

function attribute(type: string, value: Bytes): Bytes {
  return encodeSequence(encodeOid(type), encodeSet(value))
}

/** Without parameters (RFC 5754 §2). */
function encodeDigestAlgorithm(): Bytes {
  return encodeSequence(encodeOid(SHA256))
}
