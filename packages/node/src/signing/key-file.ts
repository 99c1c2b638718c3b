/**
 * A private key in a file, as a port that signs. The key stays in this module.
 *
 * @module
 */

import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import type { SignPort } from 'pratique/bundle'
import { UsageError } from 'pratique/errors'
import { readSpki } from 'pratique/trust'
import type { Bytes } from 'pratique/verify'

const BEGINNING = '-----BEGIN '
const ENCRYPTED = 'ENCRYPTED'

const P256 = 'prime256v1'

/** Tells whether a key file asks for a passphrase. */
export function isEncryptedKey(pem: Uint8Array): boolean {
  return new TextDecoder().decode(pem).includes(ENCRYPTED)
}

/**
 * Reads a private key on P-256 or Ed25519.
 *
 * @param pem PKCS #8 (RFC 5958) or SEC 1 (RFC 5915), encrypted or not
 * @throws {UsageError} `usage.key-file` if it is none, or the passphrase is not its own
 */
export function readKeyFile(pem: Uint8Array, passphrase?: string): SignPort {
  const privateKey = readPrivateKey(pem, passphrase)
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  const key = readSpki(new Uint8Array(spki))
  if (privateKey.asymmetricKeyType === 'ed25519') {
    return { key, algorithm: 'EdDSA', sign: (data) => toBytes(sign(null, data, privateKey)) }
  }
  if (privateKey.asymmetricKeyDetails?.namedCurve !== P256) {
    throw refuse('expected a key on P-256 or Ed25519')
  }
  const signing = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const
  return { key, algorithm: 'ES256', sign: (data) => toBytes(sign('sha256', data, signing)) }
}

function readPrivateKey(pem: Uint8Array, passphrase: string | undefined): KeyObject {
  const text = new TextDecoder().decode(pem)
  if (!text.includes(BEGINNING)) throw refuse('expected a private key as PEM')
  try {
    return createPrivateKey({ key: text, ...(passphrase !== undefined && { passphrase }) })
  } catch (cause) {
    // The message of OpenSSL says nothing that helps, and may quote.
    throw refuse('it holds no private key, or needs another passphrase', cause)
  }
}

function toBytes(buffer: Buffer): Bytes {
  return new Uint8Array(buffer)
}

function refuse(reason: string, cause?: unknown): UsageError {
  return new UsageError('usage.key-file', `the key file cannot be used: ${reason}`, { cause })
}
