/**
 * Formulas over conditions and the sets of them that can hold together, in small, and where there are too
 * many to be told apart.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Budget, createBudget } from './budget.ts'
import type { OwnPolicy, Requirement } from './policy.ts'
import { compileRequirement, type Formula, holds, leavesOf, NONE, proofOf } from './requirement.ts'
import { addBounds, boundsAt, constantGroup, openWorlds, type Source, setsOf } from './worlds.ts'

const age = (years: number): Requirement => ({ age: { from: { years } } })

function compile(requirement: Requirement, rest: Partial<OwnPolicy> = {}) {
  // Only the formula is looked at.
  return compileRequirement({ requirement, ...rest } as OwnPolicy)
}

function source(...groups: readonly (readonly bigint[])[]): Source {
  return { groups: groups.map((each) => constantGroup(each.map((met) => ({ met, values: {} })))) }
}

describe('a requirement', () => {
  test('is numbered from its first condition to the last, each with its place and its bit', () => {
    const made = compile(
      { allOf: [age(1), { anyOf: [age(2), age(3)] }] },
      { exemptions: [age(4), { anyOf: [age(5)] }], requires: { acceptAttestationOf: ['NZ'] } },
    )
    assert.deepEqual(
      made.leaves.map(({ index, bit, path }) => [index, bit, path]),
      [
        [0, 1n, '/requirement/allOf/0'],
        [1, 2n, '/requirement/allOf/1/anyOf/0'],
        [2, 4n, '/requirement/allOf/1/anyOf/1'],
        [3, 8n, '/exemptions/0'],
        [4, 16n, '/exemptions/1/anyOf/0'],
        [5, 32n, '/requires/acceptAttestationOf'],
      ],
    )
    assert.deepEqual(made.leaves[5]?.condition, { attested: { issuers: ['NZ'] } })
    const held = [0n, 1n, 2n, 3n, 5n, 6n, 8n, 16n, 32n].map((met) => holds(made.formula, met))
    assert.deepEqual(held, [false, false, false, true, true, false, true, true, true])
    assert.deepEqual(
      compile(age(1)).leaves.map(({ path }) => path),
      ['/requirement'],
    )
  })

  test('lists its conditions', () => {
    const nested: Requirement = { allOf: [age(1), { anyOf: [age(2), { allOf: [age(3)] }] }] }
    assert.deepEqual(leavesOf(nested), [age(1), age(2), age(3)])
    assert.deepEqual(leavesOf(age(1)), [age(1)])
  })

  function proof(formula: Formula, met: bigint): readonly number[] {
    return proofOf(formula, met).map(({ index }) => index)
  }

  test('is proved by the fewest conditions, of as few by the first', () => {
    const { formula } = compile({
      anyOf: [{ allOf: [age(1), age(2)] }, age(3), age(4), { allOf: [age(5), age(6), age(7)] }],
    })
    assert.deepEqual(proof(formula, 0b0000011n), [0, 1])
    assert.deepEqual(proof(formula, 0b0000111n), [2])
    assert.deepEqual(proof(formula, 0b0001111n), [2])
    assert.deepEqual(proof(formula, 0b1110011n), [0, 1])
    assert.deepEqual(proof(formula, 0b1110001n), [4, 5, 6])
    assert.deepEqual(proof(formula, 0b0110001n), [])
    assert.deepEqual(proof({ kind: 'anyOf', parts: [] }, 1n), [])
    assert.equal(holds({ kind: 'allOf', parts: [] }, 1n), false)
  })
})

describe('sets of conditions', () => {
  test('of what says nothing are none, and of one group its own', () => {
    assert.deepEqual(setsOf({ groups: [] }, 0), [NONE])
    assert.deepEqual(setsOf(source([1n, 2n, 1n]), 0), [1n, 2n])
    assert.deepEqual(setsOf(source([3n, 5n], [6n, 1n]), 0), [2n, 1n, 4n])
    assert.deepEqual(setsOf(source([3n], [1n, 5n]), 0), [1n])
  })

  test('are bounded by those with no other in them, and those in no other', () => {
    const bounds = boundsAt([source([1n, 3n, 4n])], 0)
    assert.deepEqual(bounds, { least: [1n, 4n], most: [3n, 4n] })
    assert.deepEqual(boundsAt([], 0), { least: [NONE], most: [NONE] })
    const two = boundsAt([source([1n, 2n]), source([4n, NONE])], 0)
    assert.deepEqual(two, { least: [1n, 2n], most: [5n, 6n] })
  })

  test('can be pinned, to what a field is, in one source alone', () => {
    const worlds = [
      { met: 1n, values: { a: 'x', b: 'k' } },
      { met: 2n, values: { a: 'y', b: 'k' } },
      { met: 4n, values: { a: 'y', b: 'm' } },
    ]
    const own: Source = { groups: [constantGroup(worlds)] }
    const other: Source = { groups: [constantGroup(worlds)] }
    const pinned = (field: string, value: string) => setsOf(own, 0, { source: own, field, value })
    assert.deepEqual(pinned('a', 'x'), [1n])
    assert.deepEqual(pinned('a', 'y'), [2n, 4n])
    assert.deepEqual(pinned('b', 'm'), [4n])
    // Of a field that it does not have, and of a value that it never is, it stays as it was.
    assert.deepEqual(pinned('c', 'x'), [1n, 2n, 4n])
    assert.deepEqual(pinned('a', 'z'), [1n, 2n, 4n])
    assert.deepEqual(setsOf(other, 0, { source: own, field: 'a', value: 'x' }), [1n, 2n, 4n])
    const bounds = boundsAt([own, other], 0, { source: own, field: 'a', value: 'x' })
    assert.deepEqual(bounds, { least: [1n], most: [3n, 5n] })
  })
})

describe('more than 256 sets', () => {
  /** So many sets of which none is in another. */
  const apart = (count: number) => Array.from({ length: count }, (_, index) => 1n << BigInt(index))
  const all = (count: number) => (1n << BigInt(count)) - 1n

  test('come to what all share, and all together', () => {
    const most = boundsAt([source(apart(256))], 0)
    assert.deepEqual([most.least.length, most.most.length], [256, 256])
    const more = source(apart(257).map((set) => set | (1n << 300n)))
    const shared = 1n << 300n
    assert.deepEqual(boundsAt([more], 0), { least: [shared], most: [all(257) | shared] })
    assert.deepEqual(setsOf(more, 0), [shared, all(257) | shared])
    assert.equal(setsOf(source(apart(256)), 0).length, 256)
  })

  test('also where they come of several sources', () => {
    const half = (start: number, count: number) =>
      source(Array.from({ length: count }, (_, index) => 1n << BigInt(start + index)))
    const fits = boundsAt([half(0, 16), half(16, 16)], 0)
    assert.deepEqual([fits.least.length, fits.most.length], [256, 256])
    const over = boundsAt([half(0, 16), half(16, 17)], 0)
    assert.deepEqual(over, { least: [NONE], most: [all(33)] })
    const kept = boundsAt([source([1n << 40n]), half(0, 16), half(16, 17)], 0)
    assert.deepEqual(kept, { least: [1n << 40n], most: [all(33) | (1n << 40n)] })
  })
})

describe('what is not known at all', () => {
  test('fits every condition, or none', () => {
    const conditions = [{ bit: 1n }, { bit: 4n }]
    assert.deepEqual(openWorlds(['a', 'b'], conditions), [
      { values: { a: 'fits none', b: 'fits none' }, met: NONE },
      { values: { a: 'fits all', b: 'fits all' }, met: 5n },
    ])
  })
})

describe('where the work is too much', () => {
  const ANYTHING = { least: [NONE], most: [~NONE] }

  test('anything is possible', () => {
    const none = createBudget(0)
    assert.deepEqual(setsOf(source([1n]), 0, undefined, none), [NONE, ~NONE])
    assert.deepEqual(boundsAt([source([1n])], 0, undefined, createBudget(0)), ANYTHING)
    assert.deepEqual(addBounds(ANYTHING, [1n], createBudget(0)), ANYTHING)
    // As many as are joined take less than to tell all that come of it apart.
    const sets = Array.from({ length: 100 }, (_, index) => 1n << BigInt(index))
    const known = { least: [NONE], most: [NONE] }
    assert.deepEqual(addBounds(known, sets, createBudget(25_000)), ANYTHING)
  })

  function workOf(task: (budget: Budget) => void): number {
    let count = 0
    const spend = (work: number) => {
      count += work
      return true
    }
    task({ spend, within: (_, each) => each(), isSpent: false })
    return count
  }

  test('grows with what is put together', () => {
    const sets = Array.from({ length: 30 }, (_, index) => 1n << BigInt(index))
    const made = source(sets, sets)
    const plain = workOf((budget) => setsOf(made, 0, undefined, budget))
    assert.ok(plain >= 30 + 30 * 30)
    const pin = { source: made, field: 'a', value: 'x' }
    const pinned = workOf((budget) => setsOf(made, 0, pin, budget))
    assert.ok(pinned >= plain + 2 * 30)
    const all = { least: [~NONE], most: [~NONE] }
    const added = workOf((budget) => addBounds(all, sets, budget))
    assert.ok(added >= 2 * 30 * 30 + 2 * 30)
  })
})
