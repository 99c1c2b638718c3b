/**
 * zlib streams (RFC 1950): bounded decompression.
 *
 * @module
 */

import { FormatError } from '../errors.ts'
import { adler32 } from './adler32.ts'
import type { Bytes } from './bytes.ts'
import { inflateRaw } from './inflate.ts'

const HEADER_BYTES = 2
const CHECKSUM_BYTES = 4

/** RFC 1950 §2.2 (CM, CINFO): DEFLATE, with a window of up to 2^(7 + 8) bytes. */
const DEFLATE = 8
const MAX_WINDOW = 7
const FDICT = 0x20

/**
 * Decompresses a zlib stream; `trailing` counts the bytes after it, which are left alone.
 *
 * A distance beyond the window that the header names is accepted, as zlib does.
 *
 * @throws {FormatError} `format.zlib` if the stream is malformed, cut short, needs a dictionary, does
 *   not match its checksum, or decompresses to more than `maxBytes`.
 */
export function inflateZlib(
  bytes: Uint8Array,
  { maxBytes }: { readonly maxBytes: number },
): { readonly bytes: Bytes; readonly trailing: number } {
  checkHeader(bytes)
  const inflated = inflateRaw(bytes, { start: HEADER_BYTES, maxBytes, code: 'format.zlib' })
  const at = HEADER_BYTES + inflated.consumed
  const trailing = bytes.length - at - CHECKSUM_BYTES
  if (trailing < 0) throw new FormatError('format.zlib', 'checksum is cut short')
  if (readUint32(bytes, at) !== adler32(inflated.bytes)) {
    throw new FormatError('format.zlib', 'checksum does not match')
  }
  return { bytes: inflated.bytes, trailing }
}

/** RFC 1950 §2.2. */
function checkHeader(bytes: Uint8Array): void {
  const [cmf = 0, flags = 0] = bytes
  if (bytes.length < HEADER_BYTES || (cmf * 256 + flags) % 31 !== 0) {
    throw new FormatError('format.zlib', 'no zlib header')
  }
  if ((cmf & 15) !== DEFLATE) throw new FormatError('format.zlib', 'unknown compression method')
  if (cmf >> 4 > MAX_WINDOW) throw new FormatError('format.zlib', 'window is too large')
  if ((flags & FDICT) !== 0) throw new FormatError('format.zlib', 'needs a dictionary')
}

/** Most significant byte first (RFC 1950 §2.1). */
function readUint32(bytes: Uint8Array, at: number): number {
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(at, at + 4)
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0
}
