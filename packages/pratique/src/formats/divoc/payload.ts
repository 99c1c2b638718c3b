/**
 * Reading of a DIVOC certificate: values as stated, and why they may not be believed.
 *
 * @module
 */

import type { CheckCode } from '../../codes.ts'
import { isJsonObject, member } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import {
  type ReadDate,
  readDate,
  readInstant,
  readPartialDate,
  startOfDate,
} from '../../model/dates.ts'
import type { Mutable } from '../../model/mutable.ts'
import { isImplausibleBirth } from '../../model/plausible-birth.ts'
import type { Remark } from '../../outcome.ts'
import type { DivocClaims } from './claims.ts'
import {
  DATE_MEMBERS,
  type Days,
  NAMED_MEMBERS,
  type NamedMember,
  shownOf,
  tellDates,
  tellDoses,
  tellNames,
} from './collisions.ts'

/** A certificate, as far as it could be read. What cannot be told apart is absent. */
export interface DivocPayload {
  readonly name?: string
  /** `dob` as it stands. */
  readonly dob?: string
  readonly birth?: ReadDate
  readonly named: { readonly [N in NamedMember]?: string }
  readonly prophylaxis?: string
  /** `YYYY-MM-DD` */
  readonly date?: string
  readonly validFrom?: string
  readonly validUntil?: string
  readonly dose?: number
  readonly totalDoses?: number
  readonly facility?: string
  /** Of the facility. */
  readonly country?: string
  /** Seconds since the epoch; NaN: it is no time. */
  readonly issuedAt: number
  /** What is wrong with it, first the graver. */
  readonly faults: readonly CheckCode[]
  /** Remarks on single values: found while reading. */
  readonly remarks: readonly Remark[]
}

interface Notes {
  readonly faults: Set<CheckCode>
  readonly remarks: Remark[]
}

/** What issuers write where they have nothing to say. */
const NOTHING = /^(?:|-+|n\/?a|nil|null|none|undefined)$/i

/** Whole numbers as issuers write them, also as text. */
const COUNT = /^\d{1,3}$/

const COMPACT_DATE = /^(\d{4})(\d\d)(\d\d)$/

/** Reads a certificate. Total: what is wrong is said, not thrown. */
export function readPayload({ issuanceDate, subject, evidence }: DivocClaims): DivocPayload {
  const notes: Notes = { faults: new Set(), remarks: [] }
  const issuedAt = readIssuanceDate(issuanceDate)
  const facility = objectMember(evidence, 'facility')
  return {
    ...readHolder(subject, issuedAt, notes),
    ...readNames(evidence, notes),
    ...readDates(evidence, issuedAt, notes),
    ...readDoses(evidence, notes),
    ...withText('prophylaxis', textOf(evidence, 'prophylaxis')),
    ...withText('facility', textOf(facility, 'name')),
    ...withText('country', textOf(objectMember(facility, 'address'), 'addressCountry')),
    issuedAt,
    faults: [...notes.faults],
    remarks: notes.remarks,
  }
}

/** An instant, or a date: then its first second in UTC. */
function readIssuanceDate(text: string): number {
  const instant = readInstant(text)
  if (instant) return instant.seconds
  const day = readDay(text)
  return day !== undefined && text.length <= 10 ? startOfDate(day) : Number.NaN
}

/** Age is no birth date: it is not read. */
function readHolder(
  subject: JsonObject,
  issuedAt: number,
  { faults, remarks }: Notes,
): Pick<DivocPayload, 'name' | 'dob' | 'birth'> {
  const holder: Mutable<Pick<DivocPayload, 'name' | 'dob' | 'birth'>> = {}
  const stated = member(subject, 'name')
  const name = textOf(subject, 'name')
  if (name === undefined) faults.add('content.structure')
  else holder.name = name
  if (name !== stated && name !== undefined) remark(remarks, 'content.untrimmed', 'name')
  if (name !== undefined && name.normalize('NFC') !== name) {
    remark(remarks, 'content.not-normalised', 'name')
  }
  const dob = textOf(subject, 'dob')
  if (dob === undefined) return holder
  holder.dob = dob
  const birth = readPartialDate(dob.replace(COMPACT_DATE, '$1-$2-$3'))
  if (!birth) {
    remark(remarks, 'content.unreadable-date', 'dob')
    return holder
  }
  holder.birth = birth
  if (birth.isDateTime) remark(remarks, 'content.date-time', 'dob')
  if (birth.date.length < 10) remark(remarks, 'content.partial-birth-date', 'dob')
  if (isImplausibleBirth(birth.date, issuedAt)) faults.add('content.implausible')
  return holder
}

/** Vaccine, maker, lot, identifier and code: all or nothing. */
function readNames(evidence: JsonObject, { faults, remarks }: Notes): Pick<DivocPayload, 'named'> {
  const stated: { [N in NamedMember]?: string } = {}
  for (const name of NAMED_MEMBERS) {
    const text = textOf(evidence, name)
    if (text === undefined) continue
    stated[name] = text
    if (typeof member(evidence, name) === 'number') {
      remark(remarks, 'content.text-number', `evidence[0].${name}`)
    }
  }
  if (stated.vaccine === undefined) {
    faults.add('content.structure')
    return { named: {} }
  }
  const id = member(evidence, 'id')
  if (!tellNames(stated, typeof id === 'string' ? id : undefined)) {
    faults.add('content.ambiguous')
    return { named: {} }
  }
  const named: { [N in NamedMember]?: string } = {}
  for (const name of NAMED_MEMBERS) {
    const shown = shownOf(stated, name)
    if (shown !== undefined) named[name] = shown
  }
  return { named }
}

/** The three dates must be there, though two may be empty: else one could be added or taken away. */
function readDates(
  evidence: JsonObject,
  issuedAt: number,
  { faults }: Notes,
): Pick<DivocPayload, 'date' | 'validFrom' | 'validUntil'> {
  const days: Mutable<Days> = {}
  for (const name of DATE_MEMBERS) {
    const text = member(evidence, name)
    if (typeof text !== 'string') {
      faults.add('content.structure')
      return {}
    }
    if (NOTHING.test(text.trim())) continue
    const day = readDay(text.trim())
    if (day === undefined) {
      // One that is no date can be told from the others, but not which it stands for.
      faults.add('content.ambiguous')
      return {}
    }
    days[name] = { text, day }
  }
  const { date, effectiveStart, effectiveUntil } = days
  if (!date) {
    faults.add(effectiveStart || effectiveUntil ? 'content.ambiguous' : 'content.structure')
    return {}
  }
  if (!tellDates(days, issuedAt)) {
    faults.add('content.ambiguous')
    return {}
  }
  if (!effectiveStart || !effectiveUntil) return { date: date.day }
  return { date: date.day, validFrom: effectiveStart.day, validUntil: effectiveUntil.day }
}

function readDoses(evidence: JsonObject, notes: Notes): Pick<DivocPayload, 'dose' | 'totalDoses'> {
  const dose = readCount(evidence, 'dose', notes)
  const totalDoses = readCount(evidence, 'totalDoses', notes)
  if (dose === null || totalDoses === null) {
    notes.faults.add('content.structure')
    return {}
  }
  const told = tellDoses(dose, totalDoses)
  if (told) return told
  notes.faults.add('content.ambiguous')
  return {}
}

/** @returns `null` if it is there and no whole number */
function readCount(
  evidence: JsonObject,
  name: 'dose' | 'totalDoses',
  { remarks }: Notes,
): number | null | undefined {
  const text = textOf(evidence, name)
  if (text === undefined) return undefined
  if (!COUNT.test(text)) return null
  if (typeof member(evidence, name) === 'string') {
    remark(remarks, 'content.text-number', `evidence[0].${name}`)
  }
  return Number(text)
}

/** Reads the day of a date or a date-time, in the extended or the basic form (ISO 8601). */
function readDay(text: string): string | undefined {
  return readDate(text.replace(COMPACT_DATE, '$1-$2-$3'))?.date
}

/** Texts without blanks at their ends, and numbers as text; `undefined` if it says nothing. */
function textOf(object: JsonObject | undefined, name: string): string | undefined {
  const value: JsonValue | undefined = object && member(object, name)
  if (typeof value === 'number') return String(value)
  const text = typeof value === 'string' ? value.trim() : ''
  return NOTHING.test(text) ? undefined : text
}

function objectMember(object: JsonObject | undefined, name: string): JsonObject | undefined {
  const value = object && member(object, name)
  return isJsonObject(value) ? value : undefined
}

function withText<Name extends string>(
  name: Name,
  text: string | undefined,
): { readonly [N in Name]?: string } {
  const holder: { [N in Name]?: string } = {}
  if (text !== undefined) holder[name] = text
  return holder
}

function remark(remarks: Remark[], code: Remark['code'], field: string): void {
  remarks.push({ code, field: field.startsWith('evidence') ? field : `credentialSubject.${field}` })
}
