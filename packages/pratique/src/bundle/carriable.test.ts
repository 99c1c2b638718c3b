import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ANY_CHARACTER } from '../../test/any-character.ts'
import { anyRecord, CONTENT, RECORD } from '../../test/make-bundle.ts'
import type { JsonValue } from '../json/value.ts'
import type { TrustRecord } from '../trust/record.ts'
import { buildBundle } from './build.ts'
import { isCarriable, toCarriableList } from './carriable.ts'
import { readBundleFile } from './file.ts'
import { loadBundle } from './load.ts'

const DAY = 86_400

describe('a record', () => {
  test('of any list that is well-formed is carried', () => {
    fc.assert(fc.property(anyRecord, (record) => isCarriable(record)))
  })

  test('is carried exactly if a bundle of it can be opened', async () => {
    const strange: fc.Arbitrary<Partial<TrustRecord>> = fc.oneof(
      fc.string({ unit: ANY_CHARACTER, maxLength: 5 }).map((name) => ({ name })),
      fc.constantFrom('\ud800', 'n'.repeat(10_000), 'n'.repeat(70_000)).map((name) => ({ name })),
      fc.double().map((notAfter) => ({ notAfter })),
      fc.maxSafeInteger().map((notBefore) => ({ notBefore })),
      fc.constantFrom('', '\u0000', 'é'.repeat(40_000)).map((issuer) => ({ issuer })),
    )
    let carried = 0
    await fc.assert(
      fc.asyncProperty(strange, async (changes) => {
        const record = { ...RECORD, ...changes }
        if (!isCarriable(record)) return
        carried++
        const bytes = await buildBundle({ ...CONTENT, records: [record], lists: [] })
        const { trust } = await loadBundle(bytes, { signedBy: 'nobody' })
        assert.deepEqual(trust.findRecords(RECORD.key), [record])
      }),
    )
    assert.ok(carried > 0)
    for (const changes of [{ name: '\ud800' }, { name: 'n'.repeat(70_000) }, { notAfter: 0.5 }]) {
      assert.equal(isCarriable({ ...RECORD, ...changes }), false, Object.keys(changes).join())
    }
  })
})

describe('a list of revoked cards', () => {
  const list = { kid: 'a', method: 'rid', ctr: 3, rids: ['x', 'y.1700000000'] }

  test('is carried without what means nothing', () => {
    const strange: readonly JsonValue[] = [
      { ...list, more: '\ud800' },
      { ...list, ctr2: [[[[1]]]] },
    ]
    for (const each of [list, ...strange]) assert.deepEqual(toCarriableList(each), list)
  })

  test('of no form that can be read again is none', () => {
    const strange: readonly JsonValue[] = [
      null,
      [],
      'list',
      { ...list, rids: ['\ud800'] },
      { ...list, rids: [[[[[['x']]]]]] },
    ]
    for (const each of strange) assert.equal(toCarriableList(each), undefined)
  })

  test('is carried up to its size in a bundle that can be opened', async () => {
    const rids = Array.from({ length: 100_000 }, (_, at) => `rid${at}.${1_700_000_000 + at * DAY}`)
    const long = toCarriableList({ ...list, rids })
    assert.ok(long)
    const revocations = [
      { kind: 'smart-health-card-crl', issuer: 'https://a.pratique.org', list: long } as const,
    ]
    const bytes = await buildBundle({ ...CONTENT, records: [RECORD], lists: [], revocations })
    assert.equal(readBundleFile(bytes).manifest.number, 1)
    await loadBundle(bytes, { signedBy: 'nobody' })
    const tooMany = Array.from({ length: 600_000 }, () => 'r')
    assert.equal(toCarriableList({ ...list, rids: tooMany }), undefined)
  })
})
