/**
 * The answer over the whole time of the arrival, with its reasons, and the fields that were looked at.
 *
 * @module
 */

import type { Reason } from '../answer.ts'
import type { Condition } from '../condition.ts'
import { type Answer, type Bench, instantsOf, type ZoneBench } from './bench.ts'
import type { OwnDecision } from './decision.ts'
import { isDestination } from './destination.ts'
import { derivedFieldsOf, usedFieldsOf } from './fields.ts'
import { findMissing } from './missing.ts'
import { explainFailure } from './reasons.ts'

type Explained = Pick<
  OwnDecision,
  'result' | 'cause' | 'needs' | 'reasons' | 'usedFields' | 'derivedFields' | 'missingFields'
>

/** Reads no more of these than somebody at a counter does. */
const MAX_REASONS = 12
/** How much of what is left may go into finding out what is missing, and why. */
const REASONS_SHARE = 0.5

/** Decides for the arrival, and says why. */
export function explainDecision(bench: Bench): Explained {
  const instants = instantsOf(bench)
  const answers = instants.map((seconds) => bench.answerAt(seconds))
  const [first = OPEN] = answers
  const isOne = answers.every(
    ({ result, cause }) => result === first.result && cause === first.cause,
  )
  const { budget } = bench.means
  const at = bench.earliest
  const joined: Answer = isOne ? first : OPEN
  const isUnclear = joined.cause === 'value-missing'
  const missing = isUnclear
    ? budget.within(REASONS_SHARE, () => findMissingAt(bench, at, isOne))
    : []
  // Where only the work was too much, no value is missing.
  const answer = isUnclear && missing.length === 0 ? TOO_MUCH : joined
  const used = usedFieldsOf(bench, at, answer.result)
  return {
    ...answer,
    ...(answer.result === 'more-needed' && { needs: bench.zones[0]?.trusted.needsAt(at) ?? [] }),
    reasons: budget
      .within(REASONS_SHARE, () => reasonsOf(bench, answer, at, missing))
      .slice(0, MAX_REASONS),
    usedFields: used,
    derivedFields: derivedFieldsOf(bench.facts, used),
    missingFields: missing,
  }
}

const OPEN: Answer = { result: 'open', cause: 'value-missing' }
const TOO_MUCH: Answer = { result: 'open', cause: 'error' }

function findMissingAt(bench: Bench, at: number, isOneTime: boolean): readonly string[] {
  const { isSpent } = bench.means.budget
  const asked = isOneTime || isSpent ? findMissing(bench, at) : ['journey.arrival']
  return asked.length > 0 || isSpent ? asked : ['journey.timeZone']
}

function reasonsOf(
  bench: Bench,
  { result, cause }: Answer,
  at: number,
  missing: readonly string[],
): readonly Reason[] {
  const [zone] = bench.zones
  if (result === 'passed' || !zone) return []
  if (result === 'failed') return explainFailure(bench, zone.trusted, at)
  if (result === 'more-needed') {
    const kinds = zone.trusted.needsAt(at)
    return [named(bench, 'failed', { kind: 'one-more', values: { kinds, count: 1 }, stated: {} })]
  }
  if (cause === 'no-rules') return [named(bench, 'open', whyNoRules(bench, zone, at))]
  if (cause === 'error') {
    const values = { field: Number.isNaN(at) ? 'journey.arrival' : '' }
    return [named(bench, 'open', { kind: 'not-evaluable', values, stated: {} })]
  }
  if (cause === 'evidence' || cause === 'outdated') {
    return bench.distrusted.map(({ certificate, condition }) => ({
      ...named(bench, 'open', condition),
      certificate,
    }))
  }
  return missing.map((field) => {
    const kind = field.startsWith('journey.') ? 'journey-missing' : 'value-missing'
    return named(bench, 'open', { kind, values: { field }, stated: {} })
  })
}

function whyNoRules({ policy, request }: Bench, { effective }: ZoneBench, at: number): Condition {
  const { destination } = request
  const { from, until } = policy.effective
  if (isDestination(policy, destination)) {
    if (at < effective.from) return { kind: 'not-yet', values: { ruleDate: from }, stated: {} }
    if (until !== undefined && at >= effective.until) {
      return { kind: 'no-longer', values: { ruleDate: until }, stated: {} }
    }
  }
  return { kind: 'no-rules', values: { destination }, stated: {} }
}

function named({ policy }: Bench, outcome: Reason['outcome'], condition: Condition): Reason {
  return {
    rule: policy.id,
    version: policy.version,
    outcome,
    condition,
    officialText: policy.description,
  }
}
