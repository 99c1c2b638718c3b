/**
 * Takes a PNG apart (ISO/IEC 15948:2004 §5), by nothing of ours.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { crc32 } from 'node:zlib'

export interface PngChunk {
  readonly type: string
  readonly data: Buffer
}

/** Reads the chunks, and asserts that each is whole and nothing stands behind the last. */
export function readPngChunks(png: Uint8Array): readonly PngChunk[] {
  const bytes = Buffer.from(png)
  assert.equal(bytes.subarray(0, 8).toString('latin1'), '\x89PNG\r\n\x1a\n')
  const chunks: PngChunk[] = []
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    const typed = bytes.subarray(at + 4, at + 8 + length)
    assert.equal(bytes.readUInt32BE(at + 8 + length), crc32(typed))
    chunks.push({ type: typed.toString('latin1', 0, 4), data: typed.subarray(4) })
    at += 12 + length
  }
  assert.equal(chunks.at(-1)?.type, 'IEND')
  return chunks
}
