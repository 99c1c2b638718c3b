import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { COUNTRY, makeCertificate, makeKeys } from '../../../test/make-certificate.ts'
import { toSigner } from '../../../test/make-signer.ts'
import { encodeBase64 } from '../../bytes/base64url.ts'
import { sha256 } from '../../bytes/sha256.ts'
import { toRevocationIds } from '../../cose/revocation-ids.ts'
import type { JsonObject } from '../../json/value.ts'
import { webCrypto as crypto } from '../../keys/web-crypto.ts'
import type { RevocationList } from '../list.ts'
import { readHashBatches } from './hash-batches.ts'
import { readSignedHashBatches } from './signed-batches.ts'
import { createHashBatches, type RevokedUci, signHashBatch, type WrittenHashType } from './write.ts'

const EXPIRES = Date.UTC(2027, 0, 5, 8) / 1000
const KEY_ID = '0102030405060708'
const UCI = { country: 'UT', hashType: 'UCI' } as const
const TYPES: readonly WrittenHashType[] = ['UCI', 'COUNTRYCODEUCI']

const anyRevoked = fc.array(
  fc.record(
    {
      uci: fc.string({ minLength: 1, maxLength: 80 }).filter((uci) => uci.trim() !== ''),
      keyId: fc.constantFrom(KEY_ID, 'ffffffffffffffff'),
      expiresAt: fc.integer({ min: 0, max: EXPIRES }),
    },
    { requiredKeys: ['uci', 'expiresAt'] },
  ),
  { maxLength: 60 },
)

describe('read again, a set is the same', () => {
  test('of any certificates, in both types, under its keys', () => {
    fc.assert(
      fc.property(anyRevoked, fc.constantFrom(...TYPES), (revoked, hashType) => {
        const lists = readAll(createHashBatches(revoked, { country: 'UT', hashType }))
        for (const { uci, keyId } of revoked) {
          const holding = lists.filter((list) => list.isRevoked(hashOf(uci, hashType), 0))
          assert.ok(holding.some((list) => list.keyId === keyId))
        }
        const hashes = new Set(revoked.map(({ uci, keyId }) => `${keyId} ${uci}`))
        assert.equal(countEntries(revoked, hashType), hashes.size)
        for (const list of lists) {
          assert.equal(list.isComplete, true)
          assert.equal(list.names, hashType === 'UCI' ? 'uci' : 'country-uci')
          for (const { uci, keyId, expiresAt } of revoked) {
            if (list.keyId === keyId) assert.ok((list.freshUntil ?? 0) >= expiresAt)
            assert.equal(
              list.isRevoked(hashOf(`${uci}x`, hashType), 0),
              hashes.has(`${list.keyId} ${uci}x`),
            )
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  test('each of 10,000 is found, and none of 100,000 others', () => {
    const revoked = Array.from({ length: 10_000 }, (_, i) => entry(`URN:UVCI:01:UT:R${i}`))
    const lists = readAll(createHashBatches(revoked, UCI))
    const isRevoked = (uci: string) => {
      const hash = hashOf(uci, 'UCI')
      return lists.some((list) => list.isRevoked(hash, 0))
    }
    for (const { uci } of revoked) assert.ok(isRevoked(uci))
    for (let i = 0; i < 100_000; i++) assert.equal(isRevoked(`URN:UVCI:01:UT:V${i}`), false)
  })

  test('by what a verification looks certificates up by', () => {
    const message = { algorithm: 'ES256', signature: new Uint8Array(64) } as const
    fc.assert(
      fc.property(anyRevoked, fc.constantFrom(...TYPES), (revoked, hashType) => {
        const lists = readAll(createHashBatches(revoked, { country: 'UT', hashType }))
        const kind = hashType === 'UCI' ? 'uci' : 'country-uci'
        for (const { uci } of revoked) {
          const ids = toRevocationIds(kind, message, () => [{ uci, countries: ['ut'] }])
          const hashes = ids.map((id) => encodeBase64(sha256(id).subarray(0, 16)))
          assert.ok(lists.some((list) => hashes.some((hash) => list.isRevoked(hash, 0))))
        }
      }),
      { numRuns: 50 },
    )
  })

  test('nothing revoked, no batch', () => {
    assert.deepEqual(createHashBatches([], UCI), [])
  })
})

describe('a batch', () => {
  test('is written as the gateway has it', () => {
    const uci = 'URN:UVCI:01:UT:187/37512422923'
    const batches = createHashBatches([{ uci, keyId: KEY_ID, expiresAt: EXPIRES }], {
      country: 'UT',
      hashType: 'COUNTRYCODEUCI',
    })
    const hash = createHash('sha256').update(`UT${uci}`).digest().subarray(0, 16)
    assert.deepEqual(batches, [
      {
        name: 'UT-0102030405060708-COUNTRYCODEUCI',
        batch: {
          country: 'UT',
          expires: '2027-01-05T08:00:00Z',
          kid: 'AQIDBAUGBwg=',
          hashType: 'COUNTRYCODEUCI',
          entries: [{ hash: hash.toString('base64') }],
        },
      },
    ])
  })

  test('has 1,000 entries at most, sorted, and tells nothing of the order', () => {
    const revoked = Array.from({ length: 5_000 }, (_, i) => entry(`URN:UVCI:01:UT:${i}`))
    const batches = createHashBatches(revoked, UCI)
    assert.deepEqual(createHashBatches(revoked.toReversed(), UCI), batches)
    const all = batches.flatMap(({ batch }) => hexOf(batch))
    assert.deepEqual(all, all.toSorted())
    assert.equal(all.length, 5_000)
    for (const { name, batch } of batches) {
      const hashes = hexOf(batch)
      assert.ok(hashes.length >= 1 && hashes.length <= 1_000)
      assert.match(name, /^UT-any-UCI-[01]+$/)
      const bits = name.split('-').at(-1) ?? ''
      for (const hash of hashes) assert.ok(toBits(hash).startsWith(bits))
    }
  })

  test('keeps its name and its content while its own entries stay', () => {
    const revoked = Array.from({ length: 5_000 }, (_, i) => entry(`URN:UVCI:01:UT:${i}`))
    const before = createHashBatches(revoked, UCI)
    const after = createHashBatches([...revoked, entry('URN:UVCI:01:UT:new')], UCI)
    const names = new Map(before.map(({ name, batch }) => [name, JSON.stringify(batch)]))
    const changed = after.filter(({ name, batch }) => names.get(name) !== JSON.stringify(batch))
    // The one that the new entry is in, or the two that it was split into.
    assert.ok(changed.length === 1 || changed.length === 2)
  })

  test('what no reader would take is refused', () => {
    const refused = { code: 'usage.argument' }
    const faults: readonly RevokedUci[] = [
      entry(''),
      entry(' '),
      { ...entry('x'), keyId: '01' },
      { ...entry('x'), keyId: KEY_ID.replace('a', 'A').toUpperCase().padEnd(17, '0') },
      { ...entry('x'), expiresAt: Number.NaN },
      { ...entry('x'), expiresAt: -1 },
      { ...entry('x'), expiresAt: 1e15 },
    ]
    for (const fault of faults) assert.throws(() => createHashBatches([fault], UCI), refused)
    for (const country of ['', 'ut', 'UTO', 'U1']) {
      assert.throws(() => createHashBatches([entry('x')], { ...UCI, country }), refused)
    }
  })
})

describe('a signed batch', () => {
  const keys = makeKeys()
  const certificate = makeCertificate({ keys, subject: [[COUNTRY, 'UT']] })
  const other = makeCertificate({ keys: makeKeys(), subject: [[COUNTRY, 'UT']] })
  const signing = { signer: toSigner(keys), certificate, signedAt: EXPIRES - 86_400 }
  const [named] = createHashBatches([entry('URN:UVCI:01:UT:1')], UCI)
  const batch = named?.batch ?? {}

  test('is taken where its upload certificate is pinned, and nowhere else', async () => {
    const der = await signHashBatch(batch, signing)
    const { lists } = await readSignedHashBatches(der, { crypto, uploaders: [other, certificate] })
    assert.equal(lists[0]?.isRevoked(hashOf('URN:UVCI:01:UT:1', 'UCI'), 0), true)
    const refused = { code: 'usage.trust-file' }
    await assert.rejects(readSignedHashBatches(der, { crypto, uploaders: [other] }), refused)
    const changed = der.map((byte, at) => (at === der.length - 1 ? byte ^ 1 : byte))
    await assert.rejects(
      readSignedHashBatches(changed, { crypto, uploaders: [certificate] }),
      refused,
    )
  })

  test('is not signed with another key than the certificate’s, or with none that can be read', async () => {
    const refused = { code: 'usage.key-file' }
    await assert.rejects(signHashBatch(batch, { ...signing, certificate: other }), refused)
    await assert.rejects(
      signHashBatch(batch, { ...signing, certificate: new Uint8Array() }),
      refused,
    )
  })
})

function entry(uci: string): RevokedUci {
  return { uci, expiresAt: EXPIRES }
}

function readAll(named: ReturnType<typeof createHashBatches>): readonly RevocationList[] {
  return named.length === 0 ? [] : readHashBatches(named.map(({ batch }) => batch)).lists
}

function countEntries(revoked: readonly RevokedUci[], hashType: WrittenHashType): number {
  const named = createHashBatches(revoked, { country: 'UT', hashType })
  return named.reduce((sum, { batch }) => sum + hexOf(batch).length, 0)
}

function hashOf(uci: string, hashType: WrittenHashType): string {
  const text = hashType === 'UCI' ? uci : `UT${uci}`
  return createHash('sha256').update(text).digest().subarray(0, 16).toString('base64')
}

function hexOf({ entries }: JsonObject): readonly string[] {
  return Array.isArray(entries)
    ? entries.map(({ hash }) => Buffer.from(hash, 'base64').toString('hex'))
    : []
}

function toBits(hex: string): string {
  return [...hex].map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0')).join('')
}
