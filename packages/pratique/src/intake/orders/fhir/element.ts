/**
 * Elements of FHIR: what repeats, what is coded, what is a date, and what changes the meaning of all beside
 * it.
 *
 * @module
 */

import { isJsonObject, member, stringMember } from '../../../json/read.ts'
import type { JsonObject, JsonValue } from '../../../json/value.ts'
import { readInstant } from '../../../model/dates.ts'
import type { Coded } from '../coded.ts'
import { fault, inside, type Place } from '../row.ts'
import { isPartialDate } from '../times.ts'
import { checkExtensions } from './extensions.ts'

/** Marks what was made to try a system out (HL7 v3 ActReason). */
const TEST_DATA = 'HTEST'

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/

/** Lists the objects of an element that may repeat; what is none is a fault. */
export function listOf(object: JsonObject, name: string, place: Place): readonly JsonObject[] {
  const value = member(object, name)
  if (value === undefined) return []
  if (Array.isArray(value) && value.every(isJsonObject)) return value
  fault(inside(place, name), 'type', 'an array of objects')
  return []
}

/** Reads an element that is an object. */
export function objectOf(object: JsonObject, name: string, place: Place): JsonObject | undefined {
  const value = member(object, name)
  if (value === undefined || isJsonObject(value)) return value
  return fault(inside(place, name), 'type', 'an object')
}

/** Reads an element that is a text. */
export function textOf(object: JsonObject, name: string, place: Place): string | undefined {
  const value = member(object, name)
  if (value === undefined) return undefined
  if (typeof value === 'string' && value !== '') return value
  return fault(inside(place, name), 'type', 'a text')
}

/** Reads a CodeableConcept: its codings, and its text. */
export function codedOf(concept: JsonObject, place: Place): Coded {
  const codings = listOf(concept, 'coding', place).map((coding, i) => {
    const at = inside(inside(place, 'coding'), i)
    const system = textOf(coding, 'system', at)
    const display = textOf(coding, 'display', at)
    return {
      ...(system !== undefined && { system }),
      code: textOf(coding, 'code', at) ?? '',
      ...(display !== undefined && { display }),
    }
  })
  const text = textOf(concept, 'text', place)
  return { codings, texts: text === undefined ? [] : [text] }
}

/**
 * Notes what changes the meaning of a resource and is not understood (FHIR R4 §2.1.0.1): a modifier
 * extension anywhere in it, rules that it was made under, values that an extension takes back; and that it is no
 * real record.
 */
export function checkMeaning(resource: JsonObject, place: Place): void {
  if (hasModifier(resource)) {
    const words = 'no modifier extension: it changes what is said, and nobody here understands it'
    fault(inside(place, 'modifierExtension'), 'not-understood', words)
  }
  if (member(resource, 'implicitRules') !== undefined) {
    const words = 'no implicit rules: they change what is said'
    fault(inside(place, 'implicitRules'), 'not-understood', words)
  }
  checkExtensions(resource, place)
  const meta = member(resource, 'meta')
  const labels = isJsonObject(meta) ? listOf(meta, 'security', inside(place, 'meta')) : []
  if (labels.some((label) => stringMember(label, 'code') === TEST_DATA)) {
    fault(inside(place, 'meta'), 'not-final', 'a real record: this one is labelled test data')
  }
}

/** What every resource may have (FHIR R4 §2.27). */
const COMMON =
  'resourceType id meta implicitRules language text contained extension modifierExtension identifier'

/**
 * Notes members that FHIR R4 does not know: of another release, or misspelt, they may say anything.
 *
 * @param names with spaces between; a choice ends with `[x]`
 */
export function onlyMembers(resource: JsonObject, names: string, place: Place): void {
  const known = `${COMMON} ${names}`.split(/\s+/)
  const choices = known.flatMap((name) => (name.endsWith('[x]') ? name.slice(0, -3) : []))
  const isKnown = (name: string): boolean =>
    known.includes(name) || choices.some((choice) => /^[A-Z]/.test(name.replace(choice, '')))
  // Behind an underscore stand the extensions of a primitive.
  if (Object.keys(resource).every((name) => isKnown(name.replace(/^_/, '')))) return
  fault(place, 'not-understood', 'no members but those of FHIR R4')
}

function hasModifier(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.some(hasModifier)
  if (!isJsonObject(value)) return false
  // What is contained are resources of their own, looked at where they are used.
  return Object.entries(value).some(
    ([name, each]) => name === 'modifierExtension' || (name !== 'contained' && hasModifier(each)),
  )
}

/** Lists the members of a choice, such as `value[x]`, with their names. */
export function choicesOf(object: JsonObject, name: string): readonly string[] {
  return Object.keys(object).filter(
    (each) => each.startsWith(name) && /^[A-Z]/.test(each.slice(name.length)),
  )
}

/**
 * Reads a dateTime: RFC 3339 with an offset, or a date to the day or less. A Period counts where both of its
 * ends are written alike.
 *
 * @param name of the choice, such as `effective`
 */
export function timeOf(object: JsonObject, name: string, place: Place): string | undefined {
  const [choice, ...others] = choicesOf(object, name)
  if (choice === undefined) return undefined
  const at = inside(place, choice)
  if (others.length > 0) return fault(at, 'ambiguous', 'one time, of one kind')
  switch (choice.slice(name.length)) {
    case 'DateTime':
    case 'Instant':
      return toTime(member(object, choice), at)
    case 'Period': {
      const period = objectOf(object, choice, place) ?? {}
      const [start, end] = [member(period, 'start'), member(period, 'end')]
      if (start === undefined || start !== end) {
        return fault(at, 'ambiguous', 'one time: a period must end when it starts')
      }
      return toTime(start, at)
    }
    default:
      return fault(at, 'not-understood', 'a dateTime')
  }
}

function toTime(value: JsonValue | undefined, place: Place): string | undefined {
  if (typeof value === 'string') {
    if (isPartialDate(value)) return value
    const instant = DATE_TIME.test(value) ? readInstant(value) : undefined
    if (instant) return instant.text
  }
  return fault(place, 'not-a-time', 'a dateTime: with a time of day it has an offset')
}
