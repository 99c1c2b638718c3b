/**
 * What the EU's rules of a destination say of one holder's certificates.
 *
 * Every event is asked about as if it stood in a DCC of its own, as an officer tries one certificate after
 * the other: one that is taken is enough.
 *
 * @module
 */

import type {
  AppliedRule,
  OpenCause,
  PolicyDecision,
  PolicyRequest,
  PolicyWindow,
  Reason,
} from '../answer.ts'
import { toDateTimeText } from '../certlogic/date-time.ts'
import type { Condition } from '../condition.ts'
import { explainRule } from '../explain/explain.ts'
import { GROUPS, toField } from '../explain/fields.ts'
import type { Explained } from '../explain/time-conditions.ts'
import type { CodeNames } from '../explain/value-conditions.ts'
import type { PolicyFacts } from '../facts/policy-facts.ts'
import { selectFacts } from '../facts/to-policy-facts.ts'
import { type DccCandidate, type OtherEvent, projectFacts } from '../projection/project.ts'
import type { Slot } from '../projection/slot.ts'
import type { PreparedRules } from '../rules/prepared.ts'
import { hashRule } from '../rules/rule.ts'
import type { RuleBook } from '../rules/rule-book.ts'
import { foldRegion } from '../rules/select.ts'
import type { ValueSets } from '../rules/value-sets.ts'
import { findSegments, type Segment } from '../windows/segments.ts'
import { type Budget, MAX_RUNS } from './budget.ts'
import { statedTime } from './event-time.ts'
import { findAnchors, MAX_ANCHORS, type Place, prepareFor, startOf } from './event-windows.ts'
import { findForeignPath } from './foreign-paths.ts'
import {
  type Finding,
  type JudgeContext,
  type Judgement,
  judge,
  judgeVerdict,
  type Verdict,
} from './judge.ts'

/** The rules of all countries, and what they need. */
export interface EuRules {
  readonly book: RuleBook
  readonly valueSets: ValueSets
  readonly names: CodeNames
}

/** What the rules say; the rest of a decision is the same for all kinds of rules. */
export type EuDecision = Omit<PolicyDecision, 'destination' | 'timeZone' | 'asOf'>

const TYPES = ['Vaccination', 'Test', 'Recovery'] as const

/** Years after the arrival within which windows are looked for. */
const HORIZON_MS = 6 * 366 * 86_400_000
const DAY_MS = 86_400_000

/** The answer at an instant, over all events. */
interface Answer {
  readonly result: 'passed' | 'failed' | 'open'
  readonly judged: readonly Judged[]
}

interface Judged {
  readonly candidate: DccCandidate
  readonly judgement: Judgement
}

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
  const asking: Asking = { rules, place, ...projectFacts(facts, certificates), budget: newBudget() }
  const arrival = at * 1000
  const segments = findAnswers({ ...asking, budget: newBudget() }, arrival)
  const answer = answerAt(asking, arrival)
  const common = describe(asking, answer, segments ?? [], arrival)
  const isOne = segments
    ? during(segments, request).every(({ verdict }) => verdict === answer.result)
    : until === at
  if (!isOne) return toUnclear(common, 'journey.arrival')
  const isOneOfSeveral = common.show !== undefined && certificates.length > 1
  return isOneOfSeveral ? { ...common, show: findShown(asking, facts, request) } : common
}

function newBudget(): Budget {
  return { left: MAX_RUNS }
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
  const budget = newBudget()
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

interface Asking {
  readonly rules: EuRules
  readonly place: Place
  readonly candidates: readonly DccCandidate[]
  readonly others: readonly OtherEvent[]
  readonly budget: Budget
}

function contextAt(
  { rules, place, budget }: Asking,
  candidate: DccCandidate,
  at: number,
): JudgeContext {
  const prepared = prepareFor(rules.book, place, candidate, at)
  return { ...place, prepared, valueSets: rules.valueSets, at, budget }
}

function answerAt(asking: Asking, at: number): Answer {
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

function sumUp(asking: Asking, verdicts: readonly Verdict[], at: number): Answer['result'] {
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
function isUndecided({ reason }: OtherEvent): boolean {
  return reason === 'unknown-disease'
}

/**
 * The answers from the first event on, and some years beyond the arrival.
 *
 * @returns `undefined` if it would take too long to find them
 */
function findAnswers(
  asking: Asking,
  arrival: number,
): readonly Segment<Answer['result']>[] | undefined {
  const { candidates, place, rules } = asking
  const starts = candidates.map((each) => startOf(each, contextAt(asking, each, arrival)))
  const first = Math.min(arrival, ...starts.filter((start) => !Number.isNaN(start)))
  const range = {
    from: Math.floor((first - DAY_MS) / 1000) * 1000,
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

function reasonsOf(asking: Asking, judged: readonly Judged[]): readonly Reason[] {
  return [
    ...judged.flatMap(({ candidate, judgement }) => {
      const missing = judgement.missing.map((field): Reason => toMissing(field, candidate))
      const found = judgement.findings.map((each) => toReason(each, candidate, asking))
      if (judgement.cause === 'no-rules') return [toNotRegulated(candidate, asking)]
      // What was only tried is no reason.
      return judgement.cause === 'value-missing' ? missing : found
    }),
    ...asking.others.map((other) => toOtherReason(other)),
  ]
}

function toMissing(field: string, { certificates: [certificate] }: DccCandidate): Reason {
  return {
    outcome: 'open',
    condition: { kind: 'value-missing', values: { field }, stated: {} },
    ...(certificate !== undefined && { certificate }),
  }
}

function toNotRegulated(
  { certificates: [certificate] }: DccCandidate,
  { place: { destination } }: Asking,
): Reason {
  return {
    outcome: 'open',
    condition: { kind: 'no-rules', values: { destination }, stated: {} },
    ...(certificate !== undefined && { certificate }),
  }
}

function toOtherReason({ reason, kind, certificates: [certificate] }: OtherEvent): Reason {
  const own = certificate === undefined ? {} : { certificate }
  switch (reason) {
    case 'attestation':
      return {
        outcome: 'failed',
        condition: { kind: 'attestation', values: {}, stated: {} },
        ...own,
      }
    case 'unknown-disease': {
      const values = { field: `${kind}.disease` }
      return { outcome: 'open', condition: { kind: 'value-missing', values, stated: {} }, ...own }
    }
    case 'kind':
      return {
        outcome: 'failed',
        condition: { kind: 'kind', values: { kind }, stated: {} },
        ...own,
      }
    case 'disease': {
      const values = { accepted: ['covid-19'], count: 1 }
      return { outcome: 'failed', condition: { kind: 'disease', values, stated: {} }, ...own }
    }
  }
}

function toReason(
  { rule, result, data }: Finding,
  candidate: DccCandidate,
  { rules: { names } }: Asking,
): Reason {
  const { group, certificates } = candidate
  const [certificate] = certificates
  const own = certificate === undefined ? {} : { certificate }
  if (!rule) return { outcome: 'failed', condition: toInFuture(candidate), ...own }
  const { id, version, logic, description } = rule.rule
  const explained = explainRule(
    logic,
    { payload: data.payload, external: data.external },
    names,
    GROUPS[group] ?? group,
  )
  return {
    rule: id,
    version,
    outcome: result,
    ...(result === 'open'
      ? { condition: toNotEvaluable(explained, findForeignPath(rule, group)) }
      : toTimed(explained)),
    officialText: description,
    ...own,
  }
}

function toInFuture(candidate: DccCandidate): Condition {
  const event = { v: 'vaccination', t: 'sample', r: 'first-positive' }[candidate.group]
  return { kind: 'in-future', values: { event }, stated: statedTime(candidate) }
}

/** A rule that this engine cannot run, or may not be given what it asks for, says nothing by itself. */
function toNotEvaluable(
  { kind, values, stated }: Explained,
  foreignPath: string | undefined,
): Condition {
  if (kind === 'not-evaluable' && foreignPath === undefined) return { kind, values, stated }
  const field = foreignPath === undefined ? '' : toField(foreignPath)
  return { kind: 'not-evaluable', values: { field }, stated: {} }
}

function toTimed({
  appliesFrom,
  appliesUntil,
  ...condition
}: Explained): Pick<Reason, 'condition' | 'appliesFrom' | 'appliesUntil'> {
  return {
    condition,
    ...(appliesFrom !== undefined && { appliesFrom }),
    ...(appliesUntil !== undefined && { appliesUntil }),
  }
}

/** What the rules ask for, and what of it no certificate states. */
function usedFields(judged: readonly Judged[]): Pick<EuDecision, 'usedFields' | 'derivedFields'> {
  const used = new Set<string>()
  const derived = new Set<string>()
  for (const { candidate, judgement } of judged) {
    for (const path of judgement.prepared.readings.keys()) {
      const [root, group, , member] = path.split('.')
      if (root !== 'payload' || (group !== candidate.group && group !== 'dob')) continue
      const name = group === 'dob' ? group : (member ?? '')
      const slot = candidate.slots.find(({ members }) => members.includes(name))
      const field = toField(path)
      used.add(field)
      if (slot && isDerived(slot, name)) derived.add(field)
    }
  }
  return { usedFields: [...used].toSorted(), derivedFields: [...derived].toSorted() }
}

function isDerived({ derivedMembers, source }: Slot, member: string): boolean {
  return derivedMembers ? derivedMembers.includes(member) : source === 'derived'
}

function appliedRules(judged: readonly Judged[]): readonly AppliedRule[] {
  const applied = new Map<string, AppliedRule>()
  for (const { judgement } of judged) {
    for (const prepared of judgement.prepared.rules) {
      const { rule } = prepared
      const hash = hashRule(rule)
      const finding = judgement.findings.find((each) => each.rule === prepared)
      const result = finding?.result ?? (judgement.cause === 'no-rules' ? 'open' : 'passed')
      const known = applied.get(hash)
      if (!known || known.result === 'passed') {
        applied.set(hash, { id: rule.id, version: rule.version, hash, result })
      }
    }
  }
  return [...applied.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))
}
