/**
 * Decides by a Pratique policy: over the facts of all certificates of one holder together, in the time
 * zone of the destination.
 *
 * Semantics:
 * - A condition holds of one fact; different conditions may hold of different facts, whichever
 *   certificates state them. None is negated.
 * - A date is that day in the policy's zone. Days, months and years are counted on the calendar and end
 *   with the last day; hours are counted to the second. A dose or sample from the future never counts.
 * - What is not known is tried in every possible way (see `worlds.ts`): a value, the hour of the arrival,
 *   the zone of a destination that has several. One answer in all: that is it. Else `open`.
 * - Only so much work is done (see `budget.ts`). Where it is not enough for windows, none are told; where
 *   it is not enough for the answer, that is `open`, and what is not known exactly is missing.
 * - `more-needed`: one document of a kind and disease of which there is none at all would meet the one
 *   condition that lacks, beside others that are met by documents. So never where waiting would do, nor
 *   where there is such a document that does not count (a dose too old, a positive test), nor where what
 *   is there meets nothing.
 * - Outside the policy's destinations, its dates and its scope there are no rules: `open`, unless the
 *   policy itself says that others need nothing.
 * - Certificates with too little evidence, or by lists too old, are left out. If they would have helped,
 *   the answer is `open`.
 *
 * @module
 */

import type { PolicyRequest, PolicyResult, PolicyWindow } from '../answer.ts'
import type { PolicyFacts } from '../facts/policy-facts.ts'
import { type Bench, createBench, joinAnswers } from './bench.ts'
import { ALL_TIME } from './changes.ts'
import type { OwnDecision } from './decision.ts'
import { explainDecision } from './explain-decision.ts'
import { findLeastShown } from './least-shown.ts'
import type { OwnPolicy } from './policy.ts'
import { writeInstant } from './write-time.ts'

/** How much of what is left may go into finding what is best shown, before windows. */
const SHOW_SHARE = 0.5

/** Decides. Total: whatever is unclear is `open`. */
export function evaluateOwnPolicy(
  policy: OwnPolicy,
  facts: PolicyFacts,
  request: PolicyRequest,
): OwnDecision {
  const bench = createBench(policy, facts, request)
  const explained = explainDecision(bench)
  const { result } = explained
  const { budget } = bench.means
  const show = result === 'passed' ? budget.within(SHOW_SHARE, () => findLeastShown(bench)) : []
  const windows = findWindows(bench)
  const nextPass = result === 'passed' ? undefined : findNextPass(windows, bench.latest)
  return {
    ...explained,
    windows: windows.map(writeWindow),
    ...(nextPass !== undefined && { nextPass: writeInstant(nextPass) }),
    ...(result === 'passed' && { show }),
    timeZone: bench.timeZone,
  }
}

/** A stretch of time, in seconds since the epoch. */
interface Window {
  readonly from: number
  readonly until: number
  readonly result: PolicyResult
}

/**
 * Answers change only at known instants, so that one answer between two of them is that of all. None are
 * told where that is too much work: there is no window that is only nearly right.
 */
function findWindows({ zones, means: { budget } }: Bench): readonly Window[] {
  const own = zones.map((zone) => new Set(zone.changesIn(ALL_TIME)))
  const changes = [...new Set(own.flatMap((each) => [...each]))].sort((a, b) => a - b)
  const [first = 0] = changes
  const windows: Window[] = []
  let answers = zones.map((zone) => zone.answerAt(first - 1))
  for (const [index, from] of [Number.NEGATIVE_INFINITY, ...changes].entries()) {
    if (!budget.spend(zones.length)) return []
    answers = answers.map((answer, zone) =>
      own[zone]?.has(from) ? (zones[zone]?.answerAt(from) ?? answer) : answer,
    )
    const { result } = joinAnswers(answers)
    const until = changes[index] ?? Number.POSITIVE_INFINITY
    const before = windows.at(-1)
    if (before?.result === result) windows[windows.length - 1] = { ...before, until }
    else windows.push({ from, until, result })
  }
  return budget.isSpent ? [] : windows
}

function findNextPass(windows: readonly Window[], after: number): number | undefined {
  return windows.find(({ from, result }) => result === 'passed' && from > after)?.from
}

function writeWindow({ from, until, result }: Window): PolicyWindow {
  return {
    ...(Number.isFinite(from) && { from: writeInstant(from) }),
    ...(Number.isFinite(until) && { until: writeInstant(until) }),
    result,
  }
}
