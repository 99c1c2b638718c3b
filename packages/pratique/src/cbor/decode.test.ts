/**
 * What the decoder refuses, what it lets pass, and its limits.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { FormatError } from '../errors.ts'
import { decodeCbor } from './decode.ts'
import { CborTag, type CborValue } from './value.ts'

describe('RFC 8949: what is refused, and at which byte', () => {
  const REFUSED: readonly (readonly [string, string, number])[] = [
    ['nothing at all', '', 0],
    ['a head cut off', '19 01', 2],
    ['a long head cut off', '1b 0000 0000 00', 6],
    ['a float cut off', 'fa 7f80', 3],
    ['a text cut off', '63 6161', 0],
    ['a byte string cut off', '82 00 42 00', 2],
    ['an array cut off', '82 00', 0],
    ['a map without its last value', 'a1 00', 0],
    ['an indefinite array without its end', '9f 00', 2],
    ['an indefinite map without its end', 'bf 00 00', 3],
    ['an indefinite text without its end', '7f 6161', 3],
    ['a tag on nothing', 'c1', 1],
    ['a byte after the end', '00 00', 1],
    ['a break after the end', '80 ff', 1],
    ['a break at the top', 'ff', 0],
    ['a break in a definite array', '81 ff', 1],
    ['a break under a tag', '9f c1 ff ff', 2],
    ['a break for a value', 'bf 00 ff', 2],
    ['reserved information 28', '1c', 0],
    ['reserved information 29', '5d', 0],
    ['reserved information 30', '9e', 0],
    ['reserved information 30 of a tag', 'de 00', 0],
    ['reserved information of a float', 'fc', 0],
    ['an unsigned integer of indefinite length', '1f', 0],
    ['a negative integer of indefinite length', '3f', 0],
    ['a tag of indefinite length', 'df 00', 0],
    ['a byte string in a text', '7f 6161 4161 ff', 3],
    ['a text in a byte string', '5f 6161 ff', 1],
    ['an integer in a text', '7f 00 ff', 1],
    ['an indefinite chunk', '5f 5f 4100 ff ff', 1],
    ['simple(0)', 'e0', 0],
    ['simple(19)', 'f3', 0],
    ['simple(24) and its like, in two bytes', 'f8 18', 0],
    ['false in two bytes', 'f8 14', 0],
    ['simple(32)', 'f8 20', 0],
    ['an overlong U+0000', '62 c080', 1],
    ['half of a surrogate pair', '63 eda080', 1],
    ['a character past U+10FFFF', '64 f4908080', 1],
    ['a character across two chunks', '7f 61c3 61bc ff', 2],
    ['bad UTF-8 in a long text', `7818 ${'61'.repeat(23)} ff`, 2],
  ]
  for (const [name, hex, at] of REFUSED) test(name, () => assertRefused(hex, at))
})

describe('RFC 8949 §5.6: map keys', () => {
  const REFUSED: readonly (readonly [string, string, number])[] = [
    ['an integer twice', 'a2 01 00 01 00', 3],
    ['an integer twice, once in two bytes', 'a2 01 00 1801 00', 3],
    ['a negative integer twice, once in nine bytes', 'a2 20 00 3b0000000000000000 00', 3],
    ['a 64-bit integer twice', 'a2 1bffffffffffffffff 00 1bffffffffffffffff 00', 11],
    ['a text twice', 'a2 6161 00 6161 00', 4],
    ['a text twice, once in chunks', 'a2 6161 00 7f6161ff 00', 4],
    ['a key twice in an indefinite map', 'bf 01 00 01 00 ff', 3],
    ['a key twice in an inner map', '81 a2 01 00 01 00', 4],
    ['a whole float', 'a1 f93c00 00', 1],
    ['a fraction', 'a1 f93e00 00', 1],
    ['a byte string', 'a1 4100 00', 1],
    ['an array', 'a1 80 00', 1],
    ['a map', 'a1 a0 00', 1],
    ['a tagged integer', 'a1 c1 00 00', 1],
    ['true', 'a1 f5 00', 1],
    ['null', 'a1 f6 00', 1],
  ]
  for (const [name, hex, at] of REFUSED) test(`${name} is refused`, () => assertRefused(hex, at))

  test('an integer and the text of its digits are two keys', () => {
    const expected = new Map<number | string, CborValue>([
      [1, 0],
      ['1', 0],
    ])
    assert.deepEqual(decodeCbor(bytesOf('a2 01 00 6131 00')), expected)
  })

  test('__proto__ is a key like any other', () => {
    const map = decodeCbor(bytesOf('a1 69 5f5f70726f746f5f5f a0'))
    assert.deepEqual(map, new Map([['__proto__', new Map()]]))
  })
})

describe('what issuers write and deterministic encoders do not', () => {
  const ACCEPTED: readonly (readonly [string, string, CborValue])[] = [
    ['integers longer than need be', '84 1800 190001 3a00000001 1b0000000000000005', [0, 1, -2, 5]],
    ['lengths longer than need be', '9a00000001 5801 00', [Uint8Array.of(0)]],
    ['tags longer than need be', 'd9 0001 00', new CborTag(1, 0)],
    [
      'keys out of order',
      'a2 02 00 01 00',
      new Map([
        [2, 0],
        [1, 0],
      ]),
    ],
    ['an indefinite byte string without chunks', '5f ff', new Uint8Array()],
    ['an indefinite text without chunks', '7f ff', ''],
    ['an empty chunk', '7f 60 6161 60 ff', 'a'],
    ['a byte order mark in a short text', '64 efbbbf61', '\ufeffa'],
    [
      'a byte order mark in a long text',
      `7819 efbbbf ${'61'.repeat(22)}`,
      `\ufeff${'a'.repeat(22)}`,
    ],
    ['U+0000', '61 00', '\0'],
    ['a tag in a tag', 'd83d d2 80', new CborTag(61, new CborTag(18, []))],
    ['a tag of 64 bits', 'dbffffffffffffffff 00', new CborTag(2n ** 64n - 1n, 0)],
    ['a bignum that would fit', 'c2 4101', new CborTag(2, Uint8Array.of(1))],
  ]
  for (const [name, hex, value] of ACCEPTED) {
    test(name, () => assert.deepEqual(decodeCbor(bytesOf(hex)), value))
  }
})

describe('integers', () => {
  const INTEGERS: readonly (readonly [string, number | bigint])[] = [
    ['1b001fffffffffffff', Number.MAX_SAFE_INTEGER],
    ['1b0020000000000000', 2n ** 53n],
    ['3b001ffffffffffffe', Number.MIN_SAFE_INTEGER],
    ['3b001fffffffffffff', -(2n ** 53n)],
    ['1affffffff', 2 ** 32 - 1],
    ['3affffffff', -(2 ** 32)],
    ['1b8000000000000000', 2n ** 63n],
  ]
  for (const [hex, value] of INTEGERS) {
    test(`${value}`, () => assert.strictEqual(decodeCbor(bytesOf(hex)), value))
  }
})

describe('byte strings', () => {
  test('are views of the input, wherever it lies in its buffer', () => {
    const bytes = new Uint8Array(
      Buffer.concat([Buffer.alloc(5), bytesOf('82 43010203 fb4000000000000000')]),
    ).subarray(5)
    const value = decodeCbor(bytes)
    assert.ok(Array.isArray(value) && value[0] instanceof Uint8Array)
    assert.equal(value[0].buffer, bytes.buffer)
    assert.equal(value[0].byteOffset, 7)
    assert.deepEqual(value, [Uint8Array.of(1, 2, 3), 2])
  })
})

describe('limits', () => {
  const nested = (opening: string, levels: number): string => `${opening.repeat(levels)}00`

  test('sixteen arrays, maps or tags, and no more', () => {
    for (const opening of ['81', 'a100', 'c1']) {
      assert.doesNotThrow(() => decodeCbor(bytesOf(nested(opening, 16))))
      assertRefused(nested(opening, 17), 16 * (opening.length / 2))
    }
  })

  test('another depth', () => {
    assert.doesNotThrow(() => decodeCbor(bytesOf(nested('81', 17)), { maxDepth: 17 }))
    assertRefused('80', 0, { maxDepth: 0 })
  })

  test('10,000 items, keys and chunks counted', () => {
    assert.doesNotThrow(() => decodeCbor(bytesOf(`99270f ${'00'.repeat(9_999)}`)))
    assertRefused(`992710 ${'00'.repeat(10_000)}`, 3 + 9_999)
    assertRefused('a1 00 00', 2, { maxItems: 2 })
    assertRefused('7f 60 60 ff', 2, { maxItems: 2 })
    assertRefused('c1 00', 1, { maxItems: 1 })
  })

  test('64 KiB', () => {
    const text = (length: number): Uint8Array<ArrayBuffer> =>
      bytesOf(`7a${hex32(length)} ${'61'.repeat(length)}`)
    assert.doesNotThrow(() => decodeCbor(text(65_531)))
    assert.throws(() => decodeCbor(text(65_532)), FormatError)
    assert.doesNotThrow(() => decodeCbor(text(65_532), { maxBytes: 65_537 }))
  })
})

describe('bombs', () => {
  const BOMBS: readonly (readonly [string, string])[] = [
    ['an array of 2^32 − 1 items', '9a ffffffff'],
    ['an array of 2^53 items', '9b 0020000000000000'],
    ['an array of 2^64 − 1 items', '9b ffffffffffffffff'],
    ['a map of 2^63 entries', 'bb 8000000000000000'],
    ['a map of as many entries as bytes', 'a4 00000000'],
    ['a byte string of 2^53 bytes', '5b 0020000000000000'],
    ['a text of 2^64 − 1 bytes', '7b ffffffffffffffff 61'],
    ['a chunk of 2^32 bytes', '5f 5b 0000000100000000'],
    ['64 KiB of arrays', '81'.repeat(65_536)],
    ['64 KiB of indefinite arrays', '9f'.repeat(65_536)],
    ['64 KiB of maps', 'a100'.repeat(32_768)],
    ['64 KiB of tags', 'c1'.repeat(65_536)],
    ['64 KiB of empty arrays', `9f${'80'.repeat(65_534)}ff`],
    ['64 KiB of empty chunks', `7f${'60'.repeat(65_534)}ff`],
    ['arrays that each claim the rest', '99fff0'.repeat(21_000)],
  ]
  for (const [name, hex] of BOMBS) {
    test(`${name}: refused in little time and memory`, () => {
      const bytes = bytesOf(hex)
      const before = process.memoryUsage()
      const startedAt = performance.now()
      for (let i = 0; i < 20; i++) assert.throws(() => decodeCbor(bytes), FormatError)
      const after = process.memoryUsage()
      assert.ok(performance.now() - startedAt < 2_000)
      assert.ok(after.arrayBuffers - before.arrayBuffers < 4e6)
      assert.ok(after.heapUsed - before.heapUsed < 64e6)
    })
  }

  test('a refusal leaves nothing behind', () => {
    assert.throws(() => decodeCbor(bytesOf('82 61 ff')), FormatError)
    assert.throws(() => decodeCbor(bytesOf(`78 19 ${'ff'.repeat(25)}`)), FormatError)
    assert.deepEqual(decodeCbor(bytesOf(`82 00 7819 ${'61'.repeat(25)}`)), [0, 'a'.repeat(25)])
  })
})

function assertRefused(hex: string, at: number, limits = {}): void {
  assert.throws(
    () => decodeCbor(bytesOf(hex), limits),
    (error) =>
      error instanceof FormatError &&
      error.code === 'format.cbor' &&
      error.message.endsWith(` at byte ${at}`),
  )
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
}

function hex32(value: number): string {
  return value.toString(16).padStart(8, '0')
}
