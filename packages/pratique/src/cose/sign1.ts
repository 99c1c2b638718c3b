/**
 * COSE_Sign1 (RFC 9052 §4.2).
 *
 * @module
 */

import type { Bytes } from '../bytes/bytes.ts'
import { type CborLimits, decodeCbor } from '../cbor/decode.ts'
import { encodeCbor, withCbor } from '../cbor/encode.ts'
import { headLength, writeHead } from '../cbor/head.ts'
import { type CborMap, CborTag, type CborValue } from '../cbor/value.ts'
import { FormatError } from '../errors.ts'

/** A single-signer COSE message. Byte strings are kept as received: they are what was signed. */
export interface CoseSign1 {
  /** The serialised protected header (RFC 9052 §3); of length zero if there is none. */
  readonly protected: Bytes
  readonly unprotected: CborMap
  readonly payload: Bytes
  readonly signature: Bytes
}

/** Tag of COSE_Sign1 (RFC 9052 §2, Table 1). */
export const SIGN1_TAG = 18
/** Tag of a CWT, which may stand outside of it (RFC 8392 §6). */
const CWT_TAG = 61

/** `Sig_structure` up to its body_protected: an array of four, and the context (RFC 9052 §4.4). */
const CONTEXT: Bytes = Uint8Array.of(0x84, 0x6a, ...new TextEncoder().encode('Signature1'))
const EMPTY_BYTE_STRING = 0x40
const BYTE_STRING = 2

/**
 * Decodes a COSE_Sign1, tagged 18, tagged 61 and 18, or untagged: issuers write all three.
 *
 * @throws {FormatError} `format.cose` or `format.cbor`
 */
export function decodeCoseSign1(bytes: Bytes): CoseSign1 {
  let message = decodeCbor(bytes)
  if (isTagged(message, CWT_TAG) && isTagged(message.value, SIGN1_TAG)) message = message.value
  if (isTagged(message, SIGN1_TAG)) message = message.value
  return readParts(message)
}

/**
 * Decodes a COSE_Sign1 that is tagged 18 and nothing else, for formats that allow no other form.
 *
 * @throws {FormatError} `format.cose` or `format.cbor`
 */
export function decodeTaggedCoseSign1(bytes: Bytes, limits?: CborLimits): CoseSign1 {
  const message = decodeCbor(bytes, limits)
  if (isTagged(message, SIGN1_TAG)) return readParts(message.value)
  throw new FormatError('format.cose', `expected tag ${SIGN1_TAG}`)
}

function readParts(message: CborValue): CoseSign1 {
  if (!Array.isArray(message) || message.length !== 4) {
    throw new FormatError('format.cose', 'expected an array of four')
  }
  const [header, unprotected, payload, signature]: readonly CborValue[] = message
  if (
    !(header instanceof Uint8Array) ||
    !(unprotected instanceof Map) ||
    !(payload instanceof Uint8Array) ||
    !(signature instanceof Uint8Array)
  ) {
    throw new FormatError('format.cose', 'expected [bstr, map, bstr, bstr]')
  }
  return { protected: header, unprotected, payload, signature }
}

/** Encodes a COSE_Sign1 with its tag. Inverse of {@link decodeCoseSign1}. */
export function encodeCoseSign1(message: CoseSign1): Bytes {
  return encodeCbor(toTagged(message))
}

/** Encodes a COSE_Sign1 for a moment: `use` gets the bytes, which are wiped when it returns. */
export function withCoseSign1<Result>(message: CoseSign1, use: (bytes: Bytes) => Result): Result {
  return withCbor(toTagged(message), use)
}

function toTagged({ protected: header, unprotected, payload, signature }: CoseSign1): CborTag {
  return new CborTag(SIGN1_TAG, [header, unprotected, payload, signature])
}

/** Builds the bytes that a signer signs: `Sig_structure` without external data (RFC 9052 §4.4). */
export function sigStructure({
  protected: header,
  payload,
}: Pick<CoseSign1, 'protected' | 'payload'>): Bytes {
  const bytes = new Uint8Array(
    CONTEXT.length +
      headLength(header.length) +
      header.length +
      1 +
      headLength(payload.length) +
      payload.length,
  )
  bytes.set(CONTEXT)
  let at = writeHead(bytes, CONTEXT.length, BYTE_STRING, header.length)
  bytes.set(header, at)
  at += header.length
  bytes[at++] = EMPTY_BYTE_STRING
  at = writeHead(bytes, at, BYTE_STRING, payload.length)
  bytes.set(payload, at)
  return bytes
}

function isTagged(value: CborValue, tag: number): value is CborTag {
  return value instanceof CborTag && value.tag === tag
}
