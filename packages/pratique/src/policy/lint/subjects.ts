/**
 * Certificates that stand for all: made up of what rules tell apart, nobody's, with events so many days
 * before the arrival as is asked for.
 *
 * @module
 */

import type { JsonObject, JsonValue } from '../../json/value.ts'
import { MS_PER_DAY } from '../certlogic/date-time.ts'
import { ANTIGEN, COVID_19, DETECTED, NAAT, NOT_DETECTED } from '../dcc-codes.ts'
import type { ValueSets } from '../rules/value-sets.ts'
import type { Facets } from './facets.ts'
import { valueSetOf } from './fields.ts'

export type EventKind = 'vaccination' | 'test' | 'recovery'

export const EVENT_KINDS: readonly EventKind[] = ['vaccination', 'test', 'recovery']

const COMIRNATY = 'EU/1/20/1528'

/** A certificate for one evaluation. */
export interface Subject {
  readonly kind: EventKind
  readonly payload: JsonObject
}

/** What is asked for. Days count back from the arrival: negative ones are after it. */
export interface Wanted {
  readonly kind: EventKind
  readonly facets: Facets
  readonly valueSets: ValueSets
  /** Milliseconds since the epoch. */
  readonly arrival: number
  readonly eventDays: readonly number[]
  /** In place of both results. */
  readonly results?: readonly string[]
}

type Subjects = Generator<Subject, void, undefined>

/** Names and values of one field, to be combined with those of others. */
interface Choice {
  readonly name: string
  readonly values: readonly JsonValue[]
}

/** Doses and series as they occur, the most usual first. */
const DOSES: readonly { readonly dn: number; readonly sd: number }[] = [
  { dn: 2, sd: 2 },
  { dn: 3, sd: 3 },
  { dn: 1, sd: 1 },
  { dn: 1, sd: 2 },
  { dn: 2, sd: 1 },
  { dn: 3, sd: 2 },
  { dn: 4, sd: 4 },
]

/** How long issuers let a recovery count, in days from the first positive test. */
const RECOVERY_DAYS = [180, 90, 365]

const ADULT_DAYS = 14_610
const CHILD_DAYS = 3000

/** Makes certificates of one kind, the most usual first. */
export function* makeSubjects(wanted: Wanted): Subjects {
  for (const dob of birthDates(wanted)) {
    for (const days of wanted.eventDays) {
      for (const event of makeEvents(wanted, days)) {
        const { kind } = wanted
        yield { kind, payload: toPayload(dob, { [kind.charAt(0)]: [event] }) }
      }
    }
  }
}

export function toPayload(dob: string, events: JsonObject): JsonObject {
  return { ver: '1.3.0', nam: { fnt: 'DOE', gnt: 'JANE' }, dob, ...events }
}

/** Dates of birth on both sides of every age that is asked about. */
function birthDates({ facets: { ages, fields }, arrival }: Wanted): readonly string[] {
  if (!fields.has('dob')) return [toDate(arrival, ADULT_DAYS)]
  const sides = ages.filter((age) => age > 400).flatMap((age) => [age + 20, age - 20])
  return [ADULT_DAYS, CHILD_DAYS, ...sides].map((days) => toDate(arrival, days))
}

function* makeEvents(wanted: Wanted, days: number): Generator<JsonObject, void, undefined> {
  switch (wanted.kind) {
    case 'vaccination':
      return yield* makeVaccinations(wanted, days)
    case 'test':
      return yield* makeTests(wanted, days)
    case 'recovery':
      return yield* makeRecoveries(wanted, days)
  }
}

function* makeVaccinations(wanted: Wanted, days: number): Generator<JsonObject, void, undefined> {
  const dt = toDate(wanted.arrival, days)
  const rest = [
    choice(wanted, 'v.0.mp', COMIRNATY),
    choice(wanted, 'v.0.ma', 'ORG-100030215'),
    choice(wanted, 'v.0.vp', '1119349007'),
    ...common(wanted, 'v'),
  ]
  for (const { dn, sd } of dosesOf(wanted.facets)) {
    for (const fields of combine(rest)) yield { ...fields, dn, sd, dt }
  }
}

function dosesOf({ numbers }: Facets): typeof DOSES {
  const sides = numbers
    .filter((number) => number > 0 && number < 100)
    .flatMap((number) => [
      { dn: number, sd: number },
      { dn: number + 1, sd: number },
      { dn: number, sd: number + 1 },
      { dn: number + 1, sd: number + 1 },
    ])
  const added = sides.filter(
    ({ dn, sd }, index) =>
      ![...DOSES, ...sides.slice(0, index)].some((each) => each.dn === dn && each.sd === sd),
  )
  return [...DOSES, ...added]
}

function* makeTests(wanted: Wanted, days: number): Generator<JsonObject, void, undefined> {
  const { facets, arrival, valueSets } = wanted
  const sc = new Date(arrival - days * MS_PER_DAY).toISOString().replace('.000Z', 'Z')
  const types = [NAAT, ANTIGEN, ...(facets.texts.get('t.0.tt') ?? [])]
  const listed = valueSets.codes['covid-19-lab-test-manufacturer-and-name']?.[0] ?? '1232'
  const named = facets.texts.get('t.0.ma') ?? []
  const devices = facets.fields.has('t.0.ma') ? [listed, ...named, '999999'] : [listed]
  const results = wanted.results ?? [
    NOT_DETECTED,
    DETECTED,
    ...(facets.texts.get('t.0.tr') ?? []).filter((each) => each !== DETECTED),
  ]
  const choices = [
    { name: 'tr', values: results },
    { name: 'tt', values: types },
    { name: 'ma', values: devices },
    ...common(wanted, 't'),
  ]
  for (const fields of combine(choices)) yield { ...fields, nm: 'Test', tc: 'Centre', sc }
}

function* makeRecoveries(wanted: Wanted, days: number): Generator<JsonObject, void, undefined> {
  const { arrival } = wanted
  const fr = toDate(arrival, days)
  for (const length of RECOVERY_DAYS) {
    for (const wait of [11, 0]) {
      const [df, du] = [toDate(arrival, days - wait), toDate(arrival, days - length)]
      for (const fields of combine(common(wanted, 'r'))) yield { ...fields, fr, df, du }
    }
  }
}

/** What all events have. */
function common(wanted: Wanted, event: string): readonly Choice[] {
  return [
    choice(wanted, `${event}.0.tg`, COVID_19),
    choice(wanted, `${event}.0.co`, 'DE'),
    choice(wanted, `${event}.0.is`, 'Issuer'),
    choice(wanted, `${event}.0.ci`, 'URN:UVCI:01DE/A00000001/ABC#D'),
  ]
}

/** One code of each class that rules tell apart, the most usual first, and one that none names. */
function choice({ facets, valueSets }: Wanted, field: string, usual: string): Choice {
  const name = field.slice(4)
  if (!facets.fields.has(field)) return { name, values: [usual] }
  const mentioned = facets.allTexts.get(field) ?? new Set<string>()
  const set = valueSets.codes[valueSetOf(field) ?? ''] ?? []
  const other = set.find((code) => !mentioned.has(code))
  const values = [usual, ...(facets.texts.get(field) ?? []), other ?? 'other', 'unlisted']
  return { name, values: [...new Set(values)] }
}

/** All combinations: the first choice varies slowest. */
function* combine(choices: readonly Choice[]): Generator<JsonObject, void, undefined> {
  const [first, ...rest] = choices
  if (!first) {
    yield {}
    return
  }
  for (const value of first.values) {
    for (const fields of combine(rest)) yield { [first.name]: value, ...fields }
  }
}

function toDate(arrival: number, days: number): string {
  return new Date(arrival - days * MS_PER_DAY).toISOString().slice(0, 10)
}
