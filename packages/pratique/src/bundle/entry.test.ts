import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { anyRecord, RECORD } from '../../test/make-bundle.ts'
import { encodeBase64Url } from '../bytes/base64url.ts'
import { decodeCbor } from '../cbor/decode.ts'
import { encodeCbor } from '../cbor/encode.ts'
import type { CborMap, CborValue } from '../cbor/value.ts'
import { FormatError } from '../errors.ts'
import { thumbprint } from '../keys/jwk.ts'
import { thumbprintOfKey } from '../keys/key-thumbprint.ts'
import { webCrypto } from '../keys/web-crypto.ts'
import { readEntry, toEntry } from './entry.ts'

describe('an entry', () => {
  test('comes back as the record that it was', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const bytes = encodeCbor(toEntry(record))
        assert.deepEqual(readEntry(decodeCbor(bytes)), record)
      }),
    )
  })

  test('of a card’s key leaves the thumbprint to be computed', async () => {
    const point = RECORD.key.spki.subarray(-64)
    const [x, y] = [point.subarray(0, 32), point.subarray(32)].map(encodeBase64Url)
    assert.ok(x !== undefined && y !== undefined)
    const keyId = await thumbprint({ kty: 'EC', crv: 'P-256', x, y }, webCrypto)
    assert.equal(thumbprintOfKey(RECORD.key), keyId)
    const record = { ...RECORD, framework: 'smart-health-card', keyId } as const
    const [short, long] = [record, { ...record, keyId: `${keyId.slice(0, -1)}_` }].map(
      (each) => encodeCbor(toEntry(each)).length,
    )
    assert.ok((short ?? 0) + 40 < (long ?? 0))
    assert.deepEqual(readEntry(toEntry(record)), record)
  })

  test('with a member that is not known, or of another type, is refused', () => {
    const entry = toEntry(RECORD)
    const others: readonly CborMap[] = [
      new Map([...entry, [99, 'only for tests']]),
      new Map([...entry, ['usages', ['test']]]),
      ...[...entry.keys()].map((label) => new Map([...entry, [label, new Map()]])),
      new Map([...entry, [13, 'certain']]),
      new Map([...entry, [7, ['PS256']]]),
      new Map([...entry, [10, 1.5]]),
      new Map([...entry, [17, [['made-up']]]]),
    ]
    for (const other of others) assert.throws(() => readEntry(other), FormatError)
    for (const label of [1, 2, 13, 19]) {
      const left = new Map([...entry].filter(([each]) => each !== label))
      assert.throws(() => readEntry(left), FormatError, `without ${label}`)
    }
  })

  test('of any CBOR: a record, or an error of form', () => {
    const values: fc.Arbitrary<CborValue> = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.uint8Array().map((bytes) => new Uint8Array(bytes)),
      fc.array(fc.string()),
    )
    const entry = [...toEntry(RECORD)]
    fc.assert(
      fc.property(
        fc.nat(entry.length - 1),
        fc.integer({ min: 0, max: 20 }),
        values,
        (at, label, value) => {
          const changed = new Map(entry.toSpliced(at, 1, [label, value]))
          try {
            readEntry(changed)
          } catch (error) {
            assert.ok(error instanceof FormatError, String(error))
          }
        },
      ),
    )
  })
})
