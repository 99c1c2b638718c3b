import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { FormatError } from '../../errors.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import type { TrustImport } from '../record.ts'
import { importDidDocument } from './did-document.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 300) }

const DID = 'did:web:utopia.pratique.example'
const ID = `${DID}#key-1`
const JWK = makeJwk('P-256')
const METHOD: JsonObject = {
  id: ID,
  controller: DID,
  type: 'JsonWebKey2020',
  publicKeyJwk: JWK,
}
const DOCUMENT: JsonObject = {
  '@context': 'https://www.w3.org/ns/did/v1',
  id: DID,
  verificationMethod: [METHOD],
  assertionMethod: [ID],
}

describe('a key that is taken', () => {
  const { records, lists, dropped } = importOf(DOCUMENT)

  test('is found by its issuer and the bytes of the name after #', () => {
    assert.equal(records.length, 1)
    const [record] = records
    assert.equal(record?.framework, 'nz-pass')
    assert.equal(record?.issuer, DID)
    assert.equal(record?.keyId, '6b65792d31')
    assert.deepEqual(record?.algorithms, ['ES256'])
    assert.equal(record?.key.kind, 'P-256')
    assert.equal(record?.evidence, 'local')
    assert.deepEqual(dropped, [])
  })

  test('stands on the list of its issuer, so that another key can be missing', () => {
    assert.deepEqual(lists, [{ framework: 'nz-pass', name: DID, issuer: DID, isSigned: false }])
    assert.equal(records[0]?.list, DID)
  })

  test('is of the environment and the evidence that the caller knows', () => {
    const options = { environment: 'test', evidence: 'listed' } as const
    const [record] = importDidDocument(DOCUMENT, options).records
    assert.deepEqual([record?.environment, record?.evidence], ['test', 'listed'])
  })

  test('may have a name of any characters, and say what it is for', () => {
    const [id, publicKeyJwk] = [`${DID}#kēy`, { ...JWK, use: 'sig', alg: 'ES256', kid: 'x' }]
    const [record] = importOf(withMethods([{ ...METHOD, id, publicKeyJwk }], [id])).records
    assert.equal(record?.keyId, '6bc49379')
  })

  test('may stand beside one that is not', () => {
    const other = { ...METHOD, id: `${DID}#old`, publicKeyJwk: makeJwk('P-256') }
    const { records, dropped } = importOf(withMethods([METHOD, other]))
    assert.deepEqual(
      [records.length, dropped],
      [1, [{ keyId: `${DID}#old`, reason: 'assertionMethod does not name it' }]],
    )
  })
})

describe('a key that is dropped, in words', () => {
  const { x, y, ...unplaced } = JWK
  const jwk = (publicKeyJwk: JsonValue) => withMethods([{ ...METHOD, publicKeyJwk }])
  const named = (id: JsonValue) => withMethods([{ ...METHOD, id }], [id])
  const cases: readonly (readonly [string, JsonObject, RegExp])[] = [
    ['assertionMethod does not name it', withMethods([METHOD], []), /assertionMethod/],
    ['there is no assertionMethod', { id: DID, verificationMethod: [METHOD] }, /assertionMethod/],
    ['it stands in assertionMethod itself', withMethods([METHOD], [METHOD]), /assertionMethod/],
    ['another DID’s', named('did:web:other.example#key-1'), /id is not/],
    ['of a longer DID', named(`${DID}.other#key-1`), /id is not/],
    ['of a relative id', named('#key-1'), /id is not/],
    [
      'somebody else controls it',
      withMethods([{ ...METHOD, controller: 'did:web:other.example' }]),
      /controller/,
    ],
    ['without a name', named(`${DID}#`), /id is not/],
    ['without id', named(null), /id is not/],
    ['twice', withMethods([METHOD, { ...METHOD, publicKeyJwk: makeJwk('P-256') }]), /twice/],
    ['of another type', withMethods([{ ...METHOD, type: 'JsonWebKey' }]), /type/],
    ['without JWK', jwk(null), /publicKeyJwk/],
    ['of another curve', jwk(makeJwk('P-384')), /crv/],
    ['of another kind', jwk({ kty: 'OKP', crv: 'Ed25519', x: JWK['x'] ?? '' }), /kty/],
    ['with its private half', jwk({ ...JWK, d: 'AA' }), /private/],
    ['for encryption', jwk({ ...JWK, use: 'enc' }), /use/],
    ['for another algorithm', jwk({ ...JWK, alg: 'ES384' }), /alg/],
    ['whose point is on no curve', jwk({ ...JWK, y: x ?? '' }), /x or y/],
    ['without y', jwk({ ...unplaced, x: x ?? '' }), /x or y/],
    ['whose x is no base64url', jwk({ ...unplaced, x: '=', y: y ?? '' }), /x or y/],
  ]
  for (const [name, document, reason] of cases) {
    test(name, () => {
      const { records, dropped } = importOf(document)
      assert.deepEqual(records, [])
      assert.ok(dropped.length > 0)
      for (const each of dropped) assert.match(each.reason, reason)
    })
  }

  test('assertionMethod names what is not there', () => {
    const { records, dropped } = importOf(withMethods([METHOD], [ID, `${DID}#key-2`]))
    assert.equal(records.length, 1)
    assert.deepEqual(
      dropped.map(({ keyId }) => keyId),
      [`${DID}#key-2`],
    )
  })

  test('its issuer is not trusted', () => {
    const environment = 'production'
    const others = importDidDocument(DOCUMENT, { environment, issuers: ['did:web:other.example'] })
    assert.deepEqual([others.records, others.lists, others.dropped.length], [[], [], 1])
    assert.equal(importDidDocument(DOCUMENT, { environment, issuers: [DID] }).records.length, 1)
    assert.equal(importDidDocument(DOCUMENT, { environment, issuers: [] }).records.length, 0)
  })
})

describe('what is no DID document', () => {
  const refused = { name: 'FormatError', code: 'format.json' }
  const cases: readonly (readonly [string, JsonValue])[] = [
    ['a text', 'did:web:utopia.pratique.example'],
    ['an array', [DOCUMENT]],
    ['without id', { ...DOCUMENT, id: null }],
    ['whose id is no DID', { ...DOCUMENT, id: 'https://utopia.pratique.example' }],
    ['without keys', { id: DID }],
    ['whose keys are no objects', { ...DOCUMENT, verificationMethod: [ID] }],
    ['whose assertionMethod is a text', { ...DOCUMENT, assertionMethod: ID }],
  ]
  for (const [name, json] of cases) {
    test(name, () => assert.throws(() => importOf(json), refused))
  }
})

test('any JSON is a document, or refused', () => {
  const value = fc.oneof(fc.jsonValue(), fc.constantFrom(METHOD, JWK, ID, DID, [METHOD], [ID]))
  const keys = fc.constantFrom('id', 'verificationMethod', 'assertionMethod', 'publicKeyJwk')
  fc.assert(
    fc.property(fc.dictionary(keys, value), fc.boolean(), (changes, isWhole) => {
      const json: JsonValue = JSON.parse(JSON.stringify({ ...(isWhole && DOCUMENT), ...changes }))
      try {
        const { records } = importOf(json)
        for (const { issuer, algorithms } of records) {
          assert.ok(issuer.startsWith('did:'))
          assert.deepEqual(algorithms, ['ES256'])
        }
      } catch (error) {
        assert.ok(error instanceof FormatError && error.code === 'format.json', String(error))
      }
    }),
    RUNS,
  )
})

function importOf(json: JsonValue): TrustImport {
  return importDidDocument(json, { environment: 'production' })
}

function withMethods(
  methods: readonly JsonObject[],
  assertionMethod: JsonValue = [ID],
): JsonObject {
  return { ...DOCUMENT, verificationMethod: methods, assertionMethod }
}

function makeJwk(namedCurve: string): { readonly [name: string]: string } {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve })
  const { kty = '', crv = '', x = '', y = '' } = publicKey.export({ format: 'jwk' })
  return { kty, crv, x, y }
}
