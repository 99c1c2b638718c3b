import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { anyRecord, RECORD } from '../../test/make-bundle.ts'
import { diffRecords } from './diff-records.ts'
import type { TrustRecord } from './record.ts'

const NOTHING = { added: [], removed: [], withdrawn: [], changed: [] }

describe('what differs between two imports', () => {
  test('is nothing for the same records, in whatever order', () => {
    const records = fc.array(anyRecord, { maxLength: 10 })
    fc.assert(
      fc.property(records, (before) => {
        assert.deepEqual(diffRecords(before, before.toReversed()), NOTHING)
      }),
    )
  })

  test('names each key once, and backwards the same ones', () => {
    const records = fc.array(anyRecord, { maxLength: 6 })
    fc.assert(
      fc.property(records, records, records, (shared, gone, come) => {
        const [before, after] = [
          [...shared, ...gone],
          [...come, ...shared],
        ]
        const forth = diffRecords(before, after)
        const back = diffRecords(after, before)
        assert.deepEqual(forth.added, back.removed)
        assert.deepEqual(forth.removed, back.added)
        const named = (key: { readonly keyId: string }) => key.keyId
        assert.deepEqual(
          new Set([...forth.withdrawn, ...forth.changed].map(named)),
          new Set([...back.withdrawn, ...back.changed].map(named)),
        )
      }),
    )
  })

  test('a second record of a key that says something else hides nothing', () => {
    const other = { ...RECORD, list: 'another' } as const
    const withdrawn = { ...RECORD, status: 'withdrawn' } as const
    const cases: readonly (readonly [
      before: readonly TrustRecord[],
      after: readonly TrustRecord[],
      of: 'withdrawn' | 'changed',
      fields?: readonly string[],
    ])[] = [
      [[RECORD], [RECORD, withdrawn], 'withdrawn'],
      [[RECORD], [withdrawn, RECORD], 'withdrawn'],
      [[RECORD, other], [other, withdrawn, RECORD], 'withdrawn'],
      [[RECORD], [RECORD, other], 'changed', ['list']],
      [[RECORD, other], [other], 'changed', ['list']],
      [[RECORD], [{ ...RECORD, evidence: 'local' }], 'changed', ['evidence']],
    ]
    for (const [before, after, of, fields] of cases) {
      const changes = diffRecords(before, after)
      assert.equal(changes[of].length, 1, JSON.stringify(changes))
      if (fields) assert.deepEqual(changes.changed[0]?.fields, fields)
      assert.deepEqual({ ...changes, [of]: [] }, NOTHING)
    }
  })

  test('the same name with another key is one that went and one that came', () => {
    const [first = 0] = RECORD.key.spki
    const spki = RECORD.key.spki.with(0, first ^ 1)
    const changes = diffRecords([RECORD], [{ ...RECORD, key: { ...RECORD.key, spki } }])
    assert.deepEqual([changes.added.length, changes.removed.length], [1, 1])
  })
})
