/**
 * JWS in its compact form (RFC 7515 §3.1), with the compression of SMART Health Cards.
 *
 * @module
 */

import { decodeBase64Url, encodeBase64Url } from '../bytes/base64url.ts'
import type { Bytes } from '../bytes/bytes.ts'
import { encodeDeflate } from '../bytes/deflate-encode.ts'
import { inflateRaw } from '../bytes/inflate.ts'
import { FormatError } from '../errors.ts'
import { decodeJson } from '../json/parse.ts'
import { isJsonObject } from '../json/read.ts'
import type { JsonObject } from '../json/value.ts'

/** A signed JWS, taken apart. Nothing of it is verified. */
export interface CompactJws {
  readonly header: JsonObject
  /** As transmitted: still compressed if the header says so. */
  readonly payload: Bytes
  /** ASCII of `header.payload` as received (RFC 7515 §5.2). */
  readonly signedBytes: Bytes
  readonly signature: Bytes
}

const DOT = '.'

/**
 * Decodes a compact JWS of exactly three parts.
 *
 * @throws {FormatError} `format.jws`, `format.base64url`, or `format.header` if the header is no
 *   JSON object
 */
export function decodeCompactJws(text: string): CompactJws {
  const first = text.indexOf(DOT)
  const second = text.indexOf(DOT, first + 1)
  if (first < 0 || second < 0 || text.indexOf(DOT, second + 1) >= 0) {
    throw new FormatError('format.jws', 'expected three parts')
  }
  return {
    header: decodeHeader(decodeBase64Url(text, 0, first)),
    payload: decodeBase64Url(text, first + 1, second),
    signedBytes: new TextEncoder().encode(text.slice(0, second)),
    signature: decodeBase64Url(text, second + 1),
  }
}

/** Encodes what is signed: base64url of the header and of the payload, with a dot between. */
export function encodeSigningInput(header: JsonObject, payload: Bytes): string {
  const headerText = encodeBase64Url(new TextEncoder().encode(JSON.stringify(header)))
  return `${headerText}${DOT}${encodeBase64Url(payload)}`
}

/** Encodes a signed JWS. Inverse of {@link decodeCompactJws}. */
export function encodeCompactJws(signingInput: string, signature: Bytes): string {
  return `${signingInput}${DOT}${encodeBase64Url(signature)}`
}

/**
 * Inflates a payload compressed as `zip: DEF` says: raw DEFLATE (RFC 7516 §4.1.3).
 *
 * @returns the bytes, and how many bytes followed the end of the stream
 * @throws {FormatError} `format.deflate`
 */
export function inflatePayload(
  payload: Bytes,
  maxBytes: number,
): { readonly bytes: Bytes; readonly trailing: number } {
  const { bytes, consumed } = inflateRaw(payload, { maxBytes, code: 'format.deflate' })
  return { bytes, trailing: payload.length - consumed }
}

/** Compresses a payload as `zip: DEF` says. Inverse of {@link inflatePayload}. */
export function deflatePayload(payload: Bytes): Bytes {
  return encodeDeflate(payload)
}

function decodeHeader(bytes: Bytes): JsonObject {
  const { value } = decodeJson(bytes)
  if (isJsonObject(value)) return value
  throw new FormatError('format.header', 'the header is not an object')
}
