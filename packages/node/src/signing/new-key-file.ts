/**
 * New private keys, in files that are there whole or not at all and that nobody but their owner reads.
 *
 * @module
 */

import {
  createCipheriv,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  scryptSync,
} from 'node:crypto'
import { dirname } from 'node:path'
import { UsageError } from 'pratique/errors'
import {
  encodeCount,
  encodeOctets,
  encodeOid,
  encodeSequence,
  readSpki,
  writePem,
} from 'pratique/keys'
import type { Bytes, PublicKey } from 'pratique/verify'
import { newPassing, removeIfThere, syncFolder, writeNew } from '../data/atomic-file.ts'
import { codeOf, type FilePort, nodeFiles } from '../data/file-port.ts'

export interface NewKeyOptions {
  /** Without it the key is not encrypted: whoever gets the file has the key. */
  readonly passphrase?: string
  readonly fs?: FilePort
}

/** PBES2 (RFC 8018 appendix A.4), scrypt (RFC 7914 §7), aes256-CBC-PAD (NIST). */
const PBES2 = '1.2.840.113549.1.5.13'
const SCRYPT = '1.3.6.1.4.1.11591.4.11'
const AES_256_CBC = '2.16.840.1.101.3.4.1.42'

/**
 * As hard as OpenSSL reads without being told to: it stops at 32 MiB, which is below N = 2^15. Five
 * rounds make up for that (OWASP Password Storage Cheat Sheet).
 */
const COST = { N: 2 ** 14, r: 8, p: 5 } as const
const SALT_BYTES = 16
const BLOCK_BYTES = 16
const KEY_BYTES = 32

/**
 * Makes a key on P-256 and writes it as PEM (PKCS #8): encrypted, if there is a passphrase, by scrypt
 * and AES-256 in a form that OpenSSL reads. Never in place of another file.
 *
 * @returns the public half
 * @throws {UsageError} `usage.output-file` if there is a file of this name
 * @throws the system's error, as of a disk that is full: then there is no file
 */
export function createKeyFile(path: string, options: NewKeyOptions = {}): PublicKey {
  const { passphrase, fs = nodeFiles } = options
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' })
  const pem =
    passphrase === undefined
      ? privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
      : writePem('ENCRYPTED PRIVATE KEY', encrypt(pkcs8, passphrase))
  pkcs8.fill(0)
  writeOnce(fs, path, new TextEncoder().encode(pem))
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  return readSpki(new Uint8Array(spki))
}

/** EncryptedPrivateKeyInfo (RFC 5958 §3). */
function encrypt(pkcs8: Uint8Array, passphrase: string): Bytes {
  const [salt, iv] = [randomBytes(SALT_BYTES), randomBytes(BLOCK_BYTES)].map(
    (bytes) => new Uint8Array(bytes),
  )
  if (!salt || !iv) throw new Error('unreachable: there are two')
  const key = scryptSync(passphrase, salt, KEY_BYTES, COST)
  const cipher = createCipheriv('aes-256-cbc', key, iv)
  const encrypted = new Uint8Array(Buffer.concat([cipher.update(pkcs8), cipher.final()]))
  key.fill(0)
  const numbers = [COST.N, COST.r, COST.p].map(encodeCount)
  return encodeSequence(
    encodeSequence(
      encodeOid(PBES2),
      encodeSequence(
        encodeSequence(encodeOid(SCRYPT), encodeSequence(encodeOctets(salt), ...numbers)),
        encodeSequence(encodeOid(AES_256_CBC), encodeOctets(iv)),
      ),
    ),
    encodeOctets(encrypted),
  )
}

/** File systems on which a file has one name, such as those of memory cards. */
const NO_LINKS: ReadonlySet<string> = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
])

/**
 * Writes a file whole under a passing name, and then gives it its own, which the system refuses where
 * that is taken.
 */
function writeOnce(fs: FilePort, path: string, bytes: Uint8Array): void {
  const folder = dirname(path)
  const passing = newPassing(folder)
  if (fs.lstatSync(path, { throwIfNoEntry: false })) throw taken()
  try {
    writeNew(fs, passing, bytes)
    try {
      fs.linkSync(passing, path)
    } catch (error) {
      if (codeOf(error) === 'EEXIST') throw taken()
      if (!NO_LINKS.has(codeOf(error))) throw error
      // The name was free a moment ago: no other way to ask is left.
      fs.renameSync(passing, path)
    }
  } finally {
    removeIfThere(fs, passing)
  }
  syncFolder(fs, folder)
}

function taken(): UsageError {
  const words = 'a file has this name, and no key is ever written over: give another name'
  return new UsageError('usage.output-file', words)
}
