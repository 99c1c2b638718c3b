/**
 * The crypto port over WebCrypto: in browsers, and wherever else there is a `crypto.subtle`.
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { UnavailableError } from '../errors.ts'
import type { Algorithm } from './algorithms.ts'
import type { CryptoPort, PreparedKey } from './crypto-port.ts'
import type { PublicKey } from './public-key.ts'

type VerifyParameters = AlgorithmIdentifier | EcdsaParams | RsaPssParams

/** PS256's salt has the length of its hash (RFC 7518 §3.5). */
const VERIFY_PARAMETERS: Readonly<Record<Algorithm, VerifyParameters>> = {
  ES256: { name: 'ECDSA', hash: 'SHA-256' },
  ES384: { name: 'ECDSA', hash: 'SHA-384' },
  ES512: { name: 'ECDSA', hash: 'SHA-512' },
  PS256: { name: 'RSA-PSS', saltLength: 32 },
  EdDSA: { name: 'Ed25519' },
}

/** The default crypto port. */
export const webCrypto: CryptoPort = {
  prepareKey: prepareWebKey,
  sha256: async (data) => new Uint8Array(await crypto.subtle.digest('SHA-256', data)),
}

async function prepareWebKey({ spki, kind }: PublicKey): Promise<PreparedKey> {
  const parameters = importParameters(kind)
  try {
    if (!parameters) throw new Error('no algorithm of WebCrypto takes the key')
    const key = await crypto.subtle.importKey('spki', spki, parameters, false, ['verify'])
    return {
      verify: (algorithm: Algorithm, signature: Bytes, data: Bytes) =>
        crypto.subtle.verify(VERIFY_PARAMETERS[algorithm], key, signature, data),
    }
  } catch (cause) {
    const message = `this platform cannot use a key of kind ${kind}`
    throw new UnavailableError('unavailable.algorithm', message, { cause })
  }
}

function importParameters(
  kind: PublicKey['kind'],
): AlgorithmIdentifier | RsaHashedImportParams | EcKeyImportParams | undefined {
  switch (kind) {
    case 'P-256':
    case 'P-384':
    case 'P-521':
      return { name: 'ECDSA', namedCurve: kind }
    case 'RSA':
      return { name: 'RSA-PSS', hash: 'SHA-256' }
    case 'Ed25519':
      return { name: 'Ed25519' }
    case 'unknown':
      return undefined
  }
}
