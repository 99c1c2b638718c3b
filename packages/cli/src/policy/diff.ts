/**
 * Which certificates change their answer between two versions of entry rules.
 *
 * @module
 */

import { UsageError } from 'pratique/errors'
import {
  destinationsOf,
  type EntryPolicies,
  evaluateOwnPolicy,
  hashRule,
  isDestination,
  isInWindow,
  type OwnPolicy,
  type PolicyCase,
  type PolicyCertificate,
  type PolicyContent,
  type PolicyDecision,
  type PolicyResult,
  toCaseFacts,
  toCaseRequest,
  toEntryPolicies,
  toIso,
} from 'pratique/policy'
import { createTerminology } from 'pratique/terminology'
import { toTime } from '../output/dates.ts'
import type { Battery, BatteryEntry } from './battery.ts'

/** A certificate, a destination and a time whose answer is another. */
export interface Change {
  readonly destination: string
  /** RFC 3339; of a case, as it is written there. */
  readonly at: string
  readonly certificate: string
  readonly before: PolicyResult
  readonly after: PolicyResult
  /** The rules that stand against it, before where it is taken afterwards. */
  readonly rules: readonly string[]
}

export interface Difference {
  /** Those whose rules are not the same. */
  readonly destinations: readonly string[]
  readonly certificates: number
  readonly changes: readonly Change[]
}

export interface DiffOptions {
  /** Values of `--on`, seconds since the epoch; none: now, and when a rule that differs begins or ends. */
  readonly clocks: readonly number[]
  readonly now: number
  /** For policies that are for all destinations. */
  readonly to?: string
  readonly onProgress: (words: string) => void
}

/** One version of entry rules. */
interface Side {
  readonly content: PolicyContent
  readonly policies: EntryPolicies
}

/** Compares what two versions say of each certificate, for every destination whose rules differ. */
export function diffPolicies(
  before: PolicyContent,
  after: PolicyContent,
  { entries, cases }: Battery,
  options: DiffOptions,
): Difference {
  const destinations = changedDestinations(before, after, options.to)
  const sides = [before, after].map((content) => ({ content, policies: toEntryPolicies(content) }))
  const [old, fresh] = sides
  if (!old || !fresh) throw new Error('unreachable: there are two')
  const changes: Change[] = []
  for (const [index, destination] of destinations.entries()) {
    options.onProgress(`${index} of ${destinations.length} destinations …`)
    changes.push(...diffDestination(old, fresh, destination, entries, options))
  }
  const ofCases = cases.flatMap((each) => diffCases(before, after, each.cases))
  const certificates = entries.length + cases.reduce((sum, each) => sum + each.cases.length, 0)
  return {
    // Cases say themselves which destination they are about.
    destinations: entries.length > 0 ? destinations : toDestinations(ofCases),
    certificates,
    changes: [...changes, ...ofCases],
  }
}

function toDestinations(changes: readonly Change[]): readonly string[] {
  return [...new Set(changes.map(({ destination }) => destination))].toSorted()
}

/** Equal rules say the same: nothing is to be tried. */
function changedDestinations(
  before: PolicyContent,
  after: PolicyContent,
  to: string | undefined,
): readonly string[] {
  const known = new Set([...destinationsOf(before), ...destinationsOf(after)])
  const isForAll = [before, after].some(({ policies }) =>
    policies.some(({ content }) => content.destinations === '*'),
  )
  if (isForAll && known.size === 0) known.add(to ?? NOWHERE)
  const asked = to === undefined ? [...known] : [to]
  return asked
    .filter((each) => keysOf(before, each).join() !== keysOf(after, each).join())
    .toSorted()
}

/** Utopia: a policy for all destinations says the same of it as of any. */
const NOWHERE = 'UT'

/** What the rules of a destination are, by content. */
function keysOf(content: PolicyContent, destination: string): readonly string[] {
  return partsOf(content, destination)
    .map(({ key }) => key)
    .toSorted()
}

interface RulePart {
  readonly key: string
  /** When it begins and ends, seconds since the epoch. */
  readonly changes: readonly number[]
}

function partsOf({ rules, policies }: PolicyContent, destination: string): readonly RulePart[] {
  const ofRules = rules
    .filter(({ content }) => {
      return content.kind === 'invalidation' || toIso(content.country) === destination
    })
    .map(({ content }) => ({
      key: hashRule(content),
      changes: [content.validFrom / 1000, content.validUntil / 1000],
    }))
  const ofPolicies = policies
    .filter(({ content }) => isDestination(content, destination))
    .map(({ content }) => ({ key: JSON.stringify(content), changes: daysOf(content) }))
  return [...ofRules, ...ofPolicies]
}

const DAY_SECONDS = 86_400

function daysOf({ effective: { from, until } }: OwnPolicy): readonly number[] {
  const ends = until === undefined ? [] : [Date.parse(until) / 1000 + DAY_SECONDS]
  return [Date.parse(from) / 1000, ...ends]
}

/** Today, and when something that differs begins or ends. */
function clocksFor(
  before: PolicyContent,
  after: PolicyContent,
  destination: string,
  { clocks, now }: DiffOptions,
): readonly number[] {
  if (clocks.length > 0) return [...new Set(clocks)].toSorted((a, b) => a - b)
  const [old, fresh] = [partsOf(before, destination), partsOf(after, destination)]
  const has = (parts: readonly RulePart[], { key }: RulePart) =>
    parts.some((each) => each.key === key)
  const differing = [
    ...old.filter((part) => !has(fresh, part)),
    ...fresh.filter((part) => !has(old, part)),
  ]
  const all = [now, ...differing.flatMap(({ changes }) => changes)].filter(isOfCalendar)
  return [...new Set(all)].toSorted((a, b) => a - b)
}

const MAX_SECONDS = 253_402_300_799

function isOfCalendar(seconds: number): boolean {
  return Math.abs(seconds) < MAX_SECONDS
}

function diffDestination(
  old: Side,
  fresh: Side,
  destination: string,
  entries: readonly BatteryEntry[],
  options: DiffOptions,
): readonly Change[] {
  const clocks = clocksFor(old.content, fresh.content, destination, options)
  return entries.flatMap(({ name, certificate }) => {
    const before = createTimeline(old.policies, destination, certificate, clocks)
    const after = createTimeline(fresh.policies, destination, certificate, clocks)
    return clocks.flatMap((clock): Change[] => {
      const [was, is] = [before.resultAt(clock), after.resultAt(clock)]
      if (was === is) return []
      const against = is === 'passed' ? before : after
      const rules = against.rulesAt(clock)
      return [{ destination, at: toTime(clock), certificate: name, before: was, after: is, rules }]
    })
  })
}

/** What one side says of a certificate, at any of the times. */
interface Timeline {
  resultAt(clock: number): PolicyResult
  rulesAt(clock: number): readonly string[]
}

/** How far beyond the arrival windows are known for sure. */
const HORIZON_SECONDS = 5 * 365 * DAY_SECONDS

/** Windows tell all times at once: they are asked for anew only beyond what they reach. */
function createTimeline(
  policies: EntryPolicies,
  destination: string,
  certificate: PolicyCertificate,
  [first = 0]: readonly number[],
): Timeline {
  const ask = (at: number) =>
    policies.decide({ destination, at, now: at, certificates: [certificate] })
  let asked = { at: first, decision: ask(first) }
  function decisionFor(clock: number): PolicyDecision {
    if (clock - asked.at > HORIZON_SECONDS) asked = { at: clock, decision: ask(clock) }
    return asked.decision
  }
  return {
    resultAt(clock) {
      const decision = decisionFor(clock)
      const window = decision.windows.find((each) => isInWindow(clock * 1000, each))
      return window ? window.result : ask(clock).result
    },
    rulesAt(clock) {
      const named = ask(clock).reasons.flatMap(({ rule }) => rule ?? [])
      return [...new Set(named)].toSorted()
    },
  }
}

/** Cases say themselves where and when. */
function diffCases(
  before: PolicyContent,
  after: PolicyContent,
  cases: readonly PolicyCase[],
): readonly Change[] {
  const [old, fresh] = [onlyPolicy(before), onlyPolicy(after)]
  return cases.flatMap((each): Change[] => {
    const [was, is] = [decideCase(old, each), decideCase(fresh, each)]
    if (was.result === is.result) return []
    const { name, at } = each
    const { reasons } = is.result === 'passed' ? was : is
    const { destination } = toCaseRequest(fresh, each)
    const rules = [...new Set(reasons.flatMap(({ rule }) => rule ?? []))]
    return [{ destination, at, certificate: name, before: was.result, after: is.result, rules }]
  })
}

function decideCase(policy: OwnPolicy, each: PolicyCase): ReturnType<typeof evaluateOwnPolicy> {
  const { products, kinds } = createTerminology()
  return evaluateOwnPolicy(
    policy,
    toCaseFacts(each, { products, kinds }),
    toCaseRequest(policy, each),
  )
}

function onlyPolicy({ policies: [first, ...others], rules }: PolicyContent): OwnPolicy {
  if (first && others.length === 0 && rules.length === 0) return first.content
  throw new UsageError(
    'usage.argument',
    'cases of a policy can be tried on policies of Pratique alone: give others with --battery',
  )
}
