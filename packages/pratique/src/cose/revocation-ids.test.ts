import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Algorithm } from '../keys/algorithms.ts'
import { toRevocationIds } from './revocation-ids.ts'

const SIGNATURE = Uint8Array.from({ length: 64 }, (_, i) => i)

test('of an ECDSA signature it is r, of any other the whole', () => {
  const lengthOf = (algorithm: Algorithm) =>
    toRevocationIds('signature', { algorithm, signature: SIGNATURE }).map(({ length }) => length)
  for (const algorithm of ['ES256', 'ES384', 'ES512'] as const) {
    assert.deepEqual(lengthOf(algorithm), [32])
  }
  for (const algorithm of ['PS256', 'RS256', 'EdDSA'] as const) {
    assert.deepEqual(lengthOf(algorithm), [64])
  }
})

test('an identifier counts as it stands, and without space around it', () => {
  assert.deepEqual(texts('uci', 'urn:uvci:x', []), ['urn:uvci:x'])
  assert.deepEqual(texts('uci', ' x\n', []), [' x\n', 'x'])
})

test('a country stands before it as it is, and in capitals', () => {
  assert.deepEqual(texts('country-uci', 'x', ['UT', undefined, 'UT']), ['UTx'])
  assert.deepEqual(texts('country-uci', 'x', ['ut', 'XE']), ['utx', 'UTx', 'XEx'])
  assert.deepEqual(texts('country-uci', 'x', []), [])
})

test('what a list of another kind names, these formats do not have', () => {
  assert.deepEqual(texts('identifier', 'x', ['UT']), [])
})

test('nothing is read for a list that does not ask for it', () => {
  const message = { algorithm: 'ES256', signature: SIGNATURE } as const
  for (const kind of ['signature', 'identifier'] as const) {
    toRevocationIds(kind, message, () => assert.fail('asked'))
  }
})

function texts(
  kind: Parameters<typeof toRevocationIds>[0],
  uci: string,
  countries: readonly (string | undefined)[],
): readonly string[] {
  const message = { algorithm: 'ES256', signature: SIGNATURE } as const
  const ids = toRevocationIds(kind, message, () => [{ uci, countries }])
  return ids.map((bytes) => new TextDecoder().decode(bytes))
}
