import assert from 'node:assert/strict'
import { verify } from 'node:crypto'
import { describe, test } from 'node:test'
import { inflateSync } from 'node:zlib'
import * as sdJwt from '@sd-jwt/jwt-status-list'
import * as cborg from 'cborg'
import fc from 'fast-check'
import { compactVerify, SignJWT } from 'jose'
import { makeKeys } from '../../../test/make-certificate.ts'
import { STATUS_LIST_VECTORS, VECTOR_SIZE } from '../../../test/status-list-vectors.ts'
import { anyRevoked, codeOf, listOf, revokedIn } from '../../../test/status-lists.ts'
import {
  CLAIMS,
  CONTENT,
  claimsOf,
  HEADER,
  ISSUED,
  KEYS,
  OPTIONS,
  resign,
  SIGNER,
  URI,
} from '../../../test/token-status-lists.ts'
import { decodeHex } from '../../bytes/hex.ts'
import { decodeCbor } from '../../cbor/decode.ts'
import { encodeCbor } from '../../cbor/encode.ts'
import type { CborValue } from '../../cbor/value.ts'
import { decodeCoseSign1 } from '../../cose/sign1.ts'
import type { JsonObject } from '../../json/value.ts'
import type { StatusBits } from '../status-array.ts'
import { findStatus, type StatusList } from '../status-list.ts'
import { verifyTokenStatusListCwt, verifyTokenStatusListJwt } from './read.ts'
import { readCwtStatusReference, readJwtStatusReference } from './reference.ts'
import {
  signTokenStatusListCwt,
  signTokenStatusListJwt,
  type TokenStatusListContent,
} from './write.ts'

const BITS: readonly StatusBits[] = [1, 2, 4, 8]

describe('read again, a list is the same', () => {
  for (const bits of BITS) {
    test(`of any certificates, with ${bits} bits each, as JWT and as CWT`, async () => {
      await fc.assert(
        fc.asyncProperty(anyRevoked, async (revoked) => {
          const content = { ...CONTENT, revoked, bits }
          const jwt = await signTokenStatusListJwt(content, SIGNER, '12')
          const cwt = await signTokenStatusListCwt(content, SIGNER, Uint8Array.of(1, 2))
          const expected = [...revoked.indices].toSorted((a, b) => a - b)
          for (const verified of [
            await verifyTokenStatusListJwt(jwt, OPTIONS),
            await verifyTokenStatusListCwt(cwt, OPTIONS),
          ]) {
            const list = listOf(verified)
            assert.equal(list.uri, URI)
            assert.equal(list.asOf, ISSUED)
            assert.equal(list.freshUntil, undefined)
            assert.ok(list.size >= revoked.size && list.size < revoked.size + 8)
            assert.deepEqual(revokedIn(list, list.size), expected)
            assert.equal(list.statusAt(list.size), undefined)
          }
        }),
        { numRuns: 30 },
      )
    })
  }

  test('of a million', async () => {
    const indices = Uint32Array.from({ length: 1_000 }, (_, i) => i * 997 + (i % 7))
    const content = { ...CONTENT, revoked: { size: 1_000_000, indices } }
    const cwt = await signTokenStatusListCwt(content, SIGNER)
    const list = listOf(await verifyTokenStatusListCwt(cwt, OPTIONS))
    assert.equal(list.size, 1_000_000)
    assert.deepEqual(revokedIn(list, list.size), [...indices])
  })
})

describe('the lists of the draft', () => {
  for (const { bits, lst, statuses } of STATUS_LIST_VECTORS) {
    test(`with ${bits} bits are read (appendix C)`, async () => {
      const list = await readJwt({ ...CLAIMS, status_list: { bits, lst } })
      assert.equal(list.size, VECTOR_SIZE)
      const words = ['valid', 'revoked', 'suspended']
      let others = 0
      for (let index = 0; index < VECTOR_SIZE; index++) {
        const status = statuses.get(index) ?? 0
        if (list.statusAt(index) !== (words[status] ?? 'other')) others++
      }
      assert.equal(others, 0)
    })
  }

  test('are written with the same bits', async () => {
    const [vector] = STATUS_LIST_VECTORS
    const indices = vector?.statuses.keys() ?? []
    const content = { ...CONTENT, revoked: { size: VECTOR_SIZE, indices } }
    const jwt = await signTokenStatusListJwt(content, SIGNER)
    const ours = await signedJson(jwt)
    assert.deepEqual(ours, {
      sub: URI,
      iat: ISSUED,
      status_list: { bits: 1, lst: (ours['status_list'] as { lst: string }).lst },
    })
    const theirs = sdJwt.StatusList.decompressStatusList(vector?.lst ?? '', 1)
    assert.deepEqual(sdJwt.getListFromStatusListJWT(jwt).statusList, theirs.statusList)
  })

  test('of 16 and of 12 certificates are read (§4.1, §4.2)', async () => {
    const one = await readJwt(CLAIMS)
    assert.deepEqual(revokedIn(one, 16), [0, 3, 4, 5, 7, 8, 9, 13, 15])
    const two = await readJwt({ ...CLAIMS, status_list: { bits: 2, lst: 'eNo76fITAAPfAgc' } })
    const words = ['valid', 'revoked', 'suspended', 'other']
    const expected = [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3].map((status) => words[status])
    const read = Array.from({ length: 12 }, (_, index) => two.statusAt(index))
    assert.deepEqual(read, expected)
  })

  test('have the claims of the CWT that it shows (§5.2)', async () => {
    const published = decodeHex(
      'd2845820a2012610781a6170706c69636174696f6e2f7374617475736c6973742b63' +
        '7774a1044231325850a502782168747470733a2f2f6578616d706c652e636f6d2f' +
        '7374617475736c697374732f31061a648c5bea041a8898dfea19fffe19a8c019fffda2' +
        '646269747301636c73744a78dadbb918000217015d584093fa4d01032b18c35e2fe1' +
        '101b77fd6cc9440022caa4694450c4e4e9feab4e99d1fa6d9772ce2bf3a12e0323de' +
        'd7c982c5e101a5e67f0cbc1e2b6f57ce99c279',
    )
    assert.ok(published)
    const { signature: _, ...message } = decodeCoseSign1(published)
    const read = await verifyTokenStatusListCwt(await resign(message), OPTIONS)
    const list = listOf(read)
    assert.deepEqual([list.uri, list.asOf, list.freshUntil], [URI, ISSUED, ISSUED + 43_200])
    assert.deepEqual(revokedIn(list, 16), [0, 3, 4, 5, 7, 8, 9, 13, 15])
    // Its own key is not ours.
    const theirs = await verifyTokenStatusListCwt(published, OPTIONS)
    assert.equal(codeOf(theirs), 'failed signature.invalid')
    const content = {
      ...CONTENT,
      revoked: { size: 16, indices: revokedIn(list, 16) },
      expiresAt: 2_291_720_170,
      ttlSeconds: 43_200,
    }
    const ours = decodeCoseSign1(await signTokenStatusListCwt(content, SIGNER))
    const [a, b] = [ours.payload, message.payload].map((payload) => claimsOf(payload))
    assert.deepEqual(a, b)
  })
})

describe('other implementations', () => {
  test('@sd-jwt/jwt-status-list reads ours, and we read theirs', async () => {
    await fc.assert(
      fc.asyncProperty(anyRevoked, fc.constantFrom(...BITS), async (revoked, bits) => {
        const jwt = await signTokenStatusListJwt({ ...CONTENT, revoked, bits }, SIGNER)
        const statuses = Array<number>(revoked.size).fill(0)
        for (const index of revoked.indices) statuses[index] = 1
        const read = sdJwt.getListFromStatusListJWT(jwt).statusList
        assert.deepEqual(read.slice(0, revoked.size), statuses)
        const theirs = new sdJwt.StatusList(padded(statuses, bits), bits)
        const lst = theirs.compressStatusList()
        const list = await readJwt({ ...CLAIMS, status_list: { bits, lst } })
        const ours = listOf(await verifyTokenStatusListJwt(jwt, OPTIONS))
        assert.deepEqual(revokedIn(list, revoked.size), revokedIn(ours, revoked.size))
      }),
      { numRuns: 20 },
    )
  })

  test('jose verifies our JWT', async () => {
    const jwt = await signTokenStatusListJwt(CONTENT, SIGNER, '12')
    const { protectedHeader } = await compactVerify(jwt, KEYS.publicKey)
    assert.deepEqual(protectedHeader, { alg: 'ES256', kid: '12', typ: 'statuslist+jwt' })
    await assert.rejects(compactVerify(jwt, makeKeys().publicKey))
  })

  test('cborg and node:crypto verify our CWT', async () => {
    const cwt = await signTokenStatusListCwt(CONTENT, SIGNER, Uint8Array.of(1, 2))
    const tags = cborg.Tagged.preserve(18)
    const tagged: unknown = cborg.decode(cwt, { tags, useMaps: true })
    assert.ok(tagged instanceof cborg.Tagged)
    const [header, unprotected, payload, signature] = tagged.value
    const expected = new Map<number, unknown>([
      [1, -7],
      [4, Uint8Array.of(1, 2)],
      [16, 'application/statuslist+cwt'],
    ])
    assert.deepEqual(cborg.decode(header, { useMaps: true }), expected)
    assert.deepEqual(unprotected, new Map())
    const signed = cborg.encode(['Signature1', header, new Uint8Array(), payload])
    const key = { key: KEYS.publicKey, dsaEncoding: 'ieee-p1363' } as const
    assert.ok(verify('sha256', signed, key, signature))
    const claims = cborg.decode(payload, { useMaps: true })
    assert.deepEqual([...claims.keys()], [2, 6, 65533])
    assert.deepEqual(
      new Uint8Array(inflateSync(claims.get(65533).get('lst'))),
      Uint8Array.of(9, 128),
    )
  })
})

describe('a certificate is looked up', () => {
  const content = { ...CONTENT, expiresAt: ISSUED + 1_000, ttlSeconds: 600 }
  const place = (index: number) => ({ uri: URI, index })

  test('by list and index', async () => {
    const list = listOf(
      await verifyTokenStatusListJwt(await signTokenStatusListJwt(content, SIGNER), OPTIONS),
    )
    const clock = { now: ISSUED + 1 }
    assert.equal(findStatus(list, place(3), clock), 'revoked')
    assert.equal(findStatus(list, place(4), clock), 'valid')
    for (const index of [16, 1e9, 2 ** 53, -1, 0.5, Number.NaN]) {
      assert.equal(findStatus(list, place(index), clock), 'not-covered')
    }
    for (const uri of [`${URI}/`, URI.toUpperCase(), 'https://example.com/statuslists/2', '']) {
      assert.equal(findStatus(list, { uri, index: 3 }, clock), 'other-list')
    }
  })

  test('by a list that may be relied on', async () => {
    const jwt = await signTokenStatusListJwt(content, SIGNER)
    const list = listOf(await verifyTokenStatusListJwt(jwt, OPTIONS))
    assert.equal(list.freshUntil, ISSUED + 600)
    assert.equal(findStatus(list, place(4), { now: ISSUED + 599 }), 'valid')
    assert.equal(findStatus(list, place(4), { now: ISSUED + 600 }), 'too-old')
    // What is revoked stays so.
    assert.equal(findStatus(list, place(3), { now: ISSUED + 1e9 }), 'revoked')
    assert.equal(findStatus(list, place(4), { now: ISSUED + 50, maxAgeSeconds: 40 }), 'too-old')
    assert.equal(findStatus(list, place(4), { now: Number.NaN }), 'too-old')
    const received = { ...OPTIONS, receivedAt: ISSUED + 300 }
    const later = listOf(await verifyTokenStatusListJwt(jwt, received))
    assert.equal(later.freshUntil, ISSUED + 900)
    const last = { ...OPTIONS, receivedAt: ISSUED + 800 }
    assert.equal(listOf(await verifyTokenStatusListJwt(jwt, last)).freshUntil, ISSUED + 1_000)
    const future = await readJwt({ ...CLAIMS, nbf: ISSUED + 10 })
    assert.equal(findStatus(future, place(1), { now: ISSUED + 9 }), 'not-yet')
    assert.equal(findStatus(future, place(1), { now: ISSUED + 10 }), 'valid')
  })

  test('by the place that it states', async () => {
    const claims = { status: { status_list: { idx: 4, uri: URI } } }
    assert.deepEqual(readJwtStatusReference(claims), place(4))
    const cwt = decodeCbor(encodeCbor(toCbor({ 65535: claims.status })))
    assert.ok(cwt instanceof Map)
    assert.deepEqual(readCwtStatusReference(cwt), place(4))
    for (const none of [{}, { status: {} }, { status: { other: 1 } }]) {
      assert.equal(readJwtStatusReference(none), undefined)
    }
    assert.equal(readCwtStatusReference(new Map()), undefined)
    assert.equal(readCwtStatusReference(new Map([[65535, new Map()]])), undefined)
    const faults: readonly JsonObject[] = [
      { status: null },
      { status: [] },
      { status: { status_list: null } },
      { status: { status_list: { idx: 4 } } },
      { status: { status_list: { uri: URI } } },
      { status: { status_list: { idx: -1, uri: URI } } },
      { status: { status_list: { idx: 0.5, uri: URI } } },
      { status: { status_list: { idx: '4', uri: URI } } },
      { status: { status_list: { idx: 2 ** 53, uri: URI } } },
      { status: { status_list: { idx: 4, uri: 'statuslists/1' } } },
    ]
    for (const fault of faults) {
      assert.throws(() => readJwtStatusReference(fault), { code: 'format.claims' })
      const map = toCbor({ 65535: fault['status'] ?? null })
      assert.ok(map instanceof Map)
      assert.throws(() => readCwtStatusReference(map), { code: 'format.claims' })
    }
  })
})

test('what no reader would take is not written', async () => {
  const faults: readonly Partial<TokenStatusListContent>[] = [
    { uri: '' },
    { uri: 'statuslists/1' },
    { issuedAt: 0.5 },
    { issuedAt: Number.NaN },
    { expiresAt: ISSUED },
    { expiresAt: ISSUED + 0.5 },
    { ttlSeconds: 0 },
    ...[0, 3, 16].map((bits) => ({ bits: bits as StatusBits })),
    { ttlSeconds: Number.NaN },
    { revoked: { size: 0, indices: [] } },
    { revoked: { size: 1.5, indices: [] } },
    { revoked: { size: Number.NaN, indices: [] } },
    { revoked: { size: 2 ** 27 + 1, indices: [] } },
    { revoked: { size: 4, indices: [4] } },
    { revoked: { size: 4, indices: [-1] } },
    { revoked: { size: 4, indices: [0.5] } },
    { revoked: { size: 4, indices: [Number.NaN] } },
  ]
  for (const fault of faults) {
    const content = { ...CONTENT, ...fault }
    await assert.rejects(signTokenStatusListJwt(content, SIGNER), { code: 'usage.argument' })
    await assert.rejects(signTokenStatusListCwt(content, SIGNER), { code: 'usage.argument' })
  }
  const misfit = { ...SIGNER, algorithm: 'EdDSA' } as const
  await assert.rejects(signTokenStatusListJwt(CONTENT, misfit), { code: 'usage.key-file' })
  await assert.rejects(signTokenStatusListCwt(CONTENT, misfit), { code: 'usage.key-file' })
})

/** A list of whole bytes, which the other implementation writes alone. */
function padded(statuses: readonly number[], bits: StatusBits): number[] {
  const rest = -statuses.length & (8 / bits - 1)
  return [...statuses, ...Array<number>(rest).fill(0)]
}

async function readJwt(claims: JsonObject): Promise<StatusList> {
  const token = await new SignJWT({ ...claims }).setProtectedHeader(HEADER).sign(KEYS.privateKey)
  return listOf(await verifyTokenStatusListJwt(token, OPTIONS))
}

async function signedJson(jwt: string): Promise<JsonObject> {
  const { payload } = await compactVerify(jwt, KEYS.publicKey)
  return JSON.parse(new TextDecoder().decode(payload))
}

function toCbor(value: CborValue | JsonObject | object): CborValue {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(toCbor)
  return new Map(
    Object.entries(value).map(([key, of]) => [/^\d+$/.test(key) ? Number(key) : key, toCbor(of)]),
  )
}
