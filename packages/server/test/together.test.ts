import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { createGathering } from '../src/verifying/together.ts'

describe('work that is done together', () => {
  test('begins when all of a turn have asked, and takes each step for all of them', async () => {
    const gathered = createGathering()
    const told: string[] = []
    const work = async (name: string): Promise<void> => {
      told.push(`${name} asks`)
      await gathered()
      told.push(`${name} begins`)
      await undefined
      told.push(`${name} ends`)
    }
    await Promise.all([work('a'), work('b')])
    const expected = ['a asks', 'b asks', 'a begins', 'b begins', 'a ends', 'b ends']
    assert.deepEqual(told, expected)
  })

  test('who asks in a later turn waits for that one', async () => {
    const gathered = createGathering()
    const first = gathered()
    assert.equal(gathered(), first)
    await first
    const second = gathered()
    assert.notEqual(second, first)
    await second
  })

  test('who asks while others work is not held up by them', async () => {
    const gathered = createGathering()
    let isOver = false
    const long = gathered().then(async () => {
      while (!isOver) await setImmediate()
    })
    await setImmediate()
    await gathered()
    isOver = true
    await long
  })
})
