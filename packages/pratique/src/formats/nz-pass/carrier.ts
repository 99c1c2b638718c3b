/**
 * How New Zealand's passes travel: `NZCP:/1/` + Base32(COSE_Sign1) (NZCP "2D Barcode
 * Encoding").
 *
 * @module
 */

import { decodeBase32, encodeBase32 } from '../../bytes/base32.ts'
import { trimLineEnds } from '../../bytes/line-ends.ts'
import { decodeCwt } from '../../cose/cwt.ts'
import { readProtectedCoseHeader } from '../../cose/header.ts'
import {
  type CoseSign1,
  decodeTaggedCoseSign1,
  encodeCoseSign1,
  sigStructure,
} from '../../cose/sign1.ts'
import { FormatError } from '../../errors.ts'
import type { SignedCarrier, SignedMessage } from '../../model/format.ts'
import type { Remark } from '../../outcome.ts'

/** Prefix and version (NZCP "2D Barcode Encoding"). */
export const NZCP_PREFIX = 'NZCP:/1/'

const ANY_VERSION = /^NZCP:\/\d{1,9}\//
const ANY_PASS = 'NZCP:/'

/** The largest QR code holds so many alphanumeric characters (ISO/IEC 18004, version 40-L). */
const MAX_TEXT_LENGTH = 4296

/** Characters of a group, which padding fills up (RFC 4648 §6). */
const GROUP = 8

/** A message as its text has it. */
export interface DecodedNzcp {
  readonly message: CoseSign1
  /** Whether the text has the padding that the specification leaves out. */
  readonly hasPadding: boolean
}

/** The carrier of New Zealand's passes. */
export const nzcp: SignedCarrier = {
  id: 'nzcp',
  framework: 'nz-pass',
  decode: decodeNzcpMessage,
}

/**
 * Decodes the text of a barcode. Verifies nothing. Line ends after the text are dropped.
 *
 * Deviates from that clause: padding is accepted if it is the right one, as some issuers left it on.
 *
 * @throws {FormatError} `format.length`, `format.version`, `format.base32`, `format.cbor`, `format.cose`
 */
export function decodeNzcp(given: string): DecodedNzcp {
  const text = trimLineEnds(given)
  if (text.length > MAX_TEXT_LENGTH) {
    throw new FormatError('format.length', `longer than ${MAX_TEXT_LENGTH} characters`)
  }
  if (!text.startsWith(NZCP_PREFIX)) throw explainPrefix(text)
  let end = text.length
  while (text[end - 1] === '=' && text.length - end < GROUP - 1) end--
  const hasPadding = end < text.length
  if (hasPadding && (text.length - NZCP_PREFIX.length) % GROUP !== 0) {
    throw new FormatError('format.base32', 'padding does not fill up the last group')
  }
  const bytes = decodeBase32(text, NZCP_PREFIX.length, end)
  return { message: decodeTaggedCoseSign1(bytes), hasPadding }
}

/** Encodes a signed message as barcode text. Inverse of {@link decodeNzcp}. */
export function encodeNzcp(message: CoseSign1): string {
  return NZCP_PREFIX + encodeBase32(encodeCoseSign1(message))
}

function explainPrefix(text: string): FormatError {
  if (ANY_VERSION.test(text)) return new FormatError('format.version', 'the version is not 1')
  const code = text.startsWith(ANY_PASS) ? 'format.base32' : 'format.prefix'
  return new FormatError(code, `expected "${NZCP_PREFIX}"`)
}

function decodeNzcpMessage(text: string): SignedMessage {
  const { message, hasPadding } = decodeNzcp(text)
  const { algorithm, keyId } = readProtectedCoseHeader(message)
  // One algorithm alone (NZCP "CWT Headers").
  if (algorithm !== 'ES256') throw new FormatError('format.header', 'alg is not ES256')
  return {
    algorithm,
    keyId,
    signedBytes: sigStructure(message),
    signature: message.signature,
    claims: { kind: 'cwt', map: decodeCwt(message.payload) },
    remarks: hasPadding ? PADDED : NO_REMARKS,
  }
}

const NO_REMARKS: readonly Remark[] = []
const PADDED: readonly Remark[] = [{ code: 'content.padding' }]
