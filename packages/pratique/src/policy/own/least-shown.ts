/**
 * The fewest certificates that pass: what is best shown.
 *
 * @module
 */

import { selectFacts } from '../facts/to-policy-facts.ts'
import { type Bench, createBench, instantsOf } from './bench.ts'

/** So many are tried in all their subsets; of more, those are left out that can be. */
const MAX_EXHAUSTIVE = 8

/** To put facts together and ask of them is some work even where nothing is there. */
const TRY_WORK = 1000

/**
 * Finds the smallest set of certificates that passes by itself, at all times of the arrival: all, where
 * it is too much work to see whether fewer do.
 */
export function findLeastShown(bench: Bench): readonly number[] {
  const out = new Set(bench.distrusted.map(({ certificate }) => certificate))
  const taken = [...bench.request.certificates.keys()].filter((index) => !out.has(index))
  const passes = (subset: readonly number[]) => isPassing(bench, subset)
  if (taken.length > MAX_EXHAUSTIVE) return dropNeedless(taken, passes)
  return subsetsBySize(taken).find(passes) ?? taken
}

/** Events are told apart pair by pair. */
function isPassing({ policy, facts, request, means }: Bench, subset: readonly number[]): boolean {
  const pairs = facts.apart.facts.length ** 2
  if (!means.budget.spend(TRY_WORK + 2 * pairs)) return false
  const own = createBench(policy, selectFacts(facts, subset), request, means)
  return instantsOf(own).every((seconds) => own.answerAt(seconds).result === 'passed')
}

/** All subsets, the smallest first; of equal size those of earlier certificates, as they are made. */
function subsetsBySize(all: readonly number[]): readonly (readonly number[])[] {
  let subsets: readonly (readonly number[])[] = [[]]
  for (const each of all) subsets = [...subsets, ...subsets.map((subset) => [...subset, each])]
  return subsets.toSorted((a, b) => a.length - b.length)
}

function dropNeedless(
  all: readonly number[],
  passes: (subset: readonly number[]) => boolean,
): readonly number[] {
  let kept = all
  for (const each of all) {
    const without = kept.filter((other) => other !== each)
    if (passes(without)) kept = without
  }
  return kept
}
