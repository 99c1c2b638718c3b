/**
 * A private key in a file, as a port that signs, and the public half of one. The private key stays in
 * this module.
 *
 * @module
 */

import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import type { SignPort } from 'pratique/bundle'
import { UsageError } from 'pratique/errors'
import { readSpki } from 'pratique/trust'
import type { Bytes, PublicKey } from 'pratique/verify'
import { fromDerSignature } from '../ecdsa-signature.ts'

export { isOpenToOthers } from '../data/permissions.ts'

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
  // As DER, which Node makes twice as fast as r‖s.
  const signDer = (data: Bytes): Bytes => fromDerSignature(sign('sha256', data, privateKey))
  return { key, algorithm: 'ES256', sign: signDer }
}

/** Not a certificate: a key of one role is refused in every other. */
const PUBLIC_OR_PRIVATE = /-----BEGIN (?:EC )?(?:PUBLIC|PRIVATE) KEY-----/

/**
 * Reads the public half of a key on P-256 or Ed25519.
 *
 * @param pem a public key (RFC 7468 §13), or a private one that is not encrypted
 * @throws {UsageError} `usage.key-file`
 */
export function readPublicKeyFile(pem: Uint8Array): PublicKey {
  const text = new TextDecoder().decode(pem)
  if (isEncryptedKey(pem)) {
    throw refuse('it is encrypted: give its public half, as "openssl pkey -pubout" writes it')
  }
  if (!PUBLIC_OR_PRIVATE.test(text)) throw refuse('expected a public key as PEM')
  const key = toPublicKey(text)
  if (key.kind === 'P-256' || key.kind === 'Ed25519') return key
  throw refuse('expected a key on P-256 or Ed25519')
}

function toPublicKey(text: string): PublicKey {
  try {
    const spki = createPublicKey(text).export({ type: 'spki', format: 'der' })
    return readSpki(new Uint8Array(spki))
  } catch (cause) {
    throw refuse('it holds no public key', cause)
  }
}

/** One whole block: what was cut short has no end (RFC 7468 §3). */
const BLOCK = /-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----([\s\S]+?)-----END \1-----/

/** What OpenSSL says where another passphrase made the key. */
const BAD_DECRYPT = 'ERR_OSSL_BAD_DECRYPT'
/**
 * What it says where it decrypted something that is no key: one time in 256 the padding (RFC 5652 §6.3) of
 * another passphrase looks right by chance. It says the same of some files that are damaged.
 */
const NO_KEY = 'ERR_OSSL_UNSUPPORTED'

function readPrivateKey(pem: Uint8Array, passphrase: string | undefined): KeyObject {
  const text = new TextDecoder().decode(pem)
  if (!text.includes(BEGINNING)) throw refuse('expected a private key as PEM')
  const [block] = BLOCK.exec(text) ?? []
  if (block === undefined) {
    throw refuse(
      text.includes('PRIVATE KEY-----') ? `${DAMAGED}: it has no end` : 'it holds no private key',
    )
  }
  if (isEncryptedKey(pem) && passphrase === undefined) throw refuse('it needs a passphrase')
  try {
    return createPrivateKey({ key: block, ...(passphrase !== undefined && { passphrase }) })
  } catch (cause) {
    // The message of OpenSSL says nothing that helps, and may quote.
    throw refuse(isEncryptedKey(pem) ? explain(cause) : DAMAGED, cause)
  }
}

const DAMAGED = 'it is damaged'
const OTHER_PASSPHRASE = 'the passphrase is not its own'

/** Says why an encrypted key could not be read. */
function explain(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause && cause.code
  if (code === BAD_DECRYPT) return OTHER_PASSPHRASE
  if (code === NO_KEY) return `${OTHER_PASSPHRASE}, or ${DAMAGED}`
  return `${DAMAGED}, whatever passphrase`
}

function toBytes(buffer: Buffer): Bytes {
  return new Uint8Array(buffer)
}

function refuse(reason: string, cause?: unknown): UsageError {
  return new UsageError('usage.key-file', `the key file cannot be used: ${reason}`, { cause })
}
