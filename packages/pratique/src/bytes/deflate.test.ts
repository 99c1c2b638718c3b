/**
 * Compression: our inflate, and zlib's, undo it.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { Buffer } from 'node:buffer'
import { test } from 'node:test'
import { inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { deflateRaw } from './deflate.ts'
import { inflateRaw } from './inflate.ts'

// Streams are slow: a tenth of the runs will do.
const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) / 10 }

/** As `deepEqual`, which takes minutes to show where long ones differ. */
function assertSame(actual: Uint8Array, expected: Uint8Array): void {
  assert.ok(Buffer.compare(actual, expected) === 0, 'bytes differ')
}

async function check(plain: Uint8Array<ArrayBuffer>): Promise<void> {
  const raw = await deflateRaw(plain)
  const inflated = inflateRaw(raw, { maxBytes: 1e6, code: 'format.deflate' })
  assertSame(inflated.bytes, plain)
  assert.equal(inflated.consumed, raw.length)
  assertSame(inflateRawSync(raw), plain)
}

test('inflating undoes deflating', async () => {
  const plains = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.string({ unit: fc.constantFrom(...'abc'), maxLength: 300 }).map((text) => {
      return new TextEncoder().encode(text)
    }),
  )
  await fc.assert(
    fc.asyncProperty(plains, (plain) => check(new Uint8Array(plain))),
    RUNS,
  )
})

test('data of several chunks is put together', async () => {
  await check(new Uint8Array(500_000).map((_, i) => (i * i) >> 5))
})

test('several at once do not disturb each other', async () => {
  await Promise.all([1, 2, 3, 4].map((fill) => check(new Uint8Array(1000).fill(fill))))
})

test('the bytes given are left as they are', async () => {
  const plain = Uint8Array.of(1, 2, 3)
  await deflateRaw(plain)
  assert.deepEqual(plain, Uint8Array.of(1, 2, 3))
})
