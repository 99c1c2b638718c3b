/**
 * Contents of certificates for property tests: such as are genuine, and such as are anything.
 *
 * @module
 */

import fc from 'fast-check'
import type { Bytes } from '../src/bytes/bytes.ts'
import { CborTag, type CborValue } from '../src/cbor/value.ts'
import type { JsonObject, JsonValue } from '../src/json/value.ts'
import { bundle } from './made-messages.ts'

const SNOMED_CT = 'http://snomed.info/sct'
const COVID_19 = '840539006'

/** A text that is not empty and has no white space at its ends. */
const word = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .map((text) => `x${text.trim()}`)
const transliterated = fc.string({ unit: fc.constantFrom(...'ABCDEFGHIJ<'), minLength: 1 })

/** A day from 1930 to May 2021: before any certificate made here was issued. */
const day = fc
  .date({ min: new Date('1930-01-01'), max: new Date('2021-05-20'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const birth = fc.oneof(
  { weight: 3, arbitrary: day },
  { weight: 1, arbitrary: fc.tuple(day, fc.constantFrom(0, 4, 7)).map(([d, n]) => d.slice(0, n)) },
)
const country = fc.constantFrom('UT', 'XE', 'AT', 'EL', 'XK')

const named = fc
  .record(
    { fn: word, gn: word, fnt: transliterated, gnt: transliterated },
    { requiredKeys: ['fnt', 'gnt'], noNullPrototype: true },
  )
  .map((name): JsonObject => ({ ...name }))

const vaccination = fc.record(
  {
    tg: fc.constant(COVID_19),
    vp: fc.constantFrom('1119349007', 'J07BX03', '?'),
    mp: word,
    ma: word,
    dn: fc.integer({ min: 1, max: 12 }),
    sd: fc.integer({ min: 1, max: 12 }),
    dt: day,
    co: country,
    is: word,
    ci: word,
  },
  { noNullPrototype: true },
)
const test = fc.record(
  {
    tg: fc.constant(COVID_19),
    tt: fc.constantFrom('LP6464-4', 'LP217198-3'),
    sc: day.map((date) => `${date}T10:00:00+02:00`),
    tr: fc.constantFrom('260415000', '260373001', 'other'),
    co: country,
    is: word,
    ci: word,
    nm: word,
    tc: word,
  },
  { requiredKeys: ['tg', 'tt', 'sc', 'tr', 'co', 'is', 'ci'], noNullPrototype: true },
)
const recovery = fc.record(
  { tg: fc.constant(COVID_19), fr: day, df: day, du: day, co: country, is: word, ci: word },
  { noNullPrototype: true },
)

/** EU DCCs that are good. */
export function dccs(): fc.Arbitrary<JsonObject> {
  const group = fc.oneof(
    vaccination.map((entry) => ({ v: [entry] })),
    test.map((entry) => ({ t: [entry] })),
    recovery.map((entry) => ({ r: [entry] })),
  )
  const ver = fc.constantFrom('1.0.0', '1.2.1', '1.3.0')
  return fc
    .tuple(named, birth, group, ver)
    .map(([nam, dob, entries, version]) => ({ ver: version, nam, dob, ...entries }))
}

const patient = fc
  .tuple(word, fc.array(word, { minLength: 1, maxLength: 3 }), day)
  .map(([family, given, birthDate]): JsonObject => {
    return { resourceType: 'Patient', name: [{ family, given }], birthDate }
  })

const immunization = fc
  .tuple(fc.constantFrom('207', '208', '212', '999'), day, word)
  .map(([code, occurrenceDateTime, lotNumber]): JsonObject => {
    return {
      resourceType: 'Immunization',
      status: 'completed',
      vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code }] },
      patient: { reference: 'resource:0' },
      occurrenceDateTime,
      lotNumber,
    }
  })

const observation = fc
  .tuple(fc.constantFrom('260415000', '260373001', '1'), day)
  .map(([result, effectiveDateTime]): JsonObject => {
    return {
      resourceType: 'Observation',
      status: 'final',
      code: { coding: [{ system: 'http://loinc.org', code: '94500-6' }] },
      subject: { reference: 'resource:0' },
      effectiveDateTime,
      valueCodeableConcept: { coding: [{ system: SNOMED_CT, code: result }] },
    }
  })

/** Bundles of cards that are good. */
export function bundles(): fc.Arbitrary<JsonObject> {
  const facts = fc.array(fc.oneof(immunization, observation), { minLength: 1, maxLength: 3 })
  return fc.tuple(patient, facts).map(([holder, all]) => bundle(holder, ...all))
}

/** One DCC, always the same. */
export function oneDcc(): JsonObject {
  return first(dccs())
}

/** One bundle, always the same. */
export function oneBundle(): JsonObject {
  return first(bundles())
}

function first<T>(contents: fc.Arbitrary<T>): T {
  const [content] = fc.sample(contents, { numRuns: 1, seed: 7 })
  if (content === undefined) throw new Error('nothing was made')
  return content
}

/** Names that mean something somewhere in a certificate, and some that mean trouble. */
const NAMES = [
  ...['ver', 'nam', 'dob', 'v', 't', 'r', 'tg', 'dt', 'sc', 'dn', 'sd', 'fr', 'co', 'ci', 'is'],
  ...['fn', 'fnt', 'gn', 'gnt', 'iss', 'nbf', 'exp', 'vc', 'rid', 'type', 'entry', 'resource'],
  ...[
    'resourceType',
    'coding',
    'code',
    'system',
    'name',
    'given',
    'meta',
    'security',
    'fhirBundle',
  ],
  ...['vaccineCode', 'occurrenceDateTime', 'birthDate', 'credentialSubject', 'fhirVersion'],
  ...['__proto__', 'constructor', 'toString', 'length', ''],
]

/** Stands for a number that JSON can write and no double holds: see {@link toJsonText}. */
const TOO_LARGE = '1e400'

const SCALARS: readonly JsonValue[] = [
  ...[null, true, false, 0, -1, 1.5, -0, 2 ** 53, '', ' ', 'Patient', 'Immunization'],
  ...['Observation', 'completed', '2021-01-01', '2021', '0050-01-01T00:00:00Z', COVID_19, '\u0000'],
  ...[
    TOO_LARGE,
    'UT',
    '\ud83d\ude00',
    '2021-01-01T10:00:00Z',
    'https://smarthealth.cards#health-card',
  ],
]

const name = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 5 }) },
)
const text = fc.string({ unit: 'grapheme', maxLength: 12 })

/** Writes JSON, with numbers that are too large for a double where they stand as text. */
export function toJsonText(value: JsonValue): string {
  return JSON.stringify(value).replaceAll(`"${TOO_LARGE}"`, TOO_LARGE)
}

/** JSON that is anything, made of what occurs in certificates. */
export function anyJson(depth = 3): fc.Arbitrary<JsonValue> {
  const scalar = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...SCALARS) },
    { weight: 1, arbitrary: text },
    { weight: 1, arbitrary: fc.integer() },
  )
  if (depth === 0) return scalar
  const inner = anyJson(depth - 1)
  return fc.oneof(
    { weight: 2, arbitrary: scalar },
    { weight: 1, arbitrary: fc.array(inner, { maxLength: 3 }) },
    {
      weight: 2,
      arbitrary: fc
        .array(fc.tuple(name, inner), { maxLength: 5 })
        .map((members): JsonObject => Object.fromEntries(members)),
    },
  )
}

const CBOR_SCALARS: readonly CborValue[] = [Number.NaN, Infinity, undefined, 2n ** 63n]

/** CBOR that is anything: JSON's values and names, and what JSON has not. */
export function anyCbor(depth = 3): fc.Arbitrary<CborValue> {
  const scalar = fc.oneof<fc.Arbitrary<CborValue>[]>(
    fc.constantFrom<CborValue>(...SCALARS.filter(isScalar), ...CBOR_SCALARS),
    fc.uint8Array({ maxLength: 4 }).map((bytes): Bytes => new Uint8Array(bytes)),
    text,
  )
  if (depth === 0) return scalar
  const inner = anyCbor(depth - 1)
  const key = fc.oneof<fc.Arbitrary<number | string>[]>(name, fc.constantFrom(1, 4, 5, 6, -260))
  return fc.oneof(
    scalar,
    fc.array(inner, { maxLength: 3 }),
    fc.array(fc.tuple(key, inner), { maxLength: 5 }).map((members) => new Map(members)),
    fc.tuple(fc.constantFrom(0, 1, 18, 61), inner).map(([tag, value]) => new CborTag(tag, value)),
  )
}

function isScalar(value: JsonValue): value is string | number | boolean | null {
  return typeof value !== 'object' || value === null
}

/** DCCs whose members have the right names and hold anything. */
export function anyDccs(): fc.Arbitrary<CborValue> {
  const members = [...'tg vp mp ma dn sd dt co is ci tt nm sc tr tc dr fr df du'.split(' '), 'x']
  const value = fc.oneof({ weight: 3, arbitrary: anyCbor(0) }, { weight: 1, arbitrary: anyCbor(2) })
  const entry = mapOf(members, value)
  const group = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(entry).map((entries): CborValue => entries) },
    { weight: 1, arbitrary: anyCbor(2) },
  )
  const names = fc.oneof(mapOf(['fn', 'fnt', 'gn', 'gnt', 'x'], anyCbor(0)), anyCbor(1))
  const root = fc.tuple(anyCbor(0), names, anyCbor(0))
  const groups = fc.array(fc.tuple(fc.constantFrom('v', 't', 'r'), group), {
    minLength: 1,
    maxLength: 2,
  })
  return fc
    .tuple(root, groups)
    .map(
      ([[ver, nam, dob], all]) =>
        new Map<string, CborValue>([['ver', ver], ['nam', nam], ['dob', dob], ...all]),
    )
}

function mapOf(names: readonly string[], value: fc.Arbitrary<CborValue>): fc.Arbitrary<CborValue> {
  return fc
    .array(fc.tuple(fc.constantFrom(...names), value), { minLength: 5, maxLength: 15 })
    .map((members) => new Map(members))
}

/** Puts anything in the place of one member, somewhere in a value. */
export function withAnything(good: fc.Arbitrary<JsonObject>): fc.Arbitrary<JsonValue> {
  const step = fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 7)
  return fc
    .tuple(good, fc.array(step, { minLength: 1, maxLength: 10, size: 'max' }), anyJson(2))
    .map(([whole, path, other]) => replaceAt(whole, path, other))
}

/** Goes down as far as the path leads; what has no members is its end. */
function replaceAt(value: JsonValue, path: readonly number[], other: JsonValue): JsonValue {
  const [step, ...rest] = path
  if (typeof value !== 'object' || value === null || step === undefined) return other
  const entries = Object.entries(value)
  const [member, inner] = entries[step % Math.max(entries.length, 1)] ?? []
  if (member === undefined || inner === undefined) return other
  const changed = Object.entries({ ...value, [member]: replaceAt(inner, rest, other) })
  return Array.isArray(value) ? changed.map(([, each]) => each) : Object.fromEntries(changed)
}
