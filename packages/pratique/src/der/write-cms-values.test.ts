import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { encodeHex } from '../bytes/hex.ts'
import { readDer, readInteger, readOid, readTime } from './read.ts'
import { encodeOid, encodeSetOf, encodeTime, encodeUnsigned } from './write-values.ts'

const refused = { code: 'usage.argument' }

test('object identifiers, as X.690 §8.19 writes them', () => {
  assert.equal(encodeHex(encodeOid('2.100.3')), '0603813403')
  assert.equal(encodeHex(encodeOid('1.2.840.113549')), '06062a864886f70d')
  const arc = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER - 80 })
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 }), fc.nat(39), fc.array(arc), (root, next, rest) => {
      const oid = [root, next, ...rest].join('.')
      assert.equal(readOid(readDer(encodeOid(oid))), oid)
    }),
  )
  for (const oid of ['', '1', '3.1', '1.40', '1.2.x', '1.2.-3', '1.2.3.5e-1']) {
    assert.throws(() => encodeOid(oid), refused)
  }
})

test('numbers have one sign and no zeros before them', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 256n }), fc.nat(3), (number, zeros) => {
      const hex = number.toString(16)
      const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2) + 2 * zeros, '0'), 'hex')
      assert.equal(readInteger(readDer(encodeUnsigned(new Uint8Array(bytes)))), number)
    }),
  )
  assert.equal(encodeHex(encodeUnsigned(new Uint8Array())), '020100')
})

test('times, of two digits a year up to 2049', () => {
  const years = [0, 1, 2_524_607_999, 2_524_608_000, 253_402_300_799]
  for (const seconds of years) assert.equal(readTime(readDer(encodeTime(seconds))), seconds)
  assert.deepEqual(
    years.map((seconds) => encodeTime(seconds)[0]),
    [0x17, 0x17, 0x17, 0x18, 0x18],
  )
  for (const seconds of [0.5, Number.NaN, 253_402_300_800]) {
    assert.throws(() => encodeTime(seconds), refused)
  }
})

test('X.690 §11.6: a SET OF is sorted', () => {
  const [a, b, c] = [Uint8Array.of(2, 1, 9), Uint8Array.of(2, 1, 10), Uint8Array.of(4, 0)]
  assert.equal(encodeHex(encodeSetOf(0x31, c, b, a)), '310802010902010a0400')
})
