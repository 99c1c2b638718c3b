/**
 * Patient → holder (FHIR R4 §8.1).
 *
 * @module
 */

import { member } from '../../../json/read.ts'
import type { JsonObject } from '../../../json/value.ts'
import { absent, fault, inside, type Place, present } from '../row.ts'
import { isPartialDate } from '../times.ts'
import { checkMeaning, codedOf, listOf, objectOf, textOf } from './element.ts'

/** Uses of names, the one that a passport has first. Others are never a holder's name. */
const NAME_USES = ['official', 'usual', undefined] as const

/** HL7 table 0203. */
const PASSPORT = 'PPN'
const IDENTIFIER_TYPES =
  /^(?:https?:\/\/(?:terminology\.hl7\.org\/CodeSystem\/v2-0203|hl7\.org\/fhir\/v2\/0203)|urn:oid:2\.16\.840\.1\.113883\.18\.108)$/

const SEXES: ReadonlySet<string> = new Set(['female', 'male', 'other'])

/**
 * Reads who a resource is about: the official name, or else the usual one, or else one without a use; it
 * must be parted. A mononym is `family` or `given` alone; a `text` alone is never taken apart.
 */
export function readPatient(patient: JsonObject, place: Place): JsonObject | undefined {
  checkMeaning(patient, place)
  const isReplaced = listOf(patient, 'link', place).some(
    (link) => member(link, 'type') === 'replaced-by',
  )
  if (isReplaced || member(patient, 'active') === false) {
    fault(place, 'not-final', 'a record of the patient that is in use and not replaced')
  }
  const name = readName(patient, place)
  const birthDate = textOf(patient, 'birthDate', place)
  const at = inside(place, 'birthDate')
  if (birthDate === undefined) absent(at, 'the date of birth, as far as it is known')
  else if (!isPartialDate(birthDate)) fault(at, 'not-a-date', 'YYYY, YYYY-MM or YYYY-MM-DD')
  const gender = textOf(patient, 'gender', place)
  const documentNumber = readPassport(patient, place)
  if (!name || birthDate === undefined) return undefined
  const sex = gender !== undefined && SEXES.has(gender) ? gender : undefined
  return { ...name, ...present({ birthDate, documentNumber, sex }) }
}

function readName(patient: JsonObject, place: Place): JsonObject | undefined {
  const at = inside(place, 'name')
  const names = listOf(patient, 'name', place)
  const use = NAME_USES.find((each) => names.some((name) => member(name, 'use') === each))
  const ofUse = names.filter((name) => member(name, 'use') === use)
  // Without a clock, a name whose time ends is an old one where another has no end.
  const lasting = ofUse.filter((name) => !hasEnd(name))
  const read = (lasting.length > 0 ? lasting : ofUse).map((name) => toName(name, at))
  const [first, ...others] = read
  if (read.length === 0) return fault(at, 'missing', 'an official or usual name')
  if (others.some((other) => JSON.stringify(other) !== JSON.stringify(first))) {
    return fault(at, 'ambiguous', 'one name of this use: several differ')
  }
  if (first && Object.keys(first).length > 0) return first
  return fault(at, 'name-not-parted', 'family and given names apart: a text is not taken apart')
}

function hasEnd(name: JsonObject): boolean {
  const period = member(name, 'period')
  return typeof period === 'object' && period !== null && 'end' in period
}

function toName(name: JsonObject, place: Place): JsonObject {
  const family = textOf(name, 'family', place)
  const given = member(name, 'given') ?? []
  const isList = Array.isArray(given) && given.every((each) => typeof each === 'string')
  if (!isList) fault(inside(place, 'given'), 'type', 'an array of texts')
  const joined = isList ? given.join(' ') : ''
  return present({ family, given: joined === '' ? undefined : joined })
}

function readPassport(patient: JsonObject, place: Place): string | undefined {
  const at = inside(place, 'identifier')
  const numbers = listOf(patient, 'identifier', place).flatMap((identifier) => {
    const type = objectOf(identifier, 'type', at) ?? {}
    const isPassport = codedOf(type, at).codings.some(
      ({ system = '', code }) => IDENTIFIER_TYPES.test(system) && code === PASSPORT,
    )
    const isOld = member(identifier, 'use') === 'old'
    return isPassport && !isOld ? (textOf(identifier, 'value', at) ?? []) : []
  })
  const [first, ...others] = new Set(numbers)
  if (others.length === 0) return first
  return fault(at, 'ambiguous', 'one passport: mark the others as old')
}
