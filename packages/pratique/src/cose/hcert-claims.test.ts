import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { anyCbor } from '../../test/made-contents.ts'
import type { CborMap, CborValue } from '../cbor/value.ts'
import {
  hasSeveralCertificates,
  readCwtTimes,
  readHcert,
  SUB_CLAIMS,
  viewCwtTimes,
} from './hcert-claims.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 300) }

const cwt = (
  subClaims: readonly (readonly [number | string, CborValue])[],
  ...others: readonly (readonly [number | string, CborValue])[]
): CborMap =>
  new Map<number | string, CborValue>([
    [1, 'UT'],
    [4, 200],
    [6, 100],
    [-260, new Map(subClaims)],
    ...others,
  ])

function read(claims: CborMap, alsoKnown?: readonly number[]) {
  const hcert = readHcert(claims, alsoKnown)
  assert.ok(hcert)
  return hcert
}

describe('readHcert (hcert_spec §3.3.7)', () => {
  test('tells every known sub-claim, and nothing else', () => {
    for (const key of Object.values(SUB_CLAIMS)) {
      assert.deepEqual([...read(cwt([[key, 'x']])).subClaims], [[key, 'x']])
    }
    for (const key of [0, 2, 6, 7, -1, -7, '1', '-6']) {
      assert.equal(read(cwt([[key, 'x']])).subClaims.size, 0)
    }
  })

  test('null and undefined are not there', () => {
    const hcert = read(
      cwt([
        [1, null],
        [3, undefined],
        [-6, new Map()],
      ]),
    )
    assert.deepEqual([...hcert.subClaims.keys()], [-6])
    assert.equal(hasSeveralCertificates(hcert), false)
  })

  test('any two known ones are several certificates; an unknown one beside is none', () => {
    const keys = Object.values(SUB_CLAIMS)
    for (const a of keys) {
      for (const b of keys.filter((key) => key !== a)) {
        const both: readonly (readonly [number, CborValue])[] = [
          [a, new Map()],
          [b, new Map()],
        ]
        assert.equal(hasSeveralCertificates(read(cwt(both))), true)
      }
      const beside = read(
        cwt([
          [a, new Map()],
          [99, 'x'],
        ]),
      )
      assert.equal(hasSeveralCertificates(beside), false)
      assert.equal(beside.hasExtraClaims, true)
    }
  })

  test('extra claims and claims for development are told', () => {
    assert.equal(read(cwt([[1, 1]])).hasExtraClaims, false)
    assert.equal(read(cwt([[1, 1]], [5, 100])).hasExtraClaims, false)
    for (const other of [2, 7, 'x']) {
      assert.equal(read(cwt([[1, 1]], [other, 'x'])).hasExtraClaims, true)
    }
    assert.equal(read(cwt([[1, 1]], [7, 'x']), [7]).hasExtraClaims, false)
    assert.equal(read(cwt([[1, 1]])).hasDevelopmentClaims, false)
    assert.equal(read(cwt([[-6, 1]])).hasDevelopmentClaims, true)
    assert.equal(read(cwt([['-6', 1]])).hasDevelopmentClaims, false)
    assert.equal(readHcert(new Map([[-260, 'x']])), undefined)
    assert.equal(readHcert(new Map()), undefined)
  })

  test('any claims at all are read', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: -300, max: 10 }), anyCbor())), (claims) => {
        const hcert = readHcert(new Map(claims))
        assert.ok(hcert === undefined || hcert.subClaims.size <= 5)
      }),
      RUNS,
    )
  })
})

describe('readCwtTimes', () => {
  test('what is no number is NaN, and no part of the view', () => {
    const times = readCwtTimes(
      new Map<number, CborValue>([
        [1, 7],
        [4, 'never'],
        [6, 100.5],
      ]),
    )
    assert.deepEqual(times, { iat: 100.5, exp: Number.NaN })
    assert.deepEqual(viewCwtTimes(times), { issuedAt: 100.5 })
    assert.deepEqual(viewCwtTimes({ nbf: 1, exp: 2 }), { notBefore: 1, expiresAt: 2 })
  })
})
