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

type VerifyParameters = { readonly name: string } | EcdsaParams | RsaPssParams
type ImportParameters = AlgorithmIdentifier | RsaHashedImportParams | EcKeyImportParams

/** The salt of RSASSA-PSS has the length of its hash (RFC 7518 §3.5). */
const VERIFY_PARAMETERS: Readonly<Record<Algorithm, VerifyParameters>> = {
  ES256: { name: 'ECDSA', hash: 'SHA-256' },
  ES384: { name: 'ECDSA', hash: 'SHA-384' },
  ES512: { name: 'ECDSA', hash: 'SHA-512' },
  PS256: { name: 'RSA-PSS', saltLength: 32 },
  PS384: { name: 'RSA-PSS', saltLength: 48 },
  PS512: { name: 'RSA-PSS', saltLength: 64 },
  RS256: { name: 'RSASSA-PKCS1-v1_5' },
  RS384: { name: 'RSASSA-PKCS1-v1_5' },
  RS512: { name: 'RSASSA-PKCS1-v1_5' },
  EdDSA: { name: 'Ed25519' },
}

/** WebCrypto binds an RSA key to one padding and one hash: it is imported for each. */
const RSA_IMPORTS: { readonly [Name in Algorithm]?: RsaHashedImportParams } = {
  PS256: { name: 'RSA-PSS', hash: 'SHA-256' },
  PS384: { name: 'RSA-PSS', hash: 'SHA-384' },
  PS512: { name: 'RSA-PSS', hash: 'SHA-512' },
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  RS384: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-384' },
  RS512: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' },
}

/** The default crypto port. */
export const webCrypto: CryptoPort = {
  prepareKey: (key) => (key.kind === 'RSA' ? prepareRsaKey(key) : prepareOneUseKey(key)),
  sha256: async (data) => new Uint8Array(await crypto.subtle.digest('SHA-256', data)),
  digest: async (algorithm, data) => new Uint8Array(await crypto.subtle.digest(algorithm, data)),
}

async function prepareOneUseKey(publicKey: PublicKey): Promise<PreparedKey> {
  const key = await importKey(publicKey, importParameters(publicKey.kind))
  return {
    verify: (algorithm: Algorithm, signature: Bytes, data: Bytes) =>
      VERIFY_PARAMETERS[algorithm].name === key.algorithm.name &&
      crypto.subtle.verify(VERIFY_PARAMETERS[algorithm], key, signature, data),
    ...(key.algorithm.name === 'ECDSA' && {
      verifySha1: (signature: Bytes, data: Bytes) =>
        crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-1' }, key, signature, data),
    }),
  }
}

/** Imported for PS256 at once, so that a bad key is told here, and for the others when one is used. */
async function prepareRsaKey(publicKey: PublicKey): Promise<PreparedKey> {
  const keys = new Map<Algorithm, Promise<CryptoKey>>()
  keys.set('PS256', Promise.resolve(await importKey(publicKey, RSA_IMPORTS.PS256)))
  return {
    async verify(algorithm: Algorithm, signature: Bytes, data: Bytes) {
      const parameters = RSA_IMPORTS[algorithm]
      if (!parameters) return false
      const key = keys.get(algorithm) ?? importKey(publicKey, parameters)
      keys.set(algorithm, key)
      return crypto.subtle.verify(VERIFY_PARAMETERS[algorithm], await key, signature, data)
    },
  }
}

async function importKey(
  { spki, kind }: PublicKey,
  parameters: ImportParameters | undefined,
): Promise<CryptoKey> {
  try {
    if (!parameters) throw new Error('no algorithm of WebCrypto takes the key')
    return await crypto.subtle.importKey('spki', spki, parameters, false, ['verify'])
  } catch (cause) {
    const message = `this platform cannot use a key of kind ${kind}`
    throw new UnavailableError('unavailable.algorithm', message, { cause })
  }
}

function importParameters(
  kind: PublicKey['kind'],
): AlgorithmIdentifier | EcKeyImportParams | undefined {
  switch (kind) {
    case 'P-256':
    case 'P-384':
    case 'P-521':
      return { name: 'ECDSA', namedCurve: kind }
    case 'Ed25519':
      return { name: 'Ed25519' }
    case 'RSA':
    case 'unknown':
    // WebCrypto has no such curves.
    case 'brainpoolP256r1':
    case 'brainpoolP320r1':
    case 'brainpoolP384r1':
    case 'brainpoolP512r1':
      return undefined
  }
}
