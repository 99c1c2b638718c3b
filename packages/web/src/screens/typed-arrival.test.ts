import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readArrival, toTyped } from './typed-arrival.ts'

describe('an arrival that was typed', () => {
  for (const [day, time] of [
    ['2026-12-24', ''],
    ['2026-12-24', '00:05'],
    ['2026-07-01', '23:59'],
  ] as const) {
    it(`is ${day} ${time} again when the mode is changed`, async () => {
      const arrival = await readArrival(day, time, 'UT')
      assert.deepEqual(toTyped(arrival), { isNow: false, day, time })
    })
  }

  it('is the time of the check where none was', () => {
    assert.deepEqual(toTyped(undefined), { isNow: true, day: '', time: '' })
    assert.deepEqual(toTyped({}), { isNow: true, day: '', time: '' })
  })
})
