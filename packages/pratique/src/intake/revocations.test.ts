import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { JsonValue } from '../json/value.ts'
import type { TrustRecord } from '../trust/record.ts'
import { readRevocations } from './revocations.ts'

const ISSUER = 'https://issuer.pratique.example'
const OTHER = 'https://other.pratique.example'
const LIST = { kid: 'a-key', method: 'rid', ctr: 3, rids: ['listed'] }

const RECORD: TrustRecord = {
  framework: 'smart-health-card',
  environment: 'production',
  issuer: ISSUER,
  keyId: 'a-key',
  key: { spki: Uint8Array.of(1), kind: 'P-256' },
  algorithms: ['ES256'],
  status: 'live',
  evidence: 'local',
  revocation: 'smart-health-card-crl',
  crlVersion: 4,
  remarks: [],
}

describe('revocation lists that came with keys', () => {
  test('are read, each for its issuer', () => {
    const { lists, dropped } = readAll([], { issuer: ISSUER, list: LIST })
    assert.deepEqual(dropped, [])
    assert.deepEqual(
      lists.map(({ issuer, keyId, isComplete }) => [issuer, keyId, isComplete]),
      [[ISSUER, 'a-key', true]],
    )
    assert.equal(lists[0]?.isRevoked('listed', 0), true)
  })

  test('are held against the version of their own key and issuer', () => {
    const entries = [ISSUER, OTHER].map((issuer) => ({ issuer, list: LIST }))
    const { lists } = readAll([RECORD, { ...RECORD, keyId: 'b', crlVersion: 9 }], ...entries)
    assert.deepEqual(
      lists.map(({ isSuperseded }) => isSuperseded),
      [true, undefined],
    )
    const same = readAll([{ ...RECORD, crlVersion: 3 }], ...entries)
    assert.equal(same.lists[0]?.isSuperseded, undefined)
  })

  test('that cannot be read are dropped with a reason', () => {
    const { lists, dropped } = readAll(
      [],
      { issuer: ISSUER, list: { kid: 'a-key' } },
      { issuer: ISSUER, list: 'text' },
    )
    assert.deepEqual(lists, [])
    assert.deepEqual(
      dropped.map(({ keyId }) => keyId),
      ['a-key', ''],
    )
    assert.match(dropped[0]?.reason ?? '', /revocation list/)
  })

  test('may be missing', () => {
    const nothing = readRevocations({ records: [], lists: [], dropped: [] })
    assert.deepEqual(nothing, { lists: [], dropped: [] })
  })
})

function readAll(
  records: readonly TrustRecord[],
  ...revocations: readonly { readonly issuer: string; readonly list: JsonValue }[]
): ReturnType<typeof readRevocations> {
  return readRevocations({ records, lists: [], dropped: [], revocations })
}
