/**
 * Reading of a card's FHIR Bundle: its resources, and what makes it unusable.
 *
 * @module
 */

import type { CheckCode } from '../../codes.ts'
import { isJsonObject, member, stringMember } from '../../json/read.ts'
import type { JsonObject, JsonValue } from '../../json/value.ts'
import { CODING_MEMBERS, FACT_TYPES, MAX_RESOURCES, NOT_CLINICAL } from './schema.ts'

/** The resources that facts are read from. */
export interface CardBundle {
  readonly patients: readonly JsonObject[]
  readonly immunizations: readonly JsonObject[]
  readonly observations: readonly JsonObject[]
  /** Types of other clinical resources, each once. */
  readonly otherTypes: readonly string[]
  /** Why nothing may be concluded from the bundle. */
  readonly fault?: CheckCode
}

/** Reads a bundle. Total: what is wrong is said, not thrown. */
export function readBundle(bundle: JsonObject): CardBundle {
  const entries = member(bundle, 'entry')
  const resources = Array.isArray(entries)
    ? entries.slice(0, MAX_RESOURCES + 1).map(readResource)
    : []
  const isBundle =
    stringMember(bundle, 'resourceType') === 'Bundle' &&
    resources.length > 0 &&
    resources.length <= MAX_RESOURCES
  const whole = resources.filter((resource) => resource !== undefined)
  const ofType = (type: string): JsonObject[] =>
    whole.filter((resource) => stringMember(resource, 'resourceType') === type)
  const patients = ofType('Patient')
  const immunizations = ofType('Immunization')
  const observations = ofType('Observation')
  const isFhir =
    isBundle &&
    whole.length === resources.length &&
    !hasEmptyValue(bundle) &&
    whole.every(isMetaKnown) &&
    immunizations.every(isImmunization) &&
    observations.every((observation) => isCoded(member(observation, 'code')))
  const fault = isFhir ? faultOfHolder(patients) : 'content.fhir'
  const types = new Set(whole.map((resource) => stringMember(resource, 'resourceType') ?? ''))
  const otherTypes = [...types].filter((type) => !FACT_TYPES.has(type) && !NOT_CLINICAL.has(type))
  return {
    patients,
    immunizations,
    observations,
    otherTypes,
    ...(fault && { fault }),
  }
}

/** Facts of several persons cannot be told apart. A card that names nobody gets a remark. */
function faultOfHolder(patients: readonly JsonObject[]): CheckCode | undefined {
  return patients.length > 1 ? 'content.several-entries' : undefined
}

function readResource(entry: JsonValue): JsonObject | undefined {
  const resource = isJsonObject(entry) ? member(entry, 'resource') : undefined
  return isJsonObject(resource) && stringMember(resource, 'resourceType') ? resource : undefined
}

/** No element is empty (FHIR R4 §2.6.2 "JSON representation"). */
function hasEmptyValue(value: JsonValue): boolean {
  if (value === '') return true
  if (Array.isArray(value)) return value.length === 0 || value.some(hasEmptyValue)
  if (!isJsonObject(value)) return false
  let isEmpty = true
  for (const name in value) {
    isEmpty = false
    if (hasEmptyValue(value[name] ?? null)) return true
  }
  return isEmpty
}

/** `meta.security` states how surely the holder is who the card says; it must be readable. */
function isMetaKnown(resource: JsonObject): boolean {
  const meta = member(resource, 'meta')
  if (!isJsonObject(meta)) return meta === undefined
  const labels = member(meta, 'security')
  if (labels === undefined) return true
  return (
    Array.isArray(labels) &&
    labels.every(
      (label) =>
        isJsonObject(label) && Object.keys(label).every((name) => CODING_MEMBERS.has(name)),
    )
  )
}

/** A vaccine, and exactly one of `occurrenceDateTime` and `occurrenceString` (FHIR R4 §9.4). */
function isImmunization(immunization: JsonObject): boolean {
  const hasDate = Object.hasOwn(immunization, 'occurrenceDateTime')
  const hasWords = Object.hasOwn(immunization, 'occurrenceString')
  return hasDate !== hasWords && isCoded(member(immunization, 'vaccineCode'))
}

/** Tells whether a CodeableConcept has a `coding` with a code in it. */
function isCoded(concept: JsonValue | undefined): boolean {
  const codings = isJsonObject(concept) ? member(concept, 'coding') : undefined
  return (
    Array.isArray(codings) &&
    codings.length > 0 &&
    codings.every((coding) => isJsonObject(coding) && stringMember(coding, 'code') !== undefined)
  )
}
