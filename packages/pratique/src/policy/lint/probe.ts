/**
 * One Logic made ready to be tried on certificates that stand for all.
 *
 * @module
 */

import { isJsonObject } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { MS_PER_DAY } from '../certlogic/date-time.ts'
import type { CertificateType, EntryRule } from '../rules/rule.ts'
import type { ValueSets } from '../rules/value-sets.ts'
import { createTrial, type Outcome, type RulesTrial } from './evaluation.ts'
import { collectFacets, type Facets } from './facets.ts'
import type { FindingParts, LintId } from './finding.ts'
import type { Part } from './parts.ts'
import { EVENT_KINDS, type EventKind } from './subjects.ts'

/** What is found of a Logic, whatever rule it is in. */
export interface LogicFault extends FindingParts {
  readonly id: LintId
}

/** A Logic, its trial, and the certificates to try it on. */
export interface Probe {
  readonly logic: JsonValue
  readonly parts: readonly Part[]
  readonly facets: Facets
  readonly kinds: readonly EventKind[]
  readonly valueSets: ValueSets
  readonly arrival: number
  readonly trial: RulesTrial
}

/** At noon, a day after a rule comes into force. */
const SETTLED_MS = 1.5 * MS_PER_DAY

const KINDS: Readonly<Record<CertificateType, readonly EventKind[]>> = {
  General: EVENT_KINDS,
  Vaccination: ['vaccination'],
  Test: ['test'],
  Recovery: ['recovery'],
}

export function toProbe(rule: EntryRule, parts: readonly Part[], valueSets: ValueSets): Probe {
  const arrival = rule.validFrom + SETTLED_MS
  const trial = createTrial([rule], valueSets, arrival)
  const kinds = KINDS[rule.certificateType]
  const facets = collectFacets(parts)
  return { logic: rule.logic, parts, facets, kinds, valueSets, arrival, trial }
}

export function outcomeOf({ trial }: Probe, payload: JsonObject): Outcome {
  return trial.outcomesOf(payload)[0] ?? 'open'
}

/** Days on both sides of every limit, after the arrival too. */
export function daysAround({ spans, dates }: Facets, arrival: number): readonly number[] {
  const around = spans.filter((days) => days > 0).flatMap((days) => [days - 1, days + 4])
  const written = dates.flatMap((date) => {
    const days = Math.round((arrival - date) / MS_PER_DAY)
    return Math.abs(days) < 10_000 ? [days - 2, days + 2] : []
  })
  return [...new Set([0.04, 5000, ...around, ...written, 20, 1, -2, -500])]
}

/** A certificate without one of its fields. */
export function without(payload: JsonObject, field: string): JsonObject {
  const [root = '', , name] = field.split('.')
  if (name === undefined) return { ...payload, [root]: '' }
  const events = payload[root]
  if (!Array.isArray(events)) return payload
  const emptied = events.map((event) => {
    if (!isJsonObject(event)) return event
    const { [name]: _, ...rest } = event
    return rest
  })
  return { ...payload, [root]: emptied }
}
