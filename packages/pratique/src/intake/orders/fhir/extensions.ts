/**
 * Extensions that say that an element which is read is not plainly so: its value is absent, estimated or
 * otherwise qualified.
 *
 * An extension changes nothing of what stands beside it (FHIR R4 §2.4.0), but one of a primitive stands in the
 * place of its value, or says how far that is true, as `data-absent-reason` does. Which do is known of none but
 * those listed here.
 *
 * @module
 */

import { isJsonObject, member, stringMember } from '../../../json/read.ts'
import type { JsonObject, JsonValue } from '../../../json/value.ts'
import { fault, inside, type Place } from '../row.ts'

/** Primitives that an order is read from, wherever in a resource they stand. */
const READ =
  /^(?:status|code|system|reference|birthDate|family|given|active|isSubpotent|primarySource|lotNumber|start|end|text|conclusion|(?:effective|occurrence|collected|value|doseNumber|seriesDoses)[A-Z]\w*)$/

/** Elements with members that an order is read from. */
const READ_ELEMENTS: ReadonlySet<string> = new Set(
  'code coding name valueCodeableConcept vaccineCode effectivePeriod collectedPeriod'.split(' '),
)

/** Of primitives, those that only add to what is written: parts of names, a time of day, other words. */
const ADDS_ONLY =
  /^http:\/\/hl7\.org\/fhir\/StructureDefinition\/(?:patient-birthTime|humanname-[a-z-]+|iso21090-EN-(?:qualifier|use|representation)|translation|rendered-value|rendering-[A-Za-z]+)$/

/** Of elements, those that take back what is written. */
const TAKES_BACK =
  /^http:\/\/hl7\.org\/fhir\/StructureDefinition\/(?:data-absent-reason|iso21090-(?:nullFlavor|uncertainty|uncertaintyType))$/

/** Notes the first extension of a resource that qualifies what is read of it. What is contained is left out. */
export function checkExtensions(resource: JsonObject, place: Place): void {
  const path = findQualified(resource)
  if (path === undefined) return
  const words = 'a plain value: an extension says that it is absent, or how far it is true'
  fault(inside(place, path), 'not-understood', words)
}

function findQualified(value: JsonValue): string | undefined {
  if (Array.isArray(value)) return firstOf(value, findQualified)
  if (!isJsonObject(value)) return undefined
  return firstOf(Object.entries(value), ([name, each]) => {
    if (name === 'contained' || name === 'extension') return undefined
    const isQualified = name.startsWith('_')
      ? READ.test(name.slice(1)) && isPrimitiveQualified(each, value[name.slice(1)])
      : READ_ELEMENTS.has(name) && [each].flat().some((one) => urlsOf(one).some(takesBack))
    return isQualified ? name : findQualified(each)
  })
}

/** @param element beside the value; of an array, `null` where a value has none (FHIR R4 §2.6.2.3) */
function isPrimitiveQualified(element: JsonValue, value: JsonValue | undefined): boolean {
  const values = Array.isArray(value) ? value : [value]
  return [element].flat().some((each, at) => {
    const urls = urlsOf(each)
    const isAbsent = values[at] === undefined || values[at] === null
    return isAbsent ? urls.length > 0 : urls.some((url) => !ADDS_ONLY.test(url))
  })
}

function takesBack(url: string): boolean {
  return TAKES_BACK.test(url)
}

/** The addresses of an element's extensions; empty for one without. */
function urlsOf(element: JsonValue): readonly string[] {
  const list = isJsonObject(element) ? member(element, 'extension') : undefined
  return Array.isArray(list)
    ? list.map((each) => (isJsonObject(each) ? (stringMember(each, 'url') ?? '') : ''))
    : []
}

function firstOf<T, R>(list: readonly T[], find: (each: T) => R | undefined): R | undefined {
  for (const each of list) {
    const found = find(each)
    if (found !== undefined) return found
  }
  return undefined
}
