/**
 * Scanlines of every small form, compressed by their repetitions, and read back by zlib.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inflateSync } from 'node:zlib'
import { encodeZlibBy } from '../bytes/deflate-encode.ts'
import { findLineTokens } from './scanline-tokens.ts'

/** What differs, in how far bytes are equal to the one before them. */
const FILLS = [
  () => 0,
  (at: number) => at,
  (at: number) => (at * 37) >> 3,
  () => Math.random() * 256,
]

test('lines of every small form are read back', () => {
  for (let lineBytes = 1; lineBytes <= 12; lineBytes++) {
    for (let equalLines = 1; equalLines <= 70; equalLines++) check(lineBytes, equalLines, 5)
  }
})

test('lines about as long as a match may be, and many of them, are read back', () => {
  for (const lineBytes of [127, 128, 129, 130, 257, 258, 259, 260, 261, 262, 516, 519]) {
    for (const equalLines of [1, 2, 3]) check(lineBytes, equalLines, 3)
  }
  for (const [lineBytes, equalLines] of [
    [1, 1],
    [1, 2],
    [1, 3],
    [2, 2],
    [40, 1],
  ] as const) {
    check(lineBytes, equalLines, 100_000 / lineBytes)
  }
})

function check(lineBytes: number, equalLines: number, rows: number): void {
  for (const fill of FILLS) {
    const lines = new Uint8Array(rows * equalLines * lineBytes)
    for (let row = 0; row < rows; row++) {
      const start = row * equalLines * lineBytes
      for (let at = start; at < start + lineBytes; at++) lines[at] = fill(at)
      for (let i = 1; i < equalLines; i++) {
        lines.copyWithin(start + i * lineBytes, start, start + lineBytes)
      }
    }
    const read = inflateSync(encodeZlibBy(lines, findLineTokens(lineBytes, equalLines)))
    assert.ok(read.equals(lines), `${lineBytes} bytes, ${equalLines} equal lines, ${rows} rows`)
  }
}
