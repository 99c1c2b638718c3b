import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { encodeCbor } from '../cbor/encode.ts'
import { type CborMap, CborTag, type CborValue } from '../cbor/value.ts'
import { CWT_CLAIMS, decodeCwt, readNumericDate } from './cwt.ts'

describe('decodeCwt', () => {
  test('takes a map, whatever is in it', () => {
    const claims: CborMap = new Map<number, CborValue>([
      [1, 'UT'],
      [-260, new Map()],
    ])
    assert.deepEqual(decodeCwt(encodeCbor(claims)), claims)
    assert.deepEqual(decodeCwt(Uint8Array.of(0xa0)), new Map())
  })

  test('refuses what is no map, a tagged one too (tag 61 belongs outside, RFC 8392 §6)', () => {
    const others = [[], null, 'text', 5, new Uint8Array(), new CborTag(61, new Map())]
    for (const value of others) {
      assert.throws(() => decodeCwt(encodeCbor(value)), { code: 'format.claims' })
    }
  })

  test('refuses what is no CBOR', () => {
    for (const bytes of [[], [0xa1], [0xa0, 0x00], [0xa2, 1, 1, 1, 1]]) {
      assert.throws(() => decodeCwt(Uint8Array.from(bytes)), { code: 'format.cbor' })
    }
  })
})

describe('readNumericDate (RFC 8392 §2)', () => {
  const { exp } = CWT_CLAIMS
  const read = (value: CborValue): number | undefined =>
    readNumericDate(new Map([[exp, value]]), exp)

  test('takes integers and floats, fractions kept', () => {
    for (const number of [0, -1, 1620324000, 1620324000.5, 2 ** 40, 1e11]) {
      assert.equal(read(number), number)
    }
    assert.equal(read(2n ** 60n), 2 ** 60)
    assert.equal(read(-(2n ** 63n)), -(2 ** 63))
  })

  test('takes tag 1 off, once, and no other tag', () => {
    assert.equal(read(new CborTag(1, 1620324000)), 1620324000)
    assert.equal(read(new CborTag(1, 0.5)), 0.5)
    assert.ok(Number.isNaN(read(new CborTag(1, new CborTag(1, 5)))))
    assert.ok(Number.isNaN(read(new CborTag(1, '2021-05-06'))))
    assert.ok(Number.isNaN(read(new CborTag(0, '2021-05-06T18:00:00Z'))))
    assert.ok(Number.isNaN(read(new CborTag(100, 5))))
    assert.ok(Number.isNaN(read(new CborTag(2, Uint8Array.of(1)))))
  })

  test('is NaN for what is there and no finite number: never "no limit"', () => {
    const others = [Number.NaN, Infinity, -Infinity, '1620324000', '', true, false, [], new Map()]
    for (const value of [...others, Uint8Array.of(1)]) assert.ok(Number.isNaN(read(value)))
    assert.ok(Number.isNaN(read(new CborTag(1, Number.NaN))))
  })

  test('is undefined for what is absent', () => {
    assert.equal(readNumericDate(new Map(), exp), undefined)
    assert.equal(readNumericDate(new Map([['exp', 5]]), exp), undefined)
    assert.equal(readNumericDate(new Map([['4', 5]]), exp), undefined)
    for (const nothing of [undefined, null]) assert.equal(read(nothing), undefined)
  })
})
