/**
 * What the text encodings have in common.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { FOREIGN, findForeign, spell, toCharacters, toDigits, toText } from './alphabet.ts'

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
