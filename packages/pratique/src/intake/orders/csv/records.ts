/**
 * Records of CSV (RFC 4180), read strictly from bytes, so that one bad record is not the end of the others.
 *
 * @module
 */

import type { Bytes } from '../../../bytes/bytes.ts'
import { toText } from '../text.ts'

export type Delimiter = ',' | ';' | '\t'

/**
 * A record, or why it is none. The first has the number 1, as in a spreadsheet. `next` is where the one behind it
 * begins.
 */
export type CsvRecord = { readonly number: number; readonly next: number } & (
  | { readonly fields: readonly string[] }
  | { readonly reason: RecordFault }
)

export type RecordFault = 'quote' | 'unclosed' | 'encoding' | 'too-long'

const QUOTE = 0x22
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

export const MAX_RECORD_BYTES: number = 64 * 1024

/** Reads a file record by record. A line end is CRLF, LF or CR, and the last may have none. */
export function* readRecords(
  bytes: Bytes,
  delimiter: Delimiter,
  first = 1,
): Generator<CsvRecord, void> {
  const separator = delimiter.charCodeAt(0)
  let from = 0
  for (let number = first; from < bytes.length; number++) {
    const { end, fields, isBroken, isClosed } = scan(bytes, from, separator)
    const next = end + (bytes[end] === CARRIAGE_RETURN && bytes[end + 1] === LINE_FEED ? 2 : 1)
    const record = bytes.subarray(from, end)
    yield { number, next, ...toFields(record, from, { fields, isBroken, isClosed }) }
    from = next
  }
}

/** Where the fields of a record stand, quotes included. */
interface Scan {
  readonly fields: readonly { readonly from: number; readonly to: number }[]
  /** A quote stands within a field without quotes, or something behind the closing one. */
  readonly isBroken: boolean
  readonly isClosed: boolean
}

/** Looks where a record ends. In a broken one quotes count no more: it ends with its line. */
function scan(bytes: Bytes, start: number, separator: number): Scan & { readonly end: number } {
  const fields: { readonly from: number; readonly to: number }[] = []
  let isBroken = false
  let from = start
  let at = start
  for (;;) {
    if (bytes[at] === QUOTE && !isBroken) {
      const closing = endOfQuoted(bytes, at)
      if (closing < 0) return { end: bytes.length, fields, isBroken, isClosed: false }
      at = closing + 1
      isBroken = !isEnd(bytes[at], separator)
    }
    while (!isEnd(bytes[at], separator)) {
      if (bytes[at] === QUOTE) isBroken = true
      at++
    }
    fields.push({ from, to: at })
    if (bytes[at] !== separator) return { end: at, fields, isBroken, isClosed: true }
    at++
    from = at
  }
}

/** The position of the quote that closes a field; negative where there is none. */
function endOfQuoted(bytes: Bytes, opening: number): number {
  let at = bytes.indexOf(QUOTE, opening + 1)
  while (at >= 0 && bytes[at + 1] === QUOTE) at = bytes.indexOf(QUOTE, at + 2)
  return at
}

function isEnd(byte: number | undefined, separator: number): boolean {
  return byte === undefined || byte === separator || byte === LINE_FEED || byte === CARRIAGE_RETURN
}

function toFields(
  record: Bytes,
  offset: number,
  { fields, isBroken, isClosed }: Scan,
): { readonly fields: readonly string[] } | { readonly reason: RecordFault } {
  if (!isClosed) return { reason: 'unclosed' }
  if (isBroken) return { reason: 'quote' }
  if (record.length > MAX_RECORD_BYTES) return { reason: 'too-long' }
  const texts: string[] = []
  for (const { from, to } of fields) {
    const text = toText(record.subarray(from - offset, to - offset))
    if (text === undefined) return { reason: 'encoding' }
    texts.push(text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text)
  }
  return { fields: texts }
}
