import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import { BitstringStatusList } from '@digitalbazaar/vc-bitstring-status-list'
import fc from 'fast-check'
import { compactVerify, SignJWT } from 'jose'
import { makeKeys } from '../../../test/make-certificate.ts'
import { makeSigner, toSigner } from '../../../test/make-signer.ts'
import { anyRevoked, codeOf, listOf, revokedIn } from '../../../test/status-lists.ts'
import { FormatError } from '../../errors.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { webCrypto as crypto } from '../../keys/web-crypto.ts'
import { findStatus } from '../status-list.ts'
import { readBitstringStatusList, verifyBitstringStatusListJwt } from './read.ts'
import { readBitstringReference } from './reference.ts'
import {
  type BitstringStatusListContent,
  createBitstringStatusList,
  signBitstringStatusListJwt,
} from './write.ts'

const URI = 'https://example.com/credentials/status/3'
const ISSUER = 'did:example:12345'
const FROM = Date.UTC(2021, 3, 5, 14, 27, 40) / 1000
const MIN_ENTRIES = 131_072

const KEYS = makeKeys()
const SIGNER = toSigner(KEYS)
const OPTIONS = { keys: [SIGNER.key], crypto }
const HEADER = { alg: 'ES256', typ: 'vc+jwt', cty: 'vc' }
const CONTENT: BitstringStatusListContent = {
  uri: URI,
  issuer: ISSUER,
  revoked: { size: 1_000, indices: [0, 7, 8, 999] },
  validFrom: FROM,
}
/** The example of the standard (§2.2): nobody is revoked. */
const SUBJECT = {
  id: 'https://example.com/status/3#list',
  type: 'BitstringStatusList',
  statusPurpose: 'revocation',
  encodedList: 'uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA',
}
const EXAMPLE = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  id: URI,
  type: ['VerifiableCredential', 'BitstringStatusListCredential'],
  issuer: ISSUER,
  validFrom: '2021-04-05T14:27:40Z',
  credentialSubject: SUBJECT,
}

describe('read again, a list is the same', () => {
  test('of any certificates', async () => {
    await fc.assert(
      fc.asyncProperty(anyRevoked, async (revoked) => {
        const jwt = await signBitstringStatusListJwt({ ...CONTENT, revoked }, SIGNER, 'k')
        const list = listOf(await verifyBitstringStatusListJwt(jwt, OPTIONS))
        assert.equal(list.size, MIN_ENTRIES)
        const expected = [...revoked.indices].toSorted((a, b) => a - b)
        assert.deepEqual(revokedIn(list, list.size), expected)
        assert.equal(list.statusAt(list.size), undefined)
        assert.deepEqual([list.uri, list.issuer], [URI, ISSUER])
        assert.deepEqual([list.asOf, list.validFrom], [FROM, FROM])
        assert.equal(list.freshUntil, undefined)
      }),
      { numRuns: 30 },
    )
  })

  test('of a million, dense and sparse, at both ends', async () => {
    const size = 1_000_000
    const sparse = Uint32Array.from({ length: 1_000 }, (_, i) => i * 997)
    const dense = Uint32Array.from({ length: size }, (_, i) => i)
    for (const indices of [sparse, dense, Uint32Array.of(0, size - 1)]) {
      const written = createBitstringStatusList({ ...CONTENT, revoked: { size, indices } })
      const list = readBitstringStatusList(written)
      assert.equal(list.size, size)
      assert.deepEqual(revokedIn(list, size), [...indices])
    }
  })
})

describe('other implementations', () => {
  test('@digitalbazaar/vc-bitstring-status-list reads ours, and we read theirs', async () => {
    await fc.assert(
      fc.asyncProperty(anyRevoked, async (revoked) => {
        const theirs = new BitstringStatusList({ length: MIN_ENTRIES })
        for (const index of revoked.indices) theirs.setStatus(index, true)
        const encodedList = await theirs.encode()
        const list = readBitstringStatusList(withSubject({ encodedList }))
        const expected = [...revoked.indices].toSorted((a, b) => a - b)
        assert.deepEqual(revokedIn(list, MIN_ENTRIES), expected)
        const ours = await BitstringStatusList.decode({ encodedList: await encodedOf(revoked) })
        assert.equal(ours.length, MIN_ENTRIES)
        const revokedInOurs = Array.from({ length: MIN_ENTRIES }, (_, index) => index)
        assert.deepEqual(
          revokedInOurs.filter((index) => ours.getStatus(index)),
          expected,
        )
      }),
      { numRuns: 10 },
    )
  })

  test('jose verifies our JWT, and we verify its', async () => {
    const jwt = await signBitstringStatusListJwt(CONTENT, SIGNER, 'did:example:12345#k')
    const { payload, protectedHeader } = await compactVerify(jwt, KEYS.publicKey)
    assert.deepEqual(protectedHeader, { ...HEADER, kid: 'did:example:12345#k' })
    const credential: unknown = JSON.parse(new TextDecoder().decode(payload))
    assert.deepEqual(credential, createBitstringStatusList(CONTENT))
    assert.equal(await codeFor(EXAMPLE), 'passed')
  })

  test('the example of the standard is read (§2.2)', () => {
    const list = readBitstringStatusList(EXAMPLE)
    assert.equal(list.size, MIN_ENTRIES)
    assert.deepEqual(revokedIn(list, MIN_ENTRIES), [])
  })
})

test('a list is written as the standard has it, the first bit leftmost', async () => {
  const { credentialSubject, ...rest } = createBitstringStatusList({
    ...CONTENT,
    validUntil: FROM + 86_400,
  })
  const { credentialSubject: _, ...expected } = EXAMPLE
  assert.deepEqual(rest, { ...expected, validUntil: '2021-04-06T14:27:40Z' })
  const { encodedList, ...subject } = credentialSubject as { readonly encodedList: string }
  assert.deepEqual(subject, {
    id: `${URI}#list`,
    type: 'BitstringStatusList',
    statusPurpose: 'revocation',
  })
  const bytes = gunzipSync(Buffer.from(encodedList.slice(1), 'base64url'))
  assert.deepEqual([...bytes.subarray(0, 3), bytes[124], bytes.length], [0x81, 0x80, 0, 1, 16_384])
})

describe('what is wrong has an answer of its own', () => {
  const good = signBitstringStatusListJwt(CONTENT, SIGNER)

  test('a token that is cut short', async () => {
    const jwt = await good
    for (const length of [0, 1, 20, jwt.length - 1, jwt.length - 40]) {
      assert.match(await jwtCode(jwt.slice(0, length)), /^failed (?:format\.|signature\.invalid)/)
    }
  })

  test('another key, no key, a key of another kind', async () => {
    const codes = [[makeSigner().key], [], [toSigner(makeKeys('P-521')).key]].map(async (keys) =>
      codeOf(await verifyBitstringStatusListJwt(await good, { keys, crypto })),
    )
    assert.deepEqual(await Promise.all(codes), [
      'failed signature.invalid',
      'indeterminate signature.no-key',
      'failed signature.algorithm',
    ])
  })

  test('another type, content or algorithm', async () => {
    const headers = [
      { ...HEADER, typ: 'JWT' },
      { ...HEADER, typ: 'statuslist+jwt' },
      { ...HEADER, typ: 'vc-ld+jwt' },
      { alg: 'ES256' },
      { ...HEADER, cty: 'vp' },
    ]
    for (const header of headers)
      assert.equal(await codeFor(EXAMPLE, header), 'failed format.header')
    assert.equal(await codeFor(EXAMPLE, { ...HEADER, typ: 'application/vc+jwt' }), 'passed')
    assert.equal(await codeFor(EXAMPLE, { alg: 'ES256', typ: 'vc+jwt' }), 'passed')
    const [, payload = '', signature = ''] = (await good).split('.')
    for (const alg of ['none', 'HS256', null]) {
      const header = Buffer.from(JSON.stringify({ ...HEADER, alg })).toString('base64url')
      assert.equal(await jwtCode([header, payload, signature].join('.')), 'failed format.header')
    }
  })

  test('claims that contradict the credential, or wrap it', async () => {
    assert.equal(await codeFor({ ...EXAMPLE, iss: ISSUER }), 'passed')
    assert.equal(await codeFor({ ...EXAMPLE, issuer: { id: ISSUER }, iss: ISSUER }), 'passed')
    for (const claims of [{ iss: 'did:example:6' }, { exp: 'x' }, { nbf: null }, { vc: EXAMPLE }]) {
      assert.equal(await codeFor({ ...EXAMPLE, ...claims }), 'failed format.claims')
    }
    assert.equal(await codeFor({ vc: EXAMPLE }), 'failed format.claims')
  })

  test('what is no such credential', async () => {
    const faults: readonly JsonValue[] = [
      null,
      [],
      {},
      'text',
      { ...EXAMPLE, '@context': 'https://www.w3.org/2018/credentials/v1' },
      { ...EXAMPLE, type: ['VerifiableCredential'] },
      { ...EXAMPLE, type: 'BitstringStatusListCredential' },
      { ...EXAMPLE, id: null },
      { ...EXAMPLE, issuer: 'nobody' },
      { ...EXAMPLE, issuer: {} },
      { ...EXAMPLE, validFrom: '2021' },
      { ...EXAMPLE, validUntil: 7 },
      { ...EXAMPLE, credentialSubject: [SUBJECT] },
      withSubject({ type: 'StatusList2021' }),
      withSubject({ statusPurpose: 'suspension' }),
      withSubject({ statusPurpose: [] }),
      withSubject({ statusSize: 2 }),
      withSubject({ ttl: '300000' }),
      withSubject({ encodedList: SUBJECT.encodedList.slice(1) }),
      withSubject({ encodedList: 7 }),
      withSubject({ encodedList: encode(new Uint8Array(16_383)) }),
    ]
    for (const fault of faults) {
      assert.throws(() => readBitstringStatusList(fault), { code: 'format.claims' })
      if (typeof fault === 'object' && fault !== null) {
        assert.equal(await codeFor(fault), 'failed format.claims')
      }
    }
  })

  test('statuses that cannot be unpacked, or that are a bomb', () => {
    const read = (encodedList: string) => () =>
      readBitstringStatusList(withSubject({ encodedList }))
    const refused = { code: 'format.zlib' }
    assert.throws(read('u'), refused)
    assert.throws(read(SUBJECT.encodedList.slice(0, -4)), refused)
    assert.throws(read(`${SUBJECT.encodedList}AAAA`), refused)
    assert.throws(read(`${SUBJECT.encodedList}=`), { code: 'format.base64url' })
    assert.throws(read(encode(new Uint8Array(16 * 1024 * 1024 + 1))), refused)
    assert.equal(read(encode(new Uint8Array(16 * 1024 * 1024)))().size, 2 ** 27)
  })

  test('any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        for (const value of [
          json,
          withSubject({ encodedList: json }),
          { ...EXAMPLE, issuer: json },
        ]) {
          try {
            readBitstringStatusList(value as JsonValue)
          } catch (error) {
            assert.ok(error instanceof FormatError)
          }
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('a certificate is looked up', () => {
  const place = (index: number) => ({ uri: URI, index })

  test('by list and index', async () => {
    const list = readBitstringStatusList(createBitstringStatusList(CONTENT))
    const clock = { now: FROM }
    assert.equal(findStatus(list, place(999), clock), 'revoked')
    assert.equal(findStatus(list, place(998), clock), 'valid')
    assert.equal(findStatus(list, place(MIN_ENTRIES), clock), 'not-covered')
    assert.equal(findStatus(list, { uri: `${URI}#list`, index: 999 }, clock), 'other-list')
    assert.equal(findStatus(list, place(1), { now: FROM - 1 }), 'not-yet')
  })

  test('by a list that may be relied on', async () => {
    const until = { ...CONTENT, validUntil: FROM + 600 }
    const list = readBitstringStatusList(createBitstringStatusList(until))
    assert.equal(findStatus(list, place(1), { now: FROM + 599 }), 'valid')
    assert.equal(findStatus(list, place(1), { now: FROM + 600 }), 'too-old')
    assert.equal(findStatus(list, place(999), { now: FROM + 600 }), 'revoked')
    // A ttl counts where there is no end, from when the list was fetched.
    const copy = withSubject({ ttl: 300_000 })
    assert.equal(readBitstringStatusList(copy).freshUntil, FROM + 300)
    const received = readBitstringStatusList(copy, { receivedAt: FROM + 100 })
    assert.equal(received.freshUntil, FROM + 400)
    const both = { ...copy, validUntil: '2021-04-06T14:27:40Z' }
    assert.equal(readBitstringStatusList(both).freshUntil, FROM + 86_400)
    // The signature's own dates count too.
    const jwt = await sign({ ...both, exp: FROM + 50, nbf: FROM + 10 })
    const signed = listOf(await verifyBitstringStatusListJwt(jwt, OPTIONS))
    assert.deepEqual([signed.validFrom, signed.freshUntil], [FROM + 10, FROM + 50])
  })

  test('as suspended, in a list for that', () => {
    const encodedList = encode(new Uint8Array(16_384).fill(0xff))
    const credential = withSubject({ statusPurpose: ['refresh', 'suspension'], encodedList })
    const list = readBitstringStatusList(credential, { purpose: 'suspension' })
    assert.equal(findStatus(list, place(5), { now: FROM }), 'suspended')
  })

  test('by the place that it states', () => {
    const entry = {
      id: `${URI}#94567`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: '94567',
      statusListCredential: URI,
    }
    const suspension = { ...entry, statusPurpose: 'suspension', statusListIndex: '0' }
    for (const credentialStatus of [entry, [suspension, entry], [{ type: 'Other' }, entry]]) {
      assert.deepEqual(readBitstringReference({ credentialStatus }), place(94_567))
    }
    const both = { credentialStatus: [entry, suspension] }
    assert.deepEqual(readBitstringReference(both, 'suspension'), place(0))
    for (const none of [{}, { credentialStatus: [] }, { credentialStatus: suspension }]) {
      assert.equal(readBitstringReference(none), undefined)
    }
    const faults: readonly JsonObject[] = [
      { statusListIndex: 94_567 },
      { statusListIndex: '-1' },
      { statusListIndex: '01' },
      { statusListIndex: '1.0' },
      { statusListIndex: '' },
      { statusListIndex: '9'.repeat(16) },
      { statusListCredential: null },
      { statusListCredential: 'status/3' },
      { statusSize: 2 },
    ]
    for (const fault of faults) {
      const credentialStatus = { ...entry, ...fault }
      assert.throws(() => readBitstringReference({ credentialStatus }), { code: 'format.claims' })
    }
  })
})

test('what no reader would take is not written', async () => {
  const faults: readonly Partial<BitstringStatusListContent>[] = [
    { uri: 'status/3' },
    { issuer: 'nobody' },
    { validFrom: 0.5 },
    { validFrom: Number.NaN },
    { validFrom: 1e12 },
    { validUntil: FROM },
    { validUntil: Number.NaN },
    { revoked: { size: 0, indices: [] } },
    { revoked: { size: 2 ** 27 + 1, indices: [] } },
    { revoked: { size: 4, indices: [4] } },
  ]
  for (const fault of faults) {
    const content = { ...CONTENT, ...fault }
    assert.throws(() => createBitstringStatusList(content), { code: 'usage.argument' })
  }
  const misfit = { ...SIGNER, algorithm: 'EdDSA' } as const
  await assert.rejects(signBitstringStatusListJwt(CONTENT, misfit), { code: 'usage.key-file' })
})

function withSubject(changes: object): JsonObject {
  return { ...EXAMPLE, credentialSubject: { ...SUBJECT, ...changes } }
}

function encode(bytes: Uint8Array): string {
  return `u${gzipSync(bytes).toString('base64url')}`
}

async function encodedOf(revoked: BitstringStatusListContent['revoked']): Promise<string> {
  const { credentialSubject } = createBitstringStatusList({ ...CONTENT, revoked })
  return (credentialSubject as { readonly encodedList: string }).encodedList
}

function sign(claims: object, header: { readonly alg: string } = HEADER): Promise<string> {
  return new SignJWT({ ...claims }).setProtectedHeader(header).sign(KEYS.privateKey)
}

async function codeFor(claims: object, header?: object): Promise<string> {
  const input = [header ?? HEADER, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  const signature = await SIGNER.sign(new Uint8Array(Buffer.from(input)))
  return jwtCode(`${input}.${Buffer.from(signature).toString('base64url')}`)
}

async function jwtCode(token: string): Promise<string> {
  return codeOf(await verifyBitstringStatusListJwt(token, OPTIONS))
}
