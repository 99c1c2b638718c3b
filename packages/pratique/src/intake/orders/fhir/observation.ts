/**
 * Observation → a test (FHIR R4 §10.1).
 *
 * @module
 */

import { member } from '../../../json/read.ts'
import type { JsonObject } from '../../../json/value.ts'
import type { Terminology } from '../../../terminology/terminology.ts'
import { checkInterpretation, readResult, readTestCode } from '../coded.ts'
import { fault, inside, type Place, present, toCodes } from '../row.ts'
import { pickSampleTime, type StatedTime } from '../times.ts'
import { type Entry, type Resources, resolveMember, typeOf } from './bundle.ts'
import {
  checkMeaning,
  choicesOf,
  codedOf,
  listOf,
  objectOf,
  onlyMembers,
  timeOf,
} from './element.ts'
import { readCentre } from './performer.ts'
import type { Shared } from './shared.ts'
import { checkSameSubject, readSubject } from './subject.ts'

export interface FhirContext {
  readonly resources: Resources
  readonly terminology: Terminology
  /** What an Observation is a member of: reports, panels. */
  readonly groupsOf: ReadonlyMap<JsonObject, readonly Entry[]>
  /** Reads once what many refer to. */
  readonly shared: Shared
}

/** What is the last word (FHIR R4 ObservationStatus, DiagnosticReportStatus). */
const FINAL: ReadonlySet<unknown> = new Set(['final', 'amended', 'corrected'])
const FINAL_REPORT: ReadonlySet<unknown> = new Set([...FINAL, 'appended'])

const GOOD_SPECIMEN: ReadonlySet<unknown> = new Set([undefined, 'available'])

/** Of a report. Where there are several, no place is told. */
const MAX_PERFORMERS = 10

const MEMBERS = `basedOn partOf status category code subject focus encounter effective[x] issued performer
  value[x] dataAbsentReason interpretation note bodySite method specimen device referenceRange hasMember
  derivedFrom component`

/** Members that say that it is about something else, or that its result has more parts. */
const COMPLICATIONS = ['focus', 'component', 'hasMember'] as const

/** Reads an order of one Observation. */
export function readObservation(
  entry: Entry,
  context: FhirContext,
  place: Place,
): JsonObject | undefined {
  const { resource } = entry
  const { terminology } = context
  checkMeaning(resource, place)
  onlyMembers(resource, MEMBERS, place)
  checkStatus(entry, place)
  const reporters = readGroups(entry, context, place)
  for (const name of COMPLICATIONS) {
    if (member(resource, name) === undefined) continue
    fault(inside(place, name), 'not-understood', 'one result of one test, about the patient')
  }
  const code = codedOf(objectOf(resource, 'code', place) ?? {}, inside(place, 'code'))
  const test = readTestCode(terminology, code, inside(place, 'code'))
  const result = readValue(entry, context, place)
  const sampledAt = readSampleTime(entry, context, place)
  const holder = readSubject(entry, 'subject', context, place)
  const own = listOf(resource, 'performer', place)
  const performers = own.length > 0 ? own : reporters
  const centre = readCentre(performers, { from: entry, ...context }, place)
  if (!test || !holder || result === undefined || sampledAt === undefined) return undefined
  const { disease, class: testClass, codes } = test
  const fact = { kind: 'test', disease, class: testClass, result, sampledAt, codes: toCodes(codes) }
  return { holder, fact: { ...fact, ...present({ ...centre }) } }
}

function checkStatus({ resource }: Entry, place: Place): void {
  if (!FINAL.has(member(resource, 'status'))) {
    fault(inside(place, 'status'), 'not-final', 'a status of: final, amended, corrected')
  }
}

/** Reads the reports and panels that list an Observation: who did what is in them. */
function readGroups(
  entry: Entry,
  { groupsOf, resources, shared }: FhirContext,
  place: Place,
): readonly JsonObject[] {
  return (groupsOf.get(entry.resource) ?? []).flatMap((group) => {
    const path = typeOf(group) === 'Observation' ? 'panel' : typeOf(group)
    const at: Place = { path, faults: place.faults }
    checkSameSubject(group, entry, resources, at)
    return shared.group(group.resource, at, readGroup)
  })
}

function readGroup(group: JsonObject, place: Place): readonly JsonObject[] {
  checkMeaning(group, place)
  const allowed = member(group, 'resourceType') === 'Observation' ? FINAL : FINAL_REPORT
  if (!allowed.has(member(group, 'status'))) {
    const words = 'a report or panel that is final, amended or corrected'
    fault(inside(place, 'status'), 'not-final', words)
  }
  return listOf(group, 'performer', place).slice(0, MAX_PERFORMERS)
}

/** A coded value, and nothing that speaks against it. */
function readValue({ resource }: Entry, { terminology }: FhirContext, place: Place) {
  const choices = choicesOf(resource, 'value')
  if (member(resource, 'dataAbsentReason') !== undefined) {
    return fault(inside(place, 'dataAbsentReason'), 'missing', 'a result: it is said to be absent')
  }
  const [choice, ...others] = choices
  if (choice === undefined) {
    return fault(inside(place, 'value'), 'missing', 'a coded result (valueCodeableConcept)')
  }
  if (choice !== 'valueCodeableConcept' || others.length > 0) {
    const words = 'a coded result (valueCodeableConcept): a text or a quantity is not interpreted'
    return fault(inside(place, choice), 'not-understood', words)
  }
  const at = inside(place, choice)
  const result = readResult(terminology, codedOf(objectOf(resource, choice, place) ?? {}, at), at)
  for (const [i, concept] of listOf(resource, 'interpretation', place).entries()) {
    const each = inside(inside(place, 'interpretation'), i)
    const coded = codedOf(concept, each)
    if (result !== undefined) checkInterpretation(coded, result, each)
  }
  return result
}

/** The specimen knows best when it was taken. */
function readSampleTime(
  entry: Entry,
  { resources, shared }: FhirContext,
  place: Place,
): string | undefined {
  const times: StatedTime[] = []
  const told = place.faults.length
  const from = { name: 'specimen', types: ['Specimen'], place }
  const specimen = resolveMember(resources, entry, from)
  if (specimen) {
    const at: Place = { path: 'Specimen', faults: place.faults }
    const text = shared.specimen(specimen.resource, at, readSpecimen)
    checkSameSubject(specimen, entry, resources, at)
    if (text !== undefined) times.push({ text, place: inside(at, 'collection') })
  }
  const effective = timeOf(entry.resource, 'effective', place)
  if (effective !== undefined) times.push({ text: effective, place: inside(place, 'effective') })
  if (times.length === 0 && place.faults.length > told) return undefined
  return pickSampleTime(times, inside(place, 'effective'))
}

/** Reads when a specimen was collected. */
function readSpecimen(specimen: JsonObject, place: Place): string | undefined {
  checkMeaning(specimen, place)
  if (!GOOD_SPECIMEN.has(member(specimen, 'status'))) {
    fault(inside(place, 'status'), 'not-final', 'a specimen that could be used')
  }
  const collection = objectOf(specimen, 'collection', place)
  return collection && timeOf(collection, 'collected', inside(place, 'collection'))
}
