/**
 * Decompression by Node, for bundles: at once, and ten times as fast as ours when a program starts.
 *
 * @module
 */

import { FormatError } from 'pratique/errors'
import type { Bytes } from 'pratique/verify'

const CHUNK_BYTES = 256 * 1024

/**
 * Decompresses raw DEFLATE (RFC 1951). What follows its end is left alone.
 *
 * @throws {FormatError} `format.deflate` if it is damaged, or comes to more than `maxBytes`
 */
export function inflateRaw(bytes: Bytes, maxBytes: number): Bytes {
  // Not imported: loaded when there is something to decompress.
  const { inflateRawSync } = process.getBuiltinModule('node:zlib')
  try {
    const options = { maxOutputLength: maxBytes, chunkSize: Math.min(CHUNK_BYTES, maxBytes) }
    return new Uint8Array(inflateRawSync(bytes, options))
  } catch (cause) {
    throw new FormatError('format.deflate', 'not to be decompressed', { cause })
  }
}
