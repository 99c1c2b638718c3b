/**
 * How DIVOC certificates travel: `certificate.json` in a ZIP archive, as Base64 or as bytes, or the
 * JSON alone.
 *
 * @module
 */

import { decodeBase64, encodeBase64 } from '../../bytes/base64url.ts'
import type { Bytes } from '../../bytes/bytes.ts'
import { openZipEntry } from '../../bytes/zip.ts'
import { FormatError } from '../../errors.ts'
import { decodeJson, parseJson } from '../../json/parse.ts'
import { isJsonObject } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import type { SignedCarrier, SignedMessage } from '../../model/format.ts'
import type { Remark } from '../../outcome.ts'
import { readDivocClaims } from './claims.ts'
import { readContextVersion } from './contexts.ts'
import { joinSignedBytes, readProof, readStatements } from './proof.ts'

/** What stands before the Base64 of an archive. */
export const B64_PREFIX = 'B64:'

/** The one entry that is read. */
export const ENTRY_NAME = 'certificate.json'

const MAX_BYTES = 64 * 1024
const LIMITS = { maxArchiveBytes: MAX_BYTES, maxBytes: MAX_BYTES }

/** Base64 of the largest archive, and what stands before it. */
const MAX_TEXT_LENGTH = Math.ceil(MAX_BYTES / 3) * 4 + 16

const JSON_LIMITS = { maxDepth: 8, maxCharacters: MAX_BYTES }

const ANY_PREFIX = /^b64:/i
const LAST_LATIN_1 = 0xff

/** A document as its text carries it, not yet looked at. */
export interface DivocText {
  readonly document: JsonObject
  readonly remarks: readonly Remark[]
}

/** The carrier of DIVOC certificates. */
export const divocCarrier: SignedCarrier = { id: 'divoc', framework: 'divoc', decode: decodeDivoc }

/** Encodes an archive as the text of a code. */
export function encodeB64(archive: Uint8Array): string {
  return B64_PREFIX + encodeBase64(archive)
}

function decodeDivoc(text: string): SignedMessage {
  const { document, remarks } = decodeDivocText(text)
  readContextVersion(document)
  const proof = readProof(document)
  // The shape comes before the statements: what is not in it is never made any.
  const claims = readDivocClaims(document)
  return {
    algorithm: proof.algorithm,
    keyId: proof.verificationMethod,
    signedBytes: joinSignedBytes(proof, readStatements(claims)),
    signature: proof.signature,
    claims: { kind: 'json', object: document },
    remarks: [...remarks, ...proof.remarks],
  }
}

/**
 * Opens a text as far as its JSON.
 *
 * @throws {FormatError} `format.length`, `format.base64`, `format.zip`, `format.json` or
 *   `format.document`
 */
export function decodeDivocText(text: string): DivocText {
  if (text.length > MAX_TEXT_LENGTH) {
    throw new FormatError('format.length', `longer than ${MAX_TEXT_LENGTH} characters`)
  }
  const remarks: Remark[] = []
  const isBare = text.startsWith('{')
  const value = isBare
    ? parseJson(text, JSON_LIMITS)
    : readEntry(readArchive(text, remarks), remarks)
  if (!isJsonObject(value)) throw new FormatError('format.document', 'expected an object')
  return { document: value, remarks }
}

function readEntry(archive: Bytes, remarks: Remark[]): JsonValue {
  const entry = decodeJson(openZipEntry(archive, ENTRY_NAME, LIMITS), JSON_LIMITS)
  if (entry.hasByteOrderMark) remarks.push({ code: 'content.byte-order-mark' })
  if (entry.hasSurroundingSpace) remarks.push({ code: 'content.surrounding-space' })
  return entry.value
}

function readArchive(text: string, remarks: Remark[]): Bytes {
  if (ANY_PREFIX.test(text)) {
    if (!text.startsWith(B64_PREFIX)) remarks.push({ code: 'content.prefix-case' })
    return readBase64(text.slice(B64_PREFIX.length))
  }
  // As Latin-1: one character a byte.
  const archive = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) {
    const byte = text.charCodeAt(at)
    if (byte > LAST_LATIN_1) throw new FormatError('format.zip', `no byte at ${at}`)
    archive[at] = byte
  }
  return archive
}

/** Line ends after the text are the scanner's or the file's. */
function readBase64(text: string): Bytes {
  try {
    return decodeBase64(text.trimEnd())
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    throw new FormatError('format.base64', 'not standard Base64 with its padding', { cause })
  }
}
