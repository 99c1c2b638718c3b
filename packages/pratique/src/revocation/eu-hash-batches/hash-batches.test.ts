import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { anyJson } from '../../../test/made-contents.ts'
import { FormatError } from '../../errors.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { isHashBatches, readHashBatch, readHashBatches } from './hash-batches.ts'

const HASHES = [hashOf(1), hashOf(2)]
const BATCH = {
  country: 'UT',
  expires: '2027-01-05T08:00:00.000Z',
  kid: 'AQIDBAUGBwg=',
  hashType: 'UCI',
  entries: HASHES.map((hash) => ({ hash })),
}

describe('a batch', () => {
  test('says whose certificates it revokes, by what, and how long it lasts', () => {
    const { isRevoked, ...list } = readHashBatch(BATCH)
    assert.deepEqual(list, {
      framework: 'hcert',
      issuer: 'UT',
      keyId: '0102030405060708',
      names: 'uci',
      freshUntil: Date.parse(BATCH.expires) / 1000,
      isPart: true,
      isComplete: true,
    })
    for (const hash of HASHES) assert.equal(isRevoked(hash, 0), true)
    for (const hash of [hashOf(3), '', '__proto__', HASHES[0]?.slice(0, -2) ?? '']) {
      assert.equal(isRevoked(hash, 0), false)
    }
  })

  test('has one of three types', () => {
    const names = ['UCI', 'COUNTRYCODEUCI', 'SIGNATURE'].map(
      (hashType) => readHashBatch({ ...BATCH, hashType }).names,
    )
    assert.deepEqual(names, ['uci', 'country-uci', 'signature'])
    for (const hashType of ['uci', 'UCI ', 'OTHER', '', null, 1, '__proto__']) {
      assert.throws(() => readHashBatch({ ...BATCH, hashType }), { code: 'format.json' })
    }
  })

  test('of an unknown key is about all of its country', () => {
    const { kid: _, ...withoutKid } = BATCH
    for (const batch of [{ ...BATCH, kid: 'UNKNOWN_KID' }, { ...BATCH, kid: null }, withoutKid]) {
      assert.equal(readHashBatch(batch).keyId, undefined)
    }
    for (const kid of ['', 'unknown_kid', 'AQID', 'AQIDBAUGBwgJ', 'AQIDBAUGBwg', 7, [], 'ü']) {
      assert.throws(() => readHashBatch({ ...BATCH, kid }), { code: /^format\./ })
    }
  })

  test('is of a country', () => {
    for (const country of ['', 'ut', 'UTO', 'ZZ', 'EU', null, 7, undefined]) {
      const batch = { ...BATCH, ...(country === undefined ? { country: {} } : { country }) }
      assert.throws(() => readHashBatch(batch), { code: 'format.json' })
    }
  })

  test('without a time that can be read is over', () => {
    for (const expires of ['', 'tomorrow', 1_900_000_000, null, '2027-01-05']) {
      const list = readHashBatch({ ...BATCH, expires })
      assert.equal(list.freshUntil, Number.NEGATIVE_INFINITY)
      assert.equal(list.isRevoked(HASHES[0] ?? '', 0), true)
    }
  })

  test('with an entry that is no hash is not complete, and the others count', () => {
    const [hash = ''] = HASHES
    for (const entry of [
      null,
      hash,
      {},
      { hash: '' },
      { hash: 7 },
      { hash: hash.slice(0, 22) },
      { hash: `${hash} ` },
      { hash: Buffer.alloc(15).toString('base64') },
      { hash: Buffer.alloc(32).toString('base64') },
      { hash: 'AAAAAAAAAAAAAAAAAAAAAB==' },
    ]) {
      const list = readHashBatch({ ...BATCH, entries: [entry, { hash }] })
      assert.equal(list.isComplete, false)
      assert.equal(list.isRevoked(hash, 0), true)
      assert.throws(() => readHashBatch({ ...BATCH, entries: [entry] }), { code: 'format.json' })
    }
  })

  test('has 1 to 1000 entries', () => {
    const entries = Array.from({ length: 1001 }, (_, i) => ({ hash: hashOf(i) }))
    readHashBatch({ ...BATCH, entries: entries.slice(1) })
    for (const wrong of [entries, [], {}, null, 'text']) {
      assert.throws(() => readHashBatch({ ...BATCH, entries: wrong }), { code: 'format.json' })
    }
  })
})

describe('batches', () => {
  test('stand alone, in an array, or as `batches`', () => {
    for (const json of [
      BATCH,
      [BATCH, BATCH],
      { batches: [BATCH] },
      { batches: [BATCH], more: false },
    ]) {
      assert.equal(isHashBatches(json), true)
      const { lists, dropped } = readHashBatches(json)
      assert.deepEqual([lists.every(({ issuer }) => issuer === 'UT'), dropped], [true, []])
    }
  })

  test('that cannot be read hide no others, and are told of', () => {
    const others = [{ ...BATCH, country: 'ZZ' }, { ...BATCH, kid: '?' }, null, 'text', []]
    const { lists, dropped } = readHashBatches([...others, BATCH])
    assert.equal(lists.length, 1)
    assert.deepEqual(
      dropped.map(({ keyId }) => keyId),
      [BATCH.kid, '?', '', '', ''],
    )
    for (const { reason } of dropped) assert.match(reason, /^its revocation batch cannot be read: /)
  })

  test('of which none can be read are refused', () => {
    for (const json of [
      [],
      {},
      null,
      7,
      { batches: [] },
      { batches: {} },
      // The gateway's index of batches is none.
      {
        more: false,
        batches: [{ batchId: 'x', country: 'UT', date: BATCH.expires, deleted: false }],
      },
      { ...BATCH, entries: [] },
      Array.from({ length: 20_001 }, () => BATCH),
    ]) {
      assert.throws(() => readHashBatches(json), { code: 'format.json' })
    }
  })

  test('are told from other JSON', () => {
    for (const json of [
      null,
      7,
      [],
      [7],
      {},
      { keys: [] },
      { certificates: [] },
      { batches: {} },
    ]) {
      assert.equal(isHashBatches(json), false)
    }
  })

  test('of any JSON are read or refused', () => {
    const members = fc.record(
      {
        country: fc.oneof(anyJson(1), fc.constantFrom('UT', 'XE')),
        expires: fc.oneof(anyJson(1), fc.constant(BATCH.expires)),
        kid: fc.oneof(anyJson(1), fc.constantFrom(BATCH.kid, 'UNKNOWN_KID')),
        hashType: fc.oneof(anyJson(1), fc.constantFrom('UCI', 'SIGNATURE')),
        entries: fc.oneof(
          anyJson(2),
          fc.array(fc.oneof(anyJson(1), fc.constant({ hash: hashOf(1) }))),
        ),
      },
      { requiredKeys: [], noNullPrototype: true },
    )
    const batch: fc.Arbitrary<JsonValue> = fc.oneof(anyJson(2), members.map(toObject))
    fc.assert(
      fc.property(fc.oneof(batch, fc.array(batch)), (json) => {
        isHashBatches(json)
        try {
          for (const list of readHashBatches(json).lists) list.isRevoked(hashOf(1), 0)
        } catch (error) {
          assert.ok(error instanceof FormatError)
        }
      }),
    )
  })
})

function toObject(members: object): JsonObject {
  return { ...members }
}

function hashOf(number: number): string {
  const bytes = Buffer.alloc(16)
  bytes.writeUInt32BE(number)
  return bytes.toString('base64')
}
