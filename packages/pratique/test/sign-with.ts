/**
 * Signers of keys made up for tests.
 *
 * @module
 */

import { sign } from 'node:crypto'
import type { SignPort } from '../src/keys/sign-port.ts'
import { readSpki } from '../src/keys/spki.ts'
import { type KeyPair, makeKeys, spkiOf } from './make-certificate.ts'

/** Signs with a P-256 key, as ES256. */
export function signWith(keys: KeyPair = makeKeys()): SignPort {
  const key = { key: keys.privateKey, dsaEncoding: 'ieee-p1363' } as const
  return {
    key: readSpki(spkiOf(keys)),
    algorithm: 'ES256',
    sign: (data) => new Uint8Array(sign('sha256', data, key)),
  }
}
