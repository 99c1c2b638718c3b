/**
 * The key of whoever keeps the lists on this machine, for those who bring none of their own.
 *
 * @module
 */

import { generateKeyPairSync } from 'node:crypto'

/** In the data folder, for its owner alone. */
export const OPERATOR_KEY = 'operator.pem'

/** Makes a key: Ed25519, as PEM (PKCS #8). */
export function makeOperatorKey(): Uint8Array {
  const { privateKey } = generateKeyPairSync('ed25519')
  return new TextEncoder().encode(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
}
