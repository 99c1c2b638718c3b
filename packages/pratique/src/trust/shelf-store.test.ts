import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { anyRecord } from '../../test/make-bundle.ts'
import { toIdentity } from '../keys/public-key.ts'
import { FRAMEWORKS } from '../model/format.ts'
import type { TrustRecord } from './record.ts'
import { createShelfStore, type Shelf } from './shelf-store.ts'
import { type Candidate, createTrustStore, type TrustStore } from './store.ts'

/** A shelf as its description demands: an identifier finds all that it has of the keys it names. */
function toShelf(records: readonly TrustRecord[]): Shelf {
  const findKey: Shelf['findKey'] = (key) =>
    records.filter((record) => toIdentity(record.key) === toIdentity(key))
  return {
    framework: 'hcert',
    find: (keyId) => {
      const keys = new Map(
        records.filter((r) => r.keyId === keyId).map(({ key }) => [toIdentity(key), key]),
      )
      return [...keys.values()].flatMap(findKey)
    },
    findKey,
    all: () => records,
  }
}

/** All that a store says of the keys of some records, but for how often it says it. */
function sayOf(store: TrustStore, records: readonly TrustRecord[]): readonly unknown[] {
  return records.flatMap(({ keyId, issuer, key }) => [
    ...FRAMEWORKS.flatMap((framework) => [
      store.findKeys(framework, keyId),
      store.findKeys(framework, keyId, issuer),
      // All of them are asked: in which order is no answer.
      inOrder(store.findAuthorities(framework, keyId)),
    ]),
    new Set(store.findRevokers(keyId).map(toText)),
    new Set(store.findRecords(key).map(toText)),
    store.isDenied(key),
    FRAMEWORKS.map((framework) => store.hasRevoker(framework, issuer)),
  ])
}

function inOrder(found: readonly Candidate[]): readonly Candidate[] {
  return found.toSorted((a, b) => (toIdentity(a.record.key) < toIdentity(b.record.key) ? -1 : 1))
}

function toText(record: TrustRecord): string {
  return JSON.stringify({ ...record, key: toIdentity(record.key) })
}

describe('a store over shelves', () => {
  test('answers as one that has read everything, wherever the records of a key lie', () => {
    const some = fc.uniqueArray(anyRecord, { maxLength: 5, selector: toText })
    fc.assert(
      fc.property(some, some, some, fc.boolean(), (own, first, second, isDenied) => {
        const all = [...own, ...first, ...second]
        const denied = isDenied ? all.slice(0, 1).map(({ key }) => key) : []
        const shelves = [toShelf(first), toShelf(second)]
        const asked = createShelfStore({ records: own, shelves, denied })
        const read = createTrustStore({ records: all, denied })
        assert.deepEqual(sayOf(asked, all), sayOf(read, all))
      }),
    )
  })

  test('knows nothing of what is on no shelf', () => {
    const store = createShelfStore({ records: [], shelves: [toShelf([])] })
    assert.deepEqual(store.findKeys('hcert', 'a1'), [])
    assert.deepEqual(store.findAuthorities('hcert', 'a1'), [])
  })
})
