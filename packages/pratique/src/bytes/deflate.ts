/**
 * Compression by the platform: raw DEFLATE (RFC 1951).
 *
 * @module
 */

import type { Bytes } from './bytes.ts'

/** Compresses bytes into a raw DEFLATE stream. Inverse of `inflateRaw`. */
export async function deflateRaw(bytes: Bytes): Promise<Bytes> {
  const { readable, writable } = new CompressionStream('deflate-raw')
  const [chunks] = await Promise.all([collect(readable), write(writable, bytes)])
  return concatenate(chunks)
}

async function write(writable: WritableStream<BufferSource>, bytes: Bytes): Promise<void> {
  const writer = writable.getWriter()
  await writer.write(bytes)
  await writer.close()
}

async function collect(readable: ReadableStream<Bytes>): Promise<readonly Bytes[]> {
  const chunks: Bytes[] = []
  const reader = readable.getReader()
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    chunks.push(read.value)
  }
  return chunks
}

function concatenate(chunks: readonly Bytes[]): Bytes {
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}
