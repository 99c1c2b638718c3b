/**
 * Where segments and windows begin and end, in small.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { PolicyResult, PolicyWindow } from '../answer.ts'
import { combineWindows, WEIGHTS } from './combine.ts'
import { findSegments } from './segments.ts'

const RANGE = { from: 10_000, until: 20_000 }

/** The instants that are looked at, where nothing is like anything else. */
function instantsOf(...anchors: readonly number[]): readonly number[] {
  return findSegments(anchors, RANGE, (ms) => ms).map(({ from }) => from)
}

describe('segments', () => {
  test('are looked for at an anchor and a second later, or at the first whole second after it', () => {
    assert.deepEqual(instantsOf(12_000), [10_000, 12_000, 13_000])
    assert.deepEqual(instantsOf(12_001), [10_000, 13_000])
    assert.deepEqual(instantsOf(12_999, 11_500), [10_000, 12_000, 13_000])
    assert.deepEqual(instantsOf(), [10_000])
  })

  test('and nowhere before the first or from the last on', () => {
    assert.deepEqual(instantsOf(8999, 9000, 10_000), [10_000, 11_000])
    assert.deepEqual(instantsOf(18_000, 18_999, 20_000, 30_000), [10_000, 18_000, 19_000])
    assert.deepEqual(instantsOf(9500), [10_000])
    assert.deepEqual(instantsOf(19_001), [10_000])
  })

  test('end where the next begins; equal neighbours are one', () => {
    const verdictAt = (ms: number) => ms >= 12_000 && ms < 15_000
    assert.deepEqual(findSegments([15_000, 11_000, 12_000, 17_000], RANGE, verdictAt), [
      { verdict: false, from: 10_000, until: 12_000 },
      { verdict: true, from: 12_000, until: 15_000 },
      { verdict: false, from: 15_000, until: 20_000 },
    ])
  })
})

describe('windows together', () => {
  const day = (number: number) => `2022-01-0${number}T00:00:00Z`

  /** Results, and the days on which the next begins. */
  function windows(...parts: readonly (PolicyResult | number)[]): readonly PolicyWindow[] {
    return parts.flatMap((result, index) => {
      if (typeof result === 'number') return []
      const [from, until] = [parts[index - 1], parts[index + 1]]
      return {
        result,
        ...(typeof from === 'number' && { from: day(from) }),
        ...(typeof until === 'number' && { until: day(until) }),
      }
    })
  }

  test('a refusal weighs most, then what is open, then what lacks a document', () => {
    assert.deepEqual(WEIGHTS, ['failed', 'open', 'more-needed', 'passed'])
    for (const [index, heavy] of WEIGHTS.entries()) {
      for (const light of WEIGHTS.slice(index)) {
        assert.deepEqual(combineWindows([windows(light), windows(heavy)]), windows(heavy))
        assert.deepEqual(combineWindows([windows(heavy), windows(light)]), windows(heavy))
      }
    }
  })

  test('change where one of them does and it shows', () => {
    const one = windows('failed', 2, 'passed', 6, 'failed')
    const other = windows('passed', 4, 'open', 5, 'passed', 8, 'open')
    assert.deepEqual(
      combineWindows([other, one]),
      windows('failed', 2, 'passed', 4, 'open', 5, 'passed', 6, 'failed'),
    )
  })

  test('of one that tells nothing before a day, the others count until then', () => {
    const late = windows('failed', 3, 'passed').slice(1)
    assert.deepEqual(combineWindows([late, windows('open')]), windows('open'))
    assert.deepEqual(combineWindows([late]), [{ result: 'passed', from: day(3) }])
  })
})
