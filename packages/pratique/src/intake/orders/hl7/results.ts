/**
 * ORU^R01 → tests: each OBX is a row (HL7 v2.5 §7.3.1).
 *
 * @module
 */

import type { JsonObject } from '../../../json/value.ts'
import { readInstant } from '../../../model/dates.ts'
import type { TestResult } from '../../../model/health-certificate.ts'
import { checkCondition, checkNotes, type Note } from '../beside.ts'
import { type Coded, checkInterpretation, readResult, readTestCode } from '../coded.ts'
import { fault, type Place, present, toCodes, toRow } from '../row.ts'
import type { IdentifiedRow, Identity } from '../siblings.ts'
import { pickSampleTime, type StatedTime } from '../times.ts'
import { codedOf, fieldPlace, textOf, timeOf } from './fields.ts'
import type { MessageContext } from './message.ts'
import { createHolderNames, readPatient } from './patient.ts'
import type { Segment } from './segment.ts'

/** What one OBR asked for: its results, and the specimens that they were found in. */
interface OrderGroup {
  readonly pid: Segment | undefined
  readonly obr: Segment | undefined
  readonly results: Result[]
  readonly specimens: Segment[]
  /** NTE of the order and of its specimens. */
  readonly notes: Segment[]
}

interface Result {
  readonly obx: Segment
  readonly number: number
  /** It stands behind a specimen, and is about that. */
  readonly isOfSpecimen: boolean
  /** NTE behind it. */
  readonly notes: Segment[]
}

/** Types whose value is a code. */
const CODED_TYPES: ReadonlySet<string> = new Set(['CE', 'CWE', 'CNE'])

/** OBX-4 in its ordinary form, also in parts. */
const SUB_ID = /^[\d.^]*$/

/** HL7 table 0085, and 0123 for the whole order: final, and final after a correction. */
const FINAL: ReadonlySet<string> = new Set(['F', 'C'])
/** Of table 0085: not yet a result, as a later message has it. */
const PENDING: ReadonlySet<string> = new Set(['I', 'P', 'R', 'S'])

/** Lists the rows of a message. */
export function readResults(
  segments: readonly Segment[],
  context: MessageContext,
): readonly IdentifiedRow[] {
  const namesOf = createHolderNames(context)
  return groupsOf(segments).flatMap((group) =>
    group.results.map((result) => ({
      row: toRow(`${context.place} OBX[${result.number}]`, (place) =>
        readOrder(result, group, context, place),
      ),
      identity: identify(result.obx, group, { context, holder: namesOf(group.pid) }),
    })),
  )
}

/** Which result it is: of whom, by OBX-3, and of which order and time. */
function identify(
  obx: Segment,
  group: OrderGroup,
  { context, holder }: { readonly context: MessageContext; readonly holder: readonly string[] },
): Identity {
  const { obr } = group
  const aside: Place = { path: '', faults: [] }
  const times = statedTimes(obx, group, context, aside)
  const instant = times.map(({ text }) => readInstant(text)).find((each) => each !== undefined)
  const orders = [2, 3].map((field) => ({ field, number: obr?.raw(field) ?? '' }))
  return {
    holder,
    tests: obx
      .repetitions(3)
      .flatMap((each) =>
        codedOf(each, aside).codings.map(({ system = '', code }) => `${system} ${code}`),
      ),
    samples: orders.flatMap(({ field, number }) => (number === '' ? [] : `${field} ${number}`)),
    minute: instant && Math.floor(instant.seconds / 60),
    names: [],
    isPending: PENDING.has(obx.raw(11)),
  }
}

/** Parts a message: a PID holds for all orders up to the next, an OBR for all results. */
function groupsOf(segments: readonly Segment[]): readonly OrderGroup[] {
  const groups: OrderGroup[] = []
  let pid: Segment | undefined
  let number = 0
  let group: OrderGroup = { pid, obr: undefined, results: [], specimens: [], notes: [] }
  const open = (obr: Segment | undefined): void => {
    group = { pid, obr, results: [], specimens: [], notes: [] }
    groups.push(group)
  }
  open(undefined)
  let notes: Segment[] = []
  for (const segment of segments) {
    if (segment.name === 'NTE') notes.push(segment)
    else if (segment.name === 'PID') {
      pid = segment
      open(undefined)
      // What is noted of the patient is said of no result.
      notes = []
    } else if (segment.name === 'OBR') {
      open(segment)
      notes = group.notes
    } else if (segment.name === 'SPM') {
      group.specimens.push(segment)
      notes = group.notes
    } else if (segment.name === 'OBX') {
      notes = []
      const isOfSpecimen = group.specimens.length > 0
      group.results.push({ obx: segment, number: ++number, isOfSpecimen, notes })
    }
  }
  return groups
}

function readOrder(
  { obx, isOfSpecimen, notes }: Result,
  group: OrderGroup,
  context: MessageContext,
  place: Place,
): JsonObject | undefined {
  const { terminology } = context
  const { pid, obr } = group
  checkStatus(obx, obr, place)
  if (isOfSpecimen) {
    const words = 'a result before SPM: behind it stands what is said of the specimen'
    fault({ path: 'OBX', faults: place.faults }, 'not-understood', words)
  }
  if (!SUB_ID.test(obx.raw(4))) {
    const words = 'a number, which tells results of one test apart'
    fault(fieldPlace(obx, 4, place), 'not-understood', words)
  }
  const code = fieldCodes(obx, 3, place)
  const test = code && readTestCode(terminology, code, fieldPlace(obx, 3, place))
  const result = readValue(obx, context, place)
  if (result !== undefined)
    checkNotes(
      [...notes, ...group.notes].map((each) => toNote(each, place)),
      result,
    )
  const sampledAt = readSampleTime(obx, group, context, place)
  const holder = pid
    ? context.holder(pid, place, readPatient)
    : fault({ path: 'PID', faults: place.faults }, 'missing', 'whom the result is about')
  const centre = readCentre(obx, context, place)
  if (!test || !holder || result === undefined || sampledAt === undefined) return undefined
  const { disease, class: testClass, codes } = test
  const fact = { kind: 'test', disease, class: testClass, result, sampledAt, codes: toCodes(codes) }
  return { holder, fact: { ...fact, ...centre } }
}

/** Escapes and parts end a clause, as signs do: only words count. */
function toNote(note: Segment, place: Place): Note {
  return { text: note.raw(3), place: fieldPlace(note, 3, place) }
}

function checkStatus(obx: Segment, obr: Segment | undefined, place: Place): void {
  if (!FINAL.has(textOf(obx, 11, place))) {
    fault(fieldPlace(obx, 11, place), 'not-final', 'the status F, or C for a corrected result')
  }
  if (!obr) {
    fault({ path: 'OBR', faults: place.faults }, 'missing', 'the order that the result belongs to')
  } else if (obr.raw(25) !== '' && !FINAL.has(textOf(obr, 25, place))) {
    fault(fieldPlace(obr, 25, place), 'not-final', 'an order whose results are final: F or C')
  }
}

/** A coded value, and nothing that speaks against it. */
function readValue(
  obx: Segment,
  { terminology }: MessageContext,
  place: Place,
): TestResult | undefined {
  const at = fieldPlace(obx, 5, place)
  if (obx.raw(5) === '') return fault(at, 'missing', 'a coded result')
  if (!CODED_TYPES.has(textOf(obx, 2, place))) {
    const words = 'a coded result (CE, CWE or CNE in OBX-2): a text or a number is not interpreted'
    return fault(fieldPlace(obx, 2, place), 'not-understood', words)
  }
  if (obx.raw(6) !== '') {
    return fault(fieldPlace(obx, 6, place), 'not-understood', 'no unit: a result is no quantity')
  }
  const coded = fieldCodes(obx, 5, place)
  const result = coded && readResult(terminology, coded, at)
  const flags = obx.repetitions(8)
  for (const flag of flags) {
    const flagPlace = fieldPlace(obx, 8, place)
    if (result !== undefined)
      checkInterpretation(toFlag(codedOf(flag, flagPlace)), result, flagPlace)
  }
  return result
}

/** A flag is of HL7 table 0078 where it names no other. */
function toFlag({ codings, texts }: Coded): Coded {
  return { codings: codings.map((each) => ({ system: 'HL70078', ...each })), texts }
}

function fieldCodes(segment: Segment, field: number, place: Place): Coded | undefined {
  const composite = segment.field(field)
  const at = fieldPlace(segment, field, place)
  return composite ? codedOf(composite, at) : fault(at, 'ambiguous', 'one coded value')
}

/** The specimen knows best when it was taken, then the result, then the order. */
function readSampleTime(
  obx: Segment,
  group: OrderGroup,
  context: MessageContext,
  place: Place,
): string | undefined {
  const [specimen, ...others] = group.specimens
  if (others.length > 0) {
    const words = 'one specimen an order: of several nobody can tell whose result it is'
    return fault({ path: 'SPM', faults: place.faults }, 'ambiguous', words)
  }
  if (specimen && specimen.raw(21) !== '') {
    fault(fieldPlace(specimen, 21, place), 'not-final', 'a specimen that was not rejected')
  }
  const condition = specimen && fieldPlace(specimen, 24, place)
  for (const each of specimen?.repetitions(24) ?? []) {
    if (condition) checkCondition(codedOf(each, condition), condition)
  }
  const told = place.faults.length
  const times = statedTimes(obx, group, context, place)
  if (times.length === 0 && place.faults.length > told) return undefined
  return pickSampleTime(times, fieldPlace(obx, 14, place))
}

function statedTimes(
  obx: Segment,
  { obr, specimens }: OrderGroup,
  { offset }: MessageContext,
  place: Place,
): readonly StatedTime[] {
  const fields = [
    { segment: specimens[0], field: 17 },
    { segment: obx, field: 14 },
    { segment: obr, field: 7 },
  ]
  return fields.flatMap(({ segment, field }): readonly StatedTime[] => {
    if (!segment) return []
    const at = fieldPlace(segment, field, place)
    const text = timeOf(segment, field, { place, offset })
    const end = field === 17 ? textOf(segment, field, place, 2) : ''
    if (end !== '' && end !== textOf(segment, field, place)) {
      fault(at, 'ambiguous', 'one time: a range must end when it starts')
    }
    return text === undefined ? [] : [{ text, place: at }]
  })
}

/** The organisation that did the test, and its country (v2.5.1 and later). */
function readCentre(obx: Segment, { terminology }: MessageContext, place: Place): JsonObject {
  const centre = textOf(obx, 23, place)
  const stated = textOf(obx, 24, place, 6)
  const country = stated === '' ? undefined : terminology.toCountry(stated)
  if (stated !== '' && country === undefined) {
    fault(fieldPlace(obx, 24, place), 'unknown-word', 'a country of ISO 3166-1')
  }
  return present({ centre: centre === '' ? undefined : centre, country })
}
