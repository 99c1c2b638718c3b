/**
 * All judges of one question together: each zone that is possible, with the certificates that the policy
 * takes, and with all.
 *
 * @module
 */

import { toIso } from '../../model/territories.ts'
import type { OpenCause, PolicyRequest, PolicyResult } from '../answer.ts'
import type { PolicyFacts } from '../facts/policy-facts.ts'
import { selectFacts } from '../facts/to-policy-facts.ts'
import { type Budget, createBudget } from './budget.ts'
import { ALL_TIME, type Changes, changesIn, joinChanges, NO_CHANGES, type Span } from './changes.ts'
import { isDestination } from './destination.ts'
import { createJudge, type Judge, layOut } from './judge.ts'
import type { OwnPolicy } from './policy.ts'
import { type CompiledRequirement, compileRequirement } from './requirement.ts'
import { createScopeTest, effectiveSpan, type ScopeTest } from './scope.ts'
import { type Distrust, findDistrusted } from './trust.ts'
import { createZoneClock, isTimeZone, type ZoneClock } from './zone-clock.ts'
import { zonesOf } from './zones.ts'

/** What one zone says. */
export interface ZoneBench {
  readonly effective: Span
  readonly scope: ScopeTest
  /** Over the certificates that the policy takes. */
  readonly trusted: Judge
  /** Over all. */
  readonly all: Judge
  /** When the answer can change, in order. */
  changesIn(span: Span): readonly number[]
  answerAt(seconds: number): Answer
}

/** An answer, and why it is open. `cause` tells the most that is known. */
export interface Answer {
  readonly result: PolicyResult
  readonly cause?: OpenCause
}

/** What all questions of one decision share. */
export interface Means {
  readonly budget: Budget
  readonly clockOf: (zone: string) => ZoneClock
}

/** One question, ready to be asked of any time. */
export interface Bench {
  readonly policy: OwnPolicy
  readonly request: PolicyRequest
  readonly facts: PolicyFacts
  readonly means: Means
  readonly compiled: CompiledRequirement
  readonly distrusted: readonly Distrust[]
  readonly zones: readonly ZoneBench[]
  readonly timeZone: string
  /** The first and the last second of the arrival. */
  readonly earliest: number
  readonly latest: number
  answerAt(seconds: number): Answer
}

/** Finding the day of an instant, and asking all else, is some work even where nothing is there. */
const ANSWER_WORK = 200

/** Makes the bench of a question. */
export function createBench(
  policy: OwnPolicy,
  facts: PolicyFacts,
  request: PolicyRequest,
  means: Means = createMeans(),
): Bench {
  const compiled = compileRequirement(policy)
  const distrusted = findDistrusted(policy.requires, request)
  const taken = withoutDistrusted(facts, request, distrusted)
  const all = layOut(compiled, facts, means.budget)
  const trusted = taken === facts ? all : layOut(compiled, taken, means.budget)
  const names = zonesFor(policy, request)
  const doubt = distrusted[0]?.cause ?? 'evidence'
  const isCovered = isDestination(policy, request.destination)
  const zones = names.map((zone): ZoneBench => {
    const calendar = { clock: means.clockOf(zone), months: policy.months }
    const judge = createJudge(all, calendar)
    const judges: Judges = {
      effective: effectiveSpan(policy, calendar),
      scope: createScopeTest(policy.appliesTo, taken, request, { calendar, budget: means.budget }),
      trusted: trusted === all ? judge : createJudge(trusted, calendar),
      all: judge,
    }
    return {
      ...judges,
      changesIn: (span) => {
        const changes = isCovered ? changesOf(judges) : NO_CHANGES
        return changesIn(changes, span, calendar.clock, means.budget)
      },
      answerAt: (seconds) => {
        means.budget.spend(ANSWER_WORK)
        return isCovered ? answerIn(judges, policy, seconds, doubt) : NO_RULES
      },
    }
  })
  const earliest = toSecond(request.at)
  return {
    policy,
    request,
    facts,
    means,
    compiled,
    distrusted,
    zones,
    timeZone: names[0] ?? 'Etc/UTC',
    earliest,
    latest: Math.max(earliest, toSecond(request.until ?? request.at)),
    answerAt: (seconds) =>
      Number.isNaN(seconds) ? NO_TIME : joinAnswers(zones.map((zone) => zone.answerAt(seconds))),
  }
}

function createMeans(): Means {
  const clocks = new Map<string, ZoneClock>()
  return {
    budget: createBudget(),
    clockOf: (zone) => {
      const clock = clocks.get(zone) ?? createZoneClock(zone)
      clocks.set(zone, clock)
      return clock
    },
  }
}

/** The times of the arrival at which the answer can be another: both ends, and every change between. */
export function instantsOf({ earliest, latest, zones }: Bench): readonly number[] {
  const between = { from: earliest, until: latest }
  const changes = earliest < latest ? zones.flatMap((zone) => zone.changesIn(between)) : []
  return [...new Set([earliest, ...changes, latest])]
}

const NO_RULES: Answer = { result: 'open', cause: 'no-rules' }
/** Of a time that is none. */
const NO_TIME: Answer = { result: 'open', cause: 'error' }
const VALUE_MISSING: Answer = { result: 'open', cause: 'value-missing' }

/** The whole second of a time; NaN of one that no calendar has. */
function toSecond(time: number): number {
  return Math.abs(time) < ALL_TIME.until ? Math.floor(time) : Number.NaN
}

function zonesFor({ timezone }: OwnPolicy, { destination }: PolicyRequest): readonly string[] {
  if (timezone !== undefined && isTimeZone(timezone)) return [timezone]
  const known = zonesOf(toIso(destination)).filter(isTimeZone)
  return known.length > 0 ? known : ['Etc/GMT-14', 'Etc/GMT+12'].filter(isTimeZone)
}

function withoutDistrusted(
  facts: PolicyFacts,
  { certificates }: PolicyRequest,
  distrusted: readonly Distrust[],
): PolicyFacts {
  if (distrusted.length === 0) return facts
  const out = new Set(distrusted.map(({ certificate }) => certificate))
  return selectFacts(
    facts,
    [...certificates.keys()].filter((index) => !out.has(index)),
  )
}

type Judges = Pick<ZoneBench, 'effective' | 'scope' | 'trusted' | 'all'>

function changesOf({ effective, scope, trusted, all }: Judges): Changes {
  const own = { instants: [effective.from, effective.until], days: [] }
  return joinChanges([own, ...[scope, trusted, all].map((each) => each.changes())])
}

function answerIn(zone: Judges, policy: OwnPolicy, seconds: number, doubt: OpenCause): Answer {
  const { effective, scope } = zone
  if (!(seconds >= effective.from && seconds < effective.until)) return NO_RULES
  const { answer } = scope.at(seconds)
  const isOtherFree = policy.appliesTo?.others === 'exempt'
  if (answer === 'outside') return isOtherFree ? { result: 'passed' } : NO_RULES
  const required = requirementAt(zone, seconds, doubt)
  if (answer === 'inside') return required
  return isOtherFree && required.result === 'passed' ? required : VALUE_MISSING
}

/** `doubt`: why certificates are left out, where they are. */
function requirementAt({ trusted, all }: Judges, seconds: number, doubt: OpenCause): Answer {
  const result = trusted.resultAt(seconds)
  if (result === 'passed' || trusted === all) return toAnswer(result)
  const withAll = all.resultAt(seconds)
  if (withAll === 'passed' || (withAll === 'open' && result !== 'open')) {
    return { result: 'open', cause: doubt }
  }
  return toAnswer(result)
}

function toAnswer(result: PolicyResult): Answer {
  return result === 'open' ? VALUE_MISSING : { result }
}

/** Zones that disagree leave open which of them it is. */
export function joinAnswers(answers: readonly Answer[]): Answer {
  const [first = NO_RULES, ...others] = answers
  const isOne = others.every(
    ({ result, cause }) => result === first.result && cause === first.cause,
  )
  return isOne ? first : VALUE_MISSING
}
