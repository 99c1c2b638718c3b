/**
 * Base64 and base64url: the vectors of RFC 4648, strictness, and Node's codec as an oracle.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { Buffer } from 'node:buffer'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ANY_CHARACTER } from '../../test/any-character.ts'
import { decodeBase64, decodeBase64Url, encodeBase64, encodeBase64Url } from './base64url.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000) }
const URL_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

const utf8 = (text: string) => new TextEncoder().encode(text)
const refused = { name: 'FormatError', code: 'format.base64url' }

/** Runs a decoder; `undefined` if it refuses as it should. */
function decodeOrRefuse(
  decode: (text: string) => Uint8Array,
  text: string,
): Uint8Array | undefined {
  try {
    return decode(text)
  } catch (error) {
    assert.throws(() => {
      throw error
    }, refused)
    return undefined
  }
}

describe('RFC 4648 §10', () => {
  const vectors = [
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg=='],
    ['fooba', 'Zm9vYmE='],
    ['foobar', 'Zm9vYmFy'],
  ] as const
  for (const [plain, padded] of vectors) {
    const bare = padded.replaceAll('=', '')
    test(`"${plain}" is "${padded}"`, () => {
      assert.equal(encodeBase64(utf8(plain)), padded)
      assert.equal(encodeBase64Url(utf8(plain)), bare)
      assert.deepEqual(decodeBase64(padded), utf8(plain))
      assert.deepEqual(decodeBase64Url(bare), utf8(plain))
    })
  }
})

describe('RFC 7515 appendix C', () => {
  test('the example uses both characters of the URL alphabet', () => {
    const bytes = Uint8Array.of(3, 236, 255, 224, 193)
    assert.equal(encodeBase64Url(bytes), 'A-z_4ME')
    assert.deepEqual(decodeBase64Url('A-z_4ME'), bytes)
    assert.equal(encodeBase64(bytes), 'A+z/4ME=')
    assert.deepEqual(decodeBase64('A+z/4ME='), bytes)
  })
})

describe('base64url refuses', () => {
  const faults = [
    ['padding', 'Zg=='],
    ['one character', 'Z'],
    ['five characters', 'Zm9vZ'],
    ['the other alphabet', 'A+z/4ME'],
    ['white space', 'Zm9v Zm9'],
    ['a line end', 'Zm9vZm8\n'],
    ['a letter of Latin-1', 'Zm9é'],
    ['a character whose low byte is of the alphabet', 'Zm9\u0176'],
    ['the same in the last group', 'Zm9vZ\u0167'],
    ['half of a surrogate pair', 'Zm9\ud876'],
    ['set bits after one byte', 'Zh'],
    ['set bits after two bytes', 'Zm-'],
  ] as const
  for (const [name, text] of faults) {
    test(name, () => assert.throws(() => decodeBase64Url(text), refused))
  }

  test('every last character that sets unused bits (RFC 4648 §3.5)', () => {
    for (const [index, character] of [...URL_ALPHABET].entries()) {
      const one = decodeOrRefuse(decodeBase64Url, `A${character}`)
      assert.equal(one !== undefined, index % 16 === 0, character)
      const two = decodeOrRefuse(decodeBase64Url, `AA${character}`)
      assert.equal(two !== undefined, index % 4 === 0, character)
    }
  })

  test('every character outside of the alphabet, in every place', () => {
    for (let point = 0; point < 0x300; point++) {
      const character = String.fromCharCode(point)
      if (URL_ALPHABET.includes(character)) continue
      for (let place = 0; place < 7; place++) {
        const text = 'AAAAAAA'.slice(0, place) + character + 'AAAAAAA'.slice(place + 1)
        assert.throws(() => decodeBase64Url(text), refused)
      }
    }
  })
})

describe('base64 refuses', () => {
  const faults = [
    ['missing padding', 'Zg'],
    ['half of the padding', 'Zg='],
    ['too much padding', 'Zm8=='],
    ['padding of nothing', '===='],
    ['three characters of padding', 'Z==='],
    ['a group of padding', 'Zm9v===='],
    ['padding inside', 'Zg==Zm9v'],
    ['padding before the last character', 'Zm=v'],
    ['the other alphabet', 'A-z_4ME='],
    ['white space', 'Zm9v\nZm9'],
    ['set bits after one byte', 'Zh=='],
    ['set bits after two bytes', 'Zm+='],
  ] as const
  for (const [name, text] of faults) {
    test(name, () => assert.throws(() => decodeBase64(text), refused))
  }
})

test('messages hold nothing of the text', () => {
  for (const text of ['QZQZ?QZQ', 'QZQZQZZ', 'QZQZQ']) {
    assert.throws(
      () => decodeBase64Url(text),
      ({ message }) => !/[?QZ]/.test(message),
    )
  }
})

test('only what stands between start and end counts', () => {
  assert.deepEqual(decodeBase64Url('é.Zm9v.€', 2, 6), utf8('foo'))
  assert.deepEqual(decodeBase64Url('e.Zm8.Zg', 2, 5), utf8('fo'))
  assert.deepEqual(decodeBase64Url('e..Zg', 2, 2), new Uint8Array())
  assert.throws(() => decodeBase64Url('e.Zm8.Zg', 2, 6), refused)
})

test('decoded bytes have a buffer of their own', () => {
  const first = decodeBase64Url('Zm9v')
  decodeBase64Url('AAAAAAAA')
  assert.deepEqual(first, utf8('foo'))
  assert.equal(first.buffer.byteLength, 3)
})

test('encoding is what Node makes of it, and decoding undoes it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      assert.equal(encodeBase64Url(bytes), Buffer.from(bytes).toString('base64url'))
      assert.equal(encodeBase64(bytes), Buffer.from(bytes).toString('base64'))
      assert.deepEqual(decodeBase64Url(encodeBase64Url(bytes)), bytes)
      assert.deepEqual(decodeBase64(encodeBase64(bytes)), bytes)
    }),
    RUNS,
  )
})

test('any text is refused, or is what its bytes encode to', () => {
  const any = fc.oneof(
    fc.string({ unit: fc.constantFrom(...URL_ALPHABET), maxLength: 30 }),
    fc.string({ unit: fc.constantFrom(...URL_ALPHABET, '+', '/', '=', '='), maxLength: 9 }),
    fc.string({ unit: ANY_CHARACTER, maxLength: 30 }),
  )
  fc.assert(
    fc.property(any, (text) => {
      const url = decodeOrRefuse(decodeBase64Url, text)
      if (url) assert.equal(encodeBase64Url(url), text)
      const standard = decodeOrRefuse(decodeBase64, text)
      if (standard) assert.equal(encodeBase64(standard), text)
    }),
    RUNS,
  )
})
