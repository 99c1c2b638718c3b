/**
 * Byte strings and text strings of CBOR (RFC 8949 §3.1, §3.2.3).
 *
 * @module
 */

import { type Bytes, joinBytes } from '../bytes/bytes.ts'
import { FormatError } from '../errors.ts'
import { BYTE_STRING, TEXT_STRING } from './head.ts'
import { INDEFINITE, type Reader, readInitial, readLength, refuse, takeBreak } from './reader.ts'

/** ASCII shorter than this is put together here: a call of `TextDecoder` would cost more. */
const SHORT_TEXT = 24

/** Invalid UTF-8 is refused (RFC 8949 §3.1); U+FEFF is a character like any other. */
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Reads a byte string whose initial byte was just read: a view of the input, if of one piece. */
export function readBytes(reader: Reader, info: number): Bytes {
  if (info === INDEFINITE) return readByteChunks(reader)
  const length = readLength(reader, info)
  const { bytes, at } = reader
  reader.at = at + length
  return bytes.subarray(at, reader.at)
}

/** Reads a text string whose initial byte was just read. */
export function readText(reader: Reader, info: number): string {
  if (info === INDEFINITE) return readTextChunks(reader)
  const length = readLength(reader, info)
  const { bytes, at } = reader
  reader.at = at + length
  if (length < SHORT_TEXT) return decodeShortText(bytes, at, reader.at)
  return decodeUtf8(bytes, at, reader.at)
}

function decodeShortText(bytes: Bytes, start: number, end: number): string {
  let text = ''
  for (let i = start; i < end; i++) {
    const byte = bytes[i] ?? 0
    if (byte > 0x7f) return decodeUtf8(bytes, start, end)
    text += String.fromCharCode(byte)
  }
  return text
}

function decodeUtf8(bytes: Bytes, start: number, end: number): string {
  try {
    return UTF8.decode(bytes.subarray(start, end))
  } catch (cause) {
    throw new FormatError('format.cbor', `invalid UTF-8 in the text at byte ${start}`, { cause })
  }
}

/** Chunks of one string: definite, and of the string's own type (RFC 8949 §3.2.3). */
function readByteChunks(reader: Reader): Bytes {
  const chunks: Bytes[] = []
  while (!takeBreak(reader)) chunks.push(readBytes(reader, readChunkInfo(reader, BYTE_STRING)))
  return joinBytes(chunks)
}

/** A character never goes across two chunks: each is decoded by itself (RFC 8949 §3.2.3). */
function readTextChunks(reader: Reader): string {
  let text = ''
  while (!takeBreak(reader)) text += readText(reader, readChunkInfo(reader, TEXT_STRING))
  return text
}

function readChunkInfo(reader: Reader, majorType: number): number {
  const initial = readInitial(reader)
  if (initial >> 5 !== majorType) refuse('chunk of another type', reader.at - 1)
  const info = initial & 0x1f
  if (info === INDEFINITE) refuse('chunk of indefinite length', reader.at - 1)
  return info
}
