/**
 * Deterministic encoding, what cannot be encoded, and the way there and back.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ANY_CHARACTER } from '../../test/any-character.ts'
import { UsageError } from '../errors.ts'
import { decodeCbor } from './decode.ts'
import { encodeCbor } from './encode.ts'
import { CborTag, type CborValue } from './value.ts'

const RUNS = Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000)

describe('RFC 8949 §4.2.1: order of keys', () => {
  test('bytewise by encoding: unsigned, negative, text; each by length first', () => {
    // By length in UTF-8: "ä" takes two bytes, U+FFFF three, U+10000 four. UTF-16 would say otherwise.
    const keys = [10, 100, 2n ** 60n, -1, -2, -25, '', 'z', 'aa', 'ä', '\uffff', '\u{10000}']
    const map = new Map<number | bigint | string, CborValue>()
    for (const each of keys.toReversed()) map.set(each, 0)
    const decoded = decodeCbor(encodeCbor(map))
    assert.ok(decoded instanceof Map)
    assert.deepEqual([...decoded.keys()], keys)
  })

  test('keys such as those in the example of the clause', () => {
    const map = new Map<number | string, CborValue>([
      ['aa', 0],
      [-1, 0],
      ['z', 0],
      [100, 0],
      [10, 0],
    ])
    assert.equal(hexOf(encodeCbor(map)), 'a50a001864002000617a0062616100')
  })

  test('the order of insertion makes no difference', () => {
    const entries = fc.uniqueArray(fc.tuple(key(), fc.nat()), {
      selector: ([name]) => String(name),
    })
    fc.assert(
      fc.property(entries, (list) => {
        assert.deepEqual(encodeCbor(new Map(list)), encodeCbor(new Map(list.toReversed())))
      }),
    )
  })
})

describe('numbers', () => {
  const NUMBERS: readonly (readonly [string, number | bigint, string])[] = [
    ['a whole number', 1, '01'],
    ['a small bigint', 1n, '01'],
    ['a small negative bigint', -25n, '3818'],
    ['minus zero', -0, 'f98000'],
    ['the largest safe integer', Number.MAX_SAFE_INTEGER, '1b001fffffffffffff'],
    ['a whole number past it, which is a float', 2 ** 53, 'fa5a000000'],
    ['the same as a bigint', 2n ** 53n, '1b0020000000000000'],
    ['the least safe integer', Number.MIN_SAFE_INTEGER, '3b001ffffffffffffe'],
    ['a float of 32 bits', Math.fround(0.1), 'fa3dcccccd'],
    ['a float of 64 bits', 0.1, 'fb3fb999999999999a'],
    ['the least float of 64 bits', 5e-324, 'fb0000000000000001'],
    ['the least float of 32 bits', 2 ** -149, 'fa00000001'],
  ]
  for (const [name, value, hex] of NUMBERS) {
    test(name, () => assert.equal(hexOf(encodeCbor(value)), hex))
  }
})

describe('what cannot be encoded', () => {
  const cyclic: CborValue[] = []
  cyclic.push(cyclic)
  const REFUSED: readonly (readonly [string, unknown])[] = [
    ['a bigint past 64 bits', 2n ** 64n],
    ['a negative bigint past 64 bits', -(2n ** 64n) - 1n],
    ['a high surrogate at the end', 'a\ud800'],
    ['a high surrogate before a letter', '\ud800a'],
    ['a high surrogate before U+E000', '\ud800\ue000'],
    ['two high surrogates', '\ud800\ud800\udc00'],
    ['a low surrogate', '\udc00'],
    ['a key that is a fraction', new Map([[0.5, 0]])],
    ['a key that is NaN', new Map([[Number.NaN, 0]])],
    ['a key past the safe integers', new Map([[2 ** 53, 0]])],
    ['a key that is true', new Map([[true, 0]])],
    [
      '1 and 1n as keys',
      new Map<number | bigint, CborValue>([
        [1, 0],
        [1n, 0],
      ]),
    ],
    ['a negative tag', new CborTag(-1, 0)],
    ['a tag that is a fraction', new CborTag(0.5, 0)],
    ['a tag past 64 bits', new CborTag(2n ** 64n, 0)],
    ['an array in itself', cyclic],
    ['a plain object', {}],
    ['a date', new Date(0)],
    ['a function', () => 0],
    ['a symbol', Symbol.iterator],
  ]
  for (const [name, value] of REFUSED) {
    test(name, () => {
      // The types let through none of the last few; programs without types do.
      assert.throws(
        () => encodeCbor([value as CborValue]),
        (error) => error instanceof UsageError && error.code === 'usage.argument',
      )
    })
  }
})

describe('there and back', () => {
  test('decode(encode(value)) is the value', () => {
    fc.assert(
      fc.property(value(), (each) => assert.deepEqual(decodeCbor(encodeCbor(each)), each)),
      { numRuns: RUNS },
    )
  })

  test('encode(decode(bytes)) are the bytes, if they were ours', () => {
    fc.assert(
      fc.property(value(), (each) => {
        const bytes = encodeCbor(each)
        assert.deepEqual(encodeCbor(decodeCbor(bytes)), bytes)
      }),
      { numRuns: RUNS },
    )
  })

  test('more than the first buffer holds', () => {
    const large = [new Uint8Array(1_000).fill(7), 'b'.repeat(3_000), '\u6c34'.repeat(5_000)]
    assert.deepEqual(decodeCbor(encodeCbor(large)), large)
  })
})

function key(): fc.Arbitrary<number | bigint | string> {
  return fc.oneof(fc.integer(), fc.maxSafeInteger(), unsafeInteger(), text())
}

/** Any value, of at most six levels. Integers that a `number` holds are never `bigint`. */
function value(): fc.Arbitrary<CborValue> {
  const { item } = fc.letrec<{ item: CborValue }>((tie) => ({
    item: fc.oneof(
      { maxDepth: 6, depthSize: 'small' },
      fc.oneof(
        fc.constantFrom(false, true, null, undefined, -0),
        fc.integer(),
        fc.maxSafeInteger(),
        unsafeInteger(),
        fc.double(),
        fc.float(),
        text(),
        fc.uint8Array({ maxLength: 40 }).map((bytes) => new Uint8Array(bytes)),
      ),
      fc.array(tie('item'), { maxLength: 30 }),
      fc.array(fc.tuple(key(), tie('item')), { maxLength: 30 }).map((entries) => new Map(entries)),
      fc
        .tuple(fc.oneof(fc.nat(), fc.bigInt(2n ** 53n, 2n ** 64n - 1n)), tie('item'))
        .map(([tag, inner]) => new CborTag(tag, inner)),
    ),
  }))
  return item
}

function unsafeInteger(): fc.Arbitrary<bigint> {
  return fc.oneof(fc.bigInt(2n ** 53n, 2n ** 64n - 1n), fc.bigInt(-(2n ** 64n), -(2n ** 53n)))
}

function text(): fc.Arbitrary<string> {
  return fc.oneof(fc.string(), fc.string({ unit: ANY_CHARACTER, maxLength: 40 }))
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
