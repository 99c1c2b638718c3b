/**
 * The result of a batch, opened: each line is a JWE (RFC 7516) of some hundred rows. A result of any length is opened
 * as it is read.
 *
 * @module
 */

import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { FormatError, UsageError } from 'pratique/errors'
import type { ResultKey } from './result-key.ts'

const STDIN = '-'

/** Where a chunk stands, by its protected header. */
interface Place {
  readonly batch: unknown
  readonly chunk: unknown
  readonly chunks: unknown
}

/**
 * Opens a result chunk by chunk: rows as JSON lines.
 *
 * @param path `-` for standard input
 * @throws {UsageError} `usage.argument` if it is not whole, or of several batches
 * @throws {FormatError} `format.jwe` if it is no result; `format.decrypt` if it is another key's, or was changed
 */
export async function* openResult(path: string, key: ResultKey): AsyncGenerator<string> {
  let next = 0
  let first: Place | undefined
  for await (const line of linesOf(path)) {
    if (line === '') continue
    const { place, text } = await openChunk(line, key)
    first ??= place
    const { batch, chunk, chunks } = place
    if (chunk !== next || batch !== first.batch || chunks !== first.chunks) throw refuse()
    next++
    yield text
  }
  if (next === 0 || next !== first?.chunks) throw refuse()
}

async function openChunk(
  line: string,
  key: ResultKey,
): Promise<{ readonly place: Place; readonly text: string }> {
  const { compactDecrypt, errors } = await import('jose')
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(line, key, {
      keyManagementAlgorithms: ['ECDH-ES'],
      contentEncryptionAlgorithms: ['A256GCM'],
    })
    const { batch, chunk, chunks } = protectedHeader
    return { place: { batch, chunk, chunks }, text: new TextDecoder().decode(plaintext) }
  } catch (cause) {
    if (cause instanceof errors.JWEDecryptionFailed) {
      const words = 'the key is another one, or the result was changed'
      throw new FormatError('format.decrypt', words, { cause })
    }
    throw new FormatError('format.jwe', 'expected the result of a batch: a JWE a line', { cause })
  }
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const input = path === STDIN ? process.stdin : createReadStream(path)
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      yield line
    }
  } catch (cause) {
    throw new UsageError('usage.file-unreadable', 'the result cannot be read', { cause })
  }
}

function refuse(): UsageError {
  const words = 'the result is not whole, or of several batches: fetch it again'
  return new UsageError('usage.argument', words)
}
