import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { describe, test } from 'node:test'
import { type KeyPair, makeCertificate, makeKeys, spkiOf } from '../../../test/make-certificate.ts'
import { makeJwk } from '../../../test/make-jwk.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { webCrypto as crypto } from '../../keys/web-crypto.ts'
import type { TrustImport } from '../record.ts'
import { importJwkSet } from './jwk-set.ts'

const ISSUER = 'https://issuer.pratique.example'
const KEYS = makeKeys()
const JWK = await makeJwk(KEYS)

describe('a key that keeps the rules', () => {
  test('is a record under its issuer and its own name', async () => {
    const { records, lists, dropped } = await importKeys(JWK)
    assert.deepEqual(records, [
      {
        framework: 'smart-health-card',
        environment: 'production',
        issuer: ISSUER,
        keyId: JWK['kid'],
        key: { spki: spkiOf(KEYS), kind: 'P-256' },
        algorithms: ['ES256'],
        status: 'live',
        evidence: 'local',
        list: ISSUER,
        revocation: 'none',
        remarks: [],
      },
    ])
    assert.deepEqual(lists, [
      { framework: 'smart-health-card', name: ISSUER, issuer: ISSUER, isSigned: false },
    ])
    assert.deepEqual(dropped, [])
  })

  test('takes name, environment and evidence from the caller', async () => {
    const options = { name: 'Utopia', environment: 'test', evidence: 'directory' } as const
    const { records } = await importJwkSet({ keys: [JWK] }, { issuer: ISSUER, crypto, ...options })
    const [{ name, environment, evidence } = {}] = records
    assert.deepEqual({ name, environment, evidence }, options)
  })

  test('announces revocations by a version, a number or its digits', async () => {
    for (const [crlVersion, read] of [
      [3, 3],
      ['12', 12],
      ['soon', undefined],
    ] as const) {
      const [record] = (await importKeys({ ...JWK, crlVersion })).records
      assert.equal(record?.revocation, 'smart-health-card-crl')
      assert.equal(record?.crlVersion, read)
    }
  })

  test('may have members that nobody knows', async () => {
    const { records } = await importKeys({ ...JWK, date: '2021-06-01', keySize: 256 })
    assert.equal(records.length, 1)
  })

  test('is one record however often it is listed, with the newest version announced', async () => {
    const twice = [{ ...JWK, x5c: [certificateOf(KEYS)] }, JWK, { ...JWK, crlVersion: 2 }]
    const { records } = await importKeys(...twice, { ...JWK, crlVersion: 1 })
    assert.deepEqual(
      records.map(({ crlVersion }) => crlVersion),
      [2],
    )
  })
})

describe('a key that breaks a rule is dropped, and the reason says which', () => {
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({
    format: 'jwk',
  })
  const cases: readonly (readonly [reason: RegExp, jwk: JsonObject])[] = [
    [/kty/, { ...JWK, kty: 'OKP' }],
    [/crv/, { ...JWK, crv: 'P-384', x: p384.x ?? '', y: p384.y ?? '' }],
    [/use/, { ...JWK, use: 'enc' }],
    [/use/, without('use')],
    [/alg/, { ...JWK, alg: 'ES384' }],
    [/alg/, without('alg')],
    [/thumbprint/, { ...JWK, kid: 'another' }],
    [/thumbprint/, without('kid')],
    [/private/, { ...JWK, d: JWK['x'] ?? '' }],
    [/private/, { ...JWK, d: null }],
    [/x or y/, without('y')],
    [/x or y/, { ...JWK, x: 'AAAA' }],
    [/x or y/, { ...JWK, x: 7 }],
    [/x5c/, { ...JWK, x5c: [] }],
    [/x5c/, { ...JWK, x5c: 'text' }],
    [/x5c/, { ...JWK, x5c: [7] }],
    [/x5c/, { ...JWK, x5c: ['AAAA'] }],
    [/another key/, { ...JWK, x5c: [certificateOf(makeKeys())] }],
  ]
  for (const [at, [reason, jwk]] of cases.entries()) {
    test(`${at + 1}: ${reason.source}`, async () => {
      const { records, dropped } = await importKeys(jwk)
      assert.deepEqual(records, [])
      assert.equal(dropped.length, 1)
      assert.match(dropped[0]?.reason ?? '', reason)
      assert.equal(dropped[0]?.keyId, jwk['kid'] ?? '')
    })
  }

  test('the others stay', async () => {
    const { records, dropped } = await importKeys({ ...JWK, use: 'enc' }, JWK)
    assert.deepEqual([records.length, dropped.length], [1, 1])
  })

  test('an expired certificate of the key itself is no reason', async () => {
    const { records } = await importKeys({ ...JWK, x5c: [certificateOf(KEYS, 0)] })
    assert.equal(records.length, 1)
  })
})

describe('what is no JWK set is refused', () => {
  for (const json of [null, [], {}, { keys: {} }, { keys: [JWK, 'text'] }, 'text']) {
    test(JSON.stringify(json).slice(0, 20), async () => {
      await assert.rejects(importJwkSet(json, { issuer: ISSUER, crypto }), { code: 'format.json' })
    })
  }

  test('a set without keys is the list of an issuer without keys', async () => {
    const { records, lists } = await importKeys()
    assert.deepEqual([records.length, lists.length], [0, 1])
  })
})

function importKeys(...keys: readonly JsonValue[]): Promise<TrustImport> {
  return importJwkSet({ keys }, { issuer: ISSUER, crypto })
}

function without(name: string): JsonObject {
  return Object.fromEntries(Object.entries(JWK).filter(([key]) => key !== name))
}

function certificateOf(keys: KeyPair, notAfter?: number): string {
  const dates = notAfter === undefined ? {} : { notBefore: 0, notAfter }
  return Buffer.from(makeCertificate({ keys, ...dates })).toString('base64')
}
