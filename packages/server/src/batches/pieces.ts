/**
 * A body as it comes, piece by piece.
 *
 * @module
 */

import { RequestError } from '../request-error.ts'

/**
 * Reads a body to its end; whoever stops early ends it.
 *
 * @param patienceMs one that stands still for so long is given up
 * @throws {RequestError} `request.timeout`; `request.body` if it breaks off
 */
export async function* readPieces(
  body: ReadableStream<Uint8Array> | null,
  patienceMs: number,
): AsyncGenerator<Uint8Array, void> {
  const reader = body?.getReader()
  if (!reader) return
  try {
    for (;;) {
      const { done, value } = await inTime(readPiece(reader), patienceMs)
      if (done) return
      yield value
    }
  } finally {
    // Of one that is at its end, nothing.
    await reader.cancel().catch(() => {})
  }
}

async function readPiece(reader: ReadableStreamDefaultReader<Uint8Array>) {
  try {
    return await reader.read()
  } catch {
    // Whoever sends has gone away, most likely.
    throw new RequestError('request.body', { faults: [{ path: '', words: 'it broke off' }] })
  }
}

async function inTime<T>(promise: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new RequestError('request.timeout')), ms)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
