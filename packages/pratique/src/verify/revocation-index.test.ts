import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RevocationList } from '../revocation/list.ts'
import type { TrustRecord } from '../trust/record.ts'
import { createRevocationIndex } from './revocation-index.ts'

const RECORD: TrustRecord = {
  framework: 'hcert',
  environment: 'production',
  issuer: 'UT',
  keyId: '01',
  key: { spki: Uint8Array.of(1), kind: 'P-256' },
  algorithms: ['ES256'],
  status: 'live',
  evidence: 'local',
  revocation: 'none',
  remarks: [],
}
const OWN: RevocationList = {
  framework: 'hcert',
  issuer: 'UT',
  keyId: '01',
  isComplete: true,
  isRevoked: () => false,
}
const { keyId: _, ...OF_ALL_KEYS } = OWN
const OTHERS: readonly RevocationList[] = [
  { ...OWN, keyId: '02' },
  { ...OWN, keyId: 'any' },
  { ...OWN, issuer: 'XE' },
  { ...OWN, framework: 'vds-nc' },
  { ...OF_ALL_KEYS, issuer: 'XE' },
]

test('a key’s lists are those of it, and those of every key of its issuer', () => {
  const index = createRevocationIndex([OWN, ...OTHERS, OF_ALL_KEYS])
  assert.deepEqual(new Set(index.find([RECORD], undefined)), new Set([OWN, OF_ALL_KEYS]))
})

test('under each identifier of a key, each list once', () => {
  const index = createRevocationIndex([OWN, ...OTHERS, OF_ALL_KEYS])
  const found = index.find([RECORD, { ...RECORD, keyId: '02' }, { ...RECORD }], undefined)
  assert.equal(found.length, 3)
})

test('no other list is', () => {
  for (const index of [createRevocationIndex([]), createRevocationIndex(OTHERS)]) {
    assert.deepEqual(index.find([RECORD], undefined), [])
  }
  assert.deepEqual(createRevocationIndex([OWN]).find([], undefined), [])
})
