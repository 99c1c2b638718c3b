/**
 * What one rule does, found by trying it on certificates that stand for all.
 *
 * @module
 */

import { canonicalizeJson } from '../../json/canonical.ts'
import type { JsonObject } from '../../json/value.ts'
import { MS_PER_DAY } from '../certlogic/date-time.ts'
import { COVID_19 } from '../dcc-codes.ts'
import type { EntryRule } from '../rules/rule.ts'
import type { ValueSets } from '../rules/value-sets.ts'
import type { Outcome } from './evaluation.ts'
import { type LintFinding, toFinding } from './finding.ts'
import { lintGuards } from './guards.ts'
import { isAcceptAll, type Part } from './parts.ts'
import { daysAround, type LogicFault, outcomeOf, type Probe, toProbe, without } from './probe.ts'
import { EVENT_KINDS, type EventKind, makeSubjects, type Subject, toPayload } from './subjects.ts'

type Faults = Generator<LogicFault, void, undefined>

/** A rule is tried on no more certificates than this. */
const MAX_SUBJECTS = 3000

/** Finds what rules do; Logics that occur again, for the same days and country, are tried once. */
export function createBehaviourLint(
  valueSets: ValueSets,
): (rule: EntryRule, parts: readonly Part[]) => readonly LintFinding[] {
  const known = new Map<string, readonly LogicFault[]>()
  return (rule, parts) => {
    const { certificateType, country, validFrom } = rule
    const key = [certificateType, country, validFrom, canonicalizeJson(rule.logic)].join(' ')
    const faults = known.get(key) ?? [...findFaults(toProbe(rule, parts, valueSets))]
    known.set(key, faults)
    return faults.map(({ id, ...finding }) => toFinding(rule, id, finding))
  }
}

function* findFaults(probe: Probe): Faults {
  yield* findConstancy(probe)
  yield* findMissingBound(probe)
  yield* findIssuerWindow(probe)
  yield* lintGuards(probe)
}

/** What a rule comes to for the certificates of its kinds. */
function* findConstancy(probe: Probe): Faults {
  const { seen, opened, isAll } = tryAll(probe)
  const path = '/Logic'
  if (seen.has('no-boolean')) {
    const message =
      'The Logic comes to something else than true or false for some certificates, which leaves the rule open: compare, or write if(…, true, false).'
    yield { id: 'result-not-boolean', path, message }
  }
  if (!seen.has(true) && !seen.has(false)) {
    const message =
      'The Logic ends in an error for every certificate: the rule is always open. Look at its paths and its form.'
    yield { id: 'always-open', path, message }
    return
  }
  if (opened) yield openFor(opened)
  if (!isAll || opened) return
  if (!seen.has(true)) {
    const message =
      'The rule never passes: it refuses every certificate of this kind. If that is meant, all is well.'
    yield { id: 'never-true', path, message }
  }
  if (!seen.has(false) && !isAcceptAll(probe.logic)) {
    const message =
      'The rule never fails for a certificate of this kind: take it out, or correct its condition. To accept everything, write if(true, true, var).'
    yield { id: 'never-false', path, message }
  }
}

interface Tried {
  readonly seen: ReadonlySet<Outcome>
  /** A complete certificate that ends the evaluation. */
  readonly opened?: Subject
  /** Nothing else could come out of more trials. */
  readonly isAll: boolean
}

function tryAll(probe: Probe): Tried {
  const seen = new Set<Outcome>()
  let opened: Subject | undefined
  let count = 0
  for (const kind of probe.kinds) {
    for (const { subject, isUsual } of subjectsOf(probe, kind)) {
      const outcome = outcomeOf(probe, subject.payload)
      if (isUsual && outcome === 'open') opened ??= subject
      if (isUsual || typeof outcome === 'boolean') seen.add(outcome)
      if (++count >= MAX_SUBJECTS) return { seen, isAll: false, ...(opened && { opened }) }
    }
  }
  return { seen, isAll: true, ...(opened && { opened }) }
}

function openFor({ kind, payload }: Subject): LogicFault {
  const event = payload[kind.charAt(0)]
  const example = JSON.stringify(Array.isArray(event) ? event[0] : event)
  return {
    id: 'sometimes-open',
    path: '/Logic',
    message: `The Logic ends in an error for some complete certificates, such as one with ${example}: a manual check is all that remains. Look at its paths and its form.`,
    values: { kind, example },
  }
}

interface Trial {
  readonly subject: Subject
  /** Complete, and with one event: others may well end an evaluation. */
  readonly isUsual: boolean
}

/** Certificates of a kind: usual ones, and variations of the first. */
function* subjectsOf(probe: Probe, kind: EventKind): Generator<Trial, void, undefined> {
  const eventDays = daysAround(probe.facets, probe.arrival)
  let isFirst = true
  for (const subject of makeSubjects({ ...probe, kind, eventDays })) {
    yield { subject, isUsual: true }
    if (!isFirst) continue
    isFirst = false
    for (const unusual of unusualSubjects(subject, probe.facets.fields)) {
      yield { subject: unusual, isUsual: false }
    }
  }
}

/** Two events of one kind, events of other kinds beside it, and each field left out in turn. */
function* unusualSubjects(
  { kind, payload }: Subject,
  fields: ReadonlySet<string>,
): Generator<Subject, void, undefined> {
  const own = kind.charAt(0)
  const event = payload[own] ?? []
  const first = Array.isArray(event) ? (event[0] ?? {}) : {}
  yield { kind, payload: { ...payload, [own]: [first, first] } }
  const others = EVENT_KINDS.map((each) => each.charAt(0)).filter((each) => each !== own)
  const otherEvents = Object.fromEntries(others.map((each) => [each, [{ tg: COVID_19 }]]))
  yield { kind, payload: { ...otherEvents, ...payload } }
  for (const field of fields) {
    if (/^[vtr]\.0\.\w+$/.test(field)) yield { kind, payload: without(payload, field) }
  }
}

/** Looks for an event that is refused when it is old, and taken when it is after the arrival. */
function* findMissingBound(probe: Probe): Faults {
  const { kinds, facets, valueSets, arrival } = probe
  if (facets.spans.length === 0) return
  for (const kind of kinds) {
    const wanted = { kind, facets, valueSets, arrival }
    const old = makeSubjects({ ...wanted, eventDays: [5000] })
    const future = makeSubjects({ ...wanted, eventDays: [-30] })
    for (let count = 0; count < MAX_SUBJECTS; count++) {
      const [before, after] = [old.next().value, future.next().value]
      if (!before || !after) break
      if (outcomeOf(probe, before.payload) !== false) continue
      if (outcomeOf(probe, after.payload) !== true) continue
      const message = `The rule limits how old a ${kind} may be, but takes one that is dated after the arrival: compare the date with the clock from both sides, in this rule or another.`
      yield { id: 'no-lower-bound', path: '/Logic', message, values: { kind } }
      break
    }
  }
}

const LONG_DAYS = [210, 365]

/** Looks for a recovery that is refused only because its issuer lets it count for longer. */
function* findIssuerWindow(probe: Probe): Faults {
  const { kinds, facets, arrival } = probe
  if (!kinds.includes('recovery') || !facets.fields.has('r.0.du')) return
  for (const days of [15, 30, 60, 90, 120, 170]) {
    for (const short of [180, 175]) {
      const outcomes = [short, ...LONG_DAYS].map((length) =>
        outcomeOf(probe, toRecovery(arrival, days, length)),
      )
      if (outcomes[0] !== true || !outcomes.includes(false)) continue
      const message =
        "A recovery is refused because its issuer lets it count for longer: compare the clock with the first positive test (fr), not the issuer's end date (du)."
      yield { id: 'issuer-window', path: '/Logic', message, values: { days, short } }
      return
    }
  }
}

function toRecovery(arrival: number, days: number, length: number): JsonObject {
  const toText = (ago: number): string =>
    new Date(arrival - ago * MS_PER_DAY).toISOString().slice(0, 10)
  const event = {
    tg: COVID_19,
    co: 'DE',
    is: 'Issuer',
    ci: 'URN:UVCI:01DE/A00000001/ABC#D',
    fr: toText(days),
    df: toText(days - 11),
    du: toText(days - length),
  }
  return toPayload(toText(14_610), { r: [event] })
}
