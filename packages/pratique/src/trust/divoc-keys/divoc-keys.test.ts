import assert from 'node:assert/strict'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { describe, test } from 'node:test'
import type { JsonValue } from '../../json/value.ts'
import { importDivocKeys } from './divoc-keys.ts'

const A = 'https://a.pratique.example/'
const B = 'http://b.pratique.example'
const ED25519 = toPem(generateKeyPairSync('ed25519').publicKey)
const RSA = toPem(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey)
const EC = toPem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey)

function toPem(key: KeyObject): string {
  return key.export({ format: 'pem', type: 'spki' }).toString()
}

describe('a table of keys', () => {
  test('is one record a key, bound to its issuer', () => {
    const json = { issuer: A, name: 'Utopia', publicKeys: { 'did:a': RSA, 'did:b': ED25519 } }
    const { records, lists, dropped } = importDivocKeys(json, { environment: 'exercise' })
    assert.deepEqual(
      records.map(({ key, ...record }) => [key.kind, record]),
      [
        ['RSA', { ...COMMON, keyId: 'did:a', algorithms: ['PS256', 'RS256'] }],
        ['Ed25519', { ...COMMON, keyId: 'did:b', algorithms: ['EdDSA'] }],
      ],
    )
    assert.deepEqual([lists, dropped], [[], []])
  })

  const COMMON = {
    framework: 'divoc',
    environment: 'exercise',
    issuer: A,
    name: 'Utopia',
    status: 'live',
    evidence: 'local',
    revocation: 'none',
    remarks: [],
  }

  test('takes the issuer of the options where it names none', () => {
    const { records } = importDivocKeys(
      { publicKeys: { x: RSA } },
      { issuer: B, evidence: 'listed' },
    )
    assert.deepEqual(
      records.map(({ issuer, environment, evidence }) => [issuer, environment, evidence]),
      [[B, 'production', 'listed']],
    )
    const named = importDivocKeys({ issuer: A, publicKeys: { x: RSA } }, { issuer: B })
    assert.equal(named.records[0]?.issuer, A)
  })

  test('of several issuers is joined', () => {
    const json = {
      type: 'keys',
      issuers: [
        { issuer: A, publicKeys: { 'did:india': RSA } },
        { issuer: B, publicKeys: { 'did:india': ED25519 } },
      ],
    }
    assert.deepEqual(
      importDivocKeys(json).records.map(({ issuer, keyId }) => [issuer, keyId]),
      [
        [A, 'did:india'],
        [B, 'did:india'],
      ],
    )
  })

  test('an issuer may be a DID', () => {
    const { records } = importDivocKeys({ issuer: 'did:web:a.example', publicKeys: { x: RSA } })
    assert.deepEqual(
      records.map(({ issuer }) => issuer),
      ['did:web:a.example'],
    )
  })

  const drops: readonly (readonly [string, JsonValue, RegExp])[] = [
    ['without an issuer', { publicKeys: { x: RSA } }, /bound to no issuer/],
    ['of an issuer that is no URI', { issuer: 'Utopia', publicKeys: { x: RSA } }, /no URI/],
    ['on a curve', { issuer: A, publicKeys: { x: EC } }, /neither RSA nor Ed25519/],
    ['that is no text', { issuer: A, publicKeys: { x: 7 } }, /no text/],
    ['that is no PEM', { issuer: A, publicKeys: { x: 'key' } }, /PEM/],
    ['that are two', { issuer: A, publicKeys: { x: RSA + ED25519 } }, /one PEM block/],
    [
      'that is damaged',
      { issuer: A, publicKeys: { x: RSA.replace('MII', 'MIJ') } },
      /cannot be read/,
    ],
  ]
  for (const [name, json, reason] of drops) {
    test(`drops a key ${name}, with words`, () => {
      const { records, dropped } = importDivocKeys(json)
      assert.deepEqual(records, [])
      assert.equal(dropped[0]?.keyId, 'x')
      assert.match(dropped[0]?.reason ?? '', reason)
    })
  }

  test('anything else is refused', () => {
    const others: readonly JsonValue[] = [
      null,
      [],
      {},
      { publicKeys: [] },
      { issuers: {} },
      { issuers: [{ issuer: A }] },
      { issuers: ['x'] },
    ]
    for (const json of others) assert.throws(() => importDivocKeys(json), { code: 'format.json' })
  })
})
