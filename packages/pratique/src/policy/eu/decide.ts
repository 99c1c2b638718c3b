/**
 * What the EU's rules of a destination say of one holder's certificates.
 *
 * Every event is asked about as if it stood in a DCC of its own, as an officer tries one certificate after
 * the other: one that is taken is enough.
 *
 * @module
 */

import type { OpenCause, PolicyDecision, PolicyRequest, PolicyWindow } from '../answer.ts'
import { toDateTimeText } from '../certlogic/date-time.ts'
import type { PolicyFacts } from '../facts/policy-facts.ts'
import { selectFacts } from '../facts/to-policy-facts.ts'
import { projectFacts } from '../projection/project.ts'
import { foldRegion } from '../rules/select.ts'
import type { Segment } from '../windows/segments.ts'
import {
  type Answer,
  type Asking,
  answerAt,
  type EuRules,
  findAnswers,
  isUndecided,
  type Judged,
} from './answers.ts'
import { appliedRules, usedFields } from './applied.ts'
import { createBudget } from './budget.ts'
import type { Place } from './event-windows.ts'
import { reasonsOf } from './reasons.ts'

/** What the rules say; the rest of a decision is the same for all kinds of rules. */
export type EuDecision = Omit<PolicyDecision, 'destination' | 'timeZone' | 'asOf'>

/**
 * Decides. Total: whatever is unclear is `open`.
 *
 * Where a destination has rules of its regions and none of them is named, all must have one answer.
 */
export function decideByEuRules(
  rules: EuRules,
  facts: PolicyFacts,
  request: PolicyRequest,
): EuDecision {
  const { destination, region = '' } = request
  const regions = rules.book.regionsOf(destination)
  const isNamed = regions.some((each) => foldRegion(each) === foldRegion(region))
  if (regions.length === 0 || isNamed) return decideInRegion(rules, facts, request)
  const [anywhere, ...others] = ['', ...regions].map((each) =>
    decideInRegion(rules, facts, { ...request, region: each }),
  )
  if (!anywhere) throw new Error('unreachable: the whole country is asked about')
  const isOne = others.every(({ result }) => result === anywhere.result)
  return isOne ? anywhere : toUnclear(anywhere, 'journey.region')
}

function decideInRegion(rules: EuRules, facts: PolicyFacts, request: PolicyRequest): EuDecision {
  const { certificates, destination, region, at, until = at } = request
  const place: Place = { destination, ...(region !== undefined && { region }) }
  const asking: Asking = {
    rules,
    place,
    ...projectFacts(facts, certificates),
    budget: createBudget(),
  }
  const arrival = at * 1000
  const segments = findAnswers({ ...asking, budget: createBudget() }, arrival)
  const answer = answerAt(asking, arrival)
  const common = describe(asking, answer, segments ?? [], arrival)
  const isOne = segments
    ? during(segments, request).every(({ verdict }) => verdict === answer.result)
    : until === at
  if (!isOne) return toUnclear(common, 'journey.arrival')
  const isOneOfSeveral = common.show !== undefined && certificates.length > 1
  return isOneOfSeveral ? { ...common, show: findShown(asking, facts, request) } : common
}

/** The answers from the first second of the arrival to its last. */
function during(
  segments: readonly Segment<Answer['result']>[],
  { at, until = at }: PolicyRequest,
): readonly Segment<Answer['result']>[] {
  return segments.filter((each) => each.from <= until * 1000 && each.until > at * 1000)
}

/** The fewest certificates that pass by themselves: one if one does, else those that are all needed. */
function findShown(asking: Asking, facts: PolicyFacts, request: PolicyRequest): readonly number[] {
  const { certificates, at } = request
  const all = [...certificates.keys()]
  const budget = createBudget()
  const passes = (shown: readonly number[]) => {
    const own = { ...asking, ...projectFacts(selectFacts(facts, shown), certificates), budget }
    const segments = findAnswers(own, at * 1000) ?? []
    const answers = during(segments, request)
    return answers.length > 0 && answers.every(({ verdict }) => verdict === 'passed')
  }
  const one = all.find((index) => passes([index]))
  if (one !== undefined) return [one]
  return all.reduce<readonly number[]>((kept, each) => {
    const others = kept.filter((other) => other !== each)
    return passes(others) ? others : kept
  }, all)
}

/** Something about the journey decides, such as its hour, and is not known: nothing passes for sure. */
function toUnclear({ show: _, ...rest }: EuDecision, field: string): EuDecision {
  const condition = { kind: 'journey-missing' as const, values: { field }, stated: {} }
  return {
    ...rest,
    result: 'open',
    cause: 'value-missing',
    reasons: [{ outcome: 'open', condition }, ...rest.reasons],
    missingFields: [...rest.missingFields, field],
  }
}

function describe(
  asking: Asking,
  { result, judged }: Answer,
  segments: readonly Segment<Answer['result']>[],
  arrival: number,
): EuDecision {
  const passing = judged.filter(({ judgement }) => judgement.verdict === 'passed')
  const deciding = passing.length > 0 ? passing.slice(0, 1) : judged
  const next = segments.find((each) => each.verdict === 'passed' && each.from > arrival)
  const [show] = passing.map(({ candidate }) => candidate.certificates)
  const fields = usedFields(deciding)
  const cause = result === 'open' ? causeOf(asking, judged) : undefined
  return {
    result,
    ...(cause && { cause }),
    reasons: result === 'passed' ? [] : reasonsOf(asking, judged),
    windows: toWindows(segments),
    ...(next && result !== 'passed' && { nextPass: toDateTimeText(next.from) }),
    ...(show && { show }),
    ...fields,
    missingFields: result === 'open' ? missingFields(asking, judged) : [],
    rules: appliedRules(deciding),
  }
}

/** What weighs most of why it is open, before that nothing regulates it. */
const CAUSES: readonly OpenCause[] = ['value-missing', 'error']

function causeOf({ others }: Asking, judged: readonly Judged[]): OpenCause {
  const causes = judged.map(({ judgement }) => judgement.cause)
  if (others.some(isUndecided)) causes.push('value-missing')
  return CAUSES.find((cause) => causes.some((each) => each === cause)) ?? 'no-rules'
}

function missingFields({ others }: Asking, judged: readonly Judged[]): readonly string[] {
  const unknown = others.filter(isUndecided).map(({ kind }) => `${kind}.disease`)
  return [...new Set([...judged.flatMap(({ judgement }) => judgement.missing), ...unknown])]
}

/** The ends of what was looked at are no limits. */
function toWindows(segments: readonly Segment<Answer['result']>[]): readonly PolicyWindow[] {
  return segments.map(({ verdict, from, until }, index) => ({
    result: verdict,
    ...(index > 0 && { from: toDateTimeText(from) }),
    ...(index < segments.length - 1 && { until: toDateTimeText(until) }),
  }))
}
