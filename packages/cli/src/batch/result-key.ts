/**
 * The key that results of batches are encrypted to: X25519 (RFC 8037), as JWK in a file of its owner.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import { fs } from '../builtins.ts'
import { readFileBytes } from '../inputs/file-bytes.ts'
import { requireOwnFile } from '../inputs/own-file.ts'

const ALG = 'ECDH-ES'

/** A private key, in memory. */
export type ResultKey = CryptoKey

/** A new key: what its file holds, and what the server is sent. */
export interface MadeResultKey {
  readonly file: string
  readonly header: string
}

export async function makeResultKey(): Promise<MadeResultKey> {
  const { exportJWK, generateKeyPair } = await import('jose')
  const { publicKey, privateKey } = await generateKeyPair(ALG, { crv: 'X25519', extractable: true })
  const [sent, own] = [await exportJWK(publicKey), await exportJWK(privateKey)]
  return {
    file: `${JSON.stringify(own, null, 2)}\n`,
    header: Buffer.from(JSON.stringify(sent)).toString('base64url'),
  }
}

/**
 * Reads the file of a key: X25519 or P-256.
 *
 * @throws {UsageError} `usage.key-file`, and the codes of files
 */
export async function readResultKey(path: string): Promise<ResultKey> {
  if (fs.existsSync(path)) requireOwnFile(path, 'the file of the key')
  const text = new TextDecoder().decode(readFileBytes(path))
  const { importJWK } = await import('jose')
  try {
    const key = await importJWK(JSON.parse(text), ALG)
    if (key instanceof CryptoKey && key.type === 'private') return key
  } catch (cause) {
    throw refuse(cause)
  }
  throw refuse()
}

function refuse(cause?: unknown): UsageError {
  const words = 'expected a private key on X25519 or P-256 as JWK: "batch key" makes one'
  return new UsageError('usage.key-file', words, { cause })
}
