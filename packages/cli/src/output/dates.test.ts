import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ageInWords, timeInWords, toSeconds } from './dates.ts'

const NOON = toSeconds('2026-11-21T12:00:00Z')
const DAY = 86_400

describe('times in words', () => {
  it('have the month in letters and say that they are UTC', () => {
    assert.equal(timeInWords(NOON), '21 November 2026, 12:00 UTC')
    assert.equal(timeInWords(0), '1 January 1970, 00:00 UTC')
  })

  it('are told even where the calendar of JavaScript ends', () => {
    assert.equal(timeInWords(1e15), '1000000000000000 seconds after 1970')
  })

  it('have an age in days', () => {
    assert.match(ageInWords(NOON, NOON), /^21 November 2026 \(less than a day old\)$/)
    assert.match(ageInWords(NOON - DAY, NOON), /\(1 day old\)$/)
    assert.match(ageInWords(NOON - 3.5 * DAY, NOON), /\(3 days old\)$/)
    assert.match(ageInWords(NOON + 1, NOON), /\(still to come\)$/)
  })
})
