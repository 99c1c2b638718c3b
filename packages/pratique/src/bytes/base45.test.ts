/**
 * Base45: the examples of RFC 9285, strictness, and the inverse.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ANY_CHARACTER } from '../../test/any-character.ts'
import { decodeBase45, encodeBase45 } from './base45.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) }
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

const utf8 = (text: string) => new TextEncoder().encode(text)
const refused = { name: 'FormatError', code: 'format.base45' }

describe('RFC 9285 §4.3, §4.4', () => {
  const examples = [
    ['', ''],
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
    ['ietf!', 'QED8WEX0'],
  ] as const
  for (const [plain, encoded] of examples) {
    test(`"${plain}" is "${encoded}"`, () => {
      assert.equal(encodeBase45(utf8(plain)), encoded)
      assert.deepEqual(decodeBase45(encoded), utf8(plain))
    })
  }
})

describe('the largest groups', () => {
  test('FGW is 65535', () => assert.deepEqual(decodeBase45('FGW'), Uint8Array.of(255, 255)))
  test('U5 is 255', () => assert.deepEqual(decodeBase45('U5'), Uint8Array.of(255)))
})

describe('what RFC 9285 §6 wants refused', () => {
  const faults = [
    ['65536 in three characters', 'GGW'],
    ['the largest group of three', ':::'],
    ['256 in two characters', 'V5'],
    ['the largest group of two', '::'],
    ['an overflow after a good group', 'BB8GGW'],
    ['one character', 'B'],
    ['four characters', 'BB8B'],
    ['a small letter', 'bB8'],
    ['a foreign character in the second place', 'B=8'],
    ['a foreign character in the third place', 'BB,'],
    ['a foreign character in the last group', 'BB8B_'],
    ['a line end', 'BB8\n1'],
    ['a control character', 'BB\0'],
    ['a letter of Latin-1', 'BBÄ'],
    ['a character whose low byte is of the alphabet', 'BB\u0138'],
    ['the same in two characters', '0\u0130'],
    ['half of a surrogate pair', 'BB\ud830'],
    ['a surrogate pair', 'B\ud83d\ude00'],
  ] as const
  for (const [name, text] of faults) {
    test(name, () => assert.throws(() => decodeBase45(text), refused))
  }

  test('every character outside of the alphabet, in every place', () => {
    for (let point = 0; point < 0x300; point++) {
      const character = String.fromCharCode(point)
      if (ALPHABET.includes(character)) continue
      for (const text of [
        `${character}00`,
        `0${character}0`,
        `00${character}`,
        `000${character}0`,
      ]) {
        assert.throws(() => decodeBase45(text), refused, `U+${point.toString(16)}`)
      }
    }
  })
})

test('messages hold nothing of the text', () => {
  for (const text of ['BB8XYZQZQ=', 'BB8XYZQZQ', 'BB8QZQXYZ', 'BB8ZQ']) {
    assert.throws(
      () => decodeBase45(text),
      ({ message }) => !/=|XYZ|ZQ/.test(message),
    )
  }
})

test('decoding begins at the start given, whatever stands before', () => {
  assert.deepEqual(decodeBase45('HC1:BB8', 4), utf8('AB'))
  assert.deepEqual(decodeBase45('é€:BB8', 3), utf8('AB'))
  assert.deepEqual(decodeBase45('HC1:', 4), new Uint8Array())
})

test('decoded bytes have a buffer of their own', () => {
  const first = decodeBase45('BB8')
  decodeBase45('%69 VD92EX0')
  assert.deepEqual(first, utf8('AB'))
  assert.equal(first.buffer.byteLength, 2)
})

test('decoding undoes encoding', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      assert.deepEqual(decodeBase45(encodeBase45(bytes)), bytes)
    }),
    RUNS,
  )
})

test('text long enough for larger buffers is decoded too', () => {
  const bytes = new Uint8Array(300_001).map((_, i) => i * 31)
  assert.deepEqual(decodeBase45(encodeBase45(bytes)), bytes)
})

test('any text is refused, or is what its bytes encode to', () => {
  const any = fc.oneof(
    fc.string({ unit: fc.constantFrom(...ALPHABET), maxLength: 30 }),
    fc.string({ unit: ANY_CHARACTER, maxLength: 30 }),
  )
  fc.assert(
    fc.property(any, (text) => {
      let bytes: Uint8Array
      try {
        bytes = decodeBase45(text)
      } catch (error) {
        assert.throws(() => {
          throw error
        }, refused)
        return
      }
      assert.equal(encodeBase45(bytes), text)
    }),
    RUNS,
  )
})
