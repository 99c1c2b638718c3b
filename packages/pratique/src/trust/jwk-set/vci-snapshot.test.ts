import assert from 'node:assert/strict'
import { createHash, sign } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { makeCertificate, makeKeys, NOT_AFTER, NOT_BEFORE } from '../../../test/make-certificate.ts'
import { makeJwk } from '../../../test/make-jwk.ts'
import { readRevocations } from '../../intake/revocations.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { webCrypto as crypto } from '../../keys/web-crypto.ts'
import { createTrustStore } from '../store.ts'
import { importVciSnapshot, type VciImport, type VciSnapshotOptions } from './vci-snapshot.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 300) }

const A = 'https://a.pratique.org/cards'
const B = 'https://b.pratique.org/cards'
const TEST = 'https://uat.b.pratique.org/cards'
const KEY_A = await makeJwk(makeKeys())
const KEY_B = await makeJwk(makeKeys())
const ID_A = String(KEY_A['kid'])
const ID_B = String(KEY_B['kid'])
const LIST = { kid: ID_A, method: 'rid', ctr: '1', rids: ['revoked'] }

/** 2026-08-22T04:43:50Z. */
const TIME = 1787373830
const DAY = 24 * 60 * 60

const KEYS = makeKeys('P-521')
const CERTIFICATE = makeCertificate({ keys: KEYS, signedWith: 'ecdsa-sha512' })

describe('a snapshot', () => {
  test('binds every key to the issuers that list it, on one signed list', async () => {
    const imported = await importEntries([entry(A, [KEY_A]), entry(B, [KEY_B, KEY_A])])
    assert.deepEqual(
      imported.records.map(({ issuer, keyId }) => [issuer, keyId]),
      [
        [A, ID_A],
        [B, ID_B],
        [B, ID_A],
      ],
    )
    const [record] = imported.records
    assert.deepEqual(
      [record?.framework, record?.environment, record?.evidence, record?.list, record?.name],
      ['smart-health-card', 'production', 'directory', 'vci-directory', 'Utopia'],
    )
    assert.deepEqual(imported.lists, [
      { framework: 'smart-health-card', name: 'vci-directory', asOf: TIME, isSigned: true },
    ])
    assert.deepEqual([imported.dropped, imported.aliases], [[], []])
  })

  test('lets no key vouch for an issuer that does not list it', async () => {
    const { records } = await importEntries([entry(A, [KEY_A]), entry(B, [KEY_B])])
    const store = createTrustStore({ records })
    assert.equal(store.findKeys('smart-health-card', ID_A, A).length, 1)
    assert.equal(store.findKeys('smart-health-card', ID_A, B).length, 0)
  })

  test('takes no key under the identifier of another, of another kind, or with its secret', async () => {
    const { records, dropped } = await importEntries([
      entry(A, [
        { ...KEY_B, kid: ID_A },
        { ...KEY_A, alg: 'ES384' },
        { ...KEY_A, crv: 'P-384' },
        { ...KEY_A, d: 'AAAA' },
      ]),
    ])
    assert.deepEqual(records, [])
    assert.equal(dropped.length, 4)
    for (const { keyId, reason } of dropped) {
      assert.equal(keyId, ID_A)
      assert.ok(reason.endsWith(`(${A})`))
    }
  })

  test('takes no keys that were fetched without TLS, or from no address', async () => {
    for (const iss of ['http://a.pratique.org', 'urn:a', 'a', '', 'https://']) {
      const { records, dropped } = await importEntries([entry(iss, [KEY_A])])
      assert.deepEqual([records.length, dropped.length], [0, 1], iss)
    }
  })
})

describe('an issuer', () => {
  test('whose keys were retrieved too long before the snapshot is stale', async () => {
    const cases = [
      { before: 0, isTaken: true },
      { before: 90 * DAY, isTaken: true },
      { before: 90 * DAY + 1, isTaken: false },
      { before: DAY, maxAgeSeconds: DAY, isTaken: true },
      { before: DAY + 1, maxAgeSeconds: DAY, isTaken: false },
    ]
    for (const { before, isTaken, ...options } of cases) {
      const { records, dropped } = await importEntries(
        [entry(A, [KEY_A], { lastRetrieved: toText(TIME - before) })],
        options,
      )
      assert.equal(records.length === 1, isTaken)
      assert.equal(dropped.length === 1 && /^stale/.test(dropped[0]?.reason ?? ''), !isTaken)
    }
  })

  test('is stale if nobody says when', async () => {
    for (const lastRetrieved of ['', 'lately', '2026-08-22', 1787373830, null]) {
      const { records, dropped } = await importEntries([entry(A, [KEY_A], { lastRetrieved })])
      assert.deepEqual(records, [])
      assert.match(dropped[0]?.reason ?? '', /^stale/)
    }
  })

  test('that has left the directory is stale, whatever the others do with its key', async () => {
    const { records, dropped } = await importEntries([entry(A, [KEY_A]), entry(B, [KEY_A])], {
      directory: utf8({ participating_issuers: [{ iss: B, name: 'Not signed' }] }),
    })
    assert.deepEqual(
      records.map(({ issuer, name, status }) => [issuer, name, status]),
      [[B, 'Utopia', 'live']],
    )
    assert.deepEqual(
      dropped.map(({ keyId, reason }) => [keyId, reason]),
      [[ID_A, `stale: its issuer is no longer in the directory (${A})`]],
    )
  })

  test('of the directory alone gets nothing', async () => {
    const directory = utf8({ participating_issuers: [{ iss: A }, { iss: B, keys: [KEY_B] }] })
    const { records } = await importEntries([entry(A, [KEY_A])], { directory })
    assert.deepEqual(
      records.map(({ issuer }) => issuer),
      [A],
    )
  })

  test('of a test system is a specimen, stale or not, and so is its key everywhere', async () => {
    const stale = { lastRetrieved: toText(TIME - 900 * DAY) }
    const { records } = await importEntries([entry(TEST, [KEY_B], stale), entry(B, [KEY_B])], {
      directory: utf8({ participating_issuers: [{ iss: B }] }),
    })
    assert.deepEqual(
      records.map(({ issuer, environment }) => [issuer, environment]),
      [
        [TEST, 'test'],
        [B, 'production'],
      ],
    )
    const [candidate] = createTrustStore({ records }).findKeys('smart-health-card', ID_B, B)
    assert.equal(candidate?.trusted.isSpecimen, true)
  })
})

describe('an address that stands for others', () => {
  const canonical = (iss: string) => ({ issuer: { iss: B, canonical_iss: iss } })

  test('is told, and its keys do not vouch for the others', async () => {
    const imported = await importEntries([entry(A, [KEY_A]), entry(B, [KEY_B], canonical(A))])
    assert.deepEqual(imported.aliases, [{ issuer: B, canonicalIssuer: A }])
    const store = createTrustStore(imported)
    assert.equal(store.findKeys('smart-health-card', ID_A, B).length, 0)
    assert.equal(store.findKeys('smart-health-card', ID_B, B).length, 1)
  })

  test('is reported if it is none of the snapshot, or stands under another', async () => {
    const toB = { issuer: { iss: A, canonical_iss: B } }
    const unknown = await importEntries([entry(B, [KEY_B], canonical(A))])
    const circle = await importEntries([entry(A, [KEY_A], toB), entry(B, [KEY_B], canonical(A))])
    assert.deepEqual([unknown.aliases, unknown.dropped.length], [[], 1])
    assert.deepEqual([circle.aliases, circle.dropped.length], [[], 2])
    assert.equal(circle.records.length, 2)
  })

  test('may be the own one', async () => {
    const { aliases, dropped } = await importEntries([entry(B, [KEY_B], canonical(B))])
    assert.deepEqual([aliases, dropped], [[], []])
  })
})

describe('revocation lists', () => {
  test('are handed on as they stand, those of stale issuers too', async () => {
    const lists = { crls: [LIST] }
    const stale = { ...lists, lastRetrieved: toText(TIME - 900 * DAY) }
    const imported = await importEntries([
      entry(A, [{ ...KEY_A, crlVersion: 1 }], lists),
      entry(B, [KEY_B], stale),
    ])
    assert.deepEqual(imported.revocations, [
      { issuer: A, list: LIST },
      { issuer: B, list: LIST },
    ])
    assert.equal(imported.records[0]?.revocation, 'smart-health-card-crl')
    const { lists: read, dropped } = readRevocations(imported)
    assert.deepEqual(
      read.map(({ issuer, keyId, isComplete }) => [issuer, keyId, isComplete]),
      [
        [A, ID_A, true],
        [B, ID_A, true],
      ],
    )
    assert.equal(read[0]?.isRevoked('revoked', TIME), true)
    assert.deepEqual(dropped, [])
  })
})

describe('refused is', () => {
  const snapshot = utf8(snapshotOf([entry(A, [KEY_A])]))

  test('a snapshot that was changed after it was signed', async () => {
    const forged = utf8(snapshotOf([entry(A, [KEY_B])]))
    const { signature } = signed(snapshot)
    await refuses('usage.trust-file', forged, { signature })
    await refuses('usage.trust-file', new Uint8Array([...snapshot, 0x0a]), { signature })
  })

  test('one with an age that is no number, which nothing would exceed', async () => {
    const options = { ...signed(snapshot), maxAgeSeconds: Number.NaN }
    await refuses('usage.argument', snapshot, options)
  })

  test('one that another has signed', async () => {
    const keys = makeKeys('P-521')
    const certificate = makeCertificate({ keys, signedWith: 'ecdsa-sha512' })
    const signature = new Uint8Array(sign('sha512', snapshot, keys.privateKey))
    await refuses('usage.trust-file', snapshot, { signature })
    await refuses('usage.trust-file', snapshot, { signature, certificate })
  })

  test('one that was made when its signer had no certificate', async () => {
    for (const [time, code] of [
      [NOT_BEFORE - 1, 'usage.trust-file'],
      [NOT_AFTER + 1, 'usage.trust-file'],
    ] as const) {
      await refuses(code, utf8({ ...snapshotOf([]), time: toText(time) }))
    }
    for (const time of [NOT_BEFORE, NOT_AFTER]) {
      const bytes = utf8({ ...snapshotOf([]), time: toText(time) })
      assert.equal((await importVciSnapshot(bytes, signed(bytes))).lists[0]?.asOf, time)
    }
  })

  const others: readonly JsonValue[] = [
    null,
    [],
    {},
    { time: toText(TIME) },
    { issuerInfo: [] },
    { time: 'today', issuerInfo: [] },
    { time: TIME, issuerInfo: [] },
    { time: toText(TIME), issuerInfo: {} },
    snapshotOf([null]),
    snapshotOf([{}]),
    snapshotOf([{ issuer: A, keys: [] }]),
    snapshotOf([{ issuer: { name: 'Utopia' }, keys: [] }]),
    snapshotOf([{ issuer: { iss: A } }]),
    snapshotOf([{ issuer: { iss: A }, keys: [ID_A] }]),
    snapshotOf([{ issuer: { iss: A }, keys: [], crls: {} }]),
  ]
  for (const [at, json] of others.entries()) {
    test(`${at + 1}: ${JSON.stringify(json).slice(0, 60)}`, async () => {
      await refuses('format.json', utf8(json))
    })
  }

  test('a member that is written twice', async () => {
    const text = JSON.stringify(snapshotOf([]))
    await refuses('format.json', new TextEncoder().encode(text.replace('{', '{"time":"",')))
  })

  test('a directory that is none', async () => {
    for (const directory of [null, [], {}, { participating_issuers: {} }]) {
      await refuses('format.json', snapshot, { directory: utf8(directory) })
    }
    await refuses('format.json', snapshot, { directory: utf8({ participating_issuers: [A] }) })
    await refuses('format.json', snapshot, { directory: utf8({ participating_issuers: [{}] }) })
  })
})

test('any signed JSON is a snapshot or is refused', async () => {
  const json = fc.jsonValue().map((value): JsonValue => JSON.parse(JSON.stringify(value)))
  const snapshots = fc.oneof(
    json,
    json.map((time) => ({ ...snapshotOf([]), time })),
    json.map((each) => snapshotOf([each])),
    json.map((issuer) => snapshotOf([{ issuer, keys: [] }])),
    json.map((keys) => snapshotOf([{ issuer: { iss: A }, keys }])),
    json.map((x5c) => snapshotOf([entry(A, [{ ...KEY_A, x5c }])])),
    json.map((list) => snapshotOf([entry(A, [KEY_A], { crls: [list] })])),
    json.map((iss) => snapshotOf([entry(A, [KEY_A], { issuer: { iss, canonical_iss: iss } })])),
  )
  await fc.assert(
    fc.asyncProperty(snapshots, async (snapshot) => {
      const bytes = utf8(snapshot)
      try {
        await importVciSnapshot(bytes, signed(bytes))
      } catch (error) {
        assert.equal(error instanceof Error && 'code' in error && error.code, 'format.json')
      }
    }),
    RUNS,
  )
})

function entry(iss: string, keys: readonly JsonObject[], more: JsonObject = {}): JsonObject {
  const lastRetrieved = toText(TIME)
  return { issuer: { iss, name: 'Utopia' }, keys, lastRetrieved, ...more }
}

function snapshotOf(issuerInfo: readonly JsonValue[]): JsonObject {
  return { time: toText(TIME), issuerInfo }
}

function importEntries(
  entries: readonly JsonObject[],
  options: Partial<VciSnapshotOptions> = {},
): Promise<VciImport> {
  const bytes = utf8(snapshotOf(entries))
  return importVciSnapshot(bytes, { ...signed(bytes), ...options })
}

function signed(bytes: Uint8Array): VciSnapshotOptions {
  return {
    signature: new Uint8Array(sign('sha512', bytes, KEYS.privateKey)),
    certificate: CERTIFICATE,
    fingerprint: createHash('sha256').update(CERTIFICATE).digest('hex'),
    crypto,
  }
}

async function refuses(
  code: string,
  bytes: Uint8Array<ArrayBuffer>,
  options: Partial<VciSnapshotOptions> = {},
): Promise<void> {
  await assert.rejects(importVciSnapshot(bytes, { ...signed(bytes), ...options }), { code })
}

function utf8(json: JsonValue): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(json))
}

function toText(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}
