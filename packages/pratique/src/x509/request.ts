/**
 * Requests for a certificate (PKCS #10, RFC 2986): a key, the name of whose it is, and the proof that
 * whoever asks has its private half.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { type DerElement, readBitString, readDer, readInteger } from '../der/read.ts'
import { SEQUENCE } from '../der/tags.ts'
import { encodeCount, encodeExplicit, encodeSequence } from '../der/write-values.ts'
import { FormatError } from '../errors.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import type { PublicKey } from '../keys/public-key.ts'
import type { SignPort } from '../keys/sign-port.ts'
import { readSignatureAlgorithm, type SignatureAlgorithm } from '../keys/signature-algorithm.ts'
import { readSpki } from '../keys/spki.ts'
import { verifySignature } from '../keys/verify-signature.ts'
import { type Name, type NameParts, readName } from './name.ts'
import { requireName, signAndSeal } from './sign.ts'
import { encodeName } from './write-certificate.ts'

/** What was read of a request. Its attributes are not: the profile says what a certificate has. */
export interface CertificateRequest {
  readonly der: Bytes
  /** The part that is signed, as it stands in `der`. */
  readonly tbs: Bytes
  readonly subject: Name
  readonly publicKey: PublicKey
  readonly signature: SignatureAlgorithm & { readonly value: Bytes }
}

/** v1, the only one (RFC 2986 §4.1). */
const VERSION_1 = 0
const ATTRIBUTES = 0

/**
 * Writes a request, signed by the key that it is for. The same request is other bytes each time, as its
 * signature is.
 *
 * @returns DER
 * @throws {UsageError} `usage.argument` on a name that it may not have, `usage.key-file` on a key that
 *   is not on P-256
 */
export async function writeCertificateRequest(
  subject: NameParts,
  signer: SignPort,
  crypto: CryptoPort,
): Promise<Bytes> {
  requireName(subject)
  const tbs = encodeSequence(
    encodeCount(VERSION_1),
    encodeName(subject),
    signer.key.spki,
    encodeExplicit(ATTRIBUTES),
  )
  return signAndSeal(tbs, signer, crypto)
}

/**
 * Reads a request. Verifies nothing: see {@link isRequestProven}.
 *
 * @throws {FormatError} `format.der`, or `format.key` for a malformed public key
 */
export function readCertificateRequest(der: Bytes): CertificateRequest {
  const [tbs, algorithm, value, ...others] = fieldsOf(readDer(der))
  if (!tbs || !algorithm || !value || others.length > 0) refuse('expected a CertificationRequest')
  const [version, subject, spki] = fieldsOf(tbs)
  if (!version || !subject || !spki) refuse('expected a CertificationRequestInfo')
  if (readInteger(version) !== BigInt(VERSION_1)) refuse('expected version 1 of a request')
  const { bytes: signature, unusedBits } = readBitString(value)
  if (unusedBits !== 0) refuse('expected a signature of whole bytes')
  return {
    der,
    tbs: tbs.whole,
    subject: readName(subject),
    publicKey: readSpki(spki.whole),
    signature: { ...readSignatureAlgorithm(algorithm), value: signature },
  }
}

/**
 * Tells whether whoever made a request has the private half of its key.
 *
 * @returns `undefined` if that cannot be said: the signature is of an algorithm that the port has
 *   nothing for
 */
export function isRequestProven(
  { signature, tbs, publicKey }: CertificateRequest,
  crypto: CryptoPort,
): Promise<boolean | undefined> {
  return verifySignature(signature, tbs, publicKey, crypto)
}

function fieldsOf(element: DerElement): readonly DerElement[] {
  return element.tag === SEQUENCE ? element.children() : refuse('expected a SEQUENCE')
}

function refuse(reason: string): never {
  throw new FormatError('format.der', reason)
}
