/**
 * What the EU's rules come to over all events of a holder: at an instant, and from the first event on.
 *
 * @module
 */

import { MS_PER_DAY } from '../certlogic/date-time.ts'
import type { CodeNames } from '../explain/value-conditions.ts'
import type { DccCandidate, OtherEvent } from '../projection/project.ts'
import type { PreparedRules } from '../rules/prepared.ts'
import type { RuleResult } from '../rules/result.ts'
import type { RuleBook } from '../rules/rule-book.ts'
import type { ValueSets } from '../rules/value-sets.ts'
import { findSegments, type Segment } from '../windows/segments.ts'
import type { Budget } from './budget.ts'
import { findAnchors, MAX_ANCHORS, type Place, prepareFor, startOf } from './event-windows.ts'
import { type JudgeContext, type Judgement, judge, judgeVerdict } from './judge.ts'

/** The rules of all countries, and what they need. */
export interface EuRules {
  readonly book: RuleBook
  readonly valueSets: ValueSets
  readonly names: CodeNames
}

/** What is asked of which rules, and how much may be tried for it. */
export interface Asking {
  readonly rules: EuRules
  readonly place: Place
  readonly candidates: readonly DccCandidate[]
  readonly others: readonly OtherEvent[]
  readonly budget: Budget
}

/** The answer at an instant, over all events. */
export interface Answer {
  readonly result: 'passed' | 'failed' | 'open'
  readonly judged: readonly Judged[]
}

/** An event, and what the rules say of it. */
export interface Judged {
  readonly candidate: DccCandidate
  readonly judgement: Judgement
}

const TYPES = ['Vaccination', 'Test', 'Recovery'] as const

/** Years after the arrival within which windows are looked for. */
const HORIZON_MS = 6 * 366 * MS_PER_DAY
/** The answer at an instant, in milliseconds since the epoch, and what it stands on. */
export function answerAt(asking: Asking, at: number): Answer {
  const judged = asking.candidates.map((candidate) => ({
    candidate,
    judgement: judge(candidate, contextAt(asking, candidate, at)),
  }))
  const verdicts = judged.map(({ judgement }) => judgement.verdict)
  return { result: sumUp(asking, verdicts, at), judged }
}

/** The result of `answerAt` alone, and sooner. */
function resultAt(asking: Asking, at: number): Answer['result'] {
  const verdicts = asking.candidates.map((candidate) =>
    judgeVerdict(candidate, contextAt(asking, candidate, at)),
  )
  return sumUp(asking, verdicts, at)
}

function contextAt(
  { rules, place, budget }: Asking,
  candidate: DccCandidate,
  at: number,
): JudgeContext {
  const prepared = prepareFor(rules.book, place, candidate, at)
  return { ...place, prepared, valueSets: rules.valueSets, at, budget }
}

function sumUp(asking: Asking, verdicts: readonly RuleResult[], at: number): Answer['result'] {
  if (verdicts.includes('passed')) return 'passed'
  const isOpen =
    verdicts.includes('open') ||
    asking.others.some(isUndecided) ||
    (verdicts.length === 0 && !isRegulated(asking, at))
  return isOpen ? 'open' : 'failed'
}

/** Whether the destination has rules for any kind of certificate: then what is none of them is not taken. */
function isRegulated({ rules, place }: Asking, at: number): boolean {
  return TYPES.some((type) => rules.book.prepare({ ...place, type, at }).isRegulated)
}

/** Of another disease the EU's rules say nothing; of one that nobody can tell, nobody knows. */
export function isUndecided({ reason }: OtherEvent): boolean {
  return reason === 'unknown-disease'
}

/**
 * The answers from the first event on, and some years beyond the arrival.
 *
 * @returns `undefined` if it would take too long to find them
 */
export function findAnswers(
  asking: Asking,
  arrival: number,
): readonly Segment<Answer['result']>[] | undefined {
  const { candidates, place, rules } = asking
  const starts = candidates.map((each) => startOf(each, contextAt(asking, each, arrival)))
  const first = Math.min(arrival, ...starts.filter((start) => !Number.isNaN(start)))
  const range = {
    from: Math.floor((first - MS_PER_DAY) / 1000) * 1000,
    until: Math.ceil((arrival + HORIZON_MS) / 1000) * 1000,
  }
  // Wherever certificates were issued, and where there is none: whether anything is regulated changes, too.
  const changes = rules.book
    .changesOf({ destination: place.destination })
    .filter((change) => change > range.from && change < range.until)
  const anchors = new Set(changes)
  for (const candidate of candidates) {
    const all = new Set<PreparedRules>(
      [range.from, ...changes].map((at) => prepareFor(rules.book, place, candidate, at)),
    )
    const found = findAnchors(candidate, contextAt(asking, candidate, arrival), all)
    for (const anchor of found) anchors.add(anchor)
  }
  if (anchors.size > MAX_ANCHORS) return undefined
  const segments = findSegments(anchors, range, (at) =>
    asking.budget.left > 0 ? resultAt(asking, at) : 'open',
  )
  // What was not looked at any more is no answer.
  return asking.budget.left > 0 ? segments : undefined
}
