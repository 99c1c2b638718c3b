/**
 * Bytes of one row or file → text.
 *
 * @module
 */

import type { Bytes } from '../../bytes/bytes.ts'

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const UTF8_MARK = [0xef, 0xbb, 0xbf]

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Decodes UTF-8; `undefined` if it is none, or has a NUL in it. */
export function toText(bytes: Bytes): string | undefined {
  if (bytes.includes(0)) return undefined
  try {
    return UTF8.decode(bytes)
  } catch {
    return undefined
  }
}

/** What stands behind a byte order mark. */
export function withoutMark(bytes: Bytes): Bytes {
  return UTF8_MARK.every((byte, at) => bytes[at] === byte) ? bytes.subarray(3) : bytes
}

/** One line, and which of the file: from 1. */
export interface Line {
  readonly number: number
  readonly bytes: Bytes
}

/** Parts bytes into lines, which end with CR, LF or both. The last may have no end. */
export function* linesOf(bytes: Bytes, first = 1): Generator<Line, void> {
  let from = 0
  for (let number = first; from < bytes.length; number++) {
    let end = from
    while (end < bytes.length && bytes[end] !== LINE_FEED && bytes[end] !== CARRIAGE_RETURN) end++
    yield { number, bytes: bytes.subarray(from, end) }
    from = end + (bytes[end] === CARRIAGE_RETURN && bytes[end + 1] === LINE_FEED ? 2 : 1)
  }
}

/** The end of the last whole line, behind its line end; 0 if none is whole. A CR may be the half of one. */
export function endOfLines(bytes: Bytes): number {
  for (let at = bytes.length; at > 0; at--) {
    const byte = bytes[at - 1]
    if (byte === LINE_FEED || (byte === CARRIAGE_RETURN && at < bytes.length)) return at
  }
  return 0
}

/** Tells whether bytes are white space alone. */
export function isBlankLine(bytes: Bytes): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09)
}
