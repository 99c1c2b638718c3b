/**
 * The decryption port over WebCrypto: in browsers, in Node, and wherever else there is a
 * `crypto.subtle`.
 *
 * @module
 */

import { type Bytes, joinBytes } from '../bytes/bytes.ts'
import { UnavailableError } from '../errors.ts'
import type { AesGcmInput, DecryptPort } from './decrypt-port.ts'

const TAG_BITS = 128

/** The default decryption port. */
export const webDecrypt: DecryptPort = { decryptAesGcm }

async function decryptAesGcm(input: AesGcmInput): Promise<Bytes | undefined> {
  const { iv, ciphertext, tag, additionalData } = input
  const key = await importKey(input.key)
  // WebCrypto takes the tag behind the ciphertext (Web Cryptography API §29.4.2).
  const sealed = joinBytes([ciphertext, tag])
  const parameters = { name: 'AES-GCM', iv, additionalData, tagLength: TAG_BITS }
  try {
    return new Uint8Array(await crypto.subtle.decrypt(parameters, key, sealed))
  } catch (error) {
    if (error instanceof Error && error.name === 'OperationError') return undefined
    throw unavailable(error)
  }
}

async function importKey(key: Bytes): Promise<CryptoKey> {
  try {
    return await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt'])
  } catch (cause) {
    throw unavailable(cause)
  }
}

function unavailable(cause: unknown): UnavailableError {
  return new UnavailableError('unavailable.algorithm', 'this platform has no AES-GCM', { cause })
}
