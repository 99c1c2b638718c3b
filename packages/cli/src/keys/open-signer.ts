/**
 * Whoever signs, by name: the file of a private key, or the address of one in a token.
 *
 * @module
 */

import { isEncryptedKey, readKeyFile } from '@pratique/node/key-file'
import { isPkcs11Uri, parsePkcs11Uri } from '@pratique/node/pkcs11-uri'
import type { SignPort } from 'pratique/keys'
import { named } from '../bundle/named.ts'
import { readFileBytes } from '../inputs/file-bytes.ts'
import { requireOwnFile } from '../inputs/own-file.ts'
import { readPassphrase } from '../inputs/passphrase.ts'
import type { Io } from '../io.ts'
import { quote } from '../output/visible.ts'

export interface SignerOptions {
  /** Where the passphrase or the PIN is, if it is not asked for. */
  readonly passphraseFile?: string | undefined
}

/**
 * Opens a signer that outlives one act; close it if it can be closed. Else see {@link withSigner}.
 *
 * @param name `FILE.pem`, or `pkcs11:object=LABEL?module-path=/usr/lib/…` (RFC 7512)
 * @throws {UsageError} `usage.key-file`, and the codes of files
 * @throws {UnavailableError} `unavailable.key-store`
 */
export async function openSigner(
  name: string,
  io: Io,
  { passphraseFile }: SignerOptions = {},
): Promise<SignPort> {
  if (isPkcs11Uri(name)) return openToken(name, io, passphraseFile)
  const pem = readFileBytes(name)
  requireOwnFile(name, `the key file ${quote(name)}`)
  const options = { what: 'passphrase', of: quote(name), file: passphraseFile } as const
  const passphrase = isEncryptedKey(pem) ? await readPassphrase(io, options) : undefined
  return named(name, 'usage.key-file', () => readKeyFile(pem, passphrase))
}

/** Loaded where it is needed: most keys are files. */
async function openToken(
  name: string,
  io: Io,
  passphraseFile: string | undefined,
): Promise<SignPort> {
  const { openTokenSigner } = await import('@pratique/node/pkcs11')
  const uri = parsePkcs11Uri(name)
  const options = { what: 'PIN', of: 'the token', file: uri.pinSource ?? passphraseFile } as const
  return openTokenSigner(uri, { pin: () => readPassphrase(io, options) })
}

/** Does something with a signer, and lets go of it. */
export async function withSigner<T>(
  name: string,
  io: Io,
  options: SignerOptions,
  act: (signer: SignPort) => Promise<T>,
): Promise<T> {
  const signer = await openSigner(name, io, options)
  try {
    return await act(signer)
  } finally {
    signer.close?.()
  }
}

/** Does something with a signer if one is named, and lets go of it. */
export function withSignerIfNamed<T>(
  name: string | undefined,
  io: Io,
  options: SignerOptions,
  act: (signer: SignPort | undefined) => Promise<T>,
): Promise<T> {
  return name === undefined ? act(undefined) : withSigner(name, io, options, act)
}
