/**
 * Reading of a seal's `msg`: values as stated, and the faults of its structure.
 *
 * `null` and empty text are absent. Texts stay byte for byte: two spaces in a name mean something.
 *
 * @module
 */

import { isJsonObject, member } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import type { Remark } from '../../outcome.ts'
import type { SealClaims } from './claims.ts'
import {
  DOCUMENT_NUMBER,
  DOSE,
  MAX_ENTRIES,
  MESSAGE,
  type Member,
  type Members,
  PERSON,
  RESULT,
  SERVICE_PROVIDER,
  TIMES,
  VACCINE,
} from './schema.ts'

/** One thing that a payload must not be. `field` is a path in the format's spelling. */
export interface Fault {
  readonly field: string
  readonly kind: 'missing' | 'type'
}

/** The members of one object as stated, without those that are absent. */
export interface SealObject {
  /** Where it stands, such as `msg.ve[0]`. */
  readonly path: string
  readonly texts: Readonly<Record<string, string>>
  readonly counts: Readonly<Record<string, number>>
}

/** A vaccine and its doses. */
export interface SealVaccine extends SealObject {
  readonly doses: readonly SealObject[]
}

/** The three objects of a test. */
export interface SealTest {
  readonly provider: SealObject
  readonly times: SealObject
  readonly result: SealObject
}

/** A statement, as far as it could be read. */
export interface SealPayload {
  /** `uvci` or `utci`. */
  readonly identifier?: string
  readonly person: SealObject
  readonly vaccines: readonly SealVaccine[]
  readonly test?: SealTest
  /** Structural faults; empty for a payload with a definite meaning. */
  readonly faults: readonly Fault[]
  /** Remarks on single values: found while reading. */
  readonly remarks: readonly Remark[]
}

interface Notes {
  readonly faults: Fault[]
  readonly remarks: Remark[]
}

/** Reads a payload. Total: what is wrong is listed, not thrown. */
export function readPayload({ type, msg }: SealClaims): SealPayload {
  const notes: Notes = { faults: [], remarks: [] }
  const { texts } = readMembers(msg, 'msg', MESSAGE[type], notes)
  const identifier = texts['uvci'] ?? texts['utci']
  const person = readObject(msg, 'msg', 'pid', PERSON[type], notes)
  if (!('dob' in person.texts) && !(DOCUMENT_NUMBER[type] in person.texts)) {
    notes.faults.push({ field: 'msg.pid.dob', kind: 'missing' })
  }
  return {
    ...(identifier !== undefined && { identifier }),
    person,
    vaccines: type === 'vaccination' ? readVaccines(msg, notes) : [],
    ...(type === 'test' && { test: readTest(msg, notes) }),
    faults: notes.faults,
    remarks: notes.remarks,
  }
}

function readVaccines(msg: JsonObject, notes: Notes): readonly SealVaccine[] {
  return listOf(msg, 'msg', 've', notes).map(({ value, path }) => {
    const vaccine = readMembers(value, path, VACCINE, notes)
    const doses = listOf(value, path, 'vd', notes).map((dose) =>
      readMembers(dose.value, dose.path, DOSE, notes),
    )
    return { ...vaccine, doses }
  })
}

function readTest(msg: JsonObject, notes: Notes): SealTest {
  return {
    provider: readObject(msg, 'msg', 'sp', SERVICE_PROVIDER, notes),
    times: readObject(msg, 'msg', 'dat', TIMES, notes),
    result: readObject(msg, 'msg', 'tr', RESULT, notes),
  }
}

interface Located {
  readonly value: JsonObject
  readonly path: string
}

/** The objects of an array that must have one at least. */
function listOf(parent: JsonObject, path: string, name: string, notes: Notes): readonly Located[] {
  const field = `${path}.${name}`
  const list = member(parent, name)
  if (!isList(list)) {
    notes.faults.push({ field, kind: isAbsent(list) ? 'missing' : 'type' })
    return []
  }
  if (list.length === 0) notes.faults.push({ field, kind: 'missing' })
  if (list.length > MAX_ENTRIES) notes.faults.push({ field, kind: 'type' })
  return list.slice(0, MAX_ENTRIES).flatMap((value, i): readonly Located[] => {
    if (isJsonObject(value)) return [{ value, path: `${field}[${i}]` }]
    notes.faults.push({ field: `${field}[${i}]`, kind: 'type' })
    return []
  })
}

function readObject(
  parent: JsonObject,
  path: string,
  name: string,
  members: Members,
  notes: Notes,
): SealObject {
  const field = `${path}.${name}`
  const value = member(parent, name)
  if (isJsonObject(value)) return readMembers(value, field, members, notes)
  notes.faults.push({ field, kind: isAbsent(value) ? 'missing' : 'type' })
  return { path: field, texts: {}, counts: {} }
}

function readMembers(object: JsonObject, path: string, members: Members, notes: Notes): SealObject {
  const read: MutableObject = { path, texts: {}, counts: {} }
  for (const [name, expected] of members) {
    const field = `${path}.${name}`
    const isThere = readMember(read, member(object, name), name, expected, field, notes)
    if (!isThere && expected.isRequired) notes.faults.push({ field, kind: 'missing' })
  }
  for (const name in object) {
    if (!members.has(name)) notes.remarks.push({ code: 'content.extra-field', field: path })
  }
  return read
}

interface MutableObject extends SealObject {
  readonly texts: Record<string, string>
  readonly counts: Record<string, number>
}

/** Puts a member where it belongs. Tells whether it is there. */
function readMember(
  read: MutableObject,
  value: JsonValue | undefined,
  name: string,
  { type }: Member,
  field: string,
  notes: Notes,
): boolean {
  if (value === undefined || value === null || type === 'ignored') return false
  if (value === '') {
    notes.remarks.push({ code: 'content.empty-text', field })
    return false
  }
  if (type === 'text' && typeof value === 'string') {
    read.texts[name] = value
    return true
  }
  const count = type === 'count' ? readCount(value, field, notes) : undefined
  if (count === undefined) notes.faults.push({ field, kind: 'type' })
  else read.counts[name] = count
  return true
}

const DIGITS = /^\d{1,9}$/

/** Some issuers write a number in quotation marks. */
function readCount(value: JsonValue, field: string, notes: Notes): number | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? value : undefined
  if (typeof value !== 'string' || !DIGITS.test(value)) return undefined
  notes.remarks.push({ code: 'content.text-number', field })
  return Number(value)
}

function isAbsent(value: JsonValue | undefined): boolean {
  return value === undefined || value === null
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value)
}
