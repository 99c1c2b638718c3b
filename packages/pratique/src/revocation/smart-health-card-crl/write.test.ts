import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { parseJson } from '../../json/parse.ts'
import { readCardRevocationList } from './crl.ts'
import { createCardRevocationList, type RevokedCard } from './write.ts'

const ISSUER = 'https://issuer.example'
const KEY = { keyId: '3Kfdg-XwP-7gXyywtUfUADwBumDOPKMQx-iELL11W9s', counter: 7 }
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

const anyRid = fc.string({
  unit: fc.constantFrom(...ALPHABET),
  minLength: 1,
  maxLength: 24,
})
const anyRevoked = fc.array(
  fc.record({ rid: anyRid, before: fc.nat(999_999_999_999) }, { requiredKeys: ['rid'] }),
)

describe('read again, a list is the same', () => {
  test('of any cards', () => {
    fc.assert(
      fc.property(anyRevoked, fc.nat(), (revoked, time) => {
        const written = createCardRevocationList(revoked, KEY)
        const list = readCardRevocationList(parseJson(JSON.stringify(written)), {
          issuer: ISSUER,
          version: KEY.counter,
        })
        assert.equal(list.keyId, KEY.keyId)
        assert.equal(list.isComplete, true)
        assert.equal(list.hasSlips, undefined)
        assert.equal(list.isSuperseded, undefined)
        for (const { rid } of revoked) {
          const isRevoked = revoked.some(
            (card) => card.rid === rid && time < (card.before ?? Number.POSITIVE_INFINITY),
          )
          assert.equal(list.isRevoked(rid, time), isRevoked)
        }
        const others = revoked.map(({ rid }) => `${rid}_`.slice(-24))
        for (const rid of others.filter((other) => !revoked.some((card) => card.rid === other))) {
          assert.equal(list.isRevoked(rid, 0), false)
        }
      }),
    )
  })

  test('each of 10,000 is found, and none of 100,000 others', () => {
    const revoked = Array.from({ length: 10_000 }, (_, i) => ({ rid: `r${i}` }))
    const list = readCardRevocationList(createCardRevocationList(revoked, KEY), { issuer: ISSUER })
    for (const { rid } of revoked) assert.equal(list.isRevoked(rid, 1e9), true)
    for (let i = 0; i < 100_000; i++) assert.equal(list.isRevoked(`v${i}`, 0), false)
  })
})

test('a list is written as the framework has it, sorted, each card once', () => {
  const revoked: readonly RevokedCard[] = [
    { rid: 'MKyCxh7p6uQ' },
    { rid: 'B', before: 20 },
    { rid: 'A', before: 1_655_137_000 },
    { rid: 'B', before: 10 },
    { rid: 'MKyCxh7p6uQ', before: 5 },
  ]
  assert.deepEqual(createCardRevocationList(revoked, KEY), {
    kid: KEY.keyId,
    method: 'rid',
    ctr: 7,
    rids: ['A.1655137000', 'B.20', 'MKyCxh7p6uQ'],
  })
  assert.deepEqual(createCardRevocationList([], KEY)['rids'], [])
})

test('what no reader would take is refused', () => {
  const refused = { code: 'usage.argument' }
  const faults: readonly RevokedCard[] = [
    { rid: '' },
    { rid: 'A'.repeat(25) },
    { rid: 'A.5' },
    { rid: 'A=' },
    { rid: 'A', before: 0.5 },
    { rid: 'A', before: -1 },
    { rid: 'A', before: Number.NaN },
    { rid: 'A', before: 1e12 },
    { rid: 'A', before: Number.NEGATIVE_INFINITY },
  ]
  for (const fault of faults) {
    assert.throws(() => createCardRevocationList([fault], KEY), refused)
  }
  for (const options of [
    { ...KEY, keyId: '' },
    { ...KEY, counter: 0 },
    { ...KEY, counter: 1.5 },
  ]) {
    assert.throws(() => createCardRevocationList([], options), refused)
  }
})
