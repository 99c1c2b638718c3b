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
  const entry = parseJson(line)
  return isNumbered(entry) && isUnnumbered(entry) ? entry : undefined
}

/** Reads an entry that has no number yet. */
export function readUnnumbered(text: string): Omit<JobEntry, 'number'> | undefined {
  const entry = parseJson(text)
  if (!isUnnumbered(entry)) return undefined
  const { place, format, texts, receipt, mark } = entry
  return { place, format, texts, ...(receipt && { receipt }), mark }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isNumbered(value: unknown): value is Pick<JobEntry, 'number'> {
  const number = typeof value === 'object' && value !== null && Reflect.get(value, 'number')
  return Number.isSafeInteger(number) && Number(number) > 0
}

function isUnnumbered(value: unknown): value is Omit<JobEntry, 'number'> {
  if (typeof value !== 'object' || value === null) return false
  const { place, format, mark, texts, receipt }: Partial<Record<string, unknown>> = { ...value }
  return (
    [place, format, mark].every((each) => typeof each === 'string') &&
    Array.isArray(texts) &&
    texts.every((text) => typeof text === 'string' && text !== '') &&
    (receipt === undefined || isReceipt(receipt))
  )
}

function isReceipt(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { list, index }: Partial<Record<string, unknown>> = { ...value }
  return [list, index].every((each) => Number.isSafeInteger(each) && Number(each) >= 0)
}
