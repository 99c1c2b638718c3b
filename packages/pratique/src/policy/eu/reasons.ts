/**
 * Why the EU's rules did not pass, or cannot be told: a reason for each event and rule.
 *
 * @module
 */

import type { Reason } from '../answer.ts'
import type { Condition } from '../condition.ts'
import { explainRule } from '../explain/explain.ts'
import { GROUPS, toField } from '../explain/fields.ts'
import type { Explained } from '../explain/time-conditions.ts'
import type { DccCandidate, OtherEvent } from '../projection/project.ts'
import type { Asking, Judged } from './answers.ts'
import { statedTime } from './event-time.ts'
import { findForeignPath } from './foreign-paths.ts'
import type { Finding } from './judge.ts'

/** Says why an answer is not `passed`. */
export function reasonsOf(asking: Asking, judged: readonly Judged[]): readonly Reason[] {
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
