/**
 * Elements as they are written.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { OCTET_STRING, SEQUENCE } from './tags.ts'
import { encodeDer } from './write.ts'

describe('X.690 §10.1: the shortest length', () => {
  for (const [length, header] of [
    [0, '0400'],
    [127, '047f'],
    [128, '048180'],
    [255, '0481ff'],
    [256, '04820100'],
    [65_535, '0482ffff'],
    [65_536, '0483010000'],
  ] as const) {
    test(`${length} bytes`, () => {
      const bytes = encodeDer(OCTET_STRING, new Uint8Array(length).fill(7))
      assert.equal(hexOf(bytes.subarray(0, -length || undefined)), header)
      assert.equal(bytes.length, header.length / 2 + length)
    })
  }

  test('contents are put one after another', () => {
    const parts = [Uint8Array.of(5, 0), new Uint8Array(), Uint8Array.of(2, 1, 9)]
    assert.equal(hexOf(encodeDer(SEQUENCE, ...parts)), '30050500020109')
  })

  for (const tag of [-1, 0x100, 0.5, Number.NaN, 0x1f, 0xbf]) {
    test(`${tag} is no identifier of one octet`, () => {
      assert.throws(() => encodeDer(tag), { name: 'UsageError', code: 'usage.argument' })
    })
  }
})

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
