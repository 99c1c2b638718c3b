/**
 * What the EU's rules say of one event at one instant: every way in which unknown values may be filled in
 * is tried, and only what all of them agree on is decided.
 *
 * @module
 */

import type { JsonObject, JsonValue } from '../../json/value.ts'
import { toDateTimeText } from '../certlogic/date-time.ts'
import type { Evaluated } from '../certlogic/evaluate.ts'
import { toField } from '../explain/fields.ts'
import {
  completionsOf,
  countCompletions,
  findDecisive,
  MAX_COMPLETIONS,
} from '../projection/completions.ts'
import { type DccCandidate, PROJECTED_VERSION } from '../projection/project.ts'
import { findRepresentatives, type Values } from '../projection/representatives.ts'
import type { Slot } from '../projection/slot.ts'
import type { PreparedRule, PreparedRules } from '../rules/prepared.ts'
import type { Reading } from '../rules/readings.ts'
import { type RuleResult, toRuleResult } from '../rules/result.ts'
import type { ValueSets } from '../rules/value-sets.ts'
import { toInstants } from '../windows/time-terms.ts'
import { type Budget, take } from './budget.ts'
import { EVENT_MEMBERS, isInFuture } from './event-time.ts'
import { findForeignPath } from './foreign-paths.ts'

/** A rule that did not pass, and the data on which it did not. */
export interface Finding {
  /** Absent: the event lies after the arrival, which no rule has to say. */
  readonly rule?: PreparedRule
  readonly result: 'failed' | 'open'
  readonly data: RuleData
}

export interface RuleData {
  readonly payload: JsonObject
  readonly external: JsonObject
}

/** What the rules say of an event at an instant. */
export interface Judgement {
  readonly verdict: RuleResult
  /** Why it is open: nothing regulates it, a value is missing, or a rule cannot be evaluated. */
  readonly cause?: 'no-rules' | 'value-missing' | 'error'
  /** Where a value is missing: every rule that did not pass in some way of filling it in. */
  readonly findings: readonly Finding[]
  /** The fields that are not stated and decide. */
  readonly missing: readonly string[]
  readonly prepared: PreparedRules
}

/** What a judgement depends on, besides the event. */
export interface JudgeContext {
  readonly prepared: PreparedRules
  readonly valueSets: ValueSets
  readonly destination: string
  readonly region?: string
  /** Milliseconds since the epoch. */
  readonly at: number
  /** Absent: no more than the number of ways is limited. */
  readonly budget?: Budget
}

/** Judges an event. Total: whatever is unclear is `open`. */
export function judge(candidate: DccCandidate, context: JudgeContext): Judgement {
  const { prepared } = context
  const nothing = { findings: [], missing: [], prepared }
  if (!prepared.isRegulated) return { verdict: 'open', cause: 'no-rules', ...nothing }
  const values = valuesOfAll(candidate, context)
  if (isTriable(values, context)) return judgeAll(candidate, values, context)
  // More than can be tried: whatever is not known may decide.
  const missing = candidate.slots.filter((_, index) => values[index]?.length !== 1)
  const fields = missing.map(({ field }) => field)
  return { verdict: 'open', cause: 'value-missing', findings: [], missing: fields, prepared }
}

/** The verdict of `judge` alone, and sooner: without what it stands on. */
export function judgeVerdict(candidate: DccCandidate, context: JudgeContext): RuleResult {
  if (!context.prepared.isRegulated) return 'open'
  const values = valuesOfAll(candidate, context)
  if (!isTriable(values, context)) return 'open'
  let verdict: RuleResult | undefined
  for (const data of waysOf(candidate, values, context)) {
    const found = sumUp(runRules(candidate, data, context))
    if (verdict !== undefined && found !== verdict) return 'open'
    verdict = found
  }
  return verdict ?? 'open'
}

type TriedValues = readonly (readonly Values[] | undefined)[]

function valuesOfAll(candidate: DccCandidate, context: JudgeContext): TriedValues {
  const dates = datesOf(candidate, context)
  return candidate.slots.map((slot) => valuesOf(slot, candidate.group, context, dates))
}

/** Whether all ways of filling them in can be tried. */
function isTriable(
  values: TriedValues,
  { prepared, budget }: JudgeContext,
): values is readonly (readonly Values[])[] {
  const known = values.filter((each) => each !== undefined)
  const count = countCompletions(known)
  if (known.length < values.length || count > MAX_COMPLETIONS) return false
  return !budget || take(budget, count * (prepared.rules.length + 1))
}

function judgeAll(
  candidate: DccCandidate,
  values: readonly (readonly Values[])[],
  context: JudgeContext,
): Judgement {
  const { prepared } = context
  const verdicts: RuleResult[] = []
  const findings = new Map<RuleResult, readonly Finding[]>()
  const unsure = new Map<PreparedRule | undefined, Finding>()
  for (const data of waysOf(candidate, values, context)) {
    const found = [...runRules(candidate, data, context)]
    const verdict = sumUp(found)
    verdicts.push(verdict)
    if (!findings.has(verdict)) findings.set(verdict, found)
    for (const each of found) unsure.set(each.rule, { ...each, result: 'open' })
  }
  const [verdict = 'open', ...others] = findings.keys()
  if (others.length === 0) {
    const own = findings.get(verdict) ?? []
    const cause = verdict === 'open' ? { cause: 'error' as const } : {}
    return { verdict, ...cause, findings: own, missing: [], prepared }
  }
  const missing = findDecisive(values, verdicts).flatMap((index) =>
    fieldsOf(candidate, index, values[index] ?? [], prepared),
  )
  return {
    verdict: 'open',
    cause: 'value-missing',
    findings: [...unsure.values()],
    missing,
    prepared,
  }
}

/** The fields of a slot that decides: of members that are a field each, those that are asked for and vary. */
function fieldsOf(
  { slots, group }: DccCandidate,
  index: number,
  values: readonly Values[],
  { readings }: PreparedRules,
): readonly string[] {
  const slot = slots[index]
  if (!slot?.derivedMembers) return slot ? [slot.field] : []
  const [first = []] = values
  return slot.members
    .filter((_, place) => values.some((each) => each[place] !== first[place]))
    .map((member) => toPath(group, member))
    .filter((path) => readings.has(path))
    .map(toField)
}

/** One rule that fails is enough: no more of them are asked for. */
function sumUp(findings: Iterable<Finding>): RuleResult {
  let verdict: RuleResult = 'passed'
  for (const { result } of findings) {
    if (result === 'failed') return 'failed'
    verdict = result
  }
  return verdict
}

/** The values to try of a slot; `undefined` if rules ask for more than can be tried. */
function valuesOf(
  slot: Slot,
  group: DccCandidate['group'],
  { prepared, valueSets, at }: JudgeContext,
  dates: readonly number[],
): readonly Values[] | undefined {
  const eventMember = EVENT_MEMBERS[group]
  return findRepresentatives(slot, {
    readings: slot.members.map((member) => {
      const reading = prepared.readings.get(toPath(group, member))
      // Whether the event lies after the arrival is always asked.
      return reading ?? (member === eventMember ? NOTHING_ASKED : undefined)
    }),
    valueSets,
    clockShifts: prepared.terms.shifts,
    dates,
    at,
  })
}

/** What dates come to in these rules, with what is known; needed where there is a date that is not. */
function datesOf(candidate: DccCandidate, context: JudgeContext): readonly number[] {
  const { programs, dates } = context.prepared
  const isKnown = ({ domain }: Slot) => domain.kind === 'choice' || domain.kind === 'open'
  if (candidate.slots.every(isKnown)) return []
  const values = candidate.slots.map((slot) =>
    slot.domain.kind === 'choice' ? slot.domain.values.slice(0, 1) : [slot.members.map(() => null)],
  )
  const none = values.map(() => 0)
  const { payload, external } = toData(candidate, values, none, context)
  const run = programs.begin({ payload, external })
  return toInstants(dates, run)
}

const NOTHING_ASKED: Reading = {
  literals: new Set(),
  lists: new Set(),
  others: new Set(),
  shifts: [],
  isOther: false,
}

function toPath(group: DccCandidate['group'], member: string): string {
  return member === 'dob' ? 'payload.dob' : `payload.${group}.0.${member}`
}

/** A DCC for every way of filling in what is unknown. */
function* waysOf(
  candidate: DccCandidate,
  values: readonly (readonly Values[])[],
  context: JudgeContext,
): Generator<RuleData> {
  const external = toExternal(candidate, context)
  for (const choice of completionsOf(values)) {
    yield toData(candidate, values, choice, context, external)
  }
}

/** A DCC with the chosen values, as rules get it. */
export function toData(
  candidate: DccCandidate,
  values: readonly (readonly Values[])[],
  choice: readonly number[],
  context: Omit<JudgeContext, 'prepared'>,
  external: JsonObject = toExternal(candidate, context),
): RuleData {
  const { slots, group, identifier } = candidate
  const entry: Record<string, JsonValue> = {}
  let dob: JsonValue = null
  for (const [index, { members }] of slots.entries()) {
    const chosen = values[index]?.[choice[index] ?? 0] ?? []
    for (const [place, member] of members.entries()) {
      const value = chosen[place] ?? null
      if (member === 'dob') dob = value
      else if (value !== null) entry[member] = value
    }
  }
  if (identifier !== undefined) entry['ci'] = identifier
  return { payload: { ver: PROJECTED_VERSION, dob, [group]: [entry] }, external }
}

/** What rules get besides the DCC: the same for all its values. */
function toExternal(
  { external }: DccCandidate,
  { valueSets, destination, region = '', at }: Omit<JudgeContext, 'prepared'>,
): JsonObject {
  return {
    ...external,
    validationClock: toDateTimeText(at),
    valueSets: valueSets.codes,
    countryCode: destination,
    region,
  }
}

/** What did not pass, in the order of the rules; each rule is run when it is asked for. */
function* runRules(
  { group }: DccCandidate,
  data: RuleData,
  { prepared: { rules, programs }, at }: JudgeContext,
): Generator<Finding> {
  if (isInFuture(group, data.payload, at)) yield { result: 'failed', data }
  const run = programs.begin({ payload: data.payload, external: data.external })
  for (const rule of rules) {
    const result = runRule(rule, group, run)
    if (result !== 'passed') yield { rule, result, data }
  }
}

function runRule(
  rule: PreparedRule,
  group: DccCandidate['group'],
  run: (index: number) => Evaluated,
): RuleResult {
  const isRunnable = rule.isRunnable && findForeignPath(rule, group) === undefined
  return isRunnable ? toRuleResult(run(rule.index)) : 'open'
}
