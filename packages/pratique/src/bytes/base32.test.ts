/**
 * Base32: the examples of RFC 4648, strictness, and the inverse.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ANY_CHARACTER } from '../../test/any-character.ts'
import { decodeBase32, encodeBase32 } from './base32.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 1000) }
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

const utf8 = (text: string) => new TextEncoder().encode(text)
const refused = { name: 'FormatError', code: 'format.base32' }

describe('RFC 4648 §10, without padding', () => {
  const examples = [
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ] as const
  for (const [plain, encoded] of examples) {
    test(`"${plain}" is "${encoded}"`, () => {
      assert.equal(encodeBase32(utf8(plain)), encoded)
      assert.deepEqual(decodeBase32(encoded), utf8(plain))
    })
  }
})

describe('what is refused', () => {
  const faults = [
    ['one character', 'M'],
    ['three characters', 'MZX'],
    ['six characters', 'MZXW6Y'],
    ['nine characters', 'MZXW6YTBO'],
    ['padding', 'MY======'],
    ['a small letter', 'mzxw6ytb'],
    ['a small letter in the last group', 'MZXW6YTBOi'],
    ['a digit that looks like a letter', 'MZXW6YT0'],
    ['a space', 'MZXW 6YT'],
    ['a line end', 'MZXW6YT\n'],
    ['a letter beyond ASCII', 'MZXW6YTÄ'],
    ['a character whose low byte is of the alphabet', 'MZXW6YT\u0141'],
    ['half of a surrogate pair', 'MZXW6YT\ud841'],
    ['unused bits in two characters', 'MZ'],
    ['unused bits in four characters', 'MZXR'],
    ['unused bits in five characters', 'MZXW7'],
    ['unused bits in seven characters', 'MZXW6YR'],
  ] as const
  for (const [name, text] of faults) {
    test(name, () => assert.throws(() => decodeBase32(text), refused))
  }

  test('every character outside of the alphabet, in every place of a group and of a rest', () => {
    for (let point = 0; point < 0x300; point++) {
      const character = String.fromCharCode(point)
      if (ALPHABET.includes(character)) continue
      for (let at = 0; at < 15; at++) {
        const text = `${'A'.repeat(at)}${character}${'A'.repeat(14 - at)}`
        assert.throws(() => decodeBase32(text), refused, `U+${point.toString(16)} at ${at}`)
      }
    }
  })
})

test('messages hold nothing of the text', () => {
  for (const text of ['MZXW0YTB', 'MZXR', 'MZX']) {
    assert.throws(
      () => decodeBase32(text),
      ({ message }) => !/MZX/.test(message),
    )
  }
})

test('decoding stays between the start and the end given', () => {
  assert.deepEqual(decodeBase32('NZCP:/1/MZXQ==', 8, 12), utf8('fo'))
  assert.deepEqual(decodeBase32('é€MZXQ', 2), utf8('fo'))
})

test('decoded bytes have a buffer of their own', () => {
  const first = decodeBase32('MZXQ')
  decodeBase32('AAAAAAAA')
  assert.deepEqual(first, utf8('fo'))
  assert.equal(first.buffer.byteLength, 2)
})

test('decoding undoes encoding', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      assert.deepEqual(decodeBase32(encodeBase32(bytes)), bytes)
    }),
    RUNS,
  )
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
        bytes = decodeBase32(text)
      } catch (error) {
        assert.throws(() => {
          throw error
        }, refused)
        return
      }
      assert.equal(encodeBase32(bytes), text)
    }),
    RUNS,
  )
})
