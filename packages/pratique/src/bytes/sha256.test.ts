/**
 * SHA-256 against node:crypto.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { encodeHex } from './hex.ts'
import { sha256 } from './sha256.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 300) }

describe('SHA-256 (FIPS 180-4)', () => {
  test('nothing, and "abc"', () => {
    assert.equal(
      encodeHex(sha256(new Uint8Array())),
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    )
    assert.equal(
      encodeHex(sha256(new TextEncoder().encode('abc'))),
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    )
  })

  test('every length from 0 to 300: the padding takes one block or two', () => {
    for (let length = 0; length <= 300; length++) {
      checkAgainstNode(Uint8Array.from({ length }, (_, at) => (at * 31 + length) & 0xff))
    }
  })

  test('a part of a larger buffer', () => {
    checkAgainstNode(Uint8Array.from({ length: 500 }, (_, at) => at & 0xff).subarray(7, 333))
  })

  test('a megabyte', () => {
    checkAgainstNode(new Uint8Array(1024 * 1024).fill(0xa5))
  })

  test('any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 1000 }), checkAgainstNode), RUNS)
  })
})

function checkAgainstNode(bytes: Uint8Array): void {
  assert.equal(encodeHex(sha256(bytes)), createHash('sha256').update(bytes).digest('hex'))
}
