/**
 * PID → holder (HL7 v2.5 §3.4.2).
 *
 * @module
 */

import type { JsonObject } from '../../../json/value.ts'
import { absent, fault, type Place, present } from '../row.ts'
import { toHolderName } from '../siblings.ts'
import { dateOf, fieldPlace, textOf } from './fields.ts'
import type { MessageContext } from './message.ts'
import type { Composite, Segment } from './segment.ts'

const IDENTIFIERS = 3
const NAME = 5
const BIRTH = 7
const SEX = 8

/** HL7 table 0203. */
const PASSPORT = 'PPN'

/** HL7 table 0200: the legal name, or one whose type is not told. */
const NAME_TYPES = ['L', '']

/** HL7 table 0001; the others say that it is not known, or not to be told. */
const SEXES: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ['F', 'female'],
  ['M', 'male'],
  ['O', 'other'],
])

/** Reads who the results that follow are about. */
export function readPatient(pid: Segment, place: Place): JsonObject | undefined {
  const name = readName(pid, place)
  const birthDate = dateOf(pid, BIRTH, place)
  if (birthDate === undefined) {
    absent(fieldPlace(pid, BIRTH, place), 'the date of birth, as far as it is known')
  }
  const sex = SEXES.get(textOf(pid, SEX, place))
  const documentNumber = readPassport(pid, place)
  if (!name || birthDate === undefined) return undefined
  return { ...name, ...present({ birthDate, documentNumber, sex }) }
}

function readName(pid: Segment, place: Place): JsonObject | undefined {
  const at = fieldPlace(pid, NAME, place)
  const names = pid.repetitions(NAME)
  const type = NAME_TYPES.find((each) => names.some((name) => name.component(7) === each))
  const ofType = names.filter((name) => name.component(7) === type)
  const [first, ...others] = ofType.map((name) => toName(name, at))
  if (ofType.length === 0) return fault(at, 'missing', 'a legal name (type L)')
  if (others.some((other) => JSON.stringify(other) !== JSON.stringify(first))) {
    return fault(at, 'ambiguous', 'one legal name: several differ')
  }
  return first
}

function toName(name: Composite, place: Place): JsonObject | undefined {
  const [family, ...parts] = name.subcomponents(1)
  const given = [name.component(2), name.component(3)]
  if (family === undefined || given.includes(undefined) || parts.includes(undefined)) {
    return fault(place, 'not-understood', 'names with no escapes but of delimiters')
  }
  // The surname holds its prefix; in old versions it stands beside it, and must not get lost.
  if (parts.some((part) => part !== undefined && !family.includes(part))) {
    return fault(place, 'name-not-parted', 'a surname that holds its prefix, in the first part')
  }
  const joined = given.filter((each) => each !== '').join(' ')
  if (family === '' && joined === '') return fault(place, 'missing', 'a family or a given name')
  return present({
    family: family === '' ? undefined : family,
    given: joined === '' ? undefined : joined,
  })
}

function readPassport(pid: Segment, place: Place): string | undefined {
  const passports = pid.repetitions(IDENTIFIERS).filter((each) => each.component(5) === PASSPORT)
  const numbers = new Set(passports.map((each) => each.component(1)))
  const [first, ...others] = numbers
  const at = fieldPlace(pid, IDENTIFIERS, place)
  if (others.length > 0) return fault(at, 'ambiguous', 'one passport')
  if (passports.length > 0 && (first === undefined || first === '')) {
    return fault(at, 'not-understood', 'the number of the passport')
  }
  return first
}

/** Creates a reader of what a holder is known by: each number of PID-3 with who gave it, name and birth. */
export function createHolderNames({
  place,
  holder,
}: MessageContext): (pid: Segment | undefined) => readonly string[] {
  const known = new Map<Segment, readonly string[]>()
  return (pid) => {
    if (!pid) return []
    const names = known.get(pid) ?? namesOf(pid, holder(pid, { path: '', faults: [] }, readPatient))
    known.set(pid, names.length > 0 ? names : [`${place} PID`])
    return known.get(pid) ?? []
  }
}

function namesOf(pid: Segment, holder: JsonObject | undefined): readonly string[] {
  const numbers = pid.repetitions(IDENTIFIERS).flatMap((each) => {
    const number = each.component(1) ?? ''
    return number === '' ? [] : `number ${number} ${each.subcomponents(4).join('&')}`
  })
  return holder ? [...numbers, toHolderName(holder)] : numbers
}
