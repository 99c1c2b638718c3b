/**
 * Values as they are written, held against what reads them, and against what others write.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Bytes } from '../bytes/bytes.ts'
import { readBitString, readDer, readInteger, readOid, readText, readTime } from './read.ts'
import {
  encodeBitString,
  encodeCount,
  encodeEcdsaSignature,
  encodeNamedBits,
  encodeOid,
  encodePrintable,
  encodeSet,
  encodeTime,
  encodeUnsigned,
  encodeUtf8,
  toGeneralizedTime,
} from './write-values.ts'

const WRONG = { name: 'UsageError', code: 'usage.argument' } as const

describe('X.690 §8.3: INTEGER', () => {
  const cases = [
    [0, '020100'],
    [127, '02017f'],
    [128, '02020080'],
    [256, '02020100'],
    [Number.MAX_SAFE_INTEGER, '02071fffffffffffff'],
  ] as const
  for (const [count, hex] of cases) {
    test(String(count), () => assert.equal(hexOf(encodeCount(count)), hex))
  }

  test('any bytes are a number that is not negative', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const number = BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`)
        assert.equal(readInteger(readDer(encodeUnsigned(bytes as Bytes))), number)
      }),
    )
  })

  test('what is no count is refused', () => {
    for (const count of [-1, 0.5, Number.NaN, 2 ** 53])
      assert.throws(() => encodeCount(count), WRONG)
  })
})

describe('X.690 §8.19: OBJECT IDENTIFIER', () => {
  const cases = [
    ['1.2.840.113549', '06062a864886f70d'],
    ['2.5.29.16', '0603551d10'],
    ['2.999.3', '0603883703'],
    ['1.3.6.1.4.1.1847.2021.1.2', '060b2b060104018e378f650102'],
  ] as const
  for (const [text, hex] of cases) test(text, () => assert.equal(hexOf(encodeOid(text)), hex))

  test('comes back as it was', () => {
    const arc = fc.nat({ max: Number.MAX_SAFE_INTEGER })
    const oid = fc
      .tuple(fc.nat({ max: 2 }), fc.nat({ max: 39 }), fc.array(arc, { maxLength: 6 }))
      .map(([first, second, others]) => [first, second, ...others].join('.'))
    fc.assert(fc.property(oid, (text) => assert.equal(readOid(readDer(encodeOid(text))), text)))
  })

  test('what is none is refused', () => {
    for (const text of [
      '',
      '1',
      '3.1',
      '1.40',
      '1.2.',
      '1.02',
      'a.b',
      '1.2.-3',
      '1.2.9007199254740992',
    ])
      assert.throws(() => encodeOid(text), WRONG, text)
  })
})

describe('RFC 5280 §4.1.2.5: times', () => {
  const cases = [
    ['1950-01-01T00:00:00Z', 0x17],
    ['2049-12-31T23:59:59Z', 0x17],
    ['2050-01-01T00:00:00Z', 0x18],
    ['1949-12-31T23:59:59Z', 0x18],
  ] as const
  for (const [time, tag] of cases) {
    test(time, () => {
      const element = readDer(encodeTime(Date.parse(time) / 1000))
      assert.deepEqual([element.tag, readTime(element)], [tag, Date.parse(time) / 1000])
    })
  }

  test('what no four digits say is refused', () => {
    for (const seconds of [Number.NaN, 0.5, 1e12, -1e12]) {
      assert.throws(() => encodeTime(seconds), WRONG)
      assert.throws(() => toGeneralizedTime(seconds), WRONG)
    }
  })
})

describe('strings of bits and characters', () => {
  test('X.690 §11.2.2: named bits end with one that is set', () => {
    const cases = [
      [[], '030100'],
      [[0], '03020780'],
      [[5, 6], '03020106'],
      [[8], '0303070080'],
    ] as const
    for (const [bits, hex] of cases) assert.equal(hexOf(encodeNamedBits(bits)), hex)
  })

  test('whole bytes', () => {
    const { bytes, unusedBits } = readBitString(readDer(encodeBitString(Uint8Array.of(1, 2))))
    assert.deepEqual([[...bytes], unusedBits], [[1, 2], 0])
  })

  test('texts', () => {
    assert.equal(readText(readDer(encodeUtf8('Ländle 中'))), 'Ländle 中')
    assert.equal(readText(readDer(encodePrintable('UT'))), 'UT')
    for (const text of ['ä', 'a@b', '*']) assert.throws(() => encodePrintable(text), WRONG)
  })
})

test('X.690 §11.6: a set is sorted', () => {
  const [one, two, long] = [
    Uint8Array.of(2, 1, 1),
    Uint8Array.of(2, 1, 2),
    Uint8Array.of(2, 2, 1, 1),
  ]
  assert.equal(hexOf(encodeSet(long, two, one)), '310a0201010201020202'.concat('0101'))
})

test('RFC 3279 §2.2.3: a signature is two numbers', () => {
  const signature = Uint8Array.of(0, 1, 0x80, 0)
  assert.equal(hexOf(encodeEcdsaSignature(signature)), '30080201010203008000')
})

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
