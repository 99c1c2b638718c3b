/**
 * Opening of one encrypted file of a health link ("Encrypting and Decrypting Files").
 *
 * @module
 */

import type { Bytes } from '../../bytes/bytes.ts'
import { FormatError } from '../../errors.ts'
import { decodeJsonText } from '../../json/parse.ts'
import { decodeCompactJwe, decryptCompactJwe } from '../../jwe/compact.ts'
import type { DecryptPort } from '../../keys/decrypt-port.ts'
import type { Remark } from '../../outcome.ts'
import { type LinkFile, readLinkFile, toMediaType } from './link-file.ts'

export interface OpenFileOptions {
  /** What the manifest says the file is. What the file says itself counts before it: it is sealed. */
  readonly contentType?: string
  /** WebCrypto, unless given. */
  readonly decrypt?: DecryptPort
}

/** Files of cards have some kilobytes, summaries of patients some hundred. */
const MAX_FILE_BYTES = 1024 * 1024

/** So many characters of base64url hold that, beside header and tag. */
export const MAX_ENCRYPTED_LENGTH: number = 1.5 * 1024 * 1024

/**
 * Opens a file with the key of its link. Verifies nothing: a card inside is still to be verified, and
 * whoever has the link could have made the file.
 *
 * @throws {FormatError} `format.length`, `format.jwe`, `format.decrypt`, `format.deflate`,
 *   `format.json`, `format.file`
 * @throws {UnavailableError} `unavailable.algorithm`
 */
export async function openLinkFile(
  encrypted: string,
  key: Bytes,
  { contentType: announced = '', decrypt }: OpenFileOptions = {},
): Promise<LinkFile> {
  if (encrypted.length > MAX_ENCRYPTED_LENGTH) {
    throw new FormatError('format.length', `longer than ${MAX_ENCRYPTED_LENGTH} characters`)
  }
  const message = decodeCompactJwe(encrypted.trim())
  const opened = await decryptCompactJwe(message, key, {
    maxBytes: MAX_FILE_BYTES,
    ...(decrypt && { decrypt }),
  })
  const remarks: Remark[] = []
  if (opened.contentType === undefined) remarks.push({ code: 'content.content-type-missing' })
  const type = toMediaType(opened.contentType ?? announced)
  return readLinkFile(decodeJsonText(opened.plaintext), type, remarks, MAX_FILE_BYTES)
}
