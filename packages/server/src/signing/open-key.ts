/**
 * Keys that sign, by the configuration: files, or places in a token. Private keys stay in `@pratique/node`.
 *
 * @module
 */

import { readFileSync } from 'node:fs'
import { isEncryptedKey, isOpenToOthers, readKeyFile } from '@pratique/node/key-file'
import { isPkcs11Uri, parsePkcs11Uri } from '@pratique/node/pkcs11-uri'
import { UsageError } from 'pratique/errors'
import { readPemCertificates, type SignPort } from 'pratique/keys'
import type { Bytes } from 'pratique/verify'

export interface KeyPlace {
  readonly key: string
  readonly passphraseFile?: string | undefined
}

/**
 * Opens a key.
 *
 * @throws {UsageError} `usage.key-file`, `usage.file-unreadable`
 * @throws {UnavailableError} `unavailable.key-store`
 */
export async function openKey({ key, passphraseFile }: KeyPlace): Promise<SignPort> {
  const secret = (): string => {
    if (passphraseFile !== undefined) return readSecretFile(passphraseFile)
    throw new UsageError(
      'usage.key-file',
      `the key ${isPkcs11Uri(key) ? 'in the token' : key} asks for a passphrase: name its file as passphraseFile`,
    )
  }
  if (isPkcs11Uri(key)) {
    const { openTokenSigner } = await import('@pratique/node/pkcs11')
    return openTokenSigner(parsePkcs11Uri(key), { pin: async () => secret() })
  }
  const pem = readOwn(key)
  return readKeyFile(pem, isEncryptedKey(pem) ? secret() : undefined)
}

/**
 * Reads the one certificate of a file.
 *
 * @throws {UsageError} `usage.certificate`, `usage.file-unreadable`
 */
export function readCertificateFile(path: string): Bytes {
  const [certificate, ...more] = readPemCertificates(new TextDecoder().decode(readFile(path)))
  if (certificate && more.length === 0) return certificate
  throw new UsageError('usage.certificate', `expected one certificate as PEM in ${path}`)
}

/**
 * Reads the first line of a file that nobody else may read.
 *
 * @throws {UsageError} `usage.key-file`, `usage.file-unreadable`
 */
export function readSecretFile(path: string): string {
  return new TextDecoder().decode(readOwn(path)).split(/\r?\n/)[0] ?? ''
}

/** What nobody else may read. */
export function readOwn(path: string): Bytes {
  if (isOpenToOthers(path)) {
    throw new UsageError(
      'usage.key-file',
      `others may read ${path}: chmod 600 takes their right away`,
    )
  }
  return readFile(path)
}

function readFile(path: string): Bytes {
  try {
    return new Uint8Array(readFileSync(path))
  } catch (cause) {
    const words = `${path}, which the configuration names, cannot be read`
    throw new UsageError('usage.file-unreadable', words, { cause })
  }
}
