/**
 * A folder of issued certificates, which a command can be stopped over at any instant: one file of lines
 * says what was issued, and a certificate is issued when its line is whole and on the disk. Pictures and
 * pages are made from it, and made again if they are missing.
 *
 * What is kept to know an order again is its HMAC under a secret of the folder: nothing can be told from it
 * that the certificate beside it does not say.
 *
 * @module
 */

import { createHmac, randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from 'pratique/errors'
import type { FormatId } from 'pratique/verify'
import { writeAtomically, writeNew } from '../data/atomic-file.ts'
import { codeOf, type FilePort } from '../data/file-port.ts'
import { acquireLock, type ProcessPort } from '../data/lock.ts'

/** A certificate that was issued. */
export interface JobEntry {
  /** From 1, in the order of issue. Its files are called by it. */
  readonly number: number
  /** Where the order stood, such as `line 3`. */
  readonly place: string
  readonly format: FormatId
  readonly texts: readonly string[]
  /** For the issuer's own record: the place on its revocation list. */
  readonly receipt?: { readonly list: number; readonly index: number }
  /** What the order is known again by. */
  readonly mark: string
}

/** A folder that is being written to, by one process at a time. */
export interface Job {
  /** What was issued into it before. */
  readonly entries: readonly JobEntry[]
  /** What an order is known again by. */
  toMark(order: string): string
  find(mark: string): JobEntry | undefined
  /** Puts certificates on record, all through to the disk. They are issued when this returns. */
  commit(entries: readonly Omit<JobEntry, 'number'>[]): readonly JobEntry[]
  has(name: string): boolean
  /** Writes a file beside the record: whole or not at all. */
  write(name: string, bytes: Uint8Array): void
  close(): void
}

/** What the record is called. */
export const RECORD = 'certificates.ndjson'
const SECRET = 'job-secret'
const SECRET_BYTES = 32

const FOLDER_MODE = 0o700
const FILE_MODE = 0o600
const CHUNK_BYTES = 1 << 20
const { O_CREAT, O_RDWR, O_NOFOLLOW = 0 } = constants
const NEW_LINE = 0x0a

/**
 * Opens a folder, or makes it. A line that was not finished is taken away: its certificate was never given
 * out.
 *
 * @throws {UsageError} `usage.output-file` if something else lies there, or nothing can be written;
 *   `usage.data-folder-locked` if another process is at it
 */
export function openJob(fs: FilePort, processes: ProcessPort, folder: string): Job {
  const release = guard(folder, () => {
    fs.mkdirSync(folder, { recursive: true, mode: FOLDER_MODE })
    requireOurs(fs, folder)
    return acquireLock(fs, processes, folder)
  })
  try {
    return guard(folder, () => createJob(fs, folder, release))
  } catch (error) {
    release()
    throw error
  }
}

/** Nobody's photographs are to lie among certificates. */
function requireOurs(fs: FilePort, folder: string): void {
  const names = fs.readdirSync(folder).map(String)
  if (names.length === 0 || names.includes(SECRET) || names.every((name) => name.startsWith('.'))) {
    return
  }
  throw refuse(folder, 'there are other files in it: name a new folder, or the one of before')
}

function createJob(fs: FilePort, folder: string, release: () => void): Job {
  const secret = readSecret(fs, folder)
  const file = fs.openSync(join(folder, RECORD), O_RDWR | O_CREAT | O_NOFOLLOW, FILE_MODE)
  const { lines, length: held } = readLines(fs, file)
  const entries = lines.map((line) => readEntry(folder, line))
  const byMark = new Map(entries.map((entry) => [entry.mark, entry]))
  let length = held
  function append(text: string): void {
    const bytes = Buffer.from(text)
    try {
      let written = 0
      while (written < bytes.length) {
        written += fs.writeSync(file, bytes, written, bytes.length - written, length + written)
      }
      fs.fsyncSync(file)
      length += bytes.length
    } catch (error) {
      fs.ftruncateSync(file, length)
      throw error
    }
  }
  return {
    entries,
    toMark: (order) => createHmac('sha256', secret).update(order).digest('hex'),
    find: (mark) => byMark.get(mark),
    commit: (issued) =>
      guard(folder, () => {
        const numbered = issued.map((each, at) => ({ number: entries.length + at + 1, ...each }))
        append(numbered.map((entry) => `${JSON.stringify(entry)}\n`).join(''))
        for (const entry of numbered) {
          entries.push(entry)
          byMark.set(entry.mark, entry)
        }
        return numbered
      }),
    has: (name) => fs.statSync(join(folder, name), { throwIfNoEntry: false })?.isFile() === true,
    write: (name, bytes) => guard(folder, () => writeAtomically(fs, join(folder, name), bytes)),
    close() {
      fs.closeSync(file)
      release()
    },
  }
}

function readSecret(fs: FilePort, folder: string): Uint8Array {
  const path = join(folder, SECRET)
  try {
    writeNew(fs, path, randomBytes(SECRET_BYTES), FILE_MODE)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
  const file = fs.openSync(path, constants.O_RDONLY | O_NOFOLLOW)
  try {
    const secret = new Uint8Array(SECRET_BYTES + 1)
    if (fs.readSync(file, secret) === SECRET_BYTES) return secret.subarray(0, SECRET_BYTES)
  } finally {
    fs.closeSync(file)
  }
  throw refuse(folder, `${SECRET} is damaged: name a new folder`)
}

/** Whole lines, and where they end. */
function readLines(
  fs: FilePort,
  file: number,
): { readonly lines: string[]; readonly length: number } {
  const chunks: Buffer[] = []
  for (let at = 0; ; ) {
    const chunk = Buffer.alloc(CHUNK_BYTES)
    const read = fs.readSync(file, chunk, 0, CHUNK_BYTES, at)
    if (read === 0) break
    chunks.push(chunk.subarray(0, read))
    at += read
  }
  const bytes = Buffer.concat(chunks)
  const length = bytes.lastIndexOf(NEW_LINE) + 1
  if (length < bytes.length) fs.ftruncateSync(file, length)
  const text = bytes.subarray(0, length).toString('utf8')
  return { lines: text === '' ? [] : text.slice(0, -1).split('\n'), length }
}

function readEntry(folder: string, line: string): JobEntry {
  try {
    const entry: unknown = JSON.parse(line)
    if (isEntry(entry)) return entry
  } catch {
    // Said below.
  }
  throw refuse(folder, `a line of ${RECORD} is damaged: restore it, or name a new folder`)
}

function isEntry(value: unknown): value is JobEntry {
  if (typeof value !== 'object' || value === null) return false
  const { number, mark, texts }: Partial<Record<string, unknown>> = { ...value }
  return typeof number === 'number' && typeof mark === 'string' && Array.isArray(texts)
}

/** What went wrong, for the few causes that people can do something about. */
const CAUSES: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full: make room and run the command again, what was issued is kept',
  EDQUOT: 'the disk is full: make room and run the command again, what was issued is kept',
  EROFS: 'the disk takes nothing: name another folder',
  EACCES: 'it is not open to you: name another folder',
  EPERM: 'it is not open to you: name another folder',
  ENOTDIR: 'a part of its name is a file: name another folder',
  EEXIST: 'a file has this name: name another folder',
}

function guard<T>(folder: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    const code = codeOf(error)
    if (code === '' || error instanceof UsageError) throw error
    throw refuse(folder, CAUSES[code] ?? `the system says ${code}`, error)
  }
}

function refuse(folder: string, words: string, cause?: unknown): UsageError {
  const name = JSON.stringify(folder)
  return new UsageError('usage.output-file', `the folder ${name} cannot be used: ${words}`, {
    cause,
  })
}
