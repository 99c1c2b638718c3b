/**
 * Entry policies as a verifier is given them: the rules of all countries, in both of their forms.
 *
 * All policies of a destination must be met. One that says nothing of these certificates (another
 * disease, another traveller, not in force) is left out, as long as another one does say something.
 *
 * @module
 */

import { encodeHex } from '../bytes/hex.ts'
import { sha256 } from '../bytes/sha256.ts'
import { canonicalizeJson } from '../json/canonical.ts'
import type { JsonValue } from '../json/value.ts'
import { toIso } from '../model/territories.ts'
import { createTerminology, type Terminology } from '../terminology/terminology.ts'
import type {
  EntryPolicies,
  OpenCause,
  PolicyDecision,
  PolicyRequest,
  PolicyWindow,
  Reason,
} from './answer.ts'
import type { EuRules } from './eu/answers.ts'
import { createCodeNames } from './eu/code-names.ts'
import { decideByEuRules } from './eu/decide.ts'
import type { PolicyFacts } from './facts/policy-facts.ts'
import { toPolicyFacts } from './facts/to-policy-facts.ts'
import { MAX_POLICY_AGE_DAYS } from './max-age.ts'
import { DAY_SECONDS } from './own/calendar.ts'
import { isDestination } from './own/destination.ts'
import { evaluateOwnPolicy } from './own/evaluate.ts'
import type { OwnPolicy } from './own/policy.ts'
import { zonesOf } from './own/zones.ts'
import type { DroppedRule } from './rules/read-rules.ts'
import type { EntryRule } from './rules/rule.ts'
import { createRuleBook } from './rules/rule-book.ts'
import { NO_VALUE_SETS, type ValueSets } from './rules/value-sets.ts'
import { combineWindows, WEIGHTS } from './windows/combine.ts'

export interface PoliciesOptions {
  /** EU rules, of any countries. */
  readonly rules?: readonly EntryRule[]
  /** Rules that could not be read: nothing passes in a country one of whose rules is not known. */
  readonly dropped?: readonly DroppedRule[]
  readonly valueSets?: ValueSets
  readonly policies?: readonly OwnPolicy[]
  /** Default: the tables that come with the library. */
  readonly terminology?: Terminology
  /** When the publishers last confirmed these rules, seconds since the epoch; absent: nobody said. */
  readonly asOf?: number
  /** Older rules decide nothing, in days. Default: 90. */
  readonly maxAgeDays?: number
}

/** Makes entry policies. Rules are compiled when they are first asked for. */
export function createPolicies(options: PoliciesOptions): EntryPolicies {
  const { rules = [], dropped = [], valueSets = NO_VALUE_SETS, policies = [] } = options
  const { terminology = createTerminology(), asOf, maxAgeDays = MAX_POLICY_AGE_DAYS } = options
  const book = createRuleBook(rules)
  const names = createCodeNames(terminology.products)
  const eu: EuRules = { book, valueSets, names }
  return {
    decide(request) {
      if (!areTimes(request)) return notATime(request.destination)
      const facts = toPolicyFacts(request.certificates, terminology)
      const decisions = [
        ...(book.knows(request.destination)
          ? [withDropped(decideByEu(eu, facts, request), dropped)]
          : []),
        ...policies
          .filter((policy) => isDestination(policy, request.destination))
          .map((policy) => decideByOwn(policy, facts, request)),
      ]
      const decision = combine(decisions, request)
      // A date still to come confirms nothing.
      const age = asOf === undefined ? 0 : request.now - asOf
      const isOld = age > maxAgeDays * DAY_SECONDS || age < -DAY_SECONDS
      const dated = asOf === undefined ? decision : { ...decision, asOf }
      return isOld && decision.cause !== 'no-rules' ? toOutdated(dated, maxAgeDays) : dated
    },
  }
}

/** Until the year 5138: rules that are asked about later say nothing. */
const MAX_SECONDS = 1e11

/** Whether the times are some, and in order. */
function areTimes({ at, until = at, now }: PolicyRequest): boolean {
  return at <= until && [at, until, now].every((time) => Math.abs(time) <= MAX_SECONDS)
}

function decideByEu(eu: EuRules, facts: PolicyFacts, request: PolicyRequest): PolicyDecision {
  const { destination } = request
  const [timeZone = 'Etc/UTC'] = zonesOf(toIso(destination))
  return { ...decideByEuRules(eu, facts, request), destination, timeZone }
}

/** A rule that could not be read may be the one that refuses. */
function withDropped(decision: PolicyDecision, dropped: readonly DroppedRule[]): PolicyDecision {
  const { destination, result } = decision
  const own = dropped.filter(({ country = destination }) => toIso(country) === toIso(destination))
  if (result !== 'passed' || own.length === 0) return decision
  const { show: _, ...rest } = decision
  const reasons = own.map(({ identifier }): Reason => {
    const condition = { kind: 'not-evaluable' as const, values: { field: '' }, stated: {} }
    return { ...(identifier !== undefined && { rule: identifier }), outcome: 'open', condition }
  })
  return { ...rest, result: 'open', cause: 'error', reasons, windows: [] }
}

function decideByOwn(
  policy: OwnPolicy,
  facts: PolicyFacts,
  request: PolicyRequest,
): PolicyDecision {
  const { destination } = request
  const decided = evaluateOwnPolicy(policy, facts, request)
  const { id, version } = policy
  const result = decided.result === 'more-needed' ? 'failed' : decided.result
  return {
    ...decided,
    destination,
    rules: [{ id, version, hash: hashPolicy(policy), result }],
  }
}

/** What a policy is, whatever it is called: SHA-256 of its canonical JSON (RFC 8785), lower-case hex. */
function hashPolicy(policy: OwnPolicy): string {
  // A policy is JSON: its type says more than JSON's does.
  const json = canonicalizeJson(policy as unknown as JsonValue)
  return encodeHex(sha256(new TextEncoder().encode(json)))
}

/** All must be met; what says nothing does not count beside what says something. */
function combine(
  all: readonly PolicyDecision[],
  { destination, at }: PolicyRequest,
): PolicyDecision {
  const telling = all.filter((each) => !isSilent(each))
  const counted = telling.length > 0 ? telling : all
  const [first, ...others] = counted.toSorted(
    (a, b) => WEIGHTS.indexOf(a.result) - WEIGHTS.indexOf(b.result),
  )
  if (!first) return noRules(destination)
  const windows = windowsOf(all, counted)
  if (others.length === 0) return { ...first, windows }
  const next = windows.find(({ from = '', result }) => result === 'passed' && isAfter(from, at))
  const nextPass = first.result === 'passed' ? undefined : next?.from
  const { nextPass: _, show: __, ...rest } = first
  return {
    ...rest,
    reasons: counted.flatMap(({ reasons }) => reasons),
    windows,
    ...(nextPass !== undefined && { nextPass }),
    usedFields: unite(counted.map(({ usedFields }) => usedFields)),
    derivedFields: unite(counted.map(({ derivedFields }) => derivedFields)),
    missingFields: unite(counted.map(({ missingFields }) => missingFields)),
    rules: counted.flatMap(({ rules }) => rules),
    ...(first.result === 'passed' && { show: uniteShown(counted) }),
  }
}

/** Whether a policy says nothing of these certificates. Where it refuses one of them, it says something. */
function isSilent({ cause, reasons }: PolicyDecision): boolean {
  return cause === 'no-rules' && reasons.every(({ outcome }) => outcome === 'open')
}

/** A policy that says nothing today may do so later; until then it stands in nobody's way. */
function windowsOf(
  all: readonly PolicyDecision[],
  counted: readonly PolicyDecision[],
): readonly PolicyWindow[] {
  // Windows that were not told of one cannot be told of all.
  if (counted.some((each) => each.windows.length === 0)) return []
  return combineWindows(
    all.map((each) => {
      if (counted.includes(each)) return each.windows
      return each.windows.map((window): PolicyWindow => {
        return window.result === 'open' ? { ...window, result: 'passed' } : window
      })
    }),
  )
}

/** No rules known is not "accepted". */
function noRules(destination: string): PolicyDecision {
  const [timeZone = 'Etc/UTC'] = zonesOf(toIso(destination))
  const condition = { kind: 'no-rules' as const, values: { destination }, stated: {} }
  return {
    destination,
    result: 'open',
    cause: 'no-rules',
    reasons: [{ outcome: 'open', condition }],
    windows: [],
    usedFields: [],
    derivedFields: [],
    missingFields: [],
    rules: [],
    timeZone,
  }
}

function notATime(destination: string): PolicyDecision {
  const field = 'journey.arrival'
  const condition = { kind: 'journey-missing' as const, values: { field }, stated: {} }
  const reasons = [{ outcome: 'open' as const, condition }]
  return { ...noRules(destination), cause: 'error', reasons, missingFields: [field] }
}

/** Rules that nobody has confirmed for long decide nothing, whatever they say. */
function toOutdated(decision: PolicyDecision, days: number): PolicyDecision {
  const { destination } = decision
  const { nextPass: _, show: __, ...rest } = decision
  const cause: OpenCause = 'outdated'
  const values = { destination, days }
  const reason: Reason = {
    outcome: 'open',
    condition: { kind: 'rules-outdated', values, stated: {} },
  }
  return { ...rest, result: 'open', cause, reasons: [reason, ...decision.reasons], windows: [] }
}

function isAfter(time: string, seconds: number): boolean {
  return Date.parse(time) > seconds * 1000
}

function unite(lists: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(lists.flat())].toSorted()
}

function uniteShown(decisions: readonly PolicyDecision[]): readonly number[] {
  return [...new Set(decisions.flatMap(({ show = [] }) => show))].toSorted((a, b) => a - b)
}
