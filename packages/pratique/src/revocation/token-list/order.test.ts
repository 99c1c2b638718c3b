import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createHmac } from '../../bytes/hmac.ts'
import { BLOCK } from './content.ts'
import { createClaimTest, drawOrder } from './order.ts'

const HMAC = createHmac(new Uint8Array(32).fill(7))

describe('the order of a block', () => {
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
