import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { UsageError } from 'pratique/errors'
import { parseTime } from './times.ts'

describe('parseTime', () => {
  const good: readonly (readonly [text: string, time: string])[] = [
    ['2026-11-21', '2026-11-21T00:00:00Z'],
    ['2024-02-29', '2024-02-29T00:00:00Z'],
    ['2026-11-21T10:00Z', '2026-11-21T10:00:00Z'],
    ['2026-11-21t10:00:30z', '2026-11-21T10:00:30Z'],
    ['2026-11-21 10:00:30.25+02:00', '2026-11-21T08:00:30.25Z'],
    ['0001-01-01', '0001-01-01T00:00:00Z'],
  ]
  for (const [text, time] of good) {
    it(`takes ${text}`, () => assert.equal(parseTime('--at', text), Date.parse(time) / 1000))
  }

  const bad =
    '2026 2026-11 2026-13-01 2026-06-31 2026-02-29 2026-11-21T10:00 2026-11-21T24:30Z 1763719200 now'
  for (const text of ['', ...bad.split(' ')]) {
    it(`refuses "${text}"`, () => {
      assert.throws(
        () => parseTime('--at', text),
        (error) => error instanceof UsageError && error.code === 'usage.date',
      )
    })
  }
})
