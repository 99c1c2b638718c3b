/**
 * Sealing of what is stored: AES-256-GCM (NIST SP 800-38D), with a random initialisation vector before it and the tag
 * behind.
 *
 * @module
 */

import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto'

const ALGORITHM = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16

/** @param context what it belongs to: it opens nowhere else */
export function seal(key: Uint8Array, context: Uint8Array, bytes: Uint8Array): Uint8Array {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv(ALGORITHM, createSecretKey(key), iv).setAAD(context)
  const sealed = [cipher.update(bytes), cipher.final()]
  return Buffer.concat([iv, ...sealed, cipher.getAuthTag()])
}

/** @returns `undefined` if the key is another one, or anything was changed */
export function openSealed(
  key: Uint8Array,
  context: Uint8Array,
  sealed: Uint8Array,
): Buffer | undefined {
  if (sealed.length < IV_BYTES + TAG_BYTES) return undefined
  const iv = sealed.subarray(0, IV_BYTES)
  const options = { authTagLength: TAG_BYTES }
  const decipher = createDecipheriv(ALGORITHM, createSecretKey(key), iv, options)
    .setAAD(context)
    .setAuthTag(sealed.subarray(-TAG_BYTES))
  const opened = decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES))
  try {
    return Buffer.concat([opened, decipher.final()])
  } catch {
    return undefined
  }
}
