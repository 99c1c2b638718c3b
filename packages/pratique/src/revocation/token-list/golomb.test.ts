import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { drawSet, leastBits } from '../../../test/drawn-sets.ts'
import { FormatError } from '../../errors.ts'
import { decodeGaps, divisorOf, encodeGaps, maxLengthOf } from './golomb.ts'

/** How many numbers the exhaustive test has: a million, and ten in `npm run test:long`. */
const ISSUED = 500 * Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 2000)

const SET = fc
  .tuple(fc.integer({ min: 1, max: 2 ** 32 }), fc.array(fc.nat(), { maxLength: 200 }))
  .map(([below, numbers]) => ({
    below,
    numbers: Uint32Array.from(new Set(numbers.map((number) => number % below))).sort(),
  }))

describe('the code of a set', () => {
  test('comes back', () => {
    fc.assert(
      fc.property(SET, ({ below, numbers }) => {
        const bytes = encodeGaps(numbers, below)
        assert.deepEqual(decodeGaps(bytes, { count: numbers.length, below }), numbers)
        assert.ok(bytes.length <= maxLengthOf({ count: numbers.length, below }))
      }),
    )
  })

  test('is the only one of its set: what is decoded encodes to the same bytes', () => {
    const bytes = fc.uint8Array({ maxLength: 40 })
    const below = fc.integer({ min: 1, max: 5000 })
    let decoded = 0
    fc.assert(
      fc.property(bytes, below, fc.nat(60), (given, n, count) => {
        if (count > n) return
        const numbers = tryDecode(given, { count, below: n })
        if (!numbers || numbers.some((number) => number >= n)) return
        decoded++
        assert.deepEqual(encodeGaps(numbers, n), given.slice())
      }),
      { numRuns: 3000 },
    )
    assert.ok(decoded > 10, `${decoded} decoded`)
  })

  test('is whole: with a byte less or more, or a bit more, it is refused', () => {
    const numbers = Uint32Array.of(3, 17, 99, 100, 4000)
    const of = { count: numbers.length, below: 4096 }
    const bytes = encodeGaps(numbers, of.below)
    assert.throws(() => decodeGaps(bytes.subarray(1), of), FormatError)
    assert.throws(() => decodeGaps(bytes.subarray(0, -1), of), FormatError)
    assert.throws(() => decodeGaps(Uint8Array.of(...bytes, 0), of), FormatError)
    const last = bytes.length - 1
    const odd = bytes.map((byte, at) => (at === last ? byte | 1 : byte))
    assert.throws(() => decodeGaps(odd, of), FormatError)
    assert.deepEqual(decodeGaps(bytes, of), numbers)
  })

  test('takes no room that its bytes do not fill', () => {
    assert.throws(() => decodeGaps(new Uint8Array(9), { count: 4e9, below: 2 ** 32 }), FormatError)
    assert.throws(() => decodeGaps(new Uint8Array(99), { count: 1, below: 2 ** 17 }), FormatError)
  })

  for (const [share, most] of [
    [0.01, 1.005],
    [0.001, 1.005],
  ] as const) {
    test(`of ${100 * share} % of ${ISSUED} has ${most} times the least bytes, and no false answer`, () => {
      const numbers = drawSet(ISSUED, Math.round(ISSUED * share))
      const bytes = encodeGaps(numbers, ISSUED)
      const ratio = (bytes.length * 8) / leastBits(ISSUED, numbers.length)
      assert.ok(ratio <= most, `${ratio}`)
      const decoded = decodeGaps(bytes, { count: numbers.length, below: ISSUED })
      assert.equal(Buffer.compare(toFlags(decoded), toFlags(numbers)), 0)
    })
  }

  test('divides alike on every platform', () => {
    assert.equal(divisorOf({ count: 100_000, below: 10_000_000 }), 69)
    assert.equal(divisorOf({ count: 1, below: 2 ** 32 }), 2_977_043_696)
    assert.equal(divisorOf({ count: 5, below: 5 }), 1)
    assert.equal(divisorOf({ count: 0, below: 9 }), 1)
  })
})

function tryDecode(bytes: Uint8Array, of: { count: number; below: number }) {
  try {
    return decodeGaps(bytes, of)
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}

/** One byte a number. */
function toFlags(numbers: Uint32Array): Uint8Array {
  const flags = new Uint8Array(ISSUED)
  for (const number of numbers) flags[number] = 1
  return flags
}
