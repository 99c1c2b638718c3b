import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ExitCode } from 'pratique/verify'
import { worstExitCode } from './exit-code.ts'

/** DESIGN §4. */
const WORST_FIRST: readonly ExitCode[] = [12, 13, 14, 15, 20, 21, 22, 23, 30, 11, 10, 31, 3, 0]

const none = { hasFaults: false, authenticityOnly: false }

describe('worstExitCode', () => {
  it('is the worse of any two', () => {
    for (const [rank, worse] of WORST_FIRST.entries()) {
      for (const better of WORST_FIRST.slice(rank)) {
        assert.equal(worstExitCode([better, worse], none), worse)
      }
    }
  })

  it('is 2 where an input could not be read, whatever the others are', () => {
    for (const exitCode of WORST_FIRST) {
      assert.equal(worstExitCode([exitCode], { ...none, hasFaults: true }), 2)
    }
  })

  it('takes genuine for good only where that was all that was asked', () => {
    const authenticityOnly = { ...none, authenticityOnly: true }
    assert.equal(worstExitCode([3, 0], authenticityOnly), 0)
    assert.equal(worstExitCode([3, 31], authenticityOnly), 31)
    assert.equal(worstExitCode([3], none), 3)
  })
})
