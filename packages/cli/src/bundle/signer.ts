/**
 * Whoever signs a bundle, by the file of a private key.
 *
 * @module
 */

import { isEncryptedKey, readKeyFile } from '@pratique/node/key-file'
import type { SignPort } from 'pratique/bundle'
import { UsageError } from 'pratique/errors'
import { readFileBytes } from '../inputs/file-bytes.ts'
import { readSecret } from '../inputs/secret.ts'
import type { Io } from '../io.ts'
import { quote } from '../output/visible.ts'
import { named } from './named.ts'

/**
 * Reads a key file. A passphrase is asked for, or read from standard input.
 *
 * @throws {UsageError} `usage.key-file`, and the codes of files
 */
export async function readSigner(path: string, io: Io): Promise<SignPort> {
  const pem = readFileBytes(path)
  const isEncrypted = isEncryptedKey(pem)
  const passphrase = isEncrypted ? await readSecret(io, `Passphrase of ${quote(path)}`) : undefined
  if (passphrase === '') {
    const message = `${quote(path)} asks for a passphrase, and none was typed`
    throw new UsageError('usage.key-file', message)
  }
  return named(path, 'usage.key-file', () => readKeyFile(pem, passphrase))
}
