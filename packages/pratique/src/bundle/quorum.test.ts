import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { describe, test } from 'node:test'
import { makeQuorum, toBytes } from '../../test/make-bundle.ts'
import { makeSigner } from '../../test/make-signer.ts'
import { encodeBase64 } from '../bytes/base64url.ts'
import { UsageError } from '../errors.ts'
import type { JsonValue } from '../json/value.ts'
import { parseQuorum, writeQuorum } from './quorum.ts'

const QUORUM = makeQuorum([makeSigner(), makeSigner('Ed25519')])

describe('a quorum', () => {
  test('is written and read', () => {
    assert.deepEqual(parseQuorum(writeQuorum(QUORUM)), QUORUM)
  })

  const json = writeQuorum(QUORUM) as { readonly keys: readonly JsonValue[] }
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey
  const spki = encodeBase64(toBytes(rsa.export({ type: 'spki', format: 'der' })))
  const wrong: Readonly<Record<string, JsonValue>> = {
    'is no object': [],
    'has no type': { ...json, type: 'quorum' },
    'has another version': { ...json, version: 2 },
    'has a member beside': { ...json, emergency: true },
    'has a threshold of none': { ...json, threshold: 0 },
    'has one that nobody meets': { ...json, threshold: 3 },
    'has half a threshold': { ...json, threshold: 1.5 },
    'has the same key twice': { ...json, keys: [json.keys[0] ?? {}, json.keys[0] ?? {}] },
    'has a key without name': { ...json, keys: [{ spki }] },
    'has a key that is none': { ...json, keys: [{ name: 'x', spki: 'AAAA' }], threshold: 1 },
    'has a key of another kind': { ...json, keys: [{ name: 'x', spki }], threshold: 1 },
  }
  for (const [name, value] of Object.entries(wrong)) {
    test(`that ${name} is refused`, () => {
      assert.throws(
        () => parseQuorum(value),
        (error) => error instanceof UsageError && error.code === 'usage.quorum',
      )
    })
  }
})
