/**
 * Ports that sign, with a key of the moment.
 *
 * @module
 */

import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { SignPort } from '../src/keys/sign-port.ts'
import { readSpki } from '../src/keys/spki.ts'

/** Makes a key on P-256, or on another curve, which signs all the same. */
export function makeSigner(namedCurve = 'P-256'): SignPort {
  return toSigner(generateKeyPairSync('ec', { namedCurve }))
}

/** The port of a key pair on a curve. */
export function toSigner({
  publicKey,
  privateKey,
}: {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}): SignPort {
  const key = readSpki(new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })))
  const signing = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const
  return { key, algorithm: 'ES256', sign: (data) => new Uint8Array(sign('sha256', data, signing)) }
}
