/**
 * Rows of a batch as they rest, sealed, until they are issued: JSON lines.
 *
 * @module
 */

import type { IdentifiedRow, IntakeRow } from 'pratique/intake'

/** An order takes some hundred characters. Names that many rows share are written once for each. */
const MAX_CHARACTERS = 16 * 1024

const UTF8 = new TextEncoder()

/** A row, and what others of the file are held against. */
export function encodeRow(each: IdentifiedRow): string {
  const line = JSON.stringify(each)
  if (line.length <= MAX_CHARACTERS) return line
  const words = `at most ${MAX_CHARACTERS} characters as an order`
  const row: IntakeRow = {
    place: each.row.place,
    faults: [{ path: '', kind: 'too-long', words }],
  }
  return JSON.stringify({ row })
}

export function encodeRows(lines: readonly string[]): Uint8Array {
  return UTF8.encode(lines.join('\n'))
}

export function decodeRows(bytes: Uint8Array): readonly IdentifiedRow[] {
  return new TextDecoder()
    .decode(bytes)
    .split('\n')
    .map((line) => JSON.parse(line))
}
