/**
 * Bytes of files and of standard input, with a limit, and errors that say what to do.
 *
 * @module
 */

import type { Stats } from 'node:fs'
import { UsageError } from 'pratique/errors'
import type { Bytes } from 'pratique/verify'
import { fs } from '../builtins.ts'
import { quote } from '../output/visible.ts'

/** No certificate, and hardly a picture of one, is larger. */
const MAX_BYTES = 20_000_000
const CHUNK_BYTES = 64 * 1024
const STDIN = 0

/** What went wrong, for the few causes that people can do something about. */
const CAUSES: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'is not open to you: change its permissions, or copy it'],
  ['EPERM', 'is not open to you: change its permissions, or copy it'],
  ['EISDIR', 'is a directory: name the files in it'],
])

/**
 * Reads a file whole. Its size is looked at before it is read.
 *
 * @throws {UsageError} `usage.file-missing`, `usage.file-directory`, `usage.file-empty`,
 *   `usage.file-too-large`, `usage.file-unreadable`
 */
export function readFileBytes(path: string, maxBytes: number = MAX_BYTES): Bytes {
  const name = quote(path)
  try {
    const stats = requireFile(path)
    if (stats.isFile() && stats.size > maxBytes) throw tooLarge(name, maxBytes)
    return requireContent(readOpened(path, name, maxBytes), name)
  } catch (error) {
    throw explain(error, name)
  }
}

/**
 * Reads the lines of a UTF-8 file one by one, so that it may be longer than what is read whole.
 *
 * @throws {UsageError} `usage.file-missing`, `usage.file-directory`, `usage.file-too-large` if a line
 *   is, `usage.file-unreadable`
 */
export function* readFileLines(path: string): Generator<string> {
  const name = quote(path)
  const decoder = new TextDecoder()
  const file = openFile(path)
  let rest = ''
  try {
    for (;;) {
      const chunk = readNext(file, name)
      const text = chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
      const [first = '', ...others] = text.split('\n')
      const lines = [rest + first, ...others]
      rest = chunk ? (lines.pop() ?? '') : ''
      yield* lines
      if (!chunk) return
      if (rest.length > MAX_BYTES) throw lineTooLarge(name)
    }
  } finally {
    fs.closeSync(file)
  }
}

/** Makes the error for a file that is not there. */
export function missingFile(path: string): UsageError {
  const advice = 'check the name and the folder'
  return new UsageError('usage.file-missing', `there is no file ${quote(path)}: ${advice}`)
}

/**
 * Reads standard input to its end.
 *
 * @throws {UsageError} `usage.file-empty`, `usage.file-too-large`, `usage.file-unreadable`
 */
export async function readStdinBytes(maxBytes: number = MAX_BYTES): Promise<Bytes> {
  const name = 'standard input'
  const collected = collect(name, maxBytes)
  try {
    readAll(STDIN, collected)
  } catch (error) {
    if (!isSystemError(error) || error.code !== 'EAGAIN') throw explain(error, name)
    // What feeds us does not block: then the rest is waited for.
    for await (const chunk of process.stdin) collected.add(chunk)
  }
  return requireContent(collected.join(), name)
}

/** Whether standard input is a person at a keyboard. */
export function isStdinTerminal(): boolean {
  return fs.fstatSync(STDIN).isCharacterDevice() && process.stdin.isTTY === true
}

function requireFile(path: string): Stats {
  const stats = fs.statSync(path, { throwIfNoEntry: false })
  if (!stats) throw missingFile(path)
  if (!stats.isDirectory()) return stats
  throw new UsageError(
    'usage.file-directory',
    `${quote(path)} is a directory: name the files in it`,
  )
}

function openFile(path: string): number {
  try {
    requireFile(path)
    return fs.openSync(path, 'r')
  } catch (error) {
    throw explain(error, quote(path))
  }
}

/** @returns `undefined` at the end */
function readNext(file: number, name: string): Uint8Array | undefined {
  const chunk = new Uint8Array(CHUNK_BYTES)
  try {
    const length = readChunk(file, chunk)
    return length === 0 ? undefined : chunk.subarray(0, length)
  } catch (error) {
    throw explain(error, name)
  }
}

function readOpened(path: string, name: string, maxBytes: number): Bytes {
  const file = fs.openSync(path, 'r')
  const collected = collect(name, maxBytes)
  try {
    readAll(file, collected)
  } finally {
    fs.closeSync(file)
  }
  return collected.join()
}

function readAll(file: number, collected: Collected): void {
  for (;;) {
    const chunk = new Uint8Array(CHUNK_BYTES)
    const length = readChunk(file, chunk)
    if (length === 0) return
    collected.add(chunk.subarray(0, length))
  }
}

/** On Windows the end of a pipe is an error. */
function readChunk(file: number, chunk: Uint8Array): number {
  try {
    return fs.readSync(file, chunk)
  } catch (error) {
    if (isSystemError(error) && error.code === 'EOF') return 0
    throw error
  }
}

/** Chunks that are collected until there are too many. */
interface Collected {
  /** @throws {UsageError} `usage.file-too-large` */
  readonly add: (chunk: Uint8Array) => void
  readonly join: () => Bytes
}

function collect(name: string, maxBytes: number): Collected {
  const chunks: Uint8Array[] = []
  let size = 0
  return {
    add(chunk) {
      size += chunk.length
      if (size > maxBytes) throw tooLarge(name, maxBytes)
      chunks.push(chunk)
    },
    join: () => new Uint8Array(Buffer.concat(chunks)),
  }
}

function requireContent(bytes: Bytes, name: string): Bytes {
  if (bytes.length > 0) return bytes
  throw new UsageError('usage.file-empty', `${name} is empty: save the file once more`)
}

function tooLarge(name: string, maxBytes: number): UsageError {
  const limit = `${Math.floor(maxBytes / 1_000_000)} MB`
  const advice =
    maxBytes === MAX_BYTES
      ? 'which no certificate has: crop the picture to the code'
      : 'which is more than is read at once: part the file'
  return new UsageError('usage.file-too-large', `${name} has more than ${limit}, ${advice}`)
}

function lineTooLarge(name: string): UsageError {
  const limit = `${MAX_BYTES / 1_000_000} million characters`
  return new UsageError(
    'usage.file-too-large',
    `a line of ${name} has more than ${limit}: put each case on a line of its own`,
  )
}

function explain(error: unknown, name: string): unknown {
  if (!isSystemError(error)) return error
  const cause = CAUSES.get(error.code) ?? `cannot be read (${error.code}): copy it and try again`
  return new UsageError('usage.file-unreadable', `${name} ${cause}`, { cause: error })
}

function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error
}
