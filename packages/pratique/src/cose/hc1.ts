/**
 * The carrier of the HCERT family: `HC1:` + Base45(zlib(COSE_Sign1)) (hcert_spec §4).
 *
 * @module
 */

import { encodeBase45, withBase45 } from '../bytes/base45.ts'
import type { Bytes } from '../bytes/bytes.ts'
import { withZlib } from '../bytes/deflate-encode.ts'
import { trimLineEnds } from '../bytes/line-ends.ts'
import { inflateZlib } from '../bytes/zlib.ts'
import { FormatError } from '../errors.ts'
import type { SignedCarrier, SignedMessage } from '../model/format.ts'
import { decodeCwt } from './cwt.ts'
import { readCoseHeader } from './header.ts'
import { type CoseSign1, decodeCoseSign1, sigStructure, withCoseSign1 } from './sign1.ts'

/** Context Identifier of Health Certificates, version 1 (hcert_spec §4.2.2). */
export const HC1_PREFIX = 'HC1:'

/** The largest QR code holds so many alphanumeric characters (ISO/IEC 18004, version 40-L). */
const MAX_TEXT_LENGTH = 4296

/** Real messages have some 300 bytes, and at most 1,022; what inflates past this is a bomb. */
const MAX_MESSAGE_BYTES = 64 * 1024

/** How the formats of the HCERT family travel. */
export const hc1: SignedCarrier = {
  id: 'hc1',
  framework: 'hcert',
  decode: decodeHc1Message,
}

/**
 * Decodes the text of a barcode. Verifies nothing. Line ends after the text are dropped; spaces are
 * not, as they are Base45 characters.
 *
 * @throws {FormatError} `format.length`, `format.base45`, `format.zlib`, `format.cbor`, `format.cose`
 */
export function decodeHc1(text: string): CoseSign1 {
  const trimmed = trimLineEnds(text)
  if (trimmed.length > MAX_TEXT_LENGTH) {
    throw new FormatError('format.length', `longer than ${MAX_TEXT_LENGTH} characters`)
  }
  if (!trimmed.startsWith(HC1_PREFIX))
    throw new FormatError('format.prefix', `expected "${HC1_PREFIX}"`)
  const { bytes, trailing } = withBase45(trimmed, HC1_PREFIX.length, inflate)
  if (trailing > 0) throw new FormatError('format.zlib', 'bytes follow the compressed stream')
  return decodeCoseSign1(bytes)
}

/** Encodes a signed message as barcode text. Inverse of {@link decodeHc1}. */
export function encodeHc1(message: CoseSign1): string {
  return HC1_PREFIX + withCoseSign1(message, compress)
}

function inflate(compressed: Bytes): { readonly bytes: Bytes; readonly trailing: number } {
  return inflateZlib(compressed, { maxBytes: MAX_MESSAGE_BYTES })
}

function compress(message: Bytes): string {
  return withZlib(message, encodeBase45)
}

function decodeHc1Message(text: string): SignedMessage {
  const message = decodeHc1(text)
  const { algorithm, keyId } = readCoseHeader(message)
  return {
    algorithm,
    keyId,
    signedBytes: sigStructure(message),
    signature: message.signature,
    claims: { kind: 'cwt', map: decodeCwt(message.payload) },
    remarks: [],
  }
}
