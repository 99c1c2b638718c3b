/**
 * Reading of an EU DCC payload: values as stated, and the faults of its structure.
 *
 * Null, undefined and empty text are absent; white space at the ends is dropped; whole floats are
 * integers; a date-time counts as a date (see the README).
 *
 * @module
 */

import type { CborMap, CborValue } from '../../cbor/value.ts'
import { untagged } from '../../model/cbor-members.ts'
import {
  type ReadDate,
  type ReadInstant,
  readDate,
  readInstant,
  readPartialDate,
} from '../../model/dates.ts'
import type { Mutable } from '../../model/mutable.ts'
import type { Remark } from '../../outcome.ts'
import { ENTRY_MEMBERS, GROUPS, type Group, type Member, NAME_MEMBERS } from './schema.ts'

export type FaultKind =
  | 'missing'
  | 'type'
  | 'no-group'
  | 'several-groups'
  | 'several-entries'
  | 'implausible'

/** One thing that a payload must not be. `field` is a path in the format's spelling. */
export interface Fault {
  readonly field: string
  readonly kind: FaultKind
}

/** An entry's members as stated, without those that are absent. Dates are read where they can be. */
export interface DccEntry {
  readonly texts: Readonly<Record<string, string>>
  readonly counts: Readonly<Record<string, number>>
  readonly dates: Readonly<Record<string, ReadDate>>
  readonly sampledAt?: ReadInstant
}

const NO_ENTRY: DccEntry = { texts: {}, counts: {}, dates: {} }

/** A payload, as far as it could be read. */
export interface DccPayload {
  readonly ver?: string
  readonly name: Readonly<Record<string, string>>
  readonly dob?: string
  /** `dob`, if it is a date. */
  readonly birth?: ReadDate
  /** The one group that is not empty; absent if there is none, or several. */
  readonly group?: Group
  readonly entry: DccEntry
  /** Structural faults; empty for a payload with a definite meaning. */
  readonly faults: readonly Fault[]
  /** Remarks on single values: found while reading. */
  readonly remarks: readonly Remark[]
}

interface MutableEntry {
  readonly texts: Record<string, string>
  readonly counts: Record<string, number>
  readonly dates: Record<string, ReadDate>
  sampledAt?: ReadInstant
}

interface Notes {
  readonly faults: Fault[]
  readonly remarks: Remark[]
}

/** Reads a payload. Total: what is wrong is listed, not thrown. */
export function readPayload(dcc: CborMap): DccPayload {
  const notes: Notes = { faults: [], remarks: [] }
  const ver = readText(dcc.get('ver'), 'ver', notes)
  if (ver === undefined) notes.faults.push({ field: 'ver', kind: 'missing' })
  const dob = readText(dcc.get('dob'), 'dob', notes)
  const name = readName(dcc.get('nam'), notes)
  const group = findGroup(dcc, notes)
  const birth = dob === undefined ? undefined : readPartialDate(dob)
  const payload: Mutable<DccPayload> = {
    name,
    entry: group ? readEntry(dcc, group, notes) : NO_ENTRY,
    faults: notes.faults,
    remarks: notes.remarks,
  }
  if (ver !== undefined) payload.ver = ver
  if (dob !== undefined) payload.dob = dob
  if (birth) payload.birth = birth
  if (group) payload.group = group
  return payload
}

function readName(nam: CborValue, notes: Notes): Readonly<Record<string, string>> {
  const name: Record<string, string> = {}
  if (!(nam instanceof Map)) {
    notes.faults.push({ field: 'nam', kind: isAbsent(nam) ? 'missing' : 'type' })
    return name
  }
  for (const member of NAME_MEMBERS) {
    const text = readText(nam.get(member), `nam.${member}`, notes)
    if (text !== undefined) name[member] = text
  }
  // Mononyms leave one out, but not both (DCC schema 1.3.2).
  if (name['fnt'] === undefined && name['gnt'] === undefined) {
    notes.faults.push({ field: 'nam', kind: 'missing' })
  }
  return name
}

/** Exactly one group is not empty, and it has one entry (DCC schema 1.3.0). */
function findGroup(dcc: CborMap, { faults }: Notes): Group | undefined {
  let found: Group | undefined
  for (const group of GROUPS) {
    const entries = dcc.get(group)
    if (isAbsent(entries)) continue
    if (!Array.isArray(entries)) {
      faults.push({ field: group, kind: 'type' })
    } else if (entries.length > 0) {
      if (found) {
        faults.push({ field: group, kind: 'several-groups' })
        return undefined
      }
      found = group
      if (entries.length > 1) faults.push({ field: group, kind: 'several-entries' })
    }
  }
  if (!found) faults.push({ field: '', kind: 'no-group' })
  return found
}

function readEntry(dcc: CborMap, group: Group, notes: Notes): DccEntry {
  const entries = dcc.get(group)
  const stated: CborValue = Array.isArray(entries) ? entries[0] : undefined
  if (!(stated instanceof Map)) {
    notes.faults.push({ field: `${group}[0]`, kind: 'type' })
    return NO_ENTRY
  }
  const entry: MutableEntry = { texts: {}, counts: {}, dates: {} }
  const members = ENTRY_MEMBERS[group]
  let known = 0
  for (const [name, member] of members) {
    const value: CborValue = stated.get(name)
    if (value !== undefined || stated.has(name)) known++
    if (readMember(entry, value, member, group, name, notes) || !member.isRequired) continue
    notes.faults.push({ field: `${group}[0].${name}`, kind: 'missing' })
  }
  for (let extra = stated.size - known; extra > 0; extra--) {
    notes.remarks.push({ code: 'content.extra-field', field: `${group}[0]` })
  }
  return entry
}

/** Puts a member where it belongs. Tells whether it is there. */
function readMember(
  entry: MutableEntry,
  value: CborValue,
  { type }: Member,
  group: Group,
  name: string,
  notes: Notes,
): boolean {
  if (value === undefined || value === null) return false
  if (type === 'ignored') {
    notes.remarks.push({ code: 'content.legacy-field', field: `${group}[0].${name}` })
    return true
  }
  if (type === 'count') {
    if (typeof value === 'number' && Number.isInteger(value)) entry.counts[name] = value
    else notes.faults.push({ field: `${group}[0].${name}`, kind: 'type' })
    return true
  }
  const text = readText(value, name, notes, group)
  if (text === undefined) return false
  entry.texts[name] = text
  if (type === 'date') readEntryDate(entry, name, text)
  if (type === 'instant') readSampleTime(entry, text)
  return true
}

function readEntryDate(entry: MutableEntry, name: string, text: string): void {
  const date = readDate(text)
  if (date) entry.dates[name] = date
}

function readSampleTime(entry: MutableEntry, text: string): void {
  const instant = readInstant(text)
  if (instant) entry.sampledAt = instant
}

/** @param group of whose entry the text is a member; absent: the text stands at the root */
function readText(
  stated: CborValue,
  name: string,
  notes: Notes,
  group?: Group,
): string | undefined {
  const value = untagged(stated)
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string' && isClean(value)) return value
  const field = group ? `${group}[0].${name}` : name
  if (typeof value !== 'string') {
    notes.faults.push({ field, kind: 'type' })
    return undefined
  }
  const text = value.trim()
  if (text.length !== value.length) notes.remarks.push({ code: 'content.untrimmed', field })
  if (text !== '') return text
  notes.remarks.push({ code: 'content.empty-text', field })
  return undefined
}

/** Not empty, and no white space at its ends; letters beyond Latin-1 are left to `trim`. */
function isClean(text: string): boolean {
  const [first, last] = [text.charCodeAt(0), text.charCodeAt(text.length - 1)]
  return first > 0x20 && first < 0x7f && last > 0x20 && last < 0x7f
}

function isAbsent(value: CborValue): boolean {
  return value === undefined || value === null || value === ''
}
