/**
 * The passphrase of a key file, or the PIN of a token: of a file, of the environment, typed without being
 * shown, or read from standard input, in this order. It is never an argument, which others on the machine
 * can see, and it is in no message.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import type { Io } from '../io.ts'
import { quote } from '../output/visible.ts'
import { isStdinTerminal, readFileBytes } from './file-bytes.ts'
import { requireOwnFile } from './own-file.ts'
import { readSecret } from './secret.ts'

/** For machines on which nobody types. Its owner's processes can see it, and those of root. */
const VARIABLE = 'PRATIQUE_PASSPHRASE'

/** Fewer characters are tried out in hours, whatever the file is encrypted by. */
const MIN_CHARACTERS = 8
/** What NIST SP 800-63B-4 §3.1.1.2 asks for where nothing else protects. */
const GOOD_CHARACTERS = 15

/** What is asked for. */
export interface PassphraseOptions {
  readonly what: 'passphrase' | 'PIN'
  /** What it opens, for whoever is asked. */
  readonly of: string
  /** A file whose first line it is. */
  readonly file?: string | undefined
}

/**
 * Reads a passphrase.
 *
 * @throws {UsageError} `usage.key-file` if there is none, or others may read its file; codes of files
 */
export async function readPassphrase(io: Io, options: PassphraseOptions): Promise<string> {
  const { what, of, file } = options
  const prompt = what === 'PIN' ? `PIN of ${of}` : `Passphrase of ${of}`
  const passphrase = readGiven(file) ?? (await readSecret(io, prompt))
  if (passphrase !== '') return passphrase
  const words = `${of} asks for a ${what}, and none was typed or given: name its file with --passphrase-file`
  throw new UsageError('usage.key-file', words)
}

/**
 * Reads the passphrase of a new key, twice where it is typed. Says so if it could be longer.
 *
 * @throws {UsageError} `usage.key-file` also if it is too short, or is not the same twice
 */
export async function readNewPassphrase(io: Io, options: PassphraseOptions): Promise<string> {
  const passphrase = await readPassphrase(io, options)
  const length = [...passphrase].length
  if (length < MIN_CHARACTERS) {
    const words = `the passphrase is too short: take ${GOOD_CHARACTERS} characters or more`
    throw new UsageError('usage.key-file', words)
  }
  const isTyped = readGiven(options.file) === undefined && isStdinTerminal()
  if (isTyped && (await readSecret(io, 'Once more')) !== passphrase) {
    throw new UsageError('usage.key-file', 'the two passphrases are not the same: no key was made')
  }
  if (length < GOOD_CHARACTERS) {
    io.err(
      `pratique: the passphrase is short: ${GOOD_CHARACTERS} characters or more, such as five words ` +
        'picked by dice, keep the key even from who copies the file\n',
    )
  }
  return passphrase
}

function readGiven(file: string | undefined): string | undefined {
  if (file !== undefined) {
    requireOwnFile(file, `the file of the passphrase ${quote(file)}`)
    const [line = ''] = new TextDecoder().decode(readFileBytes(file)).split(/\r?\n/, 1)
    return line
  }
  const { [VARIABLE]: value } = process.env
  return value === undefined || value === '' ? undefined : value
}
