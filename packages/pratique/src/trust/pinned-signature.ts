/**
 * Detached signatures over whole files, by a certificate that the caller has pinned.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { encodeHex } from '../bytes/hex.ts'
import { FormatError, UnavailableError, UsageError } from '../errors.ts'
import type { CryptoPort } from '../keys/crypto-port.ts'
import { type Certificate, readCertificate } from '../x509/certificate.ts'
import { verifyCertificateSignature } from '../x509/chain.ts'
import { readPemCertificates } from '../x509/pem.ts'

/** Who signed a file, and with what. */
export interface PinnedSignature {
  /** As X.509 writes signatures: ECDSA's is SEQUENCE { r, s } (RFC 3279 §2.2.3). */
  readonly signature: Bytes
  /** The signer's certificate, DER or PEM. */
  readonly certificate: Bytes
  /** SHA-256 of the certificate's DER as hex, upper or lower case, with or without colons. */
  readonly fingerprint: string
  readonly crypto: CryptoPort
}

/** The first byte of every certificate in DER, and of no PEM text. */
const SEQUENCE_TAG = 0x30

const TEXT = new TextDecoder('utf-8')

/**
 * Verifies a signature over a file's bytes, as they are.
 *
 * The pin alone says whose certificate it is: a self-signed one says nothing of itself. Its dates are
 * not looked at here, for only the caller knows when the file was signed.
 *
 * @returns the certificate of the signer
 * @throws {UsageError} `usage.trust-file` if the certificate is another one or cannot be read, or the
 *   signature is not by its key over these bytes
 * @throws {UnavailableError} `unavailable.algorithm` if the platform cannot tell
 */
export async function verifyPinnedSignature(
  bytes: Bytes,
  { signature, certificate, fingerprint, crypto }: PinnedSignature,
  algorithm: Omit<Certificate['signature'], 'value'>,
): Promise<Certificate> {
  const signer = readSigner(certificate)
  const digest = encodeHex(await crypto.sha256(signer.der))
  if (digest !== fingerprint.replaceAll(':', '').toLowerCase()) {
    return refuse('its certificate is not the one that is pinned')
  }
  const signed = { tbs: bytes, signature: { ...algorithm, value: signature } }
  const isGood = await verifyCertificateSignature(signed, signer.publicKey, crypto)
  if (isGood === undefined) {
    throw new UnavailableError(
      'unavailable.algorithm',
      'this platform cannot verify the signature of the file',
    )
  }
  return isGood ? signer : refuse('its signature is not good')
}

function readSigner(bytes: Bytes): Certificate {
  try {
    const all = bytes[0] === SEQUENCE_TAG ? [bytes] : readPemCertificates(TEXT.decode(bytes))
    const [der, ...others] = all
    if (!der || others.length > 0) return refuse('expected one certificate of its signer')
    return readCertificate(der)
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    return refuse('the certificate of its signer cannot be read', cause)
  }
}

function refuse(reason: string, cause?: FormatError): never {
  throw new UsageError('usage.trust-file', `the file is refused: ${reason}`, { cause })
}
