/**
 * What ends an evaluation though the certificate is a proper one: another kind of event, a field that may
 * be empty, one of several alternatives.
 *
 * @module
 */

import { isJsonObject } from '../../json/read.ts'
import type { JsonObject } from '../../json/value.ts'
import { createTrial } from './evaluation.ts'
import type { Part } from './parts.ts'
import { daysAround, type LogicFault, outcomeOf, type Probe, without } from './probe.ts'
import { EVENT_KINDS, makeSubjects } from './subjects.ts'

type Faults = Generator<LogicFault, void, undefined>

/** What certificates leave out or empty: optional in the schema, or seen so. */
const OPTIONAL = new Set(['dob', 't.0.ma', 't.0.nm', 't.0.tc'])

const MAX_TRIALS = 400

/** Lists of alternatives that are looked at in one rule. */
const MAX_ALTERNATIVES = 20

/** Looks for errors of evaluation that a guard would prevent. */
export function* lintGuards(probe: Probe): Faults {
  yield* findUnguardedEvent(probe)
  const samples = [...sampleOf(probe)]
  for (const field of probe.facets.fields) {
    if (!OPTIONAL.has(field)) continue
    const isOpened = samples.some(
      (payload) =>
        outcomeOf(probe, payload) !== 'open' &&
        outcomeOf(probe, without(payload, field)) === 'open',
    )
    if (!isOpened) continue
    const message = `Certificates may leave ${field} empty, and then the Logic ends in an error: ask first whether it is there, if(var payload.${field}, …, …).`
    yield { id: 'field-unguarded', path: '/Logic', message, values: { field } }
  }
  yield* findThrowingAlternatives(probe, samples)
}

/** A rule is also given certificates of other kinds by some verifiers. */
function* findUnguardedEvent(probe: Probe): Faults {
  const others = EVENT_KINDS.filter((kind) => !probe.kinds.includes(kind))
  const opened = others.filter((kind) => {
    const subject = makeSubjects({ ...probe, kind, eventDays: [1] }).next().value
    return subject && outcomeOf(probe, subject.payload) === 'open'
  })
  if (opened.length === 0) return
  const own = probe.kinds[0] ?? 'test'
  const message = `The Logic ends in an error for certificates of another kind (${opened.join(', ')}), which some verifiers also give it: begin with if(var payload.${own.charAt(0)}.0, …, true).`
  yield { id: 'event-unguarded', path: '/Logic', message, values: { kinds: opened } }
}

/** Some certificates of the kinds of a rule, far apart from each other. */
function* sampleOf(probe: Probe): Generator<JsonObject, void, undefined> {
  const eventDays = daysAround(probe.facets, probe.arrival)
  for (const kind of probe.kinds) {
    const all = [...take(makeSubjects({ ...probe, kind, eventDays }), MAX_TRIALS * 10)]
    const step = Math.max(1, Math.floor((all.length * probe.kinds.length) / MAX_TRIALS))
    for (const [index, { payload }] of all.entries()) if (index % step === 0) yield payload
  }
}

function* take<T>(items: Iterable<T>, most: number): Generator<T, void, undefined> {
  let count = 0
  for (const item of items) {
    if (count++ >= most) return
    yield item
  }
}

/** `in [true, […]]` evaluates all alternatives: one that ends in an error takes the others with it. */
function* findThrowingAlternatives(probe: Probe, samples: readonly JsonObject[]): Faults {
  const tried = probe.parts.filter((part) => alternativesOf(part).length > 1)
  for (const part of tried.slice(0, MAX_ALTERNATIVES)) {
    const alternatives = alternativesOf(part)
    const rules = alternatives.map((logic) => ({ logic, country: '' }))
    const trial = createTrial(rules, probe.valueSets, probe.arrival)
    const fields = [...probe.facets.fields].filter((field) => /^dob$|^[vtr]\.0\.\w+$/.test(field))
    const field = fields.find((each) =>
      samples.some((sample) => {
        const payload = without(sample, each)
        const outcomes = trial.outcomesOf(payload)
        if (!outcomes.includes(true) || !outcomes.includes('open')) return false
        return outcomeOf(probe, payload) === 'open'
      }),
    )
    if (field === undefined) continue
    const message = `All alternatives of in [true, […]] are evaluated: where ${field} is empty, one ends in an error though another holds. Write them as nested if, or ask first whether ${field} is there.`
    yield { id: 'alternative-throws', path: part.path, message, values: { field } }
  }
}

function alternativesOf({ operator, operands: [left, right] }: Part): readonly JsonObject[] {
  if (operator !== 'in' || left !== true || !Array.isArray(right)) return []
  return right.filter((each) => isJsonObject(each))
}
