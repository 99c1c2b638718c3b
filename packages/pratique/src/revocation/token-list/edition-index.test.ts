import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { FIRST } from '../../../test/made-token-lists.ts'
import { FormatError } from '../../errors.ts'
import type { JsonValue } from '../../json/value.ts'
import { findNeededFiles, parseEditionIndex } from './edition-index.ts'
import type { HeldList } from './update.ts'

const DIGEST = 'ab'.repeat(32)
const ENTRY = {
  list: 2517,
  number: 5,
  file: 'list-2517-5.cbor',
  digest: DIGEST,
  deltas: ['delta-2517-4.cbor', 'delta-2517-5.cbor'],
}
const BUNDLE = { number: 9, file: 'bundle-9.bundle', digest: DIGEST }

describe('an index', () => {
  test('is read, whatever else stands in it', () => {
    const index = { lists: [ENTRY], bundle: BUNDLE }
    assert.deepEqual(parseEditionIndex({ ...index, more: 1 }), index)
    assert.deepEqual(parseEditionIndex({ lists: [] }), { lists: [] })
  })

  test('leads nowhere else, and says nothing that cannot be', () => {
    const names = ['../x.cbor', '/x.cbor', 'https://a.example/x.cbor', 'x.cbor?y', '', 'X.cbor', 7]
    const faulty: readonly JsonValue[] = [
      null,
      [],
      {},
      { lists: {} },
      ...names.map((file) => ({ lists: [{ ...ENTRY, file }] })),
      ...names.map((name) => ({ lists: [{ ...ENTRY, deltas: [name] }] })),
      ...names.map((file) => ({ lists: [], bundle: { ...BUNDLE, file } })),
      ...[-1, 1.5, 2 ** 60, '1'].map((number) => ({ lists: [{ ...ENTRY, number }] })),
      { lists: [{ ...ENTRY, digest: 'AB'.repeat(32) }] },
      { lists: [{ ...ENTRY, deltas: Array.from({ length: 65 }, () => 'd.cbor') }] },
      { lists: Array.from({ length: 1025 }, () => ENTRY) },
    ]
    for (const each of faulty) {
      assert.throws(() => parseEditionIndex(each), FormatError, JSON.stringify(each).slice(0, 80))
    }
  })
})

describe('what is needed', () => {
  const held = (number: number, missing?: number): HeldList => ({
    content: { ...FIRST, number },
    ...{ digest: '', speaksFor: [], vanished: new Uint32Array() },
    ...(missing !== undefined && { missing }),
  })

  test('is nothing, the deltas between, or the whole list', () => {
    assert.deepEqual(findNeededFiles(ENTRY, held(5)), [])
    assert.deepEqual(findNeededFiles(ENTRY, held(6)), [])
    assert.deepEqual(findNeededFiles(ENTRY, held(4)), ['delta-2517-5.cbor'])
    assert.deepEqual(findNeededFiles(ENTRY, held(3)), ENTRY.deltas)
    assert.deepEqual(findNeededFiles(ENTRY, held(2)), [ENTRY.file])
    assert.deepEqual(findNeededFiles(ENTRY, undefined), [ENTRY.file])
    assert.deepEqual(findNeededFiles(ENTRY, held(3, 4)), [ENTRY.file])
  })
})
