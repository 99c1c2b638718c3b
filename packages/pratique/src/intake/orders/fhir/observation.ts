/**
 * Observation → a test (FHIR R4 §10.1).
 *
 * @module
 */

import { member } from '../../../json/read.ts'
import type { JsonObject } from '../../../json/value.ts'
import type { TestResult } from '../../../model/health-certificate.ts'
import type { Terminology } from '../../../terminology/terminology.ts'
import { checkCondition, checkNotes, type Note } from '../beside.ts'
import { checkConclusion, checkInterpretation, readResult, readTestCode } from '../coded.ts'
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
  textOf,
  timeOf,
} from './element.ts'
import { readCentre } from './performer.ts'
import type { Group, Shared, SpecimenFacts } from './shared.ts'
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
  const groups = readGroups(entry, context, place)
  for (const name of COMPLICATIONS) {
    if (member(resource, name) === undefined) continue
    fault(inside(place, name), 'not-understood', 'one result of one test, about the patient')
  }
  const code = codedOf(objectOf(resource, 'code', place) ?? {}, inside(place, 'code'))
  const test = readTestCode(terminology, code, inside(place, 'code'))
  const result = readValue(entry, context, place)
  const { sampledAt, notes } = readSample(entry, context, place)
  if (result !== undefined) {
    checkNotes([...notesOf(resource, place), ...notes], result)
    for (const group of groups) checkGroup(group, context, { result, place })
  }
  const holder = readSubject(entry, 'subject', context, place)
  const own = listOf(resource, 'performer', place)
  const performers = own.length > 0 ? own : groups.flatMap((each) => each.performers)
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
): readonly Group[] {
  return (groupsOf.get(entry.resource) ?? []).map((group) => {
    const path = typeOf(group) === 'Observation' ? 'panel' : typeOf(group)
    const at: Place = { path, faults: place.faults }
    if (group.isTakenBack) {
      const words = 'a report or panel that is so: the Bundle asks to delete or to change it'
      fault(inside(at, 'request.method'), 'not-final', words)
    }
    checkSameSubject(group, entry, resources, at)
    return shared.group(group.resource, at, readGroup)
  })
}

function readGroup(group: JsonObject, place: Place): Group {
  checkMeaning(group, place)
  const allowed = member(group, 'resourceType') === 'Observation' ? FINAL : FINAL_REPORT
  if (!allowed.has(member(group, 'status'))) {
    const words = 'a report or panel that is final, amended or corrected'
    fault(inside(place, 'status'), 'not-final', words)
  }
  const conclusion = textOf(group, 'conclusion', place)
  const at = inside(place, 'conclusionCode')
  const told =
    conclusion === undefined ? [] : [{ text: conclusion, place: inside(place, 'conclusion') }]
  return {
    performers: listOf(group, 'performer', place).slice(0, MAX_PERFORMERS),
    conclusions: listOf(group, 'conclusionCode', place).map((each) => codedOf(each, at)),
    notes: [...told, ...notesOf(group, place)],
  }
}

/** Holds what a report or panel says of all its results against one. */
function checkGroup(
  { conclusions, notes }: Group,
  { terminology }: FhirContext,
  { result, place }: { readonly result: TestResult; readonly place: Place },
): void {
  const at = { path: 'DiagnosticReport.conclusionCode', faults: place.faults }
  for (const each of conclusions) checkConclusion(terminology, each, { result, place: at })
  checkNotes(movedTo(notes, place), result)
}

function notesOf(resource: JsonObject, place: Place): readonly Note[] {
  const at = inside(place, 'note')
  return listOf(resource, 'note', place).map((note) => {
    return { text: textOf(note, 'text', at) ?? '', place: at }
  })
}

/** Notes of what many rows refer to: what is wrong with them is a fault of each row. */
function movedTo(notes: readonly Note[], { faults }: Place): readonly Note[] {
  return notes.map(({ text, place: { path } }) => ({ text, place: { path, faults } }))
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
function readSample(
  entry: Entry,
  { resources, shared }: FhirContext,
  place: Place,
): { readonly sampledAt: string | undefined; readonly notes: readonly Note[] } {
  const times: StatedTime[] = []
  const told = place.faults.length
  const from = { name: 'specimen', types: ['Specimen'], place }
  const specimen = resolveMember(resources, entry, from)
  const at: Place = { path: 'Specimen', faults: place.faults }
  const read = specimen && shared.specimen(specimen.resource, at, readSpecimen)
  if (specimen) checkSameSubject(specimen, entry, resources, at)
  if (read?.time !== undefined) times.push({ text: read.time, place: inside(at, 'collection') })
  const notes = movedTo(read?.notes ?? [], place)
  const effective = timeOf(entry.resource, 'effective', place)
  if (effective !== undefined) times.push({ text: effective, place: inside(place, 'effective') })
  if (times.length === 0 && place.faults.length > told) return { sampledAt: undefined, notes }
  return { sampledAt: pickSampleTime(times, inside(place, 'effective')), notes }
}

/** Reads when a specimen was collected, and what is said of it. */
function readSpecimen(specimen: JsonObject, place: Place): SpecimenFacts {
  checkMeaning(specimen, place)
  if (!GOOD_SPECIMEN.has(member(specimen, 'status'))) {
    fault(inside(place, 'status'), 'not-final', 'a specimen that could be used')
  }
  const at = inside(place, 'condition')
  for (const each of listOf(specimen, 'condition', place)) checkCondition(codedOf(each, at), at)
  const collection = objectOf(specimen, 'collection', place)
  const time = collection && timeOf(collection, 'collected', inside(place, 'collection'))
  return { time, notes: notesOf(specimen, place) }
}
