/**
 * A private key in a file of the user's, and the passphrase that it may need.
 *
 * @module
 */

import { isEncryptedKey, readKeyFile } from '@pratique/node/key-file'
import type { SignPort } from 'pratique/bundle'
import { readFileBytes } from '../inputs/file-bytes.ts'
import type { Io } from '../io.ts'
import { askPasscode } from '../link/passcode.ts'

/**
 * Reads a key. Its passphrase is typed or comes on standard input, and is never an argument.
 *
 * @throws {UsageError} `usage.key-file`, and the codes of files and passcodes
 */
export async function readKeyWithPassphrase(path: string, io: Io): Promise<SignPort> {
  const pem = readFileBytes(path)
  return readKeyFile(pem, isEncryptedKey(pem) ? await askPasscode(io, false) : undefined)
}
