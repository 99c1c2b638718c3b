/**
 * Bounds: the least and the most sets of conditions are those of all combinations.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { createTerminology } from '../../terminology/terminology.ts'
import type { AttestationFact } from '../facts/policy-facts.ts'
import { sortLeaves, toSources } from './sources.ts'
import { boundsAt, constantGroup, type Source, setsOf } from './worlds.ts'
import { createZoneClock } from './zone-clock.ts'

const RUNS = { numRuns: Number(process.env['PRATIQUE_FUZZ_RUNS'] ?? 1000) }

const sets = fc.uniqueArray(fc.bigInt({ min: 0n, max: 31n }), { minLength: 1, maxLength: 4 })

function sourceOf(groups: readonly (readonly bigint[])[]): Source {
  return { groups: groups.map((each) => constantGroup(each.map((met) => ({ met, values: {} })))) }
}

function combine(
  all: readonly (readonly bigint[])[],
  join: (a: bigint, b: bigint) => bigint,
  start: bigint,
): readonly bigint[] {
  let combined: readonly bigint[] = [start]
  for (const each of all) combined = combined.flatMap((a) => each.map((b) => join(a, b)))
  return [...new Set(combined)]
}

describe('bounds', () => {
  test('a condition holds of a source where each of its groups lets it', () => {
    fc.assert(
      fc.property(fc.array(sets, { minLength: 1, maxLength: 3 }), (groups) => {
        const expected = combine(groups, (a, b) => a & b, ~0n)
        assert.deepEqual(new Set(setsOf(sourceOf(groups), 0)), new Set(expected))
      }),
      RUNS,
    )
  })

  test('of several sources are the sets that hold no other, and those that are in no other', () => {
    const sources = fc.array(fc.array(sets, { minLength: 1, maxLength: 2 }), { maxLength: 4 })
    fc.assert(
      fc.property(sources, (made) => {
        const each = made.map((groups) => combine(groups, (a, b) => a & b, ~0n))
        const all = combine(each, (a, b) => a | b, 0n)
        const { least, most } = boundsAt(made.map(sourceOf), 0)
        const isWithin = (a: bigint, b: bigint) => a !== b && (a & b) === a
        const isLeast = (set: bigint) => !all.some((other) => isWithin(other, set))
        const isMost = (set: bigint) => !all.some((other) => isWithin(set, other))
        assert.deepEqual(new Set(least), new Set(all.filter(isLeast)))
        assert.deepEqual(new Set(most), new Set(all.filter(isMost)))
      }),
      RUNS,
    )
  })

  test('of very many are still around all of them', () => {
    const single = (bits: number) => Array.from({ length: bits }, (_, index) => 1n << BigInt(index))
    const { least, most } = boundsAt([sourceOf([single(300)]), sourceOf([single(300)])], 0)
    for (const low of least) assert.ok(single(300).some((set) => (low & set) === low))
    for (const set of single(300)) assert.ok(most.some((high) => (high & set) === set))
  })
})

describe("an issuer's word", () => {
  const leaf = {
    index: 0,
    bit: 1n,
    path: '',
    condition: { attested: { issuers: ['NZ'] } },
  }
  const word: AttestationFact = {
    kind: 'attestation',
    certificates: [0],
    type: 'pass',
    issuer: { country: 'NZ' },
    facts: [],
  }
  const calendar = { clock: createZoneClock('UTC'), months: 'overflow' as const }

  const LIVES: readonly (readonly [string, Partial<AttestationFact>, readonly bigint[]])[] = [
    ['without an end never holds', {}, [0n]],
    ['holds up to its end', { expiresAt: 101 }, [1n]],
    ['and not at it', { expiresAt: 100 }, [0n]],
    ['nor before its beginning', { notBefore: 101, expiresAt: 200 }, [0n]],
    ['an end that is no number is none', { expiresAt: Number.NaN }, [0n]],
  ]
  for (const [name, life, expected] of LIVES) {
    test(name, () => {
      const { products, kinds } = createTerminology()
      const facts = [{ ...word, ...life }]
      const known = { facts, apart: { facts, births: [] }, products, kinds }
      const sources = toSources(known, sortLeaves([leaf]), calendar)
      assert.deepEqual(boundsAt(sources, 100).most, expected)
    })
  }
})
