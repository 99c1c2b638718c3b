/**
 * Digits of SMART Health Cards: all hundred pairs, strictness, and the inverse.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ANY_CHARACTER } from '../../test/any-character.ts'
import { decodeNumeric, encodeNumeric } from './numeric.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) }
const refused = { name: 'FormatError', code: 'format.numeric' }

/** The legal pairs by range, each with the character of its first. */
const LEGAL = [
  [0, 0, '-'],
  [1, 1, '.'],
  [3, 12, '0'],
  [20, 45, 'A'],
  [50, 50, '_'],
  [52, 77, 'a'],
] as const

test('each of the hundred pairs is its character, or refused', () => {
  for (let pair = 0; pair < 100; pair++) {
    const digits = String(pair).padStart(2, '0')
    const range = LEGAL.find(([first, last]) => first <= pair && pair <= last)
    if (!range) {
      assert.throws(() => decodeNumeric(digits), refused, digits)
      assert.throws(() => decodeNumeric(`00${digits}77`), refused, digits)
      continue
    }
    const character = String.fromCharCode(range[2].charCodeAt(0) + pair - range[0])
    assert.equal(decodeNumeric(digits), character)
    assert.equal(encodeNumeric(character), digits)
  }
})

test('a JWS starts with the digits that cards start with', () => {
  assert.equal(encodeNumeric('eyJ'), '567629')
  assert.equal(decodeNumeric('shc:/567629', 5), 'eyJ')
  assert.equal(decodeNumeric('shc:/', 5), '')
})

describe('decoding refuses', () => {
  const faults = [
    ['one digit', '5'],
    ['an odd number of digits', '567'],
    ['a letter', '5a'],
    ['a sign', '+5'],
    ['a space', '5 '],
    ['a slash between chunks', '1/2/56'],
    ['a control character that looks like a digit to a mask', '\x15\x16'],
    ['a digit of another script', '5\u0665'],
    ['a character whose low byte is a digit', '5\u0136'],
    ['a full-width digit', '\uff15\uff16'],
    ['half of a surrogate pair', '5\ud836'],
  ] as const
  for (const [name, text] of faults) {
    test(name, () => assert.throws(() => decodeNumeric(text), refused))
  }

  test('every character but digits, in both places', () => {
    for (let point = 0; point < 0x300; point++) {
      const character = String.fromCharCode(point)
      if (/[0-9]/.test(character)) continue
      assert.throws(() => decodeNumeric(`56${character}0`), refused)
      assert.throws(() => decodeNumeric(`560${character}`), refused)
    }
  })
})

test('messages hold nothing of the text', () => {
  for (const text of ['5678a67890', '567899', '56789']) {
    assert.throws(
      () => decodeNumeric(text),
      ({ message }) => !/567|78|99/.test(message),
    )
  }
})

test('encoding refuses what no JWS has', () => {
  for (const text of ['/', '+', '=', ' ', '~', '{', '\0', 'é', '\u0141', '\ud841', 'a,b']) {
    assert.throws(() => encodeNumeric(text), refused, text)
  }
})

test('decoding undoes encoding', () => {
  const jws = fc.string({ unit: fc.constantFrom(...'-._09AZaz4kQ'), maxLength: 300 })
  fc.assert(
    fc.property(jws, (text) => assert.equal(decodeNumeric(encodeNumeric(text)), text)),
    RUNS,
  )
})

test('any text is refused, or is what its characters encode to', () => {
  const any = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 12 }),
    fc.string({ unit: ANY_CHARACTER, maxLength: 12 }),
  )
  fc.assert(
    fc.property(any, (text) => {
      let decoded: string
      try {
        decoded = decodeNumeric(text)
      } catch (error) {
        assert.throws(() => {
          throw error
        }, refused)
        return
      }
      assert.equal(encodeNumeric(decoded), text)
    }),
    RUNS,
  )
})
