/**
 * All ways of filling in, and which of the unknown values decide: against the plain definitions.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type Choice, completionsOf, countCompletions, findDecisive } from './completions.ts'
import type { Values } from './representatives.ts'

const lengths = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 })

function valuesOf(counts: readonly number[]): readonly (readonly Values[])[] {
  return counts.map((count) => Array.from({ length: count }, (_, index) => [index]))
}

/** Every choice; the last changes fastest. */
function choicesOf([first, ...rest]: readonly number[]): readonly Choice[] {
  if (first === undefined) return [[]]
  return Array.from({ length: first }, (_, index) => index).flatMap((index) =>
    choicesOf(rest).map((choice) => [index, ...choice]),
  )
}

describe('completions', () => {
  test('are all choices, each once, in order', () => {
    fc.assert(
      fc.property(lengths, (counts) => {
        const values = valuesOf(counts)
        // The same array each time: what is kept must be copied.
        const made = Array.from(completionsOf(values), (choice) => [...choice])
        assert.deepEqual(made, choicesOf(counts))
        assert.equal(countCompletions(values), made.length)
      }),
    )
  })

  test('of a slot that can be nothing are none', () => {
    assert.deepEqual([...completionsOf(valuesOf([2, 0]))], [])
  })
})

describe('what decides', () => {
  test('is each slot of which another value alone gives another verdict', () => {
    const cases = lengths.chain((counts) => {
      const count = counts.reduce((product, each) => product * each, 1)
      const verdicts = fc.array(fc.boolean(), { minLength: count, maxLength: count })
      return fc.record({ counts: fc.constant(counts), verdicts })
    })
    fc.assert(
      fc.property(cases, ({ counts, verdicts }) => {
        const choices = choicesOf(counts)
        const isDecisive = (slot: number) =>
          choices.some((one, at) =>
            choices.some(
              (other, place) =>
                verdicts[at] !== verdicts[place] &&
                one.every((value, index) => index === slot || value === other[index]),
            ),
          )
        const expected = counts.flatMap((_, slot) => (isDecisive(slot) ? [slot] : []))
        assert.deepEqual(findDecisive(valuesOf(counts), verdicts), expected)
      }),
    )
  })
})
