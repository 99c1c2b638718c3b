/**
 * Hexadecimal text: bytes in, lower case out.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { Buffer } from 'node:buffer'
import { test } from 'node:test'
import fc from 'fast-check'
import { encodeHex } from './hex.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) }

test('RFC 4648 §10, in lower case', () => {
  assert.equal(encodeHex(new TextEncoder().encode('foobar')), '666f6f626172')
})

test('nothing is no bytes', () => {
  assert.equal(encodeHex(new Uint8Array()), '')
})

test('encoding is what Node makes of it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      assert.equal(encodeHex(bytes), Buffer.from(bytes).toString('hex'))
    }),
    RUNS,
  )
})
