/**
 * JWE in its compact form (RFC 7516 §3.1), as files behind a health link are encrypted: with the key
 * itself (`dir`) and A256GCM, and nothing else.
 *
 * @module
 */

import { decodeBase64Url, encodeBase64Url } from '../bytes/base64url.ts'
import type { Bytes } from '../bytes/bytes.ts'
import { inflateRaw } from '../bytes/inflate.ts'
import { FormatError } from '../errors.ts'
import { decodeJson } from '../json/parse.ts'
import { isJsonObject, member, stringMember } from '../json/read.ts'
import type { JsonObject } from '../json/value.ts'
import type { DecryptPort } from '../keys/decrypt-port.ts'
import { webDecrypt } from '../keys/web-decrypt.ts'

/** An encrypted message, taken apart. Nothing of it is authenticated. */
export interface CompactJwe {
  readonly header: JsonObject
  /** ASCII of the header as received (RFC 7516 §5.2, step 15). */
  readonly additionalData: Bytes
  readonly encryptedKey: Bytes
  readonly iv: Bytes
  readonly ciphertext: Bytes
  readonly tag: Bytes
}

/** What the header says about what is inside. */
export interface JweHeader {
  readonly isCompressed: boolean
  /** `cty`, as written. */
  readonly contentType?: string
}

/** What is needed to open a message. */
export interface DecryptOptions {
  /** WebCrypto, unless given. */
  readonly decrypt?: DecryptPort
  /** More plaintext than this is refused before it is made. */
  readonly maxBytes: number
}

/** What was inside. It is as the holder of the key made it; who that was, nobody knows. */
export interface DecryptedJwe extends JweHeader {
  readonly plaintext: Bytes
}

const PARTS = 5
const DOT = '.'
/** RFC 7518 §5.3 */
const IV_BYTES = 12
const TAG_BYTES = 16

/** Text of this form is a compact JWE, whatever its header says: a JSON object, and five parts. */
const FORM = /^ey[\w-]+\.[\w-]*\.[\w-]*\.[\w-]*\.[\w-]*$/

/** Tells whether a text has the form of a compact JWE. */
export function isCompactJwe(text: string): boolean {
  return FORM.test(text)
}

/**
 * Decodes a compact JWE of exactly five parts. Its header is not looked at.
 *
 * @throws {FormatError} `format.jwe`
 */
export function decodeCompactJwe(text: string): CompactJwe {
  // One more than there may be, so that a text of nothing but dots costs nothing.
  const [header = '', encryptedKey = '', iv = '', ciphertext = '', tag, ...others] = text.split(
    DOT,
    PARTS + 1,
  )
  if (tag === undefined || others.length > 0) throw refuse('expected five parts')
  return {
    header: decodeHeader(header),
    additionalData: new TextEncoder().encode(header),
    encryptedKey: decodePart(encryptedKey),
    iv: decodePart(iv),
    ciphertext: decodePart(ciphertext),
    tag: decodePart(tag),
  }
}

/** Encodes a compact JWE. Inverse of {@link decodeCompactJwe}, but for the spelling of the header. */
export function encodeCompactJwe(message: Omit<CompactJwe, 'header'>): string {
  const { additionalData, encryptedKey, iv, ciphertext, tag } = message
  const parts = [encryptedKey, iv, ciphertext, tag].map(encodeBase64Url)
  return [new TextDecoder().decode(additionalData), ...parts].join(DOT)
}

/** Encodes a header as it is written, and as it is authenticated. */
export function encodeJweHeader(header: JsonObject): Bytes {
  const json = new TextEncoder().encode(JSON.stringify(header))
  return new TextEncoder().encode(encodeBase64Url(json))
}

/**
 * Reads the header and the lengths that it prescribes. What else it says, such as `kid`, is ignored.
 *
 * @throws {FormatError} `format.jwe`
 */
export function readJweHeader({ header, encryptedKey, iv, tag }: CompactJwe): JweHeader {
  if (stringMember(header, 'alg') !== 'dir') throw refuse('alg is not dir')
  if (stringMember(header, 'enc') !== 'A256GCM') throw refuse('enc is not A256GCM')
  if (Object.hasOwn(header, 'crit')) throw refuse('crit names what we do not understand')
  const zip = member(header, 'zip')
  if (zip !== undefined && zip !== 'DEF') throw refuse('zip is not DEF')
  const contentType = member(header, 'cty')
  if (contentType !== undefined && typeof contentType !== 'string') throw refuse('cty is not text')
  if (encryptedKey.length > 0) throw refuse('the encrypted key is not empty')
  if (iv.length !== IV_BYTES) throw refuse(`expected ${IV_BYTES} bytes of initialisation vector`)
  if (tag.length !== TAG_BYTES) throw refuse(`expected ${TAG_BYTES} bytes of authentication tag`)
  return { isCompressed: zip === 'DEF', ...(contentType !== undefined && { contentType }) }
}

/**
 * Opens a message with the key of a link.
 *
 * @throws {FormatError} `format.jwe`; `format.decrypt` if the key is another one or anything was
 *   changed; `format.length` or `format.deflate` if it holds more than `maxBytes`, or is compressed wrongly
 * @throws {UnavailableError} `unavailable.algorithm`
 */
export async function decryptCompactJwe(
  message: CompactJwe,
  key: Bytes,
  { decrypt = webDecrypt, maxBytes }: DecryptOptions,
): Promise<DecryptedJwe> {
  const header = readJweHeader(message)
  const { iv, ciphertext, tag, additionalData } = message
  if (ciphertext.length > maxBytes) {
    throw new FormatError('format.length', `more than ${maxBytes} bytes`)
  }
  const opened = await decrypt.decryptAesGcm({ key, iv, ciphertext, tag, additionalData })
  if (!opened) throw new FormatError('format.decrypt', 'the authentication tag is wrong')
  return { ...header, plaintext: header.isCompressed ? inflate(opened, maxBytes) : opened }
}

/** Raw DEFLATE (RFC 7516 §4.1.3). It ends where the plaintext does. */
function inflate(compressed: Bytes, maxBytes: number): Bytes {
  const { bytes, consumed } = inflateRaw(compressed, { maxBytes, code: 'format.deflate' })
  if (consumed === compressed.length) return bytes
  throw new FormatError('format.deflate', 'bytes follow the compressed stream')
}

function decodeHeader(text: string): JsonObject {
  const bytes = decodePart(text)
  try {
    const { value } = decodeJson(bytes)
    if (isJsonObject(value)) return value
  } catch (cause) {
    throw refuse('the header is not JSON', cause)
  }
  throw refuse('the header is not an object')
}

function decodePart(text: string): Bytes {
  try {
    return decodeBase64Url(text)
  } catch (cause) {
    throw refuse('a part is not base64url', cause)
  }
}

function refuse(reason: string, cause?: unknown): FormatError {
  return new FormatError('format.jwe', reason, ...(cause === undefined ? [] : [{ cause }]))
}
