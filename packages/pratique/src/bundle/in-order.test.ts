import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Framework } from '../model/format.ts'
import type { TrustList, TrustRecord } from '../trust/record.ts'
import type { Shelf } from '../trust/shelf-store.ts'
import { inOrder } from './in-order.ts'

const RECORD: TrustRecord = {
  framework: 'hcert',
  environment: 'production',
  issuer: 'UT',
  keyId: 'a1',
  key: { spki: new Uint8Array(1), kind: 'P-256' },
  algorithms: ['ES256'],
  status: 'live',
  evidence: 'listed',
  revocation: 'none',
  remarks: [],
}

const CARD: TrustRecord = { ...RECORD, framework: 'smart-health-card' }

function bundleOf(frameworks: readonly Framework[], records: readonly TrustRecord[]) {
  const find = () => records
  const shelf: Shelf = { framework: 'hcert', find, findKey: find, all: find }
  const lists = frameworks.map(
    (framework): TrustList => ({ framework, name: framework, isSigned: true }),
  )
  return { shelves: [shelf], lists }
}

/** Of each bundle the records, in each way to ask for them, and the networks. */
function left(bundles: readonly ReturnType<typeof bundleOf>[]) {
  return inOrder(bundles).map(({ shelves, lists }) => {
    const ways = shelves.flatMap((shelf) => [
      shelf.find('a1'),
      shelf.findKey(RECORD.key),
      shelf.all(),
    ])
    for (const way of ways) assert.deepEqual(way, ways[0])
    return { records: ways[0], lists: lists.map(({ framework }) => framework) }
  })
}

describe('several bundles', () => {
  test('the first with a list of a network says which keys it has', () => {
    const bundles = [bundleOf(['hcert'], []), bundleOf(['hcert'], [RECORD])]
    assert.deepEqual(left(bundles), [
      { records: [], lists: ['hcert'] },
      { records: [], lists: [] },
    ])
  })

  test('a network that it has no list of comes from the next one', () => {
    const bundles = [bundleOf(['hcert'], []), bundleOf(['hcert', 'smart-health-card'], [CARD])]
    assert.deepEqual(left(bundles)[1], { records: [CARD], lists: ['smart-health-card'] })
  })

  test('what speaks against a key counts in every one', () => {
    const against = [
      { ...RECORD, status: 'withdrawn' },
      { ...RECORD, environment: 'test' },
    ] as const
    const other = { ...RECORD, list: 'another' } as const
    const bundles = [bundleOf(['hcert'], [RECORD]), bundleOf(['hcert'], [other, ...against])]
    assert.deepEqual(
      left(bundles).map(({ records }) => records),
      [[RECORD], against],
    )
  })
})
