/**
 * Ports that sign, with a key of the moment.
 *
 * @module
 */

import { generateKeyPairSync, sign } from 'node:crypto'
import type { SignPort } from '../src/keys/sign-port.ts'
import { readSpki } from '../src/keys/spki.ts'
import { type KeyPair, makeKeys, spkiOf } from './make-certificate.ts'

/** Makes a key on P-256, on another curve, which signs all the same, or of Ed25519. */
export function makeSigner(kind = 'P-256'): SignPort {
  return toSigner(kind === 'Ed25519' ? generateKeyPairSync('ed25519') : makeKeys(kind))
}

/** The port of a key pair. */
export function toSigner(keys: KeyPair): SignPort {
  const key = readSpki(spkiOf(keys))
  const { privateKey } = keys
  if (key.kind === 'Ed25519') {
    return { key, algorithm: 'EdDSA', sign: (data) => new Uint8Array(sign(null, data, privateKey)) }
  }
  const signing = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const
  return { key, algorithm: 'ES256', sign: (data) => new Uint8Array(sign('sha256', data, signing)) }
}
