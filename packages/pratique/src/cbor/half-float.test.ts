/**
 * All 65,536 halfs, and numbers that are none.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { decode } from 'cborg'
import fc from 'fast-check'
import { decodeHalf, encodeHalf } from './half-float.ts'

const NAN_EXPONENT = 0x7c00

describe('binary16 (RFC 8949 Appendix D)', () => {
  test('every half has the value that another decoder gives it, and is written back', () => {
    for (let bits = 0; bits <= 0xffff; bits++) {
      const value = decodeHalf(bits)
      assert.ok(Object.is(value, decode(Uint8Array.of(0xf9, bits >> 8, bits & 0xff))), `${bits}`)
      const isAnyNaN = (bits & NAN_EXPONENT) === NAN_EXPONENT && (bits & 0x3ff) !== 0
      assert.equal(encodeHalf(value), isAnyNaN ? 0x7e00 : bits)
    }
  })

  for (const value of [65520, 65536, 2 ** -25, 1.5 * 2 ** -24, 1 + 2 ** -11, 0.1, 5e-324, 1e300]) {
    test(`${value} is no half, nor is its negative`, () => {
      assert.equal(encodeHalf(value), undefined)
      assert.equal(encodeHalf(-value), undefined)
    })
  }

  test('what is written has the same value', () => {
    fc.assert(
      fc.property(fc.oneof(fc.double(), fc.float()), (value) => {
        const bits = encodeHalf(value)
        if (bits !== undefined) assert.ok(Object.is(decodeHalf(bits), value))
      }),
    )
  })
})
