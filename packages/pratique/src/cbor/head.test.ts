/**
 * Heads at each of their widths.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { BYTE_STRING, headLength, writeHead } from './head.ts'

/** The first and the last argument of each width. */
const HEADS: readonly (readonly [number | bigint, string])[] = [
  [0, '40'],
  [23, '57'],
  [24, '5818'],
  [0xff, '58ff'],
  [0x100, '590100'],
  [0xffff, '59ffff'],
  [0x1_0000, '5a00010000'],
  [0xffff_ffff, '5affffffff'],
  [0x1_0000_0000, '5b0000000100000000'],
  [Number.MAX_SAFE_INTEGER, '5b001fffffffffffff'],
  [2n ** 53n, '5b0020000000000000'],
  [2n ** 64n - 1n, '5bffffffffffffffff'],
  [23n, '57'],
]

describe('RFC 8949 §4.2.1: shortest heads', () => {
  for (const [argument, hex] of HEADS) {
    test(`${typeof argument} ${argument}`, () => {
      const target = new Uint8Array(16)
      const end = writeHead(target, 3, BYTE_STRING, argument)
      assert.equal(Buffer.from(target.subarray(3, end)).toString('hex'), hex)
      assert.equal(headLength(argument), end - 3)
      assert.ok(target.subarray(0, 3).every((byte) => byte === 0))
      assert.ok(target.subarray(end).every((byte) => byte === 0))
    })
  }
})
