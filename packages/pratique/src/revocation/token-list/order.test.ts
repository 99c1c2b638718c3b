import assert from 'node:assert/strict'
import { createHash, createHmac as createNodeHmac } from 'node:crypto'
import { describe, test } from 'node:test'
import { createHmac } from '../../bytes/hmac.ts'
import { BLOCK } from './content.ts'
import { createClaimTest, drawOrder } from './order.ts'

const SECRET = new Uint8Array(32).fill(7)
const HMAC = createHmac(SECRET)

/**
 * How the orders of two blocks begin, and SHA-256 over all of each, four bytes an index. Not to be changed:
 * lists that run would give places twice.
 */
const PINNED = [
  {
    block: 0,
    first: [
      109_677, 41_330, 51_744, 112_847, 105_870, 21_759, 97_844, 36_108, 40_685, 923, 8693, 99_588,
      87_508, 47_212, 93_003, 65_670,
    ],
    sha256: '21a732eafe014760d4739e3150d116e44ce12103ae3c246452990e83815bb4db',
  },
  {
    block: 3,
    first: [
      124_606, 99_912, 29_949, 74_531, 38_360, 78_512, 84_303, 76_898, 113_975, 11_326, 30_421,
      39_099, 32_116, 31_437, 25_941, 39_040,
    ],
    sha256: '30576d7dee7338d1378bcb0a73703341d1654241e40ac170985e2061cc356be2',
  },
]

/** The same by node:crypto: drawn from a pile that shrinks, and turned round. */
function drawByNode(block: number): readonly number[] {
  const words = streamByNode(block)
  const left = Array.from({ length: BLOCK }, (_, index) => index)
  const drawn: number[] = []
  while (left.length > 1) {
    const { length } = left
    const word = words.next().value ?? 0
    if (word - (word % length) + length > 2 ** 32) continue
    const chosen = word % length
    const last = left.pop() ?? 0
    drawn.push(chosen === length - 1 ? last : (left[chosen] ?? 0))
    if (chosen < length - 1) left[chosen] = last
  }
  return [...left, ...drawn.reverse()]
}

function* streamByNode(block: number): Generator<number, undefined> {
  const label = Buffer.alloc(24, 'pratique index order')
  label.writeUInt32BE(block, 20)
  const seed = createNodeHmac('sha256', SECRET).update(label).digest()
  for (let counter = 0; ; counter++) {
    const message = Buffer.concat([seed, Buffer.alloc(4)])
    message.writeUInt32BE(counter, 32)
    const hash = createHash('sha256').update(message).digest()
    for (let at = 0; at < 32; at += 4) yield hash.readUInt32BE(at)
  }
}

function digestOf(order: Iterable<number>): string {
  const bytes = Buffer.alloc(4 * BLOCK)
  for (const [at, index] of [...order].entries()) bytes.writeUInt32BE(index, 4 * at)
  return createHash('sha256').update(bytes).digest('hex')
}

describe('the order of a block', () => {
  for (const { block, first, sha256 } of PINNED) {
    test(`is the one of every release: ${block}`, () => {
      const order = drawOrder(HMAC, block)
      assert.deepEqual([...order.subarray(0, 16)], first)
      assert.equal(digestOf(order), sha256)
      assert.equal(digestOf(drawByNode(block)), sha256)
    })
  }

  test('has every index once', () => {
    for (const block of [0, 1, 2 ** 15 - 1]) {
      const order = drawOrder(HMAC, block)
      assert.equal(order.length, BLOCK)
      assert.deepEqual(
        order.toSorted(),
        Uint32Array.from({ length: BLOCK }, (_, at) => at),
      )
    }
  })

  test('is the same each time, another in each block and by each key', () => {
    const order = drawOrder(HMAC, 0)
    assert.deepEqual(drawOrder(HMAC, 0), order)
    assert.notDeepEqual(drawOrder(HMAC, 1), order)
    assert.notDeepEqual(drawOrder(createHmac(new Uint8Array(32)), 0), order)
  })

  test('shows nothing of the order in which they are handed out', () => {
    const order = drawOrder(HMAC, 3)
    // Of n independent pairs, a neighbour is greater in half of them: five deviations are no chance.
    const rises = order.filter((index, at) => index > (order[at - 1] ?? BLOCK)).length
    assert.ok(Math.abs(rises - BLOCK / 2) < 5 * Math.sqrt(BLOCK / 12))
    // The first thousand lie all over the block: sixteen parts, each with its share.
    const parts = new Uint32Array(16)
    for (const index of order.subarray(0, 1600)) parts[index >> 13] = (parts[index >> 13] ?? 0) + 1
    for (const count of parts) assert.ok(Math.abs(count - 100) < 5 * Math.sqrt(100), `${count}`)
  })

  test('tells what was claimed from what was not', () => {
    for (const claimed of [0, 1, 1000, BLOCK, BLOCK + 7]) {
      const order = [0, 1].flatMap((block) =>
        Array.from(drawOrder(HMAC, block), (index) => block * BLOCK + index),
      )
      const isClaimed = createClaimTest(HMAC, claimed)
      assert.ok(order.every((index, place) => isClaimed(index) === place < claimed))
      assert.ok(![-1, 0.5, Number.NaN, 2 * BLOCK].some(isClaimed))
    }
  })
})
