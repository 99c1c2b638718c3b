import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { makeKeys } from '../../../test/make-certificate.ts'
import { makeJwk } from '../../../test/make-jwk.ts'
import type { JsonValue } from '../../json/value.ts'
import { webCrypto as crypto } from '../../keys/web-crypto.ts'
import { importIssuerMap } from './issuer-map.ts'

/** Beside the repository; other machines do not have it. */
const SNAPSHOT = new URL('../../../../../../shared/corpus/trust/vci-snapshot.json', import.meta.url)

const A = 'https://a.pratique.example'
const B = 'https://b.pratique.example'
const KEY_A = await makeJwk(makeKeys())
const KEY_B = await makeJwk(makeKeys())
const LIST = { kid: KEY_A['kid'] ?? '', method: 'rid', ctr: 1, rids: [] }

describe('a map of issuers', () => {
  const issuers = { [A]: { keys: [KEY_A] }, [B]: { keys: [KEY_B, KEY_A] } }

  test('binds every key to the issuers that list it', async () => {
    const { records, lists, dropped, revocations } = await importIssuerMap({ issuers }, { crypto })
    assert.deepEqual(
      records.map(({ issuer, keyId }) => [issuer, keyId]),
      [
        [A, KEY_A['kid']],
        [B, KEY_B['kid']],
        [B, KEY_A['kid']],
      ],
    )
    assert.deepEqual(
      lists.map(({ issuer }) => issuer),
      [A, B],
    )
    assert.deepEqual([dropped, revocations], [[], undefined])
  })

  test('with a directory takes its issuers and their names, and drops the others', async () => {
    const directory = { participating_issuers: [{ iss: A, name: 'Utopia' }] }
    const { records, lists, dropped } = await importIssuerMap({ issuers, directory }, { crypto })
    assert.deepEqual(
      records.map(({ issuer, name }) => [issuer, name]),
      [[A, 'Utopia']],
    )
    assert.equal(lists.length, 1)
    assert.deepEqual(
      dropped.map(({ keyId }) => keyId),
      [KEY_B['kid'], KEY_A['kid']],
    )
    assert.match(dropped[0]?.reason ?? '', /directory/)
  })

  test('hands the revocation lists of known issuers on as they stand', async () => {
    const crls = { [A]: [LIST, 'no list'], 'https://unknown.example': [LIST] }
    const { revocations, dropped } = await importIssuerMap({ issuers, crls }, { crypto })
    assert.deepEqual(revocations, [
      { issuer: A, list: LIST },
      { issuer: A, list: 'no list' },
    ])
    const reason = 'a revocation list of an issuer whose keys are not here'
    assert.deepEqual(dropped, [{ keyId: LIST.kid, reason }])
    const directory = { participating_issuers: [{ iss: B }] }
    const others = await importIssuerMap({ issuers, crls, directory }, { crypto })
    assert.equal(others.revocations, undefined)
    assert.equal(others.dropped.filter((each) => each.reason === reason).length, 3)
  })

  test('drops keys that are bound to no issuer', async () => {
    const json = { issuers: {}, unboundKeys: [KEY_A] }
    const { records, dropped } = await importIssuerMap(json, { crypto })
    assert.deepEqual(records, [])
    assert.deepEqual(dropped, [{ keyId: KEY_A['kid'], reason: 'it is bound to no issuer' }])
  })

  test('an issuer called like a member of every object is an issuer like any other', async () => {
    const json = JSON.parse('{"issuers":{"__proto__":{"keys":[]},"toString":{"keys":[]}}}')
    const { lists, revocations } = await importIssuerMap({ ...json, crls: {} }, { crypto })
    assert.deepEqual(
      lists.map(({ issuer }) => issuer),
      ['__proto__', 'toString'],
    )
    assert.equal(revocations, undefined)
  })
})

describe('the short form for one issuer', () => {
  test('binds the keys to it', async () => {
    const json = { issuer: A, keys: [KEY_A], crls: [LIST] }
    const { records, revocations } = await importIssuerMap(json, { crypto, environment: 'test' })
    assert.deepEqual([records[0]?.issuer, records[0]?.environment], [A, 'test'])
    assert.deepEqual(revocations, [{ issuer: A, list: LIST }])
  })
})

describe('anything else is refused', () => {
  const cases: readonly JsonValue[] = [
    null,
    [],
    {},
    { keys: [KEY_A] },
    { issuer: A },
    { issuers: [] },
    { issuers: { [A]: [KEY_A] } },
    { issuers: {}, crls: [] },
    { issuers: { [A]: { keys: [] } }, crls: { [A]: LIST } },
    { issuers: {}, directory: [] },
    { issuers: {}, directory: {} },
    { issuers: {}, directory: { participating_issuers: [A] } },
    { issuers: {}, directory: { participating_issuers: [{ name: 'Utopia' }] } },
    { issuers: {}, unboundKeys: {} },
  ]
  for (const [at, json] of cases.entries()) {
    test(`${at + 1}: ${JSON.stringify(json).slice(0, 50)}`, async () => {
      await assert.rejects(importIssuerMap(json, { crypto }), { code: 'format.json' })
    })
  }
})

test('the keys of the VCI snapshot are taken, but for two that are cut short', async (context) => {
  if (!existsSync(SNAPSHOT)) {
    context.skip('no corpus beside the repository')
    return
  }
  const { issuerInfo }: Snapshot = JSON.parse(readFileSync(SNAPSHOT, 'utf8'))
  const issuers = Object.fromEntries(issuerInfo.map(({ issuer, keys }) => [issuer.iss, { keys }]))
  const { records, dropped } = await importIssuerMap({ issuers }, { crypto })
  assert.equal(records.length + dropped.length, issuerInfo.flatMap(({ keys }) => keys).length)
  assert.deepEqual(
    dropped.map(({ reason }) => reason),
    Array(2).fill('x or y: expected coordinates of 32 bytes'),
  )
  context.diagnostic(`${records.length} keys of ${issuerInfo.length} issuers`)
})

interface Snapshot {
  readonly issuerInfo: readonly {
    readonly issuer: { readonly iss: string }
    readonly keys: readonly JsonValue[]
  }[]
}
