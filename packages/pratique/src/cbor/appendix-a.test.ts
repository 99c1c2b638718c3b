/**
 * The examples of RFC 8949 Appendix A, both ways.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { decodeCbor } from './decode.ts'
import { encodeCbor } from './encode.ts'
import { CborTag, type CborValue } from './value.ts'

/** Encodings that are deterministic by RFC 8949 §4.2.1 and by our reading of whole numbers. */
const BOTH_WAYS: readonly (readonly [string, CborValue])[] = [
  ['00', 0],
  ['01', 1],
  ['0a', 10],
  ['17', 23],
  ['1818', 24],
  ['1819', 25],
  ['1864', 100],
  ['1903e8', 1000],
  ['1a000f4240', 1_000_000],
  ['1b000000e8d4a51000', 1_000_000_000_000],
  ['1bffffffffffffffff', 18446744073709551615n],
  ['c249010000000000000000', new CborTag(2, Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0))],
  ['3bffffffffffffffff', -18446744073709551616n],
  ['c349010000000000000000', new CborTag(3, Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0))],
  ['20', -1],
  ['29', -10],
  ['3863', -100],
  ['3903e7', -1000],
  ['f98000', -0],
  ['fb3ff199999999999a', 1.1],
  ['f93e00', 1.5],
  ['fa7f7fffff', 3.4028234663852886e38],
  ['fb7e37e43c8800759c', 1e300],
  ['f90001', 2 ** -24],
  ['f90400', 2 ** -14],
  ['fbc010666666666666', -4.1],
  ['f97c00', Number.POSITIVE_INFINITY],
  ['f97e00', Number.NaN],
  ['f9fc00', Number.NEGATIVE_INFINITY],
  ['f4', false],
  ['f5', true],
  ['f6', null],
  ['f7', undefined],
  ['c074323031332d30332d32315432303a30343a30305a', new CborTag(0, '2013-03-21T20:04:00Z')],
  ['c11a514b67b0', new CborTag(1, 1363896240)],
  ['c1fb41d452d9ec200000', new CborTag(1, 1363896240.5)],
  ['d74401020304', new CborTag(23, Uint8Array.of(1, 2, 3, 4))],
  ['d818456449455446', new CborTag(24, Uint8Array.of(0x64, 0x49, 0x45, 0x54, 0x46))],
  ['d82076687474703a2f2f7777772e6578616d706c652e636f6d', new CborTag(32, 'http://www.example.com')],
  ['40', new Uint8Array()],
  ['4401020304', Uint8Array.of(1, 2, 3, 4)],
  ['60', ''],
  ['6161', 'a'],
  ['6449455446', 'IETF'],
  ['62225c', '"\\'],
  ['62c3bc', '\u00fc'],
  ['63e6b0b4', '\u6c34'],
  ['64f0908591', '\ud800\udd51'],
  ['80', []],
  ['83010203', [1, 2, 3]],
  ['8301820203820405', [1, [2, 3], [4, 5]]],
  [
    '98190102030405060708090a0b0c0d0e0f101112131415161718181819',
    Array.from({ length: 25 }, (_, i) => i + 1),
  ],
  ['a0', new Map()],
  [
    'a201020304',
    new Map([
      [1, 2],
      [3, 4],
    ]),
  ],
  [
    'a26161016162820203',
    new Map<string, CborValue>([
      ['a', 1],
      ['b', [2, 3]],
    ]),
  ],
  ['826161a161626163', ['a', new Map([['b', 'c']])]],
  [
    'a56161614161626142616361436164614461656145',
    new Map(['a', 'b', 'c', 'd', 'e'].map((letter) => [letter, letter.toUpperCase()])),
  ],
]

/** Encodings that we read and would write otherwise: whole or wide floats, indefinite lengths. */
const ONE_WAY: readonly (readonly [string, CborValue])[] = [
  ['f90000', 0],
  ['f93c00', 1],
  ['f97bff', 65504],
  ['fa47c35000', 100_000],
  ['f9c400', -4],
  ['fa7f800000', Number.POSITIVE_INFINITY],
  ['fa7fc00000', Number.NaN],
  ['faff800000', Number.NEGATIVE_INFINITY],
  ['fb7ff0000000000000', Number.POSITIVE_INFINITY],
  ['fb7ff8000000000000', Number.NaN],
  ['fbfff0000000000000', Number.NEGATIVE_INFINITY],
  ['5f42010243030405ff', Uint8Array.of(1, 2, 3, 4, 5)],
  ['7f657374726561646d696e67ff', 'streaming'],
  ['9fff', []],
  ['9f018202039f0405ffff', [1, [2, 3], [4, 5]]],
  ['9f01820203820405ff', [1, [2, 3], [4, 5]]],
  ['83018202039f0405ff', [1, [2, 3], [4, 5]]],
  ['83019f0203ff820405', [1, [2, 3], [4, 5]]],
  [
    '9f0102030405060708090a0b0c0d0e0f101112131415161718181819ff',
    Array.from({ length: 25 }, (_, i) => i + 1),
  ],
  [
    'bf61610161629f0203ffff',
    new Map<string, CborValue>([
      ['a', 1],
      ['b', [2, 3]],
    ]),
  ],
  ['826161bf61626163ff', ['a', new Map([['b', 'c']])]],
  [
    'bf6346756ef563416d7421ff',
    new Map<string, CborValue>([
      ['Fun', true],
      ['Amt', -2],
    ]),
  ],
]

/** simple(16) and simple(255): nobody has given them a meaning, so we do not take them. */
const REFUSED: readonly string[] = ['f0', 'f8ff']

describe('RFC 8949 Appendix A', () => {
  for (const [hex, value] of BOTH_WAYS) {
    test(`${hex} is read and written`, () => {
      assert.deepEqual(decodeCbor(bytesOf(hex)), value)
      assert.equal(hexOf(encodeCbor(value)), hex)
    })
  }

  for (const [hex, value] of ONE_WAY) {
    test(`${hex} is read and written otherwise`, () => {
      assert.deepEqual(decodeCbor(bytesOf(hex)), value)
      assert.notEqual(hexOf(encodeCbor(value)), hex)
    })
  }

  for (const hex of REFUSED) {
    test(`${hex} is refused`, () => {
      assert.throws(() => decodeCbor(bytesOf(hex)), { name: 'FormatError', code: 'format.cbor' })
    })
  }
})

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(hex, 'hex'))
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
