/**
 * Compression at once: our inflate, and zlib's, undo it; it takes no more room than zlib.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { Buffer } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { deflateRawSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { decodeBase45 } from './base45.ts'
import type { Bytes } from './bytes.ts'
import { encodeDeflate, encodeGzip, encodeZlib } from './deflate-encode.ts'
import { inflateRaw } from './inflate.ts'
import { inflateZlib } from './zlib.ts'

const SPECIMENS = new URL('../../../../vectors/specimen/', import.meta.url)
const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) / 10 }

/** As `deepEqual`, which takes minutes to show where long ones differ. */
function assertSame(actual: Uint8Array, expected: Uint8Array): void {
  assert.ok(Buffer.compare(actual, expected) === 0, 'bytes differ')
}

/** Checks all three framings. Returns the length of the raw stream. */
function check(plain: Uint8Array): number {
  const raw = encodeDeflate(plain)
  const inflated = inflateRaw(raw, { maxBytes: plain.length, code: 'format.deflate' })
  assertSame(inflated.bytes, plain)
  assert.equal(inflated.consumed, raw.length)
  assertSame(inflateRawSync(raw), plain)
  const zlib = encodeZlib(plain)
  const { bytes, trailing } = inflateZlib(zlib, { maxBytes: plain.length })
  assertSame(bytes, plain)
  assert.equal(trailing, 0)
  assertSame(inflateSync(zlib), plain)
  assertSame(gunzipSync(encodeGzip(plain)), plain)
  return raw.length
}

/** Bytes that look like chance, and are always the same (a linear congruential generator). */
function createChance(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

function make(length: number, toByte: (at: number) => number): Bytes {
  return Uint8Array.from({ length }, (_, at) => toByte(at))
}

const chance = createChance(1)
/** Sources of very different kinds, for any length. */
const KINDS: readonly (readonly [string, (at: number) => number])[] = [
  ['zeros', () => 0],
  ['all values', () => chance() * 256],
  ['four values', () => chance() * 4],
  ['few values often', () => chance() ** 6 * 256],
  ['values whose codes grow too long', () => Math.min(Math.log2(1 / chance()) * 1.44, 255)],
  ['a pattern', (at) => (at * at) >> 5],
]

describe('inflating undoes deflating', () => {
  for (const [kind, toByte] of KINDS) {
    test(`${kind}, of every length up to 300`, () => {
      for (let length = 0; length <= 300; length++) check(make(length, toByte))
    })
    test(`${kind}, about the edges of tables, windows and blocks`, () => {
      for (const length of [8192, 8193, 16_384, 32_769, 65_535]) check(make(length, toByte))
    })
  }

  test('a megabyte', () => {
    check(make(1_000_000, () => chance() * 256))
    check(make(1_000_000, (at) => (at * at) >> 9))
  })

  test('what was made up', () => {
    const parts = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.constantFrom('{"resource":{"resourceType":"', '","system":"http://', 'HC1').map((text) => {
        return new TextEncoder().encode(text)
      }),
    )
    const plains = fc.array(parts, { maxLength: 40 }).map((all) => Buffer.concat(all))
    fc.assert(
      fc.property(plains, (plain) => void check(plain)),
      RUNS,
    )
  })
})

describe('the shortest form is chosen', () => {
  test('nothing is a fixed block (RFC 1951 §3.2.6)', () => {
    assert.deepEqual(encodeDeflate(new Uint8Array()), Uint8Array.of(3, 0))
  })

  test('what has no pattern is stored, five bytes for each 65,535', () => {
    const plain = make(70_000, () => chance() * 256)
    // A block has at most 16,384 tokens.
    assert.equal(encodeDeflate(plain).length, plain.length + 5 * 5)
  })

  test('texts like those of certificates take no more than zlib at its best, and half a percent', () => {
    for (const file of ['pcr-not-detected.txt', 'recovery.txt', 'vaccination-2-of-2.txt']) {
      const text = readFileSync(new URL(file, SPECIMENS), 'utf8').trim()
      const { bytes } = inflateZlib(decodeBase45(text, 4), { maxBytes: 5000 })
      assert.ok(check(bytes) <= deflateRawSync(bytes, { level: 9 }).length * 1.005, file)
    }
  })
})

test('the same bytes give the same stream, whatever came before', () => {
  const plain = make(1000, (at) => (at * at) >> 3)
  const first = encodeZlib(plain)
  for (const [, toByte] of KINDS) encodeZlib(make(3000, toByte))
  assertSame(encodeZlib(plain), first)
})

test('the bytes given are left as they are, and the stream is their own', () => {
  const plain = Uint8Array.of(1, 2, 3)
  const stream = encodeZlib(plain)
  assert.deepEqual(plain, Uint8Array.of(1, 2, 3))
  assert.equal(stream.byteLength, stream.buffer.byteLength)
})

test('RFC 1952 §2.3: a gzip file names no file, no time and no system', () => {
  const header = encodeGzip(Uint8Array.of(1)).subarray(0, 10)
  assert.deepEqual(header, Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255))
})
