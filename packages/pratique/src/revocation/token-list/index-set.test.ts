import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { createIndexSet, subtractIndices, uniteIndices } from './index-set.ts'

const INDEX = fc.oneof(fc.nat(0xffff_ffff), fc.nat(300))
const INDICES = fc
  .array(INDEX, { maxLength: 300 })
  .map((numbers) => Uint32Array.from(new Set(numbers)).sort())

describe('a set of indices', () => {
  test('has what is in it, and nothing else', () => {
    fc.assert(
      fc.property(INDICES, fc.array(INDEX), (sorted, asked) => {
        const set = createIndexSet(sorted)
        const expected = new Set(sorted)
        assert.equal(set.size, expected.size)
        for (const index of [...asked, ...sorted]) assert.equal(set.has(index), expected.has(index))
      }),
    )
  })

  test('has no number that is none', () => {
    const set = createIndexSet(Uint32Array.of(0, 5, 0xffff_ffff))
    for (const index of [-1, Number.NaN, 2 ** 32, 0.5]) assert.equal(set.has(index), false)
    assert.equal(createIndexSet(new Uint32Array()).has(0), false)
  })

  test('is united and subtracted', () => {
    fc.assert(
      fc.property(INDICES, INDICES, (a, b) => {
        const united = Uint32Array.from(new Set([...a, ...b])).sort()
        assert.deepEqual(uniteIndices(a, b), united)
        assert.deepEqual(
          subtractIndices(a, b),
          a.filter((number) => !b.includes(number)),
        )
      }),
    )
  })
})
