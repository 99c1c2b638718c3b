/**
 * The record of a folder of certificates: lines of JSON, of which the last may not have been finished.
 *
 * @module
 */

import type { FormatId } from 'pratique/verify'
import type { FilePort } from '../data/file-port.ts'

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

/** What a record holds, and where it is to go on. */
export interface ReadRecord {
  readonly entries: JobEntry[]
  /** Bytes of whole lines. */
  readonly length: number
}

const CHUNK_BYTES = 1 << 20
const NEW_LINE = 0x0a

/**
 * Reads the whole lines, and takes away one that was not finished.
 *
 * @returns `undefined` if a line is no entry, or two have one number
 */
export function readRecord(fs: FilePort, file: number): ReadRecord | undefined {
  const entries: JobEntry[] = []
  const numbers = new Set<number>()
  let length = 0
  let rest: Buffer = Buffer.alloc(0)
  for (;;) {
    const chunk = Buffer.alloc(CHUNK_BYTES)
    const read = fs.readSync(file, chunk, 0, CHUNK_BYTES, length + rest.length)
    if (read === 0) break
    const bytes = Buffer.concat([rest, chunk.subarray(0, read)])
    const end = bytes.lastIndexOf(NEW_LINE) + 1
    rest = bytes.subarray(end)
    length += end
    for (const line of linesOf(bytes.subarray(0, end))) {
      const entry = readEntry(line)
      if (!entry || numbers.has(entry.number)) return undefined
      numbers.add(entry.number)
      entries.push(entry)
    }
  }
  if (rest.length > 0) fs.ftruncateSync(file, length)
  return { entries, length }
}

function linesOf(bytes: Buffer): readonly string[] {
  const text = bytes.toString('utf8')
  return text === '' ? [] : text.slice(0, -1).split('\n')
}

function readEntry(line: string): JobEntry | undefined {
  try {
    const entry: unknown = JSON.parse(line)
    return isEntry(entry) ? entry : undefined
  } catch {
    return undefined
  }
}

function isEntry(value: unknown): value is JobEntry {
  if (typeof value !== 'object' || value === null) return false
  const { number, place, format, mark, texts }: Partial<Record<string, unknown>> = { ...value }
  return (
    Number.isSafeInteger(number) &&
    Number(number) > 0 &&
    [place, format, mark].every((each) => typeof each === 'string') &&
    Array.isArray(texts) &&
    texts.every((text) => typeof text === 'string' && text !== '')
  )
}
