/**
 * How SMART Health Cards travel: QR codes (whole or in chunks), JWS, files (VCI 1.4 "Creating a QR
 * code", "Health Cards are encoded as compact JWS").
 *
 * @module
 */

import { decodeNumeric, encodeNumeric } from '../../bytes/numeric.ts'
import { FormatError } from '../../errors.ts'
import { decodeJson } from '../../json/parse.ts'
import { isJsonObject, stringMember } from '../../json/read.ts'
import type { JsonObject } from '../../json/value.ts'
import { type CompactJws, decodeCompactJws, inflatePayload } from '../../jws/compact.ts'
import type { Assembled, SignedCarrier, SignedMessage } from '../../model/format.ts'
import type { Remark } from '../../outcome.ts'
import { joinChunks } from './chunks.ts'
import { isCardFile, openCardFile } from './file.ts'

/** Byte segment at the head of a card's QR code. */
export const SHC_PREFIX = 'shc:/'
/** Some write it otherwise; these are ours, and damaged. */
const ANY_SHC_PREFIX = /^shc:/i

/** The longest JWS that one code of version 22 holds (VCI "Chunking"). */
export const MAX_QR_JWS_LENGTH = 1195
/** Cards outside of QR codes may be larger; what is longer than this is none. */
const MAX_TEXT_LENGTH = 256 * 1024
const MAX_PAYLOAD_BYTES = 256 * 1024

/** The carrier of SMART Health Cards. */
export const shc: SignedCarrier = {
  id: 'shc',
  framework: 'smart-health-card',
  assemble,
  decode: decodeCard,
}

/** Encodes a JWS as the text of one QR code. Inverse of what {@link shc} decodes. */
export function encodeShc(jws: string): string {
  return SHC_PREFIX + encodeNumeric(jws)
}

/** Opens files into their cards, joins chunks into one card, and leaves whole cards as they are. */
function assemble(texts: readonly string[]): readonly Assembled[] {
  const assembled: Assembled[] = []
  const chunks: { text: string; position: number }[] = []
  texts.forEach((given, position) => {
    const text = given.trim()
    if (isChunk(text)) {
      chunks.push({ text, position })
    } else if (isCardFile(text)) {
      for (const card of openCardFile(text)) {
        assembled.push({ text: card, from: [position], remarks: [] })
      }
    } else {
      assembled.push({ text, from: [position], remarks: [] })
    }
  })
  if (chunks.length === 0) return assembled
  return [
    ...assembled,
    {
      text: joinChunks(chunks.map(({ text }) => text)),
      from: chunks.map(({ position }) => position),
      remarks: [{ code: 'content.chunked' }],
    },
  ]
}

function isChunk(text: string): boolean {
  return text.startsWith(SHC_PREFIX) && text.includes('/', SHC_PREFIX.length)
}

function decodeCard(given: string): SignedMessage {
  if (given.length > MAX_TEXT_LENGTH) {
    throw new FormatError('format.length', `longer than ${MAX_TEXT_LENGTH} characters`)
  }
  const text = given.trim()
  const jws = ANY_SHC_PREFIX.test(text) ? decodeDigits(text) : text
  const remarks: Remark[] = []
  if (jws.length > MAX_QR_JWS_LENGTH) remarks.push({ code: 'content.long-card' })
  const message = decodeCompactJws(jws)
  const keyId = readHeader(message)
  return {
    algorithm: 'ES256',
    keyId,
    signedBytes: message.signedBytes,
    signature: message.signature,
    claims: { kind: 'jwt', object: readPayload(message, remarks) },
    remarks,
  }
}

function decodeDigits(text: string): string {
  if (text.startsWith(SHC_PREFIX)) return decodeNumeric(text, SHC_PREFIX.length)
  throw new FormatError('format.numeric', `expected "${SHC_PREFIX}" in lower case`)
}

/** `alg` and `zip` are fixed; what else the header says is never followed (VCI; RFC 7515 §4.1.11). */
function readHeader({ header }: CompactJws): string {
  if (stringMember(header, 'alg') !== 'ES256')
    throw new FormatError('format.header', 'alg is not ES256')
  if (stringMember(header, 'zip') !== 'DEF')
    throw new FormatError('format.header', 'zip is not DEF')
  if (Object.hasOwn(header, 'crit')) {
    throw new FormatError('format.header', 'crit names what we do not understand')
  }
  const keyId = stringMember(header, 'kid')
  if (!keyId) throw new FormatError('format.header', 'kid is missing')
  return keyId
}

/**
 * Deviates from VCI: bytes after the compressed stream, and a byte order mark, are accepted with a
 * remark, because a production issuer (Senegal) writes the former and the signature covers both.
 */
function readPayload({ payload }: CompactJws, remarks: Remark[]): JsonObject {
  const { bytes, trailing } = inflatePayload(payload, MAX_PAYLOAD_BYTES)
  if (trailing > 0) remarks.push({ code: 'content.trailing-bytes' })
  const { value, hasByteOrderMark, hasSurroundingSpace } = decodeJson(bytes)
  if (hasByteOrderMark) remarks.push({ code: 'content.byte-order-mark' })
  if (hasSurroundingSpace) remarks.push({ code: 'content.surrounding-space' })
  if (isJsonObject(value)) return value
  throw new FormatError('format.claims', 'the payload is not a JSON object')
}
