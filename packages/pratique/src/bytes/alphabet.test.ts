/**
 * What the text encodings have in common.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { FormatError } from '../errors.ts'
import {
  FOREIGN,
  findForeign,
  spell,
  takeRoom,
  toCharacters,
  toDigits,
  toText,
} from './alphabet.ts'
import { decodeBase32, encodeBase32 } from './base32.ts'
import { decodeBase45, encodeBase45 } from './base45.ts'
import { decodeBase64Url, encodeBase64Url } from './base64url.ts'
import { decodeNumeric, encodeNumeric } from './numeric.ts'

describe('spelling', () => {
  test('gives the code points of a part', () => {
    assert.deepEqual(spell('shc:/567', 5, 8)?.slice(0, 3), toCharacters('567'))
    assert.ok(spell('', 0, 0))
  })

  test('looks at nothing outside of the part', () => {
    assert.deepEqual(spell('é567€', 1, 4)?.slice(0, 3), toCharacters('567'))
  })

  test('refuses what is not ASCII, also where the buffer ends within it', () => {
    for (const character of ['\x80', 'é', '€', '\ud83d', '\udc00', '😀']) {
      for (const count of [1, 8191, 8192, 10_000, 200_000, 300_000]) {
        const text = character.repeat(count)
        assert.equal(spell(text, 0, text.length), undefined)
        assert.equal(spell(`${'0'.repeat(count)}${character}`, 0, count + 1), undefined)
      }
    }
  })

  test('takes texts of any length', () => {
    for (const count of [8192, 8193, 300_000]) {
      const text = '0123'.repeat(count)
      const points = spell(text, 0, text.length)
      assert.ok(points)
      assert.equal(toText(points, text.length), text)
    }
  })
})

test('nothing of a text is left behind, whether it was good or not', () => {
  const bytes = Uint8Array.from({ length: 300 }, (_, at) => 255 - (at & 0xff))
  const codecs = [
    [encodeBase32, decodeBase32],
    [encodeBase45, decodeBase45],
    [encodeBase64Url, decodeBase64Url],
    [() => encodeNumeric('eyJ.eyJ'), decodeNumeric],
  ] as const
  for (const [encode, decode] of codecs) {
    const text = encode(bytes)
    for (const each of [text, `${text.slice(0, -8)}~~${text.slice(-6)}`, `${text}é`]) {
      try {
        decode(each)
      } catch (error) {
        assert.ok(error instanceof FormatError && each !== text)
      }
      assert.ok(takeRoom(0).every((point) => point === 0))
    }
  }
})

test('digits and characters are inverse', () => {
  const alphabet = '!#09AZaz~'
  const digits = toDigits(alphabet)
  for (const [digit, point] of toCharacters(alphabet).entries()) assert.equal(digits[point], digit)
  assert.equal(digits.filter((digit) => digit !== FOREIGN).length, alphabet.length)
})

test('the first foreign character is found within the part', () => {
  const digits = toDigits('ab')
  assert.equal(findForeign('xabax', 1, 4, digits), -1)
  assert.equal(findForeign('xabcx', 1, 5, digits), 3)
  assert.equal(findForeign('ab\u0161', 0, 3, digits), 2)
})
